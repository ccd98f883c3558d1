"""Trưởng bản nộp thay: one bringer, many applicants, the same matter; all taken in or none."""

from collections.abc import Iterator

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Authorisation, PaperStanding
from app.domain.likeness import name_key, written_alike
from app.domain.people_links import Mention
from app.domain.person import Person
from app.domain.procedure import ComponentDocument
from app.domain.text import clean
from app.store.records import Draft
from app.usecases.desk import Desk
from app.usecases.reception import choose_procedure, preview, take_in
from app.usecases.reception_form import PaperLine, ReceptionForm, Recognition
from app.usecases.terms import complete_terms

MOST = 60
"""Applicants of one list: what one person can check while somebody waits."""

_KIND = "batch"
_ASIDE = "batch_aside"
_RELATION = "Trưởng thôn, trưởng bản nộp thay"


class Applicant(msgspec.Struct, frozen=True):
    """One line of the list: whose matter it is, and which papers are missing, if any."""

    person: Person
    missing: str = ""


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """The page as typed; all of it may still be empty. A draft holds just this."""

    bringer: Person = Person(name="")
    authority: str = ""
    """By which paper the applicants let somebody bring for them."""
    procedure_code: str = ""
    procedure_name: str = ""
    """As the officer saw it."""
    applicants: tuple[Applicant, ...] = ()
    ticket: str = ""
    """That of the list before, for another matter of the same visit."""
    bringer_is: Recognition = Recognition()
    """Who of those known here was chosen as the bringer, or brought the list before."""


class BatchProblem(msgspec.Struct, frozen=True):
    """What stands in the way; `row` is None for what concerns the whole list."""

    row: int | None
    field: str
    code: str


def problems(desk: Desk, batch: Batch) -> tuple[BatchProblem, ...]:
    """Say what is wrong with the list as typed; never raises, writes nothing."""
    of_list = tuple(_about_the_list(batch))
    if of_list:
        return of_list
    forms = _forms(desk, batch)
    found = (
        _placed(place, problem.field, problem.code)
        for place, form in enumerate(forms)
        for problem in preview(desk, form).problems
        if problem.blocks
    )
    return (*dict.fromkeys(found), *_written_twice(batch))


def take_batch(desk: Desk, batch: Batch) -> tuple[Dossier, ...]:
    """Take all in under one ticket, in one transaction; the draft goes with it.

    Raises `RuleViolation` with the first thing that is wrong; then nothing is taken in.
    """
    for wrong in problems(desk, batch):
        raise RuleViolation(wrong.code, wrong.field)
    found = [complete_terms(desk, form) for form in _forms(desk, batch)]
    taken: list[Dossier] = []
    ticket, bringer_is = batch.ticket, batch.bringer_is
    with desk.store.act(by=desk.officer) as act:
        act.discard_draft(_draft_id(desk))
        for one in found:
            form = msgspec.structs.replace(one.form, ticket=ticket, submitter_is=bringer_is)
            taken.append(take_in(desk, act, msgspec.structs.replace(one, form=form)))
            ticket, bringer_is = taken[0].ticket, bringer_of(taken[0])
    return tuple(taken)


def bringer_of(first: Dossier) -> Recognition:
    """Who brings the others is who brought the first: the same person, said by nobody else."""
    name = first.submitter.name if first.submitter else ""
    return Recognition(name_key(name), str(Mention(first.id, "submitter")))


def keep_batch(desk: Desk, batch: Batch) -> None:
    """Keep what is typed as the officer's draft; an empty list keeps nothing."""
    if batch == Batch(ticket=batch.ticket):
        desk.store.drafts.discard(_draft_id(desk))
        return
    kept = Draft(
        id=_draft_id(desk),
        kind=_KIND,
        officer=desk.officer.id,
        title=batch.bringer.name,
        saved=desk.now(),
        body=msgspec.json.encode(batch),
    )
    desk.store.drafts.save(kept)


def kept_batch(desk: Desk) -> Batch:
    """What the officer typed and did not take in; empty when there is nothing."""
    kept = desk.store.reader().drafts.load(_draft_id(desk))
    return msgspec.json.decode(kept.body, type=Batch) if kept else Batch()


def put_aside(desk: Desk, batch: Batch) -> None:
    """Another bringer has come: keep the list for later, the newest first."""
    _save_aside(desk, (batch, *_aside(desk)))
    desk.store.drafts.discard(_draft_id(desk))


def take_back(desk: Desk) -> Batch:
    """The list that was put aside last, which is typed on now; empty when there is none."""
    first, *others = (*_aside(desk), Batch())
    if first != Batch():
        keep_batch(desk, first)
        _save_aside(desk, tuple(others[:-1]))
    return first


def _aside(desk: Desk) -> tuple[Batch, ...]:
    kept = desk.store.reader().drafts.load(f"{_ASIDE}-{desk.officer.id}")
    return msgspec.json.decode(kept.body, type=tuple[Batch, ...]) if kept else ()


def _save_aside(desk: Desk, lists: tuple[Batch, ...]) -> None:
    id_ = f"{_ASIDE}-{desk.officer.id}"
    if not lists:
        desk.store.drafts.discard(id_)
        return
    title, body = lists[0].bringer.name, msgspec.json.encode(lists)
    desk.store.drafts.save(Draft(id_, _ASIDE, desk.officer.id, title, desk.now(), body))


def _draft_id(desk: Desk) -> str:
    return f"{_KIND}-{desk.officer.id}"


def _about_the_list(batch: Batch) -> Iterator[BatchProblem]:
    if not clean(batch.bringer.name):
        yield BatchProblem(None, "bringer", "person_name_missing")
    if not clean(batch.authority):
        yield BatchProblem(None, "authority", "authorisation_missing")
    if not batch.procedure_code:
        yield BatchProblem(None, "procedure", "procedure_missing")
    if not batch.applicants:
        yield BatchProblem(None, "applicants", "applicants_missing")
    if len(batch.applicants) > MOST:
        yield BatchProblem(None, "applicants", "applicants_too_many")


def _written_twice(batch: Batch) -> Iterator[BatchProblem]:
    """Somebody stands on the list twice, to the letter."""
    seen: set[tuple[str, str | None, str | None]] = set()
    for place, one in enumerate(batch.applicants):
        person = one.person
        who = (written_alike(person.name), person.birth_date, person.id_number)
        if who in seen:
            yield BatchProblem(place, "name", "applicant_twice")
        seen.add(who)


def _placed(place: int, field: str, code: str) -> BatchProblem:
    """What is wrong with a person stands on the line, all else concerns the list."""
    part, _, name = field.partition(".")
    if part == "owner":
        return BatchProblem(place, name or "name", code)
    return BatchProblem(None, "bringer" if part == "submitter" else "procedure", code)


def _forms(desk: Desk, batch: Batch) -> list[ReceptionForm]:
    """One reception for each line: the papers that are always asked for are there."""
    blank = ReceptionForm(
        submitter=batch.bringer,
        relation=_RELATION,
        authorisation=Authorisation(paper=clean(batch.authority)),
    )
    chosen = choose_procedure(desk, blank, batch.procedure_code)
    lines = tuple(map(_brought, chosen.papers))
    return [
        msgspec.structs.replace(chosen, owner=one.person, papers=(*lines, *_missing(one.missing)))
        for one in batch.applicants
    ]


def _brought(line: PaperLine) -> PaperLine:
    if line.standing is not PaperStanding.MISSING:
        return line
    return msgspec.structs.replace(line, standing=PaperStanding.SUBMITTED)


def _missing(text: str) -> tuple[PaperLine, ...]:
    """What the officer wrote as missing on a line: the dossier waits for it."""
    names = [name for part in text.split(";") if (name := clean(part))]
    return tuple(
        PaperLine(
            asked=ComponentDocument(name=name, originals=1),
            standing=PaperStanding.MISSING,
            originals=1,
            added_here=True,
        )
        for name in names
    )
