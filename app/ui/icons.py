"""Our own icons: strokes on a grid of 24, drawn in any colour and size; no image file is read."""

import json
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from app.system.paths import resources

GRID = 24
STROKE = 1.7


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Draw the icon of that name, crisp at 100 and 200 %; raises `KeyError` when there is none."""
    drawn = QIcon()
    for scale in (1, 2):
        drawn.addPixmap(pixmap(name, colour, size * scale))
    return drawn


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Draw one picture of an icon."""
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    ends = (Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(QColor(colour), STROKE, Qt.PenStyle.SolidLine, *ends))
    for stroke in _strokes(resources())[name]:
        painter.drawPath(path_of(stroke))
    painter.end()
    return picture


def names() -> list[str]:
    """List every icon there is."""
    return sorted(_strokes(resources()))


def path_of(stroke: str) -> QPainterPath:
    """Read one stroke: `M x y`, `L x y`, `C` (six numbers), `Z`, `O x y r`, `R x y w h r`."""
    path = QPainterPath()
    for letter, numbers in _steps(stroke):
        match letter, numbers:
            case "M", [x, y]:
                path.moveTo(x, y)
            case "L", [x, y]:
                path.lineTo(x, y)
            case "C", [a, b, c, d, x, y]:
                path.cubicTo(a, b, c, d, x, y)
            case "Z", []:
                path.closeSubpath()
            case "O", [x, y, radius]:
                path.addEllipse(QPointF(x, y), radius, radius)
            case "R", [x, y, width, height, radius]:
                path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
            case _:
                raise ValueError(stroke)
    return path


def _steps(stroke: str) -> list[tuple[str, list[float]]]:
    steps: list[tuple[str, list[float]]] = []
    for letter in "MLCZOR":
        stroke = stroke.replace(letter, f" {letter} ")
    for word in stroke.split():
        if word.isalpha():
            steps.append((word, []))
        else:
            steps[-1][1].append(float(word))
    return steps


@lru_cache(maxsize=1)
def _strokes(folder: Path) -> dict[str, list[str]]:
    text = (folder / "icons" / "icons.json").read_text(encoding="utf-8")
    strokes: dict[str, list[str]] = json.loads(text)
    return strokes
