"""A mapping as a table: each field with its source, its limit and what it may say."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from app.portal.mapping.language import Problem

T = TypeVar("T")


class Field(NamedTuple, Generic[T]):
    """One field of an object on the wire.

    `source` answers the text or None where nothing is known; nothing is made up then. `limit` is in
    characters; a longer text is cut only where `cut` allows it and otherwise is a problem.
    """

    name: str
    source: Callable[[T], str | None]
    required: bool = False
    limit: int = 0
    cut: bool = False
    codes: frozenset[str] = frozenset()


class Rows(NamedTuple, Generic[T]):
    """A list inside an object: one row for each thing that `source` finds."""

    name: str
    source: Callable[[T], Sequence[Any]]
    fields: tuple[Field[Any], ...]


def written(
    fields: Sequence[Field[T]], said: T, lists: Sequence[Rows[T]] = ()
) -> dict[str, object]:
    """The object on the wire: what is not known is left out."""
    plain: dict[str, object] = {}
    for field in fields:
        if value := field.source(said):
            plain[field.name] = _cut(field, value)
    for rows in lists:
        if found := [written(rows.fields, one) for one in rows.source(said)]:
            plain[rows.name] = found
    return plain


def problems(
    fields: Sequence[Field[T]], said: T, lists: Sequence[Rows[T]] = ()
) -> Iterator[Problem]:
    """What the table does not allow, before anything is sent."""
    for field in fields:
        if (problem := _problem(field, field.source(said) or "")) is not None:
            yield problem
    for rows in lists:
        for place, one in enumerate(rows.source(said), 1):
            for name, why in problems(rows.fields, one):
                yield Problem(f"{rows.name}[{place}].{name}", why)


def _problem(field: Field[T], value: str) -> Problem | None:
    if field.required and not value:
        return Problem(field.name, "chưa có nội dung")
    if value and field.codes and value not in field.codes:
        return Problem(field.name, f"giá trị {value} không có trong danh mục")
    if field.limit and len(value) > field.limit and not field.cut:
        return Problem(field.name, f"dài {len(value)} ký tự, tối đa {field.limit}")
    return None


def _cut(field: Field[T], value: str) -> str:
    if not (field.cut and field.limit) or len(value) <= field.limit:
        return value
    return value[: field.limit - 1].rstrip() + "…"
