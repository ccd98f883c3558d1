"""Generations of interfaces, each as tables of words; `language_of` finds one by its name.

A further generation is a further module here with a `Language` and a line in `GENERATIONS`.
"""

from collections.abc import Callable

from app.portal.config import SystemPart
from app.portal.faults import BadConfig
from app.portal.mapping.generation_a import GenerationA
from app.portal.mapping.language import Language


def _generation_a(system: SystemPart) -> Language:
    headers = {"dstcode": system.dstcode} if system.dstcode else {}
    return GenerationA(
        system.auth_endpoint,
        system.integration_endpoint,
        system.share_endpoint,
        system.madonvi,
        headers,
        system.procedure_version_key,
    )


GENERATIONS: dict[str, Callable[[SystemPart], Language]] = {"a": _generation_a}


def language_of(system: SystemPart) -> Language:
    """The words of the configured generation; raises `BadConfig`."""
    if system.generation not in GENERATIONS:
        raise BadConfig(f"system.generation = {system.generation!r}")
    return GENERATIONS[system.generation](system)
