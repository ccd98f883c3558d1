"""Money on paper: in figures and in words (số tiền bằng chữ).

Of the spellings that are all correct we keep one, as receipts of the treasury do: "linh" (not
"lẻ"), "nghìn" (not "ngàn"), "mươi mốt", "mươi tư", "mươi lăm", "mười lăm"; an empty hundred is said
("không trăm linh năm") once anything stands before it, so that no word can be slipped in.
"""

from app.domain.errors import RuleViolation

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_MILLIARD = 10**9


def figures_of_money(amount: int) -> str:
    """An amount in figures as Vietnamese paper shows it: "20.000 đồng"."""
    return f"{check_money(amount):,} đồng".replace(",", ".")


def words_of_money(amount: int) -> str:
    """An amount in words: "Hai mươi nghìn đồng"."""
    return f"{words_of_number(check_money(amount)).capitalize()} đồng"


def words_of_number(n: int) -> str:
    """A number in words, as in a date that is also written out: "một nghìn chín trăm"."""
    return _number(n) or "không"


def check_money(amount: int) -> int:
    """Raise `RuleViolation` for a sum that no receipt can bear."""
    if amount < 0:
        raise RuleViolation("money_negative")
    if amount >= 10**15:
        raise RuleViolation("money_too_large")
    return amount


def _number(n: int) -> str:
    """Any number in words; nothing for 0."""
    milliards, rest = divmod(n, _MILLIARD)
    if not milliards:
        return _below_milliard(rest, is_first=True)
    said = f"{_number(milliards)} tỷ"
    return f"{said} {_below_milliard(rest, is_first=False)}".rstrip()


def _below_milliard(n: int, *, is_first: bool) -> str:
    """Millions, thousands and units; groups of nothing are not said."""
    groups = (n // 1_000_000, "triệu"), (n // 1_000 % 1_000, "nghìn"), (n % 1_000, "")
    said: list[str] = []
    for value, name in groups:
        if value:
            said.append(f"{_group(value, is_first=is_first and not said)} {name}".rstrip())
    return " ".join(said)


def _group(n: int, *, is_first: bool) -> str:
    """Three digits; leading zeros are said unless this is the first group."""
    hundreds, rest = divmod(n, 100)
    if is_first and not hundreds:
        return _below_hundred(rest)
    said = f"{_DIGITS[hundreds]} trăm"
    if 0 < rest < 10:
        return f"{said} linh {_DIGITS[rest]}"
    return f"{said} {_below_hundred(rest)}".rstrip()


def _below_hundred(n: int) -> str:
    """Two digits; nothing for 0."""
    tens, ones = divmod(n, 10)
    if tens == 0:
        return _DIGITS[ones] if ones else ""
    if tens == 1:
        return f"mười {'lăm' if ones == 5 else _DIGITS[ones] if ones else ''}".rstrip()
    return f"{_DIGITS[tens]} mươi {_AFTER_TENS.get(ones, _DIGITS[ones]) if ones else ''}".rstrip()
