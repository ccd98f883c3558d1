"""The parts of an address as people write it: with or without kinds, marks, commas."""

import re
from collections.abc import Collection
from functools import lru_cache

import msgspec

from app.domain.text import clean, fold

_KINDS = {
    "thanh pho": "thanh pho", "tp": "thanh pho", "tinh": "tinh",
    "thi xa": "thi xa", "tx": "thi xa", "quan": "quan", "q": "quan",
    "huyen": "huyen", "h": "huyen", "thi tran": "thi tran", "tt": "thi tran",
    "phuong": "phuong", "p": "phuong", "xa": "xa", "x": "xa", "dac khu": "dac khu",
}  # fmt: skip
DISTRICT_KINDS = frozenset({"thanh pho", "thi xa", "quan", "huyen"})
COMMUNE_KINDS = frozenset({"xa", "phuong", "thi tran", "dac khu"})
_SMALLER = re.compile(
    r"(?:ban|thon|to|ap|khu|so|xom|buon|lang|pho|duong|khom|tdp|bon|phum|soc|doi|cum)\b|\d"
)
_NUMBERED = re.compile(r"([qp])\.?(\d+)", re.IGNORECASE)
_KIND_AHEAD = re.compile(
    r"\s+(?=(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu|tp\.?|tx\.?|tt\.?)\s)",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[\W_]+")
_COUNTRY = frozenset({"vietnam"})


class Part(msgspec.Struct, frozen=True):
    """One part of an address.

    `stems` are its possible names, folded and without blanks: with the kind taken off, and as it
    stands, since "Xá Tổng" is a name although "xá" sounds like a kind. `marked` keeps the marks.
    `is_hamlet`: it begins like something smaller than a commune (bản, thôn, tổ, số nhà).
    """

    stems: frozenset[str]
    marked: frozenset[str]
    kind: str | None
    is_hamlet: bool = False


def parts(address: str) -> tuple[Part, ...]:
    """The parts, the largest first; the country left out."""
    every = (part(piece) for piece in reversed(_pieces(clean(address))))
    return tuple(one for one in every if one.stems and not one.stems & _COUNTRY)


def part(text: str) -> Part:
    """One part of an address, or one name of the table."""
    kind, name = _apart(text)
    return Part(
        stems=frozenset(filter(None, (_squeezed(fold(name)), _squeezed(fold(text))))),
        marked=frozenset(filter(None, (_squeezed(name.casefold()), _squeezed(text.casefold())))),
        kind=kind,
        is_hamlet=bool(_SMALLER.match(fold(text))),
    )


def is_named(name: str, written: Part, aliases: Collection[str] = ()) -> bool:
    """Is this the place that was written, marks aside?"""
    return stem(name) in written.stems or not written.stems.isdisjoint(aliases)


def is_written(name: str, written: Part) -> bool:
    """Is this the place that was written, marks and all?"""
    return _squeezed(_apart(name)[1].casefold()) in written.marked


def same_kind(name: str, written: Part) -> bool:
    """Is the place of the kind that was written (xã, phường, thị trấn)?"""
    return _apart(name)[0] == written.kind


@lru_cache(maxsize=16_384)
def stem(name: str) -> str:
    """A name of the table without kind, marks and blanks."""
    return _squeezed(fold(_apart(name)[1]))


def _pieces(address: str) -> list[str]:
    """Between commas; without any, between dashes, or before each word that names a kind."""
    for separator in (",", ";", " - "):
        if separator in address:
            return address.split(separator)
    return _KIND_AHEAD.split(address)


def _apart(text: str) -> tuple[str | None, str]:
    """The kind and the name; no kind where nothing would be left of the name."""
    text = _NUMBERED.sub(r"\1 \2", text.strip(), count=1) if _numbered(text) else text.strip()
    written = text.replace(".", ". ").split()
    for count in (2, 1):
        said = fold(" ".join(written[:count])).rstrip(".")
        if said in _KINDS and len(written) > count:
            return _KINDS[said], " ".join(written[count:])
    return None, text


def _numbered(text: str) -> bool:
    """Is it written like Q1 or p.5?"""
    return bool(_NUMBERED.fullmatch(fold(text)))


def _squeezed(text: str) -> str:
    """Letters and figures only; a number without leading zeros (Phường 08)."""
    bare = _NOT_WORD.sub("", text)
    return bare.lstrip("0") if bare.isdigit() else bare
