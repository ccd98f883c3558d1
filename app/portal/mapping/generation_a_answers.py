"""What an answer of generation A means, read by its words: whole words and phrases, never parts.

HTTP 200 with an error in the message is usual and codes differ between provinces, so the words
decide and a code only helps. A word about the line is never taken for a word about a dossier, and
what does not say that it succeeded has not. Vietnamese is compared without its marks, by clause.
"""

import re
from collections.abc import Sequence

from app.domain.text import fold
from app.portal.mapping.language import Meaning

FINE = frozenset({"0", "00"})
_CLAUSE = re.compile(r"[,;!?|/]|\.(?= |$)")
_MARKS = str.maketrans(dict.fromkeys(":()[]{}<>\"'“”‘’«»", " "))


def _phrases(*patterns: str) -> re.Pattern[str]:
    """Any of these, each as whole words of one clause; `~` is up to four words in between."""
    found = "|".join(patterns).replace(" ~ ", r" (?:[^ ]+ ){0,4}")
    return re.compile(rf"(?<= )(?:{found})(?= )")


_SESSION = _phrases(
    "phien lam viec", "session", "token (?:da )?het han", "chua dang nhap", "dang nhap lai"
)
_NOT_ADMITTED = _phrases(
    "tai khoan ~ (?:khong|chua) (?:co|duoc) (?:quyen|phep|cap quyen)",
    "tai khoan ~ bi (?:khoa|vo hieu hoa)",
    "khong co quyen truy cap dich vu",
    "access denied",
)
_MAINTENANCE = _phrases(
    "dang bao tri",
    "he thong ~ bao tri",
    "bao tri he thong",
    "under maintenance",
    "maintenance mode",
)
_TROUBLE = _phrases(
    "server error",
    "soap fault",
    "loi he thong",
    "he thong (?:dang )?(?:ban|loi|qua tai|gap loi)",
    "thu lai sau",
    "connection (?:refused|reset|timed out|closed)",
    "(?:mat|khong the|khong) ket noi",
    "too many requests",
    "qua nhieu yeu cau",
    "timeout",
    "timed out",
    "(?:qua|het) thoi gian (?:cho )?(?:phan hoi|ket noi|doi)",
    "(?:qua|het) thoi gian cho(?= $)",
)
_NO_SERVICE = _phrases(
    "(?:dich vu|service)(?! cong ) ~ (?:khong ton tai|khong tim thay|khong hop le|not found)",
    "khong (?:tim thay|ton tai|co) (?:dich vu|service)(?! cong )",
)
_FAILED = _phrases(
    "(?:khong|chua) ~ thanh cong",
    "thanh cong 0",
    "that bai",
    "unsuccessful(?:ly)?",
    "not success(?:ful|fully)?",
    "fail(?:ed|ure)?",
)
_DONE = _phrases("thanh cong", "success(?:ful|fully)?", "succeeded")
_EXISTS = _phrases("da ton tai", "already exists")
_UNKNOWN = _phrases(
    "ho so (?:.* )?(?:khong|chua) (?:ton tai|tim thay)",
    "(?:khong|chua) (?:tim thay|ton tai) (?:.* )?ho so",
    "(?:khong|chua) co ho so",
)
_UNKNOWN_PROCEDURE = _phrases(
    "thu tuc (?:.* )?(?:khong|chua) (?:ton tai|tim thay)",
    "(?:khong|chua) (?:tim thay|ton tai|co) (?:.* )?thu tuc",
)
_OF_CATALOGUE = _phrases("matthc", "malinhvuc", "ma thu tuc", "ma linh vuc")
_A_DOSSIER = _phrases("ho so")
_A_PART = _phrases("thanh phan", "thu tuc", "linh vuc", "danh muc", "giay to", "tep", "file")
"""What is looked for in vain then is something that the dossier names, not the dossier."""

_OF_THE_LINE = (
    (Meaning.SESSION_OVER, _SESSION),
    (Meaning.MAINTENANCE, _MAINTENANCE),
    (Meaning.TROUBLED, _TROUBLE),
    (Meaning.NOT_UNDERSTOOD, _NO_SERVICE),
)
_BAD_REQUEST = 400
_NOT_ADMITTED_STATUS = frozenset({401, 403})
_TROUBLED_STATUS = frozenset({408, 425, 429})
_SERVER_ERRORS = range(500, 600)
_SAID = frozenset({*range(200, 300), _BAD_REQUEST})
"""Statuses under which a word about the matter itself may stand."""


def meaning_of(status: int, code: str, message: str, *, writes: bool) -> Meaning:
    """`writes` says that success must be said in words."""
    said = _clauses(message)
    found = _of_the_line(status, said)
    if found is not None:
        return found
    return _of_the_matter(status, code, said, writes=writes) if code else Meaning.TROUBLED


def _of_the_line(status: int, said: Sequence[str]) -> Meaning | None:
    """What has nothing to do with any dossier, by the words and then by the status."""
    if status in _NOT_ADMITTED_STATUS:
        return Meaning.SESSION_OVER
    for meaning, words in _OF_THE_LINE:
        if _say(said, words):
            return meaning
    if _say(said, _NOT_ADMITTED) and not _say(said, _A_DOSSIER):
        return Meaning.NOT_ADMITTED
    return _by_status(status)


def _by_status(status: int) -> Meaning | None:
    if status in _SERVER_ERRORS or status in _TROUBLED_STATUS:
        return Meaning.TROUBLED
    return None if status in _SAID else Meaning.NOT_UNDERSTOOD


def _of_the_matter(status: int, code: str, said: Sequence[str], *, writes: bool) -> Meaning:
    is_fine = code in FINE and status != _BAD_REQUEST and not _say(said, _FAILED)
    if is_fine and _say(said, _DONE):
        return Meaning.DONE
    if _say(said, _EXISTS):
        return Meaning.EXISTS
    found = _refusal(said) if writes else _not_found(said)
    is_silent = is_fine and found is Meaning.REFUSED and not (writes and said)
    return Meaning.DONE if is_silent else found


def _refusal(said: Sequence[str]) -> Meaning:
    """Of what was told."""
    if _say(said, _OF_CATALOGUE):
        return Meaning.PROCEDURE_REFUSED
    is_unknown = any(_UNKNOWN.search(one) and not _A_PART.search(one) for one in said)
    return Meaning.UNKNOWN if is_unknown else Meaning.REFUSED


def _not_found(said: Sequence[str]) -> Meaning:
    """Of what was asked for: a dossier, or a procedure of the catalogue."""
    is_unknown = _say(said, _UNKNOWN) or _say(said, _UNKNOWN_PROCEDURE)
    return Meaning.UNKNOWN if is_unknown else Meaning.REFUSED


def _say(said: Sequence[str], words: re.Pattern[str]) -> bool:
    return any(words.search(one) for one in said)


def _clauses(message: str) -> tuple[str, ...]:
    """Each clause in folded words with a blank on either side."""
    clauses = (" ".join(one.split()) for one in _CLAUSE.split(fold(message.translate(_MARKS))))
    return tuple(f" {one} " for one in clauses if one)
