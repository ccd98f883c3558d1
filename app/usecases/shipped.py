"""The data that ships with the program: read when it is first needed, never at start-up."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import zstandard

from app.domain.calendar import Calendar
from app.domain.certification_fees import Rates
from app.domain.place import Places, PlaceTable
from app.domain.procedure import Override
from app.system.paths import resources
from app.usecases.catalogue import Catalogue, trusted_keys

OWN_FOLDER = "catalogue"  # inside the office's profile
_MAX_TABLE = 16 << 20


def catalogue(
    own_folder: Path | None, today: date, overrides: Iterable[Override] = ()
) -> Catalogue:
    """Procedures: what ships, and the newer packages in the office's own folder."""
    ships = resources() / "catalogue"
    folders = [ships] if own_folder is None else [ships, own_folder]
    return Catalogue(folders, trusted_keys(ships), today, overrides)


def calendar() -> Calendar:
    """Working days and days off, with the version that slips refer to."""
    text = (resources() / "calendar" / "vietnam.json").read_bytes()
    return msgspec.json.decode(text, type=Calendar)


def dictionaries() -> dict[int, bytes]:
    """What frames are packed in, by number; a dictionary that was shipped once ships for ever."""
    folder = resources() / "dictionaries"
    return {int(path.stem): path.read_bytes() for path in folder.glob("*.zdict")}


def places() -> Places:
    """Provinces, communes and the old-to-new table; read at the first look-up."""
    return Places(_place_table)


def _place_table() -> PlaceTable:
    packed = (resources() / "units" / "places.json.zst").read_bytes()
    text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=_MAX_TABLE)
    return msgspec.json.decode(text, type=PlaceTable)


def certification_rates() -> Rates:
    """What a certification costs."""
    text = (resources() / "fees" / "certification.json").read_bytes()
    return msgspec.json.decode(text, type=Rates)
