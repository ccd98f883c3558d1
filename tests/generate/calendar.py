"""Make `resources/calendar/vietnam.json` from the package `holidays` and what was announced.

Swapped days are decided each year, so the years after `CERTAIN_UNTIL` are an estimate, and are
marked so. What was only proposed is written down and not applied.
"""

import json
import sys
from datetime import date
from pathlib import Path

import holidays

FIRST, LAST = 2024, 2027
CERTAIN_UNTIL = date(2026, 12, 31)
VERSION = "2026.11.1"
TARGET = Path(__file__).resolve().parents[2] / "resources" / "calendar" / "vietnam.json"
SOURCES = [
    "package holidays 0.109 (MIT), holidays/countries/vietnam.py: days off and swapped days",
    "24/11 Ngày Văn hóa Việt Nam: NQ 80-NQ/TW, a public holiday from 2026",
    "2027: computed by the package, not announced; Tết may begin one day later",
]
NOT_APPLIED = [
    {
        "off": "2026-01-02",
        "worked": "2026-01-10",
        "why": "proposed in the press; adoption unverified and not in the package",
    }
]


def main() -> None:
    """Write the file."""
    text = json.dumps(made(), ensure_ascii=False, indent=1) + "\n"
    TARGET.write_text(text, "utf-8")
    sys.stdout.write(f"{TARGET.name} written\n")


def made() -> dict[str, object]:
    """The calendar as plain data."""
    days = holidays.country_holidays("VN", years=range(FIRST, LAST + 1), language="vi")
    worked = sorted(day for day in days.weekend_workdays if FIRST <= day.year <= LAST)
    return {
        "version": VERSION,
        "first": date(FIRST, 1, 1).isoformat(),
        "certain_until": CERTAIN_UNTIL.isoformat(),
        "holidays": {day.isoformat(): days[day] for day in sorted(days)},
        "worked": {day.isoformat(): "Ngày làm bù" for day in worked},
        "half_days": {},
        "not_applied": NOT_APPLIED,
        "sources": SOURCES,
    }


if __name__ == "__main__":
    main()
