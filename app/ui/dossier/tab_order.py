"""Tab goes through a page as the eye does; Qt would go in the order in which things were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def lead_through(part: QWidget) -> None:
    """Let Tab go down everything in this part of the window, in the order of its layouts."""
    before: QWidget | None = None
    for control in _controls(part):
        if before is not None:
            QWidget.setTabOrder(before, control)
        before = control


def _controls(part: QWidget) -> Iterator[QWidget]:
    """Everything that Tab stops at; what has a layout is only what holds others."""
    layout = part.layout()
    if layout is not None:
        yield from _laid_out(layout)
    elif part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if (widget := item.widget()) is not None:
            yield from _controls(widget)
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
