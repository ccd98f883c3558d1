"""What the operator wants to know: who is there, who has been silent, what waits for a person."""

from typing import Any

from sync.files.depot import Depot
from sync.gateway.gateway import Gateway
from sync.gateway.storage.registry import Commune, Device


def status(gateway: Gateway) -> dict[str, Any]:
    """Tell the gateway's state as plain values; instants are UTC milliseconds, 0 means never."""
    return {
        "server": gateway.id,
        "province": gateway.settings.province,
        "database": gateway.storage.name,
        "time": gateway.now(),
        "communes": [_commune(gateway, commune) for commune in gateway.registry.communes()],
    }


def _commune(gateway: Gateway, commune: Commune) -> dict[str, Any]:
    log = gateway.commune(commune.code).log
    end = log.end()
    devices = gateway.registry.devices(commune.code)
    return {
        "code": commune.code,
        "name": commune.name,
        "log_epoch": end.log_epoch,
        "position": end.position,
        "durable_to": end.covered,
        "last_contact": max(device.last_contact for device in devices),
        "open_invites": gateway.registry.open_invites(commune.code, gateway.now()),
        **log.counts(),
        "files_held": Depot(gateway.folder.files(commune.code)).count(),
        "waiting_for_a_person": [
            {"event": str(event), "reason": reason} for event, reason in log.set_aside()
        ],
        "devices": [_device(gateway, device) for device in devices],
    }


def _device(gateway: Gateway, device: Device) -> dict[str, Any]:
    commune = gateway.commune(device.commune)
    own = [author for author in commune.log.authors() if author.device == device.device]
    return {
        "device": device.device,
        "name": device.name,
        "role": device.role,
        "prefixes": list(device.prefixes),
        "revoked": device.revoked,
        "last_contact": device.last_contact,
        "program": device.program,
        "events": {head.epoch: head.n for head in commune.have(own)},
    }
