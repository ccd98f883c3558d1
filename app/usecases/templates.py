"""Templates of printed papers: those that ship, read when a paper is first printed."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.papers.template import Template, in_force, read_template
from app.system.paths import resources


class Templates:
    """Every form in all its versions; a later folder's version replaces the same of an earlier."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders) or (resources() / "forms",)
        self._read: dict[str, dict[str, Template]] = {}

    def forms(self) -> tuple[str, ...]:
        """Name every form that there is a template for."""
        found = {path.parent.name for folder in self._folders for path in folder.glob("*/*.json")}
        return tuple(sorted(found))

    def versions(self, form: str) -> tuple[Template, ...]:
        """List the versions of a form; raises `RuleViolation` when one cannot be read."""
        if form not in self._read:
            self._read[form] = {
                path.stem: read_template(path.read_bytes())
                for folder in self._folders
                for path in sorted((folder / form).glob("*.json"))
            }
        return tuple(self._read[form].values())

    def on(self, form: str, day: str) -> Template:
        """Choose the version that was in force on an ISO day."""
        return in_force(self.versions(form), day)
