"""Of several connectors of a commune the one that was admitted last works; read off the log."""

from app.domain.events import DeviceCertified, DeviceRevoked
from app.portal.faults import Revoked, TakenOver
from app.usecases.desk import Desk
from sync.protocol.certificate import CONNECTOR_ROLE


def must_be_the_newest(desk: Desk) -> None:
    """Raise `Revoked` or `TakenOver` where this device has nothing more to say."""
    own = desk.store.device.device
    admitted: list[tuple[int, str]] = []
    revoked: set[str] = set()
    for deeds in desk.store.reader().deeds("device"):
        for one in deeds:
            if isinstance(one.said, DeviceRevoked):
                revoked.add(one.said.device)
            elif isinstance(one.said, DeviceCertified) and one.said.role == CONNECTOR_ROLE:
                admitted.append((one.position or 0, one.said.device))
    if own in revoked:
        raise Revoked(own)
    standing = [device for _, device in sorted(admitted) if device not in revoked]
    if standing and standing[-1] != own:
        raise TakenOver(standing[-1])
