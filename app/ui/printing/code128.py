"""Code 128 (ISO/IEC 15417): the bars of a short text of printable ASCII letters."""

START_B, START_C, TO_C, TO_B, STOP = 104, 105, 99, 100, 106
QUIET = 10  # modules of white that a reader needs on both sides

# Widths of bars and spaces in modules, one word for each of the values 0 to 105, and the stop.
_ROWS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212",
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131",
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321",
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121",
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111",
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114",
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212",
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113",
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112",
)
_WIDTHS = [word for row in _ROWS for word in row.split()]


def widths(text: str) -> list[int]:
    """Answer the widths of bars and spaces in turn, a bar first, in modules.

    Raises `ValueError` for an empty text or a letter that is not printable ASCII.
    """
    values = _values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    symbols = [*values, check, STOP]
    return [int(width) for symbol in symbols for width in _WIDTHS[symbol]]


def _values(text: str) -> list[int]:
    """Choose code sets: C (two digits a symbol) for four digits and more, B for all else."""
    if not text or any(not " " <= letter <= "~" for letter in text):
        raise ValueError(text)
    values: list[int] = []
    in_c = False
    place = 0
    while place < len(text):
        digits = _digits_at(text, place)
        wants_c = digits >= 4 or (in_c and digits >= 2)
        if not values:
            values.append(START_C if wants_c else START_B)
        elif wants_c != in_c:
            values.append(TO_C if wants_c else TO_B)
        in_c = wants_c
        values.append(int(text[place : place + 2]) if in_c else ord(text[place]) - 32)
        place += 2 if in_c else 1
    return values


def _digits_at(text: str, place: int) -> int:
    run = 0
    while place + run < len(text) and text[place + run].isdigit():
        run += 1
    return run
