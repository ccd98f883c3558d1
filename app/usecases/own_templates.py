"""Mẫu giấy tờ: which templates are in force, a look at each, and a copy of one to be edited."""

import json
from pathlib import Path
from typing import NamedTuple

from app.domain.errors import RuleViolation
from app.domain.papers.template import Printout, Row, Template, fill
from app.system import durable, packed
from app.system.paths import resources
from app.usecases.desk import Desk
from app.usecases.template_samples import sample_of, sample_row
from app.usecases.templates import TemplateFault

OWN_MARK = "-co-quan"


class TemplateRow(NamedTuple):
    """One form with the version that is in force today."""

    form: str
    title: str
    version: str
    source: str
    valid_from: str
    is_own: bool


class TemplateList(NamedTuple):
    """All that is in force, what cannot be used, and where the office's own files lie."""

    rows: tuple[TemplateRow, ...]
    faults: tuple[TemplateFault, ...]
    folder: Path


def templates_here(desk: Desk) -> TemplateList:
    """Read everything anew: the officer may just have saved a file."""
    known = desk.templates
    known.read_again()
    today = desk.now().date().isoformat()
    rows = (known.on(form, today) for form in known.forms())
    return TemplateList(
        rows=tuple(
            TemplateRow(
                one.form, one.title, one.version, one.source, one.valid_from, known.is_own(one)
            )
            for one in rows
        ),
        faults=known.faults(),
        folder=desk.profile.forms,
    )


def sample(desk: Desk, form: str) -> Printout:
    """Fill the template in force with invented people."""
    template = desk.templates.on(form, desk.now().date().isoformat())
    said: dict[str, str | tuple[Row, ...]] = {name: sample_of(name) for name in template.fields}
    for name, columns in template.lists.items():
        said[name] = tuple(
            {column: sample_row(column, place) for column in columns} for place in (1, 2, 3)
        )
    return fill(template, said)


def copy_out(desk: Desk, form: str) -> Path:
    """Put a copy of the shipped template into the office's folder; raises where there is one."""
    template = _shipped(desk, form)
    target = desk.profile.forms / form / f"{template.version}{OWN_MARK}.json"
    if target.exists():
        raise RuleViolation("template_copied_already", str(target))
    told = json.loads(packed.files(resources() / "forms")[f"{form}/{template.version}.json"])
    told["version"] = target.stem
    told["source"] = f"Cơ quan sửa từ mẫu {template.version}: {told['source']}"
    target.parent.mkdir(parents=True, exist_ok=True)
    durable.replace(target, json.dumps(told, ensure_ascii=False, indent=2).encode())
    return target


def _shipped(desk: Desk, form: str) -> Template:
    """The newest that ships and is not the office's own."""
    ships = [one for one in desk.templates.versions(form) if not desk.templates.is_own(one)]
    if not ships:
        raise RuleViolation("template_missing", form)
    return max(ships, key=lambda one: one.valid_from)
