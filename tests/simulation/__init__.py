"""The deterministic simulator: one seed is one run of several PCs, a gateway and every fault.

    MOTCUA_SEEDS=3000 python -m pytest tests/simulation        # a long run of each kind of office
    MOTCUA_SEEDS=wide:41,99 python -m pytest tests/simulation  # those two
    python -m tests.simulation.nights --count 1000             # months of thirty days

`pc`, `province`, `network`, `sticks` and `versions` are the parts that fail, `office` drives them,
`wide_office` lets everything befall them, `month` plans thirty days; `ledger` notes on paper what
officers were told; `mutants` break the real code on purpose. Journal, rules, engine, fold, sticks
and gateway are the real ones. Which oracle holds which invariant:

I1   invariants.nothing_saved_is_gone, new_levels_are_true (.._were_true, .._are_true_at),
     what_the_province_signed_for_is_there, nothing_has_vanished; durability (recorded writes)
I2   invariants.every_event_has_one_place; its side effects: tests.portal
I3   invariants.no_code_names_two_dossiers, every_slip_finds_its_dossier
I4   invariants.nothing_has_vanished; office._synchronises (nothing signed is about other events)
I5   invariants.everybody_agrees
I6   model.Second: a name stands or waits, one conflict about a field, none between equal values
I7   model.Second: who moves a dossier on knew of the move before, and the graph has that edge;
     invariants.what_was_revoked_got_no_place
I8   invariants.the_cursor_is_honest, the_order_is_the_provinces
I9   clocks.the_clocks_decide_nothing
I10  papers.Papers; tests.files.carrying (killed and recorded)
I11  isolation.tells_nothing_of_another_commune
I12  orders.the_order_of_arrival_loses_nothing
I13  views.Views, invariants.what_was_written_is_read
L1   sendings.Sendings, and the few rounds of office.calms_down
L2   wide_office: _poison_delays_nobody, _cannot_be_recorded
L3   storm.nobody_storms

`test_mutants` and `test_oracles` see them fail.
"""
