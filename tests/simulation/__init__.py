"""The deterministic simulator: one seed is one run of several PCs, a gateway and every fault.

    MOTCUA_SEEDS=3000 python -m pytest tests/simulation     # a long run
    MOTCUA_SEEDS=41,99 python -m pytest tests/simulation    # those two

`pc`, `province` and `network` are the parts that fail, `office` drives them, `ledger` notes on
paper what officers were told, `invariants` and `model` compare; `mutants` break the real code on
purpose.
Journal, rules, engine, fold and gateway are the real ones.
"""
