"""What the head of every paper has in common, its marks, and the two signatures at its foot."""

from collections.abc import Sequence

from app.ui.printing.blocks import (
    MM,
    Block,
    Side,
    Span,
    beside,
    bold,
    centred,
    italic,
    rule,
    space,
    stack,
    text,
    width_of,
)

_CAPITALS = 9.5
_WIDEST = 100 * MM  # of the office's lines; on wide paper they stay at the left


def letterhead(
    office: Sequence[str],
    state: Sequence[str],
    width: float,
    *,
    size: float = _CAPITALS,
    below: tuple[Sequence[Span], str] = ((), ""),
) -> Block:
    """The office at the left, in capitals, the state's name and motto at the right.

    `below` stands below the office (Số: ...) and below the motto (place and date).
    """
    under, right = below
    country, motto = state
    at_right = width_of(country, size, is_bold=True) + MM
    at_left = min(width - at_right - 2 * MM, _WIDEST)
    between = width - at_right - at_left
    upper, desk = (line.upper() for line in office)
    office_lines = [
        text(upper, at_left, size=size, side=Side.CENTRE),
        text([bold(desk)], at_left, size=size, side=Side.CENTRE),
        space(2.5),
        centred(rule(18 * MM), 18 * MM, at_left),
    ]
    under_motto = width_of(motto, size + 1, is_bold=True)
    state_lines = [
        text([bold(country)], at_right, size=size, side=Side.CENTRE),
        text([bold(motto)], at_right, size=size + 1, side=Side.CENTRE),
        space(2.5),
        centred(rule(under_motto), under_motto, at_right),
    ]
    if under:
        office_lines += [space(3), text(under, at_left, size=size + 1, side=Side.CENTRE)]
    if right:
        words = text([italic(right)], at_right, size=size + 1, side=Side.CENTRE)
        state_lines += [space(3), words]
    return beside((at_left + between, stack(office_lines)), (at_right, stack(state_lines)))


def marks(words: Sequence[str], width: float) -> list[Block]:
    """BẢN IN LẦN n, Thay thế giấy in lúc ..., each on its own line."""
    return [text([bold(word)], width, size=_CAPITALS, side=Side.CENTRE) for word in words]


def signatures(signers: Sequence[tuple[str, str]], width: float, *, room: float = 12 * MM) -> Block:
    """Who signs, where, and the names under it."""
    column = width / len(signers)
    return beside(*((column, _signature(title, name, column, room)) for title, name in signers))


def _signature(title: str, name: str, width: float, room: float) -> Block:
    return stack(
        [
            text([bold(title)], width, size=10, side=Side.CENTRE),
            text([italic("(Ký, ghi rõ họ tên)")], width, size=_CAPITALS, side=Side.CENTRE),
            Block(room, lambda _painter, _x, _y: None),
            text([bold(name)], width, size=10.5, side=Side.CENTRE),
        ]
    )
