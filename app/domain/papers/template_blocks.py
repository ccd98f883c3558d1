"""The pieces that a template is made of. Texts hold `{field}`; `{field!}` prints it in bold.

A piece with `when` is left out while that field is empty, one with `unless` while it is not;
`keep` holds it on one page with the piece after it.
"""

from typing import Literal, get_args

import msgspec

Absent = Literal["dots", "skip", "empty"]
"""What a line does when its field is empty: room to write by hand, left out, the label alone."""

Side = Literal["left", "centre", "right"]
"""How words stand in their width."""


class Piece(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="block", forbid_unknown_fields=True
):
    """What every block can say of itself."""

    when: str = ""
    unless: str = ""
    keep: bool = False


class Letterhead(Piece, frozen=True, kw_only=True, tag="letterhead"):
    """The office at the left, the state's name and motto at the right, a line below each."""

    upper: str
    desk: str
    under: str = ""  # below the office: Số: …
    right: str = ""  # below the motto: place and date


class Title(Piece, frozen=True, kw_only=True, tag="title"):
    """The title, one text a line, between the QR codes, above the bars; marks below.

    `qr` and `lookup` are drawn where they are not empty, `bars` as Code 128.
    """

    lines: tuple[str, ...]
    below: tuple[str, ...] = ()  # in plain type: (Ban hành kèm theo …), Kỳ: …
    qr: str = ""
    lookup: str = ""
    bars: str = ""
    marks: str = ""
    size: float = 12.5


class Line(Piece, frozen=True, kw_only=True, tag="line"):
    """`label: value`."""

    label: str
    value: str
    heavy: bool = False
    absent: Absent = "dots"
    dots: int = 1  # lines to write on by hand, where it is absent


class Row(Piece, frozen=True, kw_only=True, tag="row"):
    """Lines beside one another; `shares` of the width, equal when none are given."""

    parts: tuple[Line, ...]
    shares: tuple[float, ...] = ()


class Pair(Piece, frozen=True, kw_only=True, tag="pair"):
    """A text at the left and one at the right, on one line when there is room."""

    left: str
    right: str
    italic: bool = True  # the right one


class Paragraph(Piece, frozen=True, kw_only=True, tag="paragraph"):
    """Running words; an empty field in them is a dotted gap, or `absent` leaves all out."""

    text: str
    side: Side = "left"
    bold: bool = False
    italic: bool = False
    size: float = 0  # points; 0: as the whole template
    indent: bool = False
    absent: Absent = "dots"


class Column(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One column of a table: its head, what stands in each row, its share of the width."""

    head: str
    text: str
    share: float
    group: str = ""  # head over several neighbours
    side: Side = "left"


class Table(Piece, frozen=True, kw_only=True, tag="table"):
    """One row for each row of the list field `rows`; its head comes again on every page.

    `fill` empty rows are drawn where there is no row, to be written by hand, and only while the
    field `fill_unless` is empty: nobody shall add a row to a paper that was given out. `least` rows
    are drawn in any case, where rows go on being written by hand. `numbered` draws a line (1) (2)
    (3) below the head; `total` is a last row across the table.
    """

    rows: str
    columns: tuple[Column, ...]
    fill: int = 0
    fill_unless: str = ""
    least: int = 0
    numbered: bool = False
    size: float = 9.5
    row_height: float = 0  # millimetres at least, for signatures
    total: str = ""


class Notes(Piece, frozen=True, kw_only=True, tag="notes"):
    """Small remarks, one a line: those of the text field `of` (one a line), then `texts`."""

    of: str = ""
    texts: tuple[str, ...] = ()


class Tick(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One box, ticked when `field` says `value`."""

    text: str
    field: str
    value: str


class Checks(Piece, frozen=True, kw_only=True, tag="checks"):
    """Boxes to tick, on one line when there is room."""

    boxes: tuple[Tick, ...]
    label: str = ""


class Dots(Piece, frozen=True, kw_only=True, tag="dots"):
    """Dotted lines for handwriting."""

    count: int = 1
    label: str = ""


class Thumbs(Piece, frozen=True, kw_only=True, tag="thumbs"):
    """Boxes for thumb-prints (điểm chỉ), each with its caption."""

    captions: tuple[str, ...]
    side: Side = "right"


class Signer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of the foot: who signs, or plain lines (Nơi nhận) when `lines` are given."""

    title: str = ""
    above: str = ""  # place and date, "Xác nhận của …"
    hint: str = "(Ký, ghi rõ họ tên)"
    name: str = ""
    lines: tuple[str, ...] = ()


class Signatures(Piece, frozen=True, kw_only=True, tag="signatures"):
    """One to three columns; `room` in millimetres is left to sign."""

    signers: tuple[Signer, ...]
    room: float = 12


class Space(Piece, frozen=True, kw_only=True, tag="space"):
    """An empty strip."""

    points: float = 4


class Rule(Piece, frozen=True, kw_only=True, tag="rule"):
    """A thin line across."""


class PageBreak(Piece, frozen=True, kw_only=True, tag="page_break"):
    """What follows begins on a new page."""


Block = (
    Letterhead
    | Title
    | Line
    | Row
    | Pair
    | Paragraph
    | Table
    | Notes
    | Checks
    | Dots
    | Thumbs
    | Signatures
    | Space
    | Rule
    | PageBreak
)
KINDS = frozenset(kind.__struct_config__.tag for kind in get_args(Block))
