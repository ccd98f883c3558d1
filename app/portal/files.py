"""A dossier's files as links that the province may fetch for a while; the gateway serves them."""

from collections.abc import Callable

from app.domain.dossier import Dossier
from app.domain.dossier_record import Scan
from app.portal.config import Config
from app.portal.mapping.language import FileLink
from app.usecases.desk import Desk
from app.usecases.file_links import links
from sync.protocol.errors import SyncError


def file_links(desk: Desk, config: Config) -> Callable[[Dossier], tuple[FileLink, ...]]:
    """Links for every scan that the gateway holds whole; the others follow when they are there."""

    def linked(dossier: Dossier) -> tuple[FileLink, ...]:
        if not dossier.scans:
            return ()
        stems = {scan.said.file: f"giay-to-{n}" for n, scan in enumerate(dossier.scans, 1)}
        try:
            found = links(desk, stems, config.pace.link_life)
        except SyncError:
            return ()
        return tuple(
            _link(scan, found[scan.said.file]) for scan in dossier.scans if scan.said.file in found
        )

    return linked


def _link(scan: Scan, address: str) -> FileLink:
    return FileLink(
        scan=scan.event,
        name=scan.said.facts.name or scan.said.paper,
        component=scan.said.facts.code,
        address=address,
        reused=bool(scan.said.reused_from),
        is_result=scan.said.is_result,
    )
