"""What comes from a system, made fit to keep: clean text of a bounded length, and nothing else.

Whatever a system says must be writable into the commune's log; what is no text is empty, never
the name of nothing ("None").
"""

from collections.abc import Mapping

from app.domain.text import clean
from app.portal.mapping.language import Plain

LONG = 2000
"""A note, an address."""
SHORT = 200
"""A name, a number, a title."""
MESSAGE = 500
"""What a system says about what it did."""


def text_of(value: object, most: int = SHORT) -> str:
    """A text or a whole number as clean text; empty for everything else, null among it."""
    is_said = isinstance(value, str | int) and not isinstance(value, bool)
    return clean(str(value)[: 4 * most])[:most].rstrip() if is_said else ""


def records(value: object) -> list[Plain]:
    """The objects of a list; nothing where it is none."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
