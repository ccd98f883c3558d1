"""From tokens to the look of Qt: palette, style sheet and fonts, in two themes and eight sizes."""

from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.system.paths import resources
from app.ui import fonts
from app.ui.tokens import HIGH_CONTRAST, LIGHT, PRACTICE_INK, Palette, Points, Size, Space, scaled

UI_FAMILY = "Noto Sans"
SYMBOLS = "DejaVu Sans"
_STRONG = "strong_contrast"  # property of the application
_FAMILIES = {"win32": ("Segoe UI", UI_FAMILY, SYMBOLS)}


DOTS_PER_POINT = 96 / 72
LINE = 1.4  # height of a line of Vietnamese, in sizes of its type


@dataclass(frozen=True, slots=True)
class Theme:
    """The look the officer has chosen: a palette and a base size in points."""

    palette: Palette = LIGHT
    base: int = Points.BASE

    @property
    def is_high_contrast(self) -> bool:
        """Say whether it is the theme for eyes that need strong contrast."""
        return self.palette is HIGH_CONTRAST

    def colour(self, name: str) -> str:
        """Answer a colour of the palette by the name of its token."""
        return str(getattr(self.palette, name))

    def points(self, size: Points) -> int:
        """Answer a type size at the chosen base."""
        return scaled(size, self.base)


def load_fonts() -> list[str]:
    """Load the bundled fonts of the screen; answers the families found."""
    names = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "DejaVuSans.ttf")
    return [family for name in names for family in fonts.load(name)]


def apply(app: QApplication, theme: Theme, platform: str) -> None:
    """Dress the whole program; may be called again, and does nothing when the look is the same."""
    font = QFont(list(_FAMILIES.get(platform, (UI_FAMILY, SYMBOLS))))
    font.setPointSize(theme.base)
    sheet = style_sheet(theme)
    if (app.styleSheet(), app.font()) == (sheet, font):
        return
    app.setStyle("Fusion")
    app.setProperty(_STRONG, theme.is_high_contrast)
    app.setFont(font)
    app.setPalette(_palette(theme.palette))
    app.setStyleSheet(sheet)


def worn() -> Theme:
    """Answer the look that the program wears, for what paints its own colours."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return Theme()
    return Theme(HIGH_CONTRAST if app.property(_STRONG) else LIGHT, app.font().pointSize())


def style_sheet(theme: Theme) -> str:
    """Write the style sheet of a theme; every value in it is a token."""
    names = {name: getattr(theme.palette, name) for name in Palette.__slots__}
    sizes = {
        "small": theme.points(Points.SMALL),
        "section": theme.points(Points.SECTION),
        "title_size": theme.points(Points.TITLE),
        "control": max(int(Size.CONTROL), _line_of(theme)) - 2 * Size.FOCUS - 2,
        "corner": int(Size.CORNER),
        "practice_ink": PRACTICE_INK,
        "ring": int(Size.FOCUS),
        "xs": int(Space.XS),
        "s": int(Space.S),
        "m": int(Space.M),
        "row": int(Size.ROW),
        "tile": int(Size.TILE),
        "marks": (resources() / "icons").as_posix(),
        "mark": "dark" if theme.is_high_contrast else "light",
        "arrow": "light" if theme.is_high_contrast else "dark",
    }
    return Template(_SHEET).substitute(names | sizes)


def _line_of(theme: Theme) -> int:
    """How high a control must be for a line of large type, marks above and below included."""
    return round(theme.base * DOTS_PER_POINT * LINE) + 2 * Space.S


def _palette(colours: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.ground,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.Highlight: colours.primary,
        role.HighlightedText: colours.on_primary,
        role.Link: colours.primary,
        role.LinkVisited: colours.primary,
        role.PlaceholderText: colours.quiet,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.quiet))
    return palette


_SHEET = """
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[part="ground"], QScrollArea { background: $ground; }
QScrollArea > QWidget > QWidget { background: $ground; }

QLabel { background: transparent; }
QLabel[part="title"] { font-size: ${title_size}pt; font-weight: bold; }
QLabel[part="section"] { font-size: ${section}pt; font-weight: bold; }
QLabel[part="section_strong"], QLabel[part="section_text"] {
  font-size: ${section}pt; font-weight: bold;
}
QLabel[part="section_quiet"] { font-size: ${section}pt; color: $quiet; }
QLabel[part="section_good"] { font-size: ${section}pt; font-weight: bold; color: $good; }
QLabel[part="section_caution"] { font-size: ${section}pt; font-weight: bold; color: $caution; }
QLabel[part="section_bad"] { font-size: ${section}pt; font-weight: bold; color: $bad; }
QLabel[part="label"] { font-size: ${small}pt; color: $text; }
QLabel[part="quiet"] { color: $quiet; }
QLabel[part="hint"] { font-size: ${small}pt; color: $quiet; }
QLabel[part="hint_good"] { font-size: ${small}pt; color: $good; }
QLabel[part="error"] { font-size: ${small}pt; color: $bad; font-weight: bold; }
QLabel[part="good"] { color: $good; }
QLabel[part="caution"] { color: $caution; }
QLabel[part="bad"] { color: $bad; }
QLabel[part="strong"] { font-weight: bold; }
QLabel[part="practice"] { color: $practice_ink; }
QLabel[part="practice_badge"] { color: $practice_ink; font-weight: bold; }
QLabel[part="figure_quiet"] { font-size: ${title_size}pt; color: $quiet; }
QLabel[part="figure_bad"] { font-size: ${title_size}pt; font-weight: bold; color: $bad; }
QLabel[part="figure_caution"] { font-size: ${title_size}pt; font-weight: bold; color: $caution; }
QLabel[part="figure"] { font-size: ${title_size}pt; font-weight: bold; }

QFrame[part="card"] { background: $surface; border: 1px solid $line; border-radius: ${corner}px; }

QLineEdit, QComboBox, QPlainTextEdit, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${corner}px;
  padding: 1px ${s}px; selection-background-color: $primary; selection-color: $on_primary;
}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit { min-height: ${control}px; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus { border: ${ring}px solid $focus; padding: 0px 7px; }
*[wrong="true"] { border: ${ring}px solid $bad; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $quiet; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $ground; color: $quiet;
}
QLineEdit:read-only { background: $ground; }
QComboBox QAbstractItemView, QAbstractItemView { background: $surface; color: $text; }
QComboBox QAbstractItemView { border: 1px solid $edge; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${corner}px;
  padding: 1px ${m}px; min-height: ${control}px;
}
QPushButton:hover { background: $raised; }
QPushButton:focus { border: ${ring}px solid $focus; padding: 0px 11px; }
QPushButton:disabled { color: $quiet; background: $ground; border-color: $line; }
QPushButton[kind="primary"] {
  background: $primary; color: $on_primary; border: 1px solid $primary; font-weight: bold;
}
QPushButton[kind="primary"]:hover { background: $primary_hover; }
QPushButton[kind="primary"]:focus {
  border: ${ring}px solid $text; background: $primary_hover; padding: 0px 11px;
}
QPushButton[kind="primary"]:disabled { background: $line; color: $text; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus { border: ${ring}px solid $focus; }
QPushButton[kind="tile"] { border: 1px solid $line; text-align: left; min-height: ${tile}px; }
QPushButton[kind="tile"]:hover { background: $raised; }
QPushButton[kind="tile"]:focus { border: ${ring}px solid $focus; }
QToolButton[kind="link"] {
  background: transparent; border: none; border-bottom: 1px solid $primary;
  color: $primary; margin: ${ring}px; padding: 1px 2px;
}
QToolButton[kind="link"]:hover { color: $primary_hover; border-color: $primary_hover; }
QToolButton[kind="link"]:focus {
  border: ${ring}px solid $focus; border-radius: ${corner}px; margin: 0px;
}

QCheckBox, QRadioButton {
  spacing: ${s}px; padding: 2px; border: ${ring}px solid transparent; border-radius: ${corner}px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16px; height: 16px; border: 1px solid $edge; border-radius: 3px; background: $surface;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked {
  background: $primary; border-color: $primary; image: url("$marks/tick-$mark.png");
}
QRadioButton::indicator:checked { image: url("$marks/dot-$mark.png"); }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$marks/down-$arrow.png"); width: 12px; height: 12px; }

QTableView, QListView, QTreeView {
  background: $surface; border: 1px solid $line; border-radius: ${corner}px; outline: none;
  selection-background-color: $chosen; selection-color: $text; gridline-color: $line;
}
QTableView:focus, QListView:focus { border: ${ring}px solid $focus; }
QTableView::item { border-bottom: 1px solid $line; padding: 0px ${s}px; }
QTableView::item:selected, QListView::item:selected { background: $chosen; color: $text; }
QListView::item { padding: ${xs}px ${s}px; }
QHeaderView::section {
  background: $ground; color: $quiet; border: none; border-bottom: 1px solid $line;
  padding: ${xs}px ${s}px; font-size: ${small}pt;
}
QTableCornerButton::section { background: $ground; border: none; }

QFrame[part="notice"] { border: 1px solid $line; border-radius: ${corner}px; background: $surface; }
QFrame[part="notice"][tone="good"] { background: $good_ground; border-color: $good; }
QFrame[part="notice"][tone="caution"] { background: $caution_ground; border-color: $caution; }
QFrame[part="notice"][tone="bad"] { background: $bad_ground; border-color: $bad; }
QFrame[part="notice"][tone="hint"] { background: $chosen; border-color: $primary; }

QFrame[part="navigation"] {
  background: $surface; border: none; border-right: 1px solid $line;
}
QPushButton[kind="place"] {
  border: ${ring}px solid transparent; background: transparent; text-align: left;
  padding: ${xs}px ${s}px;
}
QPushButton[kind="place"]:hover { background: $raised; }
QPushButton[kind="place"]:checked { background: $chosen; color: $primary; font-weight: bold; }
QPushButton[kind="place"]:focus { border-color: $focus; padding: ${xs}px ${s}px; }
QFrame[part="top"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QPushButton[kind="status"] {
  background: $surface; border: ${ring}px solid transparent; border-radius: 0px;
  text-align: left; padding: 0px ${s}px; font-size: ${small}pt; min-height: 26px;
}
QPushButton[kind="status"]:hover { background: $raised; }
QPushButton[kind="status"]:focus { border-color: $focus; }
QFrame[part="status"] { background: $surface; border: none; border-top: 1px solid $line; }

QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${xs}px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QTabWidget::pane { border: none; }
QTabBar::tab {
  background: transparent; border: ${ring}px solid transparent; padding: ${xs}px ${m}px;
  min-height: 28px;
}
QTabBar::tab:selected { color: $primary; font-weight: bold; border-bottom-color: $primary; }
QTabBar::tab:focus { border-color: $focus; }
QProgressBar { border: 1px solid $edge; border-radius: ${corner}px; text-align: center; }
QProgressBar::chunk { background: $chosen; }
QTextBrowser { background: $surface; border: 1px solid $line; border-radius: ${corner}px; }
QTextBrowser:focus { border: ${ring}px solid $focus; }
"""
