"""Templates of printed papers as data: text in, record out; what makes no sense is refused.

A template is a file `<form>/<version>.json` with the days that it is valid from and to. A dossier
is printed with the one that was in force when it was received; see `in_force`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from app.domain.errors import RuleViolation
from app.domain.papers.template_blocks import KINDS, Block, Table
from sync.protocol.canonical import UNREADABLE

Row = Mapping[str, str]
Size = Literal["a5", "a4", "a4_landscape"]
Content = Mapping[str, str | tuple[Row, ...]]
"""What a paper says: a flat mapping of fields to texts, or to lists of rows."""

COPY_NAME = "copy_name"  # the field that names the copy: Liên 1 …
FIELD = re.compile(r"\{([a-z][a-z0-9_]*)(!?)\}")
_NAMES_A_FIELD = ("when", "unless", "fill_unless", "of", "field")


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of one form. Days are ISO; an empty `valid_to` has no end."""

    form: str
    version: str
    title: str
    source: str
    valid_from: str
    size: Size
    blocks: tuple[Block, ...]
    valid_to: str = ""
    fields: tuple[str, ...] = ()
    lists: dict[str, tuple[str, ...]] = {}
    copies: tuple[str, ...] = ()  # liên: one sheet each, side by side on one A4
    running_head: str = ""  # what a second page says about whose it is
    text_size: float = 10.5

    def was_valid_on(self, day: str) -> bool:
        """In force on that ISO day."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


class Printout(msgspec.Struct, frozen=True, kw_only=True):
    """A template and what it is filled with, ready to be drawn."""

    template: Template
    content: Content

    @property
    def code(self) -> str:
        """What names the paper in a file name; the form when it is of no dossier."""
        return self.text("code") or self.template.form

    def text(self, field: str) -> str:
        """What a field says."""
        value = self.content.get(field, "")
        return value if isinstance(value, str) else ""

    def rows(self, field: str) -> tuple[Row, ...]:
        """The rows of a list field."""
        value = self.content.get(field, ())
        return () if isinstance(value, str) else value


def read_template(text: bytes | str) -> Template:
    """Read one file; raises `RuleViolation` for anything that could not be printed as it says."""
    try:
        told = msgspec.json.decode(text)
        _check_kinds(told)
        template = msgspec.convert(told, Template)
    except UNREADABLE as error:
        raise RuleViolation("template_unreadable", str(error)) from error
    _check_fields(template)
    for block in template.blocks:
        if isinstance(block, Table):
            _check_table(template, block)
    return template


def in_force(versions: Iterable[Template], day: str) -> Template:
    """The version of a form that was valid on that day.

    Where none was, the nearest later one (a form that is newer than the dossier), else the last.
    Raises `RuleViolation` when there is none at all.
    """
    known = sorted(versions, key=lambda one: one.valid_from)
    if not known:
        raise RuleViolation("template_missing")
    valid = [one for one in known if one.was_valid_on(day)]
    later = [one for one in known if one.valid_from > day]
    return valid[-1] if valid else (later or known[-1:])[0]


def fill(template: Template, content: Content) -> Printout:
    """Join a template with what it is to say; every field that it declares must be offered."""
    for field in template.fields:
        if not isinstance(content.get(field), str):
            raise RuleViolation("template_field_not_offered", f"{template.form}: {field}")
    for name, columns in template.lists.items():
        rows = content.get(name)
        if rows is None or isinstance(rows, str) or any(set(columns) - set(row) for row in rows):
            raise RuleViolation("template_field_not_offered", f"{template.form}: {name}")
    return Printout(template=template, content=content)


def _check_kinds(told: object) -> None:
    """Name an unknown block before anything else is said of the file."""
    blocks = told.get("blocks") if isinstance(told, dict) else None
    for block in blocks if isinstance(blocks, list) else ():
        kind = block.get("block") if isinstance(block, dict) else None
        if not isinstance(kind, str) or kind not in KINDS:
            raise RuleViolation("template_block_unknown", str(kind))


def _check_fields(template: Template) -> None:
    """Refuse a field that is not declared, and one that is declared and used by nothing."""
    plain = [block for block in template.blocks if not isinstance(block, Table)]
    tables = [block for block in template.blocks if isinstance(block, Table)]
    used = set(_used([*map(msgspec.to_builtins, plain), template.running_head]))
    used |= {name for table in tables for name in _used(table.total)}
    used |= {name for table in tables for name in _asked_by(table) if name}
    declared = {*template.fields, *((COPY_NAME,) if template.copies else ())}
    _refuse(used - declared, "template_field_unknown")
    _refuse(set(template.fields) - used, "template_field_unused")
    _refuse({table.rows for table in tables} ^ set(template.lists), "template_list_unknown")


def _asked_by(table: Table) -> tuple[str, ...]:
    """The text fields that a table is drawn or filled by."""
    return table.when, table.unless, table.fill_unless


def _check_table(template: Template, table: Table) -> None:
    """The columns use what a row has, and share the whole width between them."""
    columns = [column.text for column in table.columns]
    _refuse(set(_used(columns)) - set(template.lists[table.rows]), "template_field_unknown")
    if not 0.99 < sum(column.share for column in table.columns) < 1.01:
        raise RuleViolation("template_columns_wrong", table.rows)


def _used(told: object, key: str = "") -> Iterator[str]:
    """The fields that a block names, anywhere in it."""
    if isinstance(told, str):
        if key in _NAMES_A_FIELD and told:
            yield told
        yield from (name for name, _bold in FIELD.findall(told))
    elif isinstance(told, dict):
        for inner, value in told.items():
            yield from _used(value, inner)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _used(value, key)


def _refuse(names: set[str], code: str) -> None:
    if names:
        raise RuleViolation(code, ", ".join(sorted(names)))
