"""The tokens keep what the look promises."""

import re

import pytest

from app.ui.theme import Theme, style_sheet
from app.ui.tokens import (
    HIGH_CONTRAST,
    LIGHT,
    PRACTICE_INK,
    Palette,
    Points,
    contrast,
    scaled,
)

THEMES = pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "contrast"])
READ_ON = {
    "ground": ("text", "quiet", "primary", "good", "caution", "bad"),
    "surface": ("text", "quiet", "primary", "primary_hover", "good", "caution", "bad"),
    "raised": ("text", "quiet", "primary"),
    "chosen": ("text", "primary", "quiet"),
    "primary": ("on_primary",),
    "primary_hover": ("on_primary",),
    "good_ground": ("text", "good"),
    "caution_ground": ("text", "caution"),
    "bad_ground": ("text", "bad"),
}


@THEMES
def test_every_word_can_be_read_on_its_ground(palette: Palette):
    poor = {
        (ink, ground): round(contrast(getattr(palette, ink), getattr(palette, ground)), 2)
        for ground, inks in READ_ON.items()
        for ink in inks
        if contrast(getattr(palette, ink), getattr(palette, ground)) < 4.5
    }
    assert not poor


@THEMES
def test_the_edge_of_a_field_and_the_focus_are_seen(palette: Palette):
    assert contrast(palette.edge, palette.surface) >= 3
    assert contrast(palette.focus, palette.surface) >= 3
    assert contrast(palette.focus, palette.ground) >= 3


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == 21
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54


def test_type_grows_with_the_chosen_base():
    assert [scaled(Points.TITLE, base) for base in (11, 14, 18)] == [18, 23, 29]


@THEMES
def test_the_style_sheet_has_no_colour_but_the_tokens(palette: Palette):
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(Theme(palette))))
    assert used - {PRACTICE_INK} <= {getattr(palette, name) for name in Palette.__slots__}
