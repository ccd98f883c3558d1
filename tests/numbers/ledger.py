"""The paper ledger: every code that was printed, and whose it is; it knows nothing of the program.

It stands for the drawers of the citizens. A code that is printed for a second dossier is a
duplicate, whatever the databases say. One thing excuses it: the whole disk was put back from an
image and nothing shows it. Then all who hold that code must be found by it.
"""

import re
from collections import Counter

_OFFICIAL = re.compile(r"000\.\d\d\.33\.H35-\d{6}-\d{4}")
_PROVISIONAL = re.compile(r"TAM-\d+-[0-9A-Z]{4}-\d{6}-\d{3,}")


class Duplicate(AssertionError):
    """One code for two dossiers."""


class Unresolved(AssertionError):
    """A citizen shows a code and a PC does not find the dossier."""


class Ledger:
    """What is on paper, and what a dead disk or a revocation may have taken with it."""

    def __init__(self) -> None:
        self.papers: dict[str, str] = {}
        self.may_be_lost: set[str] = set()  # dossiers
        self.forgotten: set[str] = set()  # codes on paper that an image put back knows nothing of
        self.replaced: set[str] = set()  # codes that went out of use, on paper still
        self.also: dict[str, set[str]] = {}
        self.counts: Counter[str] = Counter()

    def prints(self, code: str, dossier: str) -> None:
        """A code is on paper now; raises `Duplicate`."""
        if (other := self.papers.setdefault(code, dossier)) != dossier:
            if code not in self.forgotten:
                raise Duplicate(f"{code} is on the slip of {other} and of {dossier}")
            self.also.setdefault(code, set()).add(dossier)
        shapes = bool(_OFFICIAL.fullmatch(code)), bool(_PROVISIONAL.fullmatch(code))
        assert shapes.count(True) == 1, f"{code} is neither one nor the other, or both"
        self.counts["official" if shapes[0] else "provisional"] += 1

    def burns(self, code: str) -> None:
        """A blank slip is printed ahead: its code is nobody's yet, and nobody else's for ever."""
        self.prints(code, f"slip {code}")

    def fills(self, code: str, dossier: str) -> None:
        """The blank slip is handed to a citizen."""
        blank = f"slip {code}"
        if self.papers[code] == blank:
            self.papers[code] = dossier
        else:  # the code is on an earlier paper too, which the image put back knew nothing of
            self.also[code].remove(blank)
            self.also[code].add(dossier)

    @property
    def of_dossiers(self) -> dict[str, set[str]]:
        """The codes that citizens hold, and for which dossiers."""
        holders = {code: {one, *self.also.get(code, ())} for code, one in self.papers.items()}
        filled = {
            code: {one for one in dossiers if not one.startswith("slip ")}
            for code, dossiers in holders.items()
        }
        return {code: dossiers for code, dossiers in filled.items() if dossiers}
