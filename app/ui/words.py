"""What each error means to the officer, in Vietnamese, with its short code; no Qt here.

The screens take these sentences through `notices`, the command line takes `line`. A code raised
anywhere in the program without a sentence here fails a test.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One error in the officer's words: its number on the telephone, what happened, what to do."""

    number: int
    what: str
    remedy: str = ""

    @property
    def code(self) -> str:
        """The short code that is read out on the telephone."""
        return f"MC-{self.number:03d}"


UNEXPECTED = "unexpected"

SENTENCES: dict[str, Sentence] = {
    UNEXPECTED: Sentence(
        999,
        "Chương trình gặp lỗi ngoài dự kiến; những gì đã ghi không mất.",
        "Bấm “Ghi báo cáo lỗi” rồi gửi tệp cho người hỗ trợ; có thể làm tiếp ngay.",
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
