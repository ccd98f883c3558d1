"""What the rules are asked: does it refuse, and what is owed."""

import pytest

from app.domain.dossier import Dossier
from app.domain.duties import Duty, DutyKind, duties
from app.domain.errors import RuleViolation
from tests.unit.rules.office_hours import HOURS


def refuses(code: str, act, *args: object, **more: object) -> None:
    with pytest.raises(RuleViolation) as no:
        act(*args, **more)
    assert no.value.code == code


def kinds(dossier: Dossier) -> list[DutyKind]:
    return [duty.kind for duty in duties(dossier, HOURS)]


def duty(dossier: Dossier, kind: DutyKind) -> Duty:
    return next(one for one in duties(dossier, HOURS) if one.kind is kind)
