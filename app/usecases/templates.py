"""Templates of printed papers: those that ship and an office's own, read when first printed."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from app.domain.errors import RuleViolation
from app.domain.papers.template import Template, in_force, read_template
from app.system import packed
from app.system.paths import resources

LARGEST = 1 << 20  # bytes; a template is a page of text


class TemplateFault(NamedTuple):
    """A file of the office's own that cannot be used, and why; the one that ships is."""

    form: str
    file: str
    code: str
    detail: str = ""


class Templates:
    """Every form in all its versions; a later folder's version replaces the same of an earlier.

    The first folder is what ships. A file of another one that is damaged, asks for what the paper
    does not say, or is of no form known here, is left out and named in `faults`.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders) or (resources() / "forms",)
        self._read: dict[str, dict[str, Template]] = {}
        self._own: set[tuple[str, str]] = set()
        self._faults: list[TemplateFault] = []

    @cached_property
    def _shipped(self) -> dict[str, bytes]:
        return packed.files(self._folders[0])

    def forms(self) -> tuple[str, ...]:
        """Name every form that there is a template for."""
        return tuple(sorted({name.partition("/")[0] for name in self._shipped}))

    def versions(self, form: str) -> tuple[Template, ...]:
        """List the versions of a form; raises `RuleViolation` when a shipped one is unreadable."""
        known = self._read  # another thread may begin anew meanwhile
        if form not in known:
            shipped = {
                PurePosixPath(name).stem: read_template(text)
                for name, text in self._shipped.items()
                if name.startswith(f"{form}/")
            }
            known[form] = shipped | dict(self._own_versions(form, tuple(shipped.values())))
        return tuple(known[form].values())

    def on(self, form: str, day: str) -> Template:
        """Choose the version that was in force on an ISO day."""
        return in_force(self.versions(form), day)

    def is_own(self, template: Template) -> bool:
        """Say whether the office made it."""
        return (template.form, template.version) in self._own

    def faults(self) -> tuple[TemplateFault, ...]:
        """List what of the office's own cannot be used, in all forms."""
        for form in self.forms():
            self.versions(form)
        return (*self._faults, *self._of_no_form())

    def read_again(self) -> None:
        """Forget what was read: somebody may have changed the office's own files."""
        self._read, self._own, self._faults = {}, set(), []

    def _own_versions(
        self, form: str, shipped: tuple[Template, ...]
    ) -> Iterator[tuple[str, Template]]:
        """Read the office's own ones; a fault costs only the file that has it."""
        for path in self._own_files(form):
            try:
                template = _checked(form, _read(path), shipped)
            except RuleViolation as no:
                self._faults.append(TemplateFault(form, path.name, no.code, no.detail))
                continue
            self._own.add((form, template.version))
            yield path.stem, template

    def _own_files(self, form: str) -> Iterator[Path]:
        for folder in self._folders[1:]:
            yield from sorted((folder / form).glob("*.json"))

    def _of_no_form(self) -> Iterator[TemplateFault]:
        known = set(self.forms())
        for folder in self._folders[1:]:
            for path in sorted(folder.glob("*/*.json")):
                if path.parent.name not in known:
                    yield TemplateFault(path.parent.name, path.name, "template_form_unknown")


def _read(path: Path) -> Template:
    try:
        if path.stat().st_size > LARGEST:
            raise RuleViolation("template_unreadable", "too large")
        return read_template(path.read_bytes())
    except OSError as error:
        raise RuleViolation("template_unreadable", type(error).__name__) from error


def _checked(form: str, own: Template, shipped: tuple[Template, ...]) -> Template:
    """Refuse a template of another form, and one that asks for what the paper does not say."""
    if own.form != form:
        raise RuleViolation("template_form_unknown", own.form)
    fields = {field for one in shipped for field in one.fields}
    if extra := set(own.fields) - fields:
        raise RuleViolation("template_field_not_offered", ", ".join(sorted(extra)))
    for name, columns in own.lists.items():
        offered = {column for one in shipped for column in one.lists.get(name, ())}
        if extra := set(columns) - offered:
            raise RuleViolation("template_field_not_offered", f"{name}: {min(extra)}")
    return own
