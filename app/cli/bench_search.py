"""How long the jump takes to find a dossier, typed without marks."""

import time

from app.cli.bench_figures import Figure, Figures, an_office, opened, percentile
from app.domain.text import fold
from app.store.crowd import somebody
from app.usecases.lookup import jump

ASKED = 400


def measure(dossiers: int) -> Figures:
    """Ask for names as one types them, a few letters at a time, and for numbers."""
    with an_office(dossiers) as pc, opened(pc) as desk:
        for text in _questions()[:20]:
            jump(desk, text)
        took = []
        for text in _questions():
            began = time.perf_counter()
            jump(desk, text)
            took.append((time.perf_counter() - began) * 1000)
    return {
        "p95": Figure(percentile(took, 0.95), "ms"),
        "median": Figure(percentile(took, 0.5), "ms"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _questions() -> list[str]:
    questions = []
    for number in range(0, ASKED * 37, 37):
        person = somebody(number)
        name = fold(person.name)
        whole = (name, name[: 3 + number % 4], name.split()[-1], person.id_number or "")
        questions.append(whole[number % 4])
    return questions
