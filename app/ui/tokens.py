"""Every colour, length and size of the screens: the one place where the look is decided.

Plain values without Qt, so that a test can compute their contrast and the theme can write them
into its style sheet. A screen names a token; it never writes a colour or a number of pixels.
"""

from dataclasses import dataclass
from enum import IntEnum

PRACTICE_GROUND = "#F2C14E"
"""Round the practice window in both looks; unlike any other colour of the program."""
PRACTICE_INK = "#1A1A1A"  # 10:1 on it


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as `#RRGGBB`."""

    ground: str  # behind everything
    surface: str  # cards, fields, lists
    raised: str  # the hovered row, a quiet button
    line: str  # quiet dividing lines
    edge: str  # borders of what can be typed into or pressed (3:1 on the surface)
    text: str
    quiet: str
    primary: str
    primary_hover: str
    on_primary: str
    chosen: str  # ground of the chosen row or page
    good: str
    good_ground: str
    caution: str
    caution_ground: str
    bad: str
    bad_ground: str
    focus: str


LIGHT = Palette(
    ground="#F5F6F8",
    surface="#FFFFFF",
    raised="#EDF1F6",
    line="#D5DAE1",
    edge="#7E8A98",
    text="#1A2027",
    quiet="#55606E",
    primary="#0B5CAD",
    primary_hover="#094B8D",
    on_primary="#FFFFFF",
    chosen="#E3EEF9",
    good="#1B7F4B",
    good_ground="#EAF7F0",
    caution="#9A5B00",
    caution_ground="#FFF4DB",
    bad="#B3261E",
    bad_ground="#FDECEA",
    focus="#0B5CAD",
)

HIGH_CONTRAST = Palette(
    ground="#000000",
    surface="#000000",
    raised="#262626",
    line="#8C8C8C",
    edge="#FFFFFF",
    text="#FFFFFF",
    quiet="#E2E2E2",
    primary="#FFD84D",
    primary_hover="#FFE78F",
    on_primary="#000000",
    chosen="#3A3200",
    good="#7CF2B0",
    good_ground="#00210F",
    caution="#FFC46B",
    caution_ground="#2B1B00",
    bad="#FFA8A1",
    bad_ground="#2D0705",
    focus="#00E5FF",
)


class Space(IntEnum):
    """The steps of 4 px from which every distance is taken."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Size(IntEnum):
    """Heights, widths and radii in px at 100 %."""

    CONTROL = 34
    ROW = 32
    CORNER = 6
    FOCUS = 2
    ICON = 20
    NAVIGATION = 196
    TILE = 52
    LABEL = 128  # the label beside a fact
    WIDE_PAGE = 1000  # from this width on a page has room for what is pleasant, not needed
    FORM = 560  # the widest a column of fields grows: the eye must find the next line


class Points(IntEnum):
    """Type sizes in points at the base size of 11."""

    SMALL = 10
    BASE = 11
    SECTION = 13
    TITLE = 18


SMALLEST_BASE = 11
LARGEST_BASE = 18


def scaled(size: Points, base: int) -> int:
    """Answer the size in points when the officer has chosen another base than 11."""
    return round(size * base / Points.BASE)


def contrast(one: str, other: str) -> float:
    """Answer the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
