"""What lies on the table: for each paper its pages not yet kept, and whence they came."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.system.scanner_folder import Found
from app.ui.scanning.bundle import Leaf
from app.ui.scanning.sources import Source

Key = tuple[str, str, bool]  # dossier, paper, whether it is the result


@dataclass
class Table:
    """Pages by paper; and of each file of the scanner folder which pages are safe."""

    _pages: dict[Key, list[Leaf]] = field(default_factory=dict)
    _files: dict[Source, Found] = field(default_factory=dict)
    _safe: dict[Found, set[int]] = field(default_factory=dict)

    def pages(self, key: Key) -> list[Leaf]:
        """The pages of a paper; the list is the table's own."""
        return self._pages.setdefault(key, [])

    def put(self, key: Key, page: Leaf, found: Found | None) -> None:
        """Lay a page to the others of its paper."""
        self.pages(key).append(page)
        if found is not None:
            self._files[page.source] = found

    def held(self) -> int:
        """Bytes of the files and pages that lie here."""
        files = {page.source for page in self._all()}
        return sum(one.weight for one in files) + sum(page.kept.weight for page in self._all())

    def taken(self) -> set[Found]:
        """Files of the scanner folder of which pages lie here."""
        return {self._files[page.source] for page in self._all() if page.source in self._files}

    def kept(self, key: Key, pages: list[Leaf]) -> list[Found]:
        """These pages are safe in the store: answers the files all of whose pages are now."""
        done: list[Found] = []
        for page in pages:
            if (found := self._files.get(page.source)) is None:
                continue
            safe = self._safe.setdefault(found, set())
            safe.add(page.number)
            if len(safe) == page.source.pages and found not in done:
                done.append(found)
        self._pages[key] = [page for page in self.pages(key) if page not in pages]
        lying = {page.source for page in self._all()}
        self._files = {one: found for one, found in self._files.items() if one in lying}
        return done

    def _all(self) -> Iterator[Leaf]:
        return (page for pages in self._pages.values() for page in pages)
