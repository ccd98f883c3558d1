"""What the head of every paper has in common, its marks, and the two signatures at its foot."""

from collections.abc import Sequence

from app.ui.printing.blocks import (
    MM,
    Block,
    Side,
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


def letterhead(office: Sequence[str], state: Sequence[str], width: float) -> Block:
    """The office at the left, in capitals, the state's name and motto at the right."""
    country, motto = state
    right = width_of(country, _CAPITALS, is_bold=True) + MM
    left = width - right - 2 * MM
    upper, desk = (line.upper() for line in office)
    at_left = stack(
        [
            text(upper, left, size=_CAPITALS, side=Side.CENTRE),
            text([bold(desk)], left, size=_CAPITALS, side=Side.CENTRE),
            space(2.5),
            centred(rule(18 * MM), 18 * MM, left),
        ]
    )
    under = width_of(motto, 10.5, is_bold=True)
    at_right = stack(
        [
            text([bold(country)], right, size=_CAPITALS, side=Side.CENTRE),
            text([bold(motto)], right, size=10.5, side=Side.CENTRE),
            space(2.5),
            centred(rule(under), under, right),
        ]
    )
    return beside((left + 2 * MM, at_left), (right, at_right))


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
