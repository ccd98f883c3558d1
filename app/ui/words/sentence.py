"""One error in the officer's words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its number on the telephone, what happened, and what to do now."""

    number: int
    what: str
    remedy: str = ""

    @property
    def code(self) -> str:
        """The short code that is read out on the telephone."""
        return f"MC-{self.number:03d}"
