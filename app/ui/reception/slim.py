"""Choices that give way: in a narrow window a long value is cut, never the page."""

from PySide6.QtWidgets import QComboBox

from app.ui.widgets.fields import ChoiceField

LEAST_LETTERS = 5


def slim(*fields: ChoiceField) -> None:
    """Let choices be narrower than their longest value; the opened list shows it whole."""
    for field in fields:
        box = field.box
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(LEAST_LETTERS)
        view = box.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 3 * view.fontMetrics().averageCharWidth())
