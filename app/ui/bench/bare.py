"""The reference: a bare PySide6 window with a table, in a process of its own."""

import sys

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from app.ui.bench.saying import say_memory, say_painted

ROWS, COLUMNS = 50, 8


def main() -> int:
    """Open the window, say when it is painted and what it holds, and end."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    table.setModel(_filled())
    window.setCentralWidget(table)
    window.resize(1366, 740)
    window.show()
    say_painted(app, table.viewport())
    say_memory()
    return 0


def _filled() -> QStandardItemModel:
    model = QStandardItemModel(ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            model.setItem(row, column, QStandardItem(f"{row}, {column}"))
    return model


if __name__ == "__main__":
    sys.exit(main())
