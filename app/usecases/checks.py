"""One line of the doctor's report or of a self-check."""

from enum import StrEnum

import msgspec


class Group(StrEnum):
    """What a check is about."""

    LINE = "line"
    PC = "pc"
    OFFICE = "office"


class Check(msgspec.Struct, frozen=True):
    """What was looked at; `ok` is None for what could not be looked at yet.

    `code` with a good check is a remark. `figure` may hold an address; a report leaves it out.
    """

    name: str
    ok: bool | None
    code: str = ""
    figure: str = ""
    group: Group = Group.PC

    @property
    def fails(self) -> bool:
        """Whether something is wrong here."""
        return self.ok is False
