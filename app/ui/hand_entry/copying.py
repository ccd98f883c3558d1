"""The clipboard on loan: what was copied last goes away by itself, and with the officer.

People's numbers do not lie about: 60 seconds after the last copy, and when the page is left, the
clipboard is emptied, unless something else was copied meanwhile. Windows is asked to keep it out of
its history of the clipboard.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60
_OUT_OF_HISTORY = 'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'


class Copying(QObject):
    """Puts texts on the clipboard and takes them off again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self.timer.timeout.connect(self.forget)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard; the minute begins anew."""
        data = QMimeData()
        data.setText(text)
        data.setData(_OUT_OF_HISTORY, bytes(4))
        QGuiApplication.clipboard().setMimeData(data)
        self._text = text
        self.timer.start()

    def forget(self) -> None:
        """Take off what was put there, if it is still there."""
        self.timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
