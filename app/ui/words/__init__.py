"""What each error means to the officer, in Vietnamese, with its short code; no Qt in here.

The screens take these sentences through `notices`, the command line takes `line`. A code raised
anywhere in the program without a sentence here fails a test. A number is never given to another
sentence: people read it out on the telephone.
"""

from functools import cache
from importlib import import_module

from app.ui.words.sentence import Sentence

UNEXPECTED = "unexpected"
_OF_ANYTHING = Sentence(
    999,
    "Chương trình gặp lỗi ngoài dự kiến; những gì đã ghi không mất.",
    "Có thể làm tiếp ngay; báo người hỗ trợ mã này và giờ xảy ra lỗi.",
)
_PARTS = (
    "books",
    "cash",
    "clock",
    "counter",
    "doctor",
    "files",
    "hub",
    "importing",
    "installing",
    "line_to_province",
    "machine",
    "papers",
    "passwords",
    "people",
    "portal",
    "reports",
    "rounds",
    "staff",
    "sticks",
    "technical",
    "telling",
    "work",
)


@cache
def sentences() -> dict[str, Sentence]:
    """Every sentence by the code that is raised; read at the first fault, not at the start."""
    known = {UNEXPECTED: _OF_ANYTHING}
    for part in _PARTS:
        known |= import_module(f"app.ui.words.{part}").SENTENCES
    return known


def is_known(code: str) -> bool:
    """Say whether there is a sentence for the code."""
    return code in sentences()


def sentence(code: str) -> Sentence:
    """Answer the sentence of a code; an unknown one gets that of an unexpected error."""
    return sentences().get(code, _OF_ANYTHING)


def line(error: Exception) -> str:
    """Word an error in one line for the command line: the code, what happened, what to do."""
    known = sentence(code_of(error))
    return " ".join(part for part in (f"{known.code}:", known.what, known.remedy) if part)


def code_of(error: Exception) -> str:
    """Answer the code that an error carries, or that of an unexpected one."""
    code = getattr(error, "code", None)
    return code if isinstance(code, str) else UNEXPECTED
