"""What each error means to the officer, in Vietnamese, with its short code; no Qt in here.

The screens take these sentences through `notices`, the command line takes `line`. A code raised
anywhere in the program without a sentence here fails a test. A number is never given to another
sentence: people read it out on the telephone.
"""

from app.ui.words import (
    books,
    cash,
    clock,
    counter,
    doctor,
    files,
    importing,
    installing,
    line_to_province,
    machine,
    papers,
    passwords,
    people,
    portal,
    reports,
    rounds,
    staff,
    technical,
    telling,
    work,
)
from app.ui.words.sentence import Sentence

UNEXPECTED = "unexpected"

SENTENCES: dict[str, Sentence] = {
    **clock.SENTENCES,
    **people.SENTENCES,
    **portal.SENTENCES,
    **machine.SENTENCES,
    **counter.SENTENCES,
    **doctor.SENTENCES,
    **files.SENTENCES,
    **books.SENTENCES,
    **importing.SENTENCES,
    **installing.SENTENCES,
    **line_to_province.SENTENCES,
    **papers.SENTENCES,
    **technical.SENTENCES,
    **passwords.SENTENCES,
    **work.SENTENCES,
    **telling.SENTENCES,
    **cash.SENTENCES,
    **reports.SENTENCES,
    **staff.SENTENCES,
    **rounds.SENTENCES,
    UNEXPECTED: Sentence(
        999,
        "Chương trình gặp lỗi ngoài dự kiến; những gì đã ghi không mất.",
        "Có thể làm tiếp ngay; báo người hỗ trợ mã này và giờ xảy ra lỗi.",
    ),
}


def is_known(code: str) -> bool:
    """Say whether there is a sentence for the code."""
    return code in SENTENCES


def sentence(code: str) -> Sentence:
    """Answer the sentence of a code; an unknown one gets that of an unexpected error."""
    return SENTENCES.get(code, SENTENCES[UNEXPECTED])


def line(error: Exception) -> str:
    """Word an error in one line for the command line: the code, what happened, what to do."""
    known = sentence(code_of(error))
    return " ".join(part for part in (f"{known.code}:", known.what, known.remedy) if part)


def code_of(error: Exception) -> str:
    """Answer the code that an error carries, or that of an unexpected one."""
    code = getattr(error, "code", None)
    return code if isinstance(code, str) else UNEXPECTED
