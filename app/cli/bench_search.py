"""How long a search takes that is typed without marks, on a real office of any size.

Asked are names whole, in another spelling, with a year of birth and as they are being typed, two
words, personal numbers and their last figures, telephones, dossier numbers and procedures:
whatever somebody at the counter has in hand.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from app.cli.bench_figures import Figure, Figures, milliseconds, percentile
from app.cli.bench_office import an_office, opened
from app.domain.likeness import spelt
from app.domain.text import fold
from app.store.crowd import somebody
from app.usecases import lookup
from app.usecases.desk import Desk
from app.usecases.lookup import DossierFilter
from app.usecases.people import known_people

ASKED = 420
_WARM = 20


def measure(dossiers: int, _runs: int, office: Path | None = None) -> Figures:
    """Ask everything of the jump, the list and the people; the jump is what the aim is about."""
    with an_office(dossiers, office) as pc, opened(pc) as desk:
        questions = _questions(desk, dossiers)
        jump = _took(questions, lambda text: lookup.jump(desk, text))
        listed = _took(questions, lambda text: lookup.dossiers(desk, DossierFilter(text=text)))
        people = _took(questions, lambda text: known_people(desk, text))
        board = _took(questions[:50], lambda _text: lookup.today(desk))
    return {
        "p95": Figure(percentile(jump, 0.95), "ms", None, min(jump), max(jump)),
        "median": Figure(percentile(jump, 0.5), "ms"),
        "list_p95": Figure(percentile(listed, 0.95), "ms", None, min(listed), max(listed)),
        "people_p95": Figure(percentile(people, 0.95), "ms", None, min(people), max(people)),
        "today_p95": Figure(percentile(board, 0.95), "ms", None, min(board), max(board)),
        "questions": Figure(len(questions), "questions"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _took(questions: list[str], ask: Callable[[str], object]) -> list[float]:
    for text in questions[:_WARM]:
        ask(text)
    return [milliseconds(lambda text=text: ask(text)) for text in questions]  # type: ignore[misc]


def _questions(desk: Desk, dossiers: int) -> list[str]:
    """As many questions as are asked, spread over the people and dossiers of the office."""
    step = max(1, dossiers * 7 // ASKED)
    codes = [row.code for row in desk.store.reader().search("TAM", dossiers and ASKED)]
    asked: list[str] = []
    for number in range(0, step * ASKED, step):
        asked += _about(number % max(1, dossiers))
        asked += [codes[len(asked) % len(codes)], codes[len(asked) % len(codes)][-6:]]
    return asked[:ASKED]


def _about(number: int) -> Iterator[str]:
    person = somebody(number)
    name = fold(person.name)
    first, *_, last = name.split()
    yield name
    yield f"{first} {last}"
    yield name[: 1 + number % 5]
    yield last
    yield " ".join(map(spelt, name.split()))
    yield f"{last} {(person.birth_date or '')[:4]}"
    yield person.id_number or ""
    yield (person.id_number or "")[-6:]
    yield person.phone or ""
    yield ("khai sinh", "chung thuc ban sao", "dat dai", "ket hon")[number % 4]
