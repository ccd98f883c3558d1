"""Whether a password would be among the first that a thief of the disk tries.

How slow each try is, is the store's business; how many tries a password is worth is decided here.
"""

from itertools import pairwise
from typing import Final

from app.domain.text import fold

_FEWEST_LETTERS = 5
_DIGITS_THAT_DO = 14
_COMMON: Final = ("matkhau", "password", "motcua", "laichau", "qwerty", "admin", "abcdef")
_OWN_PART = 3
"""Letters that a password needs beside a common word."""


def is_easy(password: str) -> bool:
    """Whether anybody would try it among the first: few letters, a short number, a common word."""
    plain = "".join(fold(password).split())
    if len(set(plain)) < _FEWEST_LETTERS:
        return True
    if plain.isdigit():
        return len(plain) < _DIGITS_THAT_DO or _is_run(plain)
    rest = plain
    for word in _COMMON:
        rest = rest.replace(word, "")
    letters = sum(one.isalpha() for one in rest)
    return rest != plain and letters < _OWN_PART


def _is_run(digits: str) -> bool:
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    return steps <= {1, -9} or steps <= {-1, 9}
