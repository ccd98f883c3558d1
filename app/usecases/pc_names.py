"""What the PCs are called, and which are out, by what the province said of them."""

from app.domain.events import DeviceCertified, DeviceRevoked
from app.usecases.desk import Desk

DEVICE = "device"
OFFICE = "office."


def pc_names(desk: Desk) -> dict[str, str]:
    """Return the names by device id; one that the province has not named is not in it."""
    said = (fact.said for fact in desk.store.reader().facts(DEVICE))
    return {one.device: one.name for one in said if isinstance(one, DeviceCertified) and one.name}


def office_pcs(desk: Desk) -> dict[str, str]:
    """Return only those that write for the office: its own counters."""
    said = (fact.said for fact in desk.store.reader().facts(DEVICE))
    return {
        one.device: one.name
        for one in said
        if isinstance(one, DeviceCertified) and one.name and OFFICE in one.prefixes
    }


def revoked_pcs(desk: Desk) -> frozenset[str]:
    """Return the ids of those that the province has revoked."""
    said = (fact.said for fact in desk.store.reader().facts(DEVICE))
    return frozenset(one.device for one in said if isinstance(one, DeviceRevoked))
