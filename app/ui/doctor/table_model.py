"""The checks as a list: mark, name, what was found."""

from app.ui.i18n import tr
from app.ui.widgets.table import Column, RowModel
from app.ui.words import sentence
from app.ui.words.doctor import figure_of, name_of
from app.usecases.checks import Check


class CheckModel(RowModel[Check]):
    """One line for each check, in the order in which they are made."""

    def __init__(self) -> None:
        columns = (
            Column[Check](
                tr("Checked"), lambda check: tr(name_of(check.name)), width=30, bold=True
            ),
            Column[Check](tr("Found"), outcome_words, width=13, tone=tone),
            Column[Check](tr("What was found"), found_words),
        )
        super().__init__(columns, lambda check: check.name)


def outcome_words(check: Check) -> str:
    """Say how it stands; never by colour alone."""
    if check.fails:
        return f"✕ {tr('Fault')}"
    if check.ok is None:
        return f"… {tr('Not looked at')}"
    return f"! {tr('Mind this')}" if check.code else f"✓ {tr('Good')}"


def found_words(check: Check) -> str:
    """Say the sentence of a fault or a remark, else the figure."""
    if not check.code:
        return tr(figure_of(check.figure))
    told = sentence(check.code)
    return f"{told.code}: {tr(told.what)}"


def tone(check: Check) -> str:
    """The colour that goes with the word."""
    if check.fails:
        return "bad"
    if check.ok is None:
        return "quiet"
    return "caution" if check.code else "good"


def line_of(check: Check) -> str:
    """Say one check in one line of paper, a fault with what to do."""
    remedy = tr(sentence(check.code).remedy) if check.code else ""
    said = f"{outcome_words(check)}   {tr(name_of(check.name))}: {found_words(check)} {remedy}"
    return said.rstrip(" :")
