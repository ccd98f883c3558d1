"""The personal number (số định danh): `PPP G YY NNNNNN`, without a check digit.

What does not fit is a warning, never a hard block (TT 59/2021/TT-BCA, Điều 4).
"""

import re

# Of the 63 provinces; the merger did not change them (TT 07/2016/TT-BCA).
_PROVINCES = frozenset(
    re.findall(
        r"\d{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 "
        "035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 "
        "070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096",
    )
)


def check_number(
    number: str, birth_date: str | None = None, sex: str | None = None
) -> tuple[str, ...]:
    """Codes of what does not fit in a personal number; empty when all does."""
    if not (number.isascii() and number.isdigit()):
        return ("number_not_digits",)
    if len(number) != 12:
        return ("number_length",)
    found = {
        "number_province_unknown": number[:3] < "100" and number[:3] not in _PROVINCES,
        "number_sex_differs": sex is not None and sex != sex_of(number),
        "number_birth_year_differs": birth_date is not None
        and int(birth_date[:4]) != birth_year_of(number),
    }
    return tuple(code for code, is_wrong in found.items() if is_wrong)


def sex_of(number: str) -> str:
    """Even is Nam, odd is Nữ."""
    return "Nữ" if int(number[3]) % 2 else "Nam"


def birth_year_of(number: str) -> int:
    """The century is in the fourth digit, two to each (0 and 1: 19xx), the year after it."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
