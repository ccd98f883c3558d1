"""What is odd about a card or a number, in the officer's words; warnings, never a hindrance."""

from app.ui.i18n import tr


def warning(code: str) -> str:
    """Say one warning; an unknown one asks the officer to compare with the card."""
    return tr(_WARNINGS.get(code, "Compare with the card: something does not fit."))


_WARNINGS = {
    "number_not_digits": "A personal number has only digits.",
    "number_length": "A personal number has 12 digits.",
    "number_province_unknown": "The first three digits are of no province.",
    "number_sex_differs": "The number does not fit the sex.",
    "number_birth_year_differs": "The number does not fit the year of birth.",
    "birth_date_unreadable": "The birth date on the card could not be read.",
    "issued_unreadable": "The date of issue on the card could not be read.",
    "issued_before_birth": "The card says it was issued before the birth.",
    "card_cut_short": "The scan was cut short: compare with the card.",
    "marks_lost": "The scan lost the Vietnamese marks: add them.",
    "zone_check_failed": "The lines on the back were read badly: compare with the card.",
}
