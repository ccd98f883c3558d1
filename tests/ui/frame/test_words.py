"""Every error has its sentence, every enumeration its term, every text its translation."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import app.domain
import app.usecases
from app.domain.access import Leave
from app.domain.deadline import FirstDay, Rule, Supplement
from app.domain.errors import RuleViolation
from app.domain.numbering import Hold
from app.domain.policy import Policy
from app.store.faults import CODES, StoreFault
from app.system.paths import resources
from app.ui import i18n, labels, notices, words
from app.ui.i18n import read_words, tr
from app.ui.notices import Tone
from app.ui.sign_in import passwords
from app.usecases.administration import SHORTEST_PASSWORD
from sync.protocol.errors import Unreachable, UntrustedServer

ROOT = Path(__file__).parents[3]
NEVER_SHOWN = {Leave, Hold, Policy, Rule, Supplement, FirstDay}
CODED = {"RuleViolation": 0, "StoreFault": 0, "PressFault": 0, "WrongUse": 1}  # which argument


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def raised_codes() -> Iterator[tuple[str, str]]:
    """Codes in `RuleViolation("...")` and the like, and those that error classes bear."""
    for path, tree in sources("app", "sync"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CODED:
                place = CODED[getattr(node.func, "id", "")]
                for given in node.args[place : place + 1]:
                    if isinstance(given, ast.Constant):
                        yield str(given.value), path.name
            if isinstance(node, ast.ClassDef) and "Exception" not in node.name:
                yield from ((code, path.name) for code in _borne(node))


def _borne(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        match part:
            case ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=code)):
                yield str(code)
            case _:
                pass


def test_every_code_that_is_raised_has_a_sentence():
    missing = {code: where for code, where in raised_codes() if not words.is_known(code)}
    assert missing == {}


def test_every_fault_of_the_store_has_a_sentence():
    assert [code for code in CODES if not words.is_known(code)] == []


def test_no_two_sentences_share_a_number():
    parts = [import_module(f"app.ui.words.{part}").SENTENCES for part in words._PARTS]
    assert sum(map(len, parts)) + 1 == len(words.sentences()), "a code has two sentences"
    numbers = [sentence.number for sentence in words.sentences().values()]
    assert len(numbers) == len(set(numbers))


def test_the_screens_ask_for_passwords_as_long_as_the_office_does():
    assert passwords.SHORTEST == SHORTEST_PASSWORD


def test_the_command_line_says_it_in_one_line_with_the_code():
    said = words.line(StoreFault("wrong_password"))
    assert said.startswith("MC-201: Mật khẩu không đúng. ")
    assert "\n" not in said


def test_an_error_nobody_expected_is_told_as_our_fault(caplog: pytest.LogCaptureFixture):
    notice = notices.of(ZeroDivisionError("x"))
    assert notice is not None
    assert (notice.tone, notice.code) == (Tone.BUG, "MC-999")
    assert "unexpected error" in caplog.text


def test_each_kind_of_failure_has_its_tone():
    assert notices.of(Unreachable()) is None  # offline is normal
    for error, tone in (
        (RuleViolation("reason_missing"), Tone.HINT),
        (UntrustedServer(), Tone.CAUTION),
        (StoreFault("disk_full"), Tone.BAD),
    ):
        notice = notices.of(error)
        assert notice is not None
        assert notice.tone is tone
        assert notice.text


def enumerations() -> Iterator[type[Enum]]:
    for package in (app.domain, app.usecases):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _name, kind in inspect.getmembers(module, inspect.isclass):
                if issubclass(kind, Enum) and kind.__module__ == found.name:
                    yield kind


def test_every_value_that_is_counted_off_has_its_official_term():
    forgotten = [
        f"{kind.__name__}.{value.name}"
        for kind in enumerations()
        if kind not in NEVER_SHOWN
        for value in kind
        if not labels.TERMS.get(kind, {}).get(value)
    ]
    assert forgotten == []


def translated_texts() -> Iterator[tuple[str, str]]:
    for path, tree in sources("app/ui"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                said = node.args[0]
                if isinstance(said, ast.Constant):
                    yield str(said.value), path.relative_to(ROOT).as_posix()


def is_vietnamese(text: str) -> bool:
    return any(ord(letter) > 0x2FF or letter in "đĐàáâãèéêìíòóôõùúýăơưÀÁÂÃ" for letter in text)


def test_every_text_of_the_screens_is_said_in_vietnamese():
    known = read_words(resources() / "i18n" / "vi")
    missing = {text: where for text, where in translated_texts() if text not in known}
    assert {t: w for t, w in missing.items() if not is_vietnamese(t.replace("…", ""))} == {}


def test_a_translation_keeps_the_values_that_are_filled_in():
    known = read_words(resources() / "i18n" / "vi")
    braces = {t: v for t, v in known.items() if t.count("{") != v.count("{")}
    assert braces == {}


def test_the_buttons_of_qt_speak_vietnamese_too(qapp):
    assert tr("Cancel") == "Hủy"
    assert qapp.translate("QPlatformTheme", "&Yes") == "&Có"
    assert tr("Nobody wrote this sentence") == "Nobody wrote this sentence"


def test_another_language_is_added_by_dropping_in_a_folder(qapp, tmp_path: Path):
    folder = tmp_path / "i18n" / "hmn"
    folder.mkdir(parents=True)
    (folder / "words.json").write_text('{"Today": "Hnub no"}', encoding="utf-8")
    (tmp_path / "i18n" / "vi").mkdir()
    assert i18n.languages(tmp_path) == ["vi", "hmn"]
    hmong = i18n.Language(folder)
    qapp.installTranslator(hmong)
    try:
        assert tr("Today") == "Hnub no"
        assert tr("Reception") == "Tiếp nhận"  # what it lacks is said in Vietnamese
    finally:
        qapp.removeTranslator(hmong)
