"""Máy yếu: whether memory is spared on this PC, measured wherever an office begins on it."""

from app.system import hardware
from app.system import settings as window
from app.system.hardware_facts import is_weak
from app.usecases.this_pc import ThisPc


def measure(pc: ThisPc) -> bool:
    """Keep what was found beside the window's settings: it belongs to the PC, not to the office."""
    spares = is_weak(hardware.facts(pc.profile.path, pc.machine.clock))
    look = window.read(pc.profile.settings)
    if look.spares_memory != spares:
        window.write(pc.profile.settings, look._replace(spares_memory=spares))
    return spares
