"""Answers a PC that asks how it stands here; reads, and changes nothing."""

from sync.gateway.gateway import Gateway
from sync.gateway.storage.registry import Device
from sync.protocol.identity import Author
from sync.protocol.standing import Enquiry, Known, Standing, is_by, read_enquiry, write_standing
from sync.protocol.versions import SPOKEN


def standing(gateway: Gateway, body: bytes) -> bytes:
    """Say which versions are spoken here and what is known of who asks; raises `Malformed`."""
    enquiry = read_enquiry(body)
    device = gateway.registry.device(enquiry.device) if enquiry.device else None
    known = _known(enquiry, device, body)
    is_proven = device is not None and known in {Known.KNOWN, Known.REVOKED}
    told = Standing(
        server=gateway.id,
        nonce=enquiry.nonce,
        time=gateway.now(),
        spoken=tuple(sorted(SPOKEN)),
        known=known,
        commune=device.commune if device and is_proven else "",
        have=_have(gateway, device, enquiry) if device and is_proven else 0,
    )
    return write_standing(told, gateway.signer)


def _known(enquiry: Enquiry, device: Device | None, body: bytes) -> Known:
    if not enquiry.device:
        return Known.NOBODY
    if device is None:
        return Known.UNKNOWN
    if not is_by(body, device.public_key):
        return Known.FORGED
    return Known.REVOKED if device.revoked else Known.KNOWN


def _have(gateway: Gateway, device: Device, enquiry: Enquiry) -> int:
    if not enquiry.epoch:
        return 0
    author = Author(device.device, enquiry.epoch)
    return next(iter(gateway.commune(device.commune).have([author]))).n
