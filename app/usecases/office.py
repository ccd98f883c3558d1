"""Facts of the office that are printed, and the settings of this PC."""

from __future__ import annotations

import msgspec


class OfficeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The office as its papers name it."""

    commune_code: str
    commune_name: str
    """`Xã Sì Lở Lầu`."""
    province_code: str
    province_name: str
    """`Tỉnh Lai Châu`."""
    unit_code: str = ""
    """Mã định danh of the unit, `H35.12.03`."""
    upper_line: str = ""
    """First line of a paper's head: `ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU`."""
    desk_line: str = ""
    """Second line: `TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG`."""
    address: str = ""
    phone: str = ""
    website: str = ""


class OfficeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC keeps to; the domain's conventions of time are among them."""

    morning: tuple[str, str] = ("07:00", "11:30")
    afternoon: tuple[str, str] = ("13:30", "17:00")
    same_day_until: str = "15:00"
    idle_lock_minutes: int = 15
    font_points: int = 11
    high_contrast: bool = False
    backup_folder: str = ""
    backup_disk: str = ""
    """The name that the second disk bears in its mark, so that it is known under another letter."""
    counter: str = "Quầy 1"
    agency: str = ""
    """Code of the agency whose counter this is, where several share the centre."""
    round: str = ""
    """The round (đợt lưu động) that this PC is on now."""
    round_place: str = ""
    paper: str = "a5"
    """`a5` one slip a sheet, `a4` two copies on one sheet."""
    printer: str = ""
    """The printer's name on this PC; empty: the default one."""
    spares_memory: bool = False
    """A weak PC keeps less of the database in memory; found out when the office is founded."""
    helpdesk_phone: str = ""
    """Whom to call when the PC does not start; printed on the machine's card."""
