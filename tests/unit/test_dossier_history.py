"""What a dossier says of its history: copies of slips, gaps, conflicts that a person decides."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.dossier import State
from app.domain.errors import RuleViolation
from app.domain.events import ContactChanged, Forwarded, Payload, SlipForm, SlipPrinted, Withdrawn
from app.domain.history import ACT
from tests.helpers.dossiers import (
    MORNING,
    History,
    a_dossier,
    a_history,
    a_recipient,
    a_result,
)


def test_a_failed_print_is_repeated_as_the_same_copy() -> None:
    dossier = a_dossier(State.ACCEPTED, _slip(confirmed=False))
    assert dossier.print_slip(_slip(confirmed=True)).copy == 1


def test_a_real_reprint_has_its_number_and_its_reason() -> None:
    dossier = a_dossier(State.ACCEPTED, _slip(confirmed=True))
    assert dossier.next_copy(SlipForm.RECEIPT, _OF) == 2
    assert _code(lambda: dossier.print_slip(_slip(copy=1))) == "copy_number_wrong"
    assert _code(lambda: dossier.print_slip(_slip(copy=2))) == "reprint_reason_missing"
    assert dossier.print_slip(_slip(copy=2, reason="rách")).copy == 2


def test_an_event_that_others_wait_for_can_be_declared_lost() -> None:
    history = a_history()
    unsent = history.says("quầy 2", Forwarded(to=a_recipient()))
    history.says("quầy 1", a_result(), seen=[unsent])
    history.events.remove(unsent)
    said = history.fold().declare_lost(str(unsent.id), "máy hỏng")
    assert (said.device, said.first, said.last) == (unsent.id.device, unsent.id.n, unsent.id.n)


def test_a_conflict_is_settled_once_both_sides_are_ordered() -> None:
    history = _two_names()
    conflict = history.fold().conflicts[0]
    assert _code(lambda: history.fold().settle(conflict.id)) == "conflict_not_ordered"
    history.order()
    conflict = history.fold().conflicts[0]
    assert history.fold().settle(conflict.id).state is None
    assert _code(lambda: history.fold().settle("khác")) == "no_such_conflict"
    assert history.fold().settle(conflict.id, value="Lò Thị Pà").value == "Lò Thị Pà"


def test_a_settlement_upholds_a_side_or_says_a_value_that_fits() -> None:
    history = _two_names()
    history.order()
    dossier = history.fold()
    conflict = dossier.conflicts[0]
    aside = conflict.set_aside[0].event
    assert dossier.settle(conflict.id, upheld=[aside]).upheld == (aside,)
    assert _code(lambda: dossier.settle(conflict.id, upheld=["AAAAAAAAAA:AAAA:1"])) == "not_a_side"
    assert _code(lambda: dossier.settle(conflict.id, value="")) == "value_unreadable"
    assert _code(lambda: dossier.settle(conflict.id, upheld=[aside], value="x")) == (
        "value_unreadable"
    )


def test_only_one_value_of_a_field_can_be_upheld() -> None:
    history = _two_names()
    history.says("quầy 3", _named("Lò Thị Pòn"), seen=history.events[:1], ordered=False)
    history.order()
    dossier = history.fold()
    both = [side.event for side in dossier.conflicts[0].set_aside]
    assert _code(lambda: dossier.settle(dossier.conflicts[0].id, upheld=both)) == "not_a_side"


def test_settling_acts_says_the_state_that_results() -> None:
    history = a_history()
    received = history.events
    history.says("quầy 1", Forwarded(to=a_recipient()))
    history.says("quầy 2", history.fold().withdraw(Withdrawn(reason="xin rút")), seen=received[:1])
    dossier = history.fold()
    conflict = dossier.conflicts[0]
    assert conflict.subject == ACT
    assert dossier.settle(conflict.id).state == State.PROCESSING
    upheld = [conflict.set_aside[0].event]
    assert dossier.settle(conflict.id, upheld=upheld).state == State.WITHDRAWN
    assert _code(lambda: dossier.settle(conflict.id, value="7")) == "value_unreadable"


def test_a_telephone_can_be_removed() -> None:
    dossier = a_dossier(State.ACCEPTED, ContactChanged(phone="", email="pan@example.vn"))
    assert dossier.submitter is not None
    assert (dossier.submitter.phone, dossier.submitter.email) == (None, "pan@example.vn")


_OF = str(a_history().events[0].id)


def _slip(**changes: Any) -> SlipPrinted:
    values: dict[str, Any] = {"form": SlipForm.RECEIPT, "of": _OF, "printed_at": MORNING}
    return SlipPrinted(**(values | changes))


def _named(name: str) -> Payload:
    return a_dossier().change_fields({"submitter.name": name}, "gõ nhầm")


def _two_names() -> History:
    """Two officers mend the name without knowing of each other; nothing is ordered yet."""
    history = a_history()
    received = history.events[:1]
    history.says("quầy 1", _named("Lò Thị Pán"), seen=received, ordered=False)
    history.says("quầy 2", _named("Lò Thị Pàn"), seen=received, ordered=False)
    return history


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(RuleViolation) as no:
        act()
    return no.value.code
