"""Làm ngay: accepted, done and handed over in one go, without a slip (NĐ 118/2025, Điều 17(4)).

Certifications get their line and number in a book; an extract of civil status has none.
"""

from enum import StrEnum
from typing import NamedTuple

import msgspec

from app.domain import certification_fees, deadline
from app.domain.certification_fees import Asked
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    Certified,
    Fee,
    FeeLine,
    FeeTaken,
    FeeTiming,
    IssuedPaper,
    OnPaper,
    Payload,
    Received,
    Receiver,
    Refused,
    Registered,
    ResultRecorded,
    Returned,
)
from app.domain.fees import Exemption, fee
from app.domain.person import Person, checked
from app.domain.procedure import Limit, Unit
from app.domain.register import BookKind, written
from app.domain.text import clean
from app.store.act import Act
from app.system.clock import milliseconds
from app.usecases import shipped
from app.usecases.acceptance import procedure_ref, versions
from app.usecases.books import Given, book_of, next_numbers
from app.usecases.desk import Desk
from app.usecases.procedure_choice import procedure
from app.usecases.promises import promise_from
from app.usecases.staff import agency_of
from app.usecases.step import record
from app.usecases.terms import conventions, working_time

MOST_PAPERS = 50


class Work(StrEnum):
    """What is done at once; the first are the books of NĐ 23/2015."""

    COPIES = BookKind.COPIES.value
    SIGNATURES = BookKind.SIGNATURES.value
    TRANSLATORS = BookKind.TRANSLATORS.value
    CONTRACTS = BookKind.CONTRACTS.value
    E_COPIES = BookKind.E_COPIES.value
    EXTRACT = "TLHT"  # bản sao trích lục hộ tịch

    @property
    def book(self) -> BookKind | None:
        """The book that it is written into, if any."""
        return None if self is Work.EXTRACT else BookKind(self.value)


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What one citizen wants done now."""

    work: Work = Work.COPIES
    requester: Person | None = None
    papers: tuple[Asked, ...] = ()
    exemption: Exemption | None = None
    signed_by: str = ""
    position: str = ""
    note: str = ""


class Cost(NamedTuple):
    """What it costs: each line, all of it, and what is to be paid after an exemption."""

    lines: tuple[FeeLine, ...]
    listed: int
    payable: int


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """What the form says beside the fields: which number comes, and why none can."""

    number: int = 0
    volume: int = 1
    problem: str = ""
    held_by: str = ""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the dossier and its numbers in the book."""

    dossier: Dossier
    numbers: tuple[int, ...]
    payable: int


def cost(desk: Desk, request: Request) -> Cost:
    """Say what it costs; raises `RuleViolation` where pages or copies are missing."""
    rate = shipped.certification_rates().on(request.work.value, _today(desk))
    lines = certification_fees.lines(rate, request.papers)
    listed = certification_fees.total(lines)
    return Cost(lines, listed, fee(listed, request.exemption).payable or 0)


def coming(desk: Desk, work: Work) -> Next:
    """Say which number the book gives next on this PC, or why it gives none."""
    if work.book is None:
        return Next()
    book, last = book_of(desk, work.book, desk.now().year)
    try:
        floor = desk.store.written_outside(book.id)
        number = book.next_number(desk.store.device.device, last, floor)
    except RuleViolation as no:
        return Next(problem=no.code, held_by=no.detail if no.code == "book_held_elsewhere" else "")
    return Next(number=number, volume=book.volume)


def do_now(desk: Desk, request: Request) -> Done:
    """F8: take in, write into the book, take the fee, hand over; all of it or nothing.

    Raises `RuleViolation`: no requester, no paper, the book is not open here ...
    """
    who, papers = _complete(request)
    price = cost(desk, request)
    with desk.store.act(by=desk.officer) as act:
        given = _given(desk, act, request, len(papers))
        whole = msgspec.structs.replace(request, requester=who, papers=papers)
        dossier = _Telling(desk, act, whole, given).all(price)
    return Done(dossier=dossier, numbers=given.numbers, payable=price.payable)


def refuse_now(desk: Desk, request: Request, reason: str) -> Dossier:
    """Refuse in writing: registered, and answered with the reason a person wrote (Mẫu 03)."""
    who = _who(request)
    with desk.store.act(by=desk.officer) as act:
        rate = shipped.certification_rates().on(request.work.value, _today(desk))
        offered = Registered(
            procedure=procedure_ref(procedure(desk, rate.procedure)),
            submitter=who,
            request="; ".join(paper.name for paper in request.papers if paper.name.strip()),
        )
        dossier = Dossier(id=act.new_id())
        dossier = record(desk, act, dossier.id, dossier.register(offered))
        said: Refused = dossier.refuse(reason)
        return record(desk, act, dossier.id, said, dossier.version)


class _Telling:
    """The events of one request, one upon the other."""

    def __init__(self, desk: Desk, act: Act, request: Request, given: Given) -> None:
        self._desk = desk
        self._act = act
        self._request = request
        self._given = given
        self._dossier = Dossier(id=act.new_id())

    def all(self, price: Cost) -> Dossier:
        """Received, taken, certified, done, returned."""
        self._say(self._dossier.receive(self._received(price)))
        if price.payable:
            self._say(self._dossier.take_fee(self._fee_taken(price)))
        lines = zip(self._request.papers, self._given.numbers, price.lines, strict=False)
        for paper, number, line in lines:
            self._say(self._dossier.certify(self._certified(paper, number, line)))
        self._say(self._result())
        self._say(self._dossier.return_result(Returned(receiver=self._receiver())))
        return self._dossier

    def _say(self, said: Payload) -> None:
        shown = self._dossier.version if self._dossier.timeline else None
        self._dossier = record(self._desk, self._act, self._dossier.id, said, shown)

    def _received(self, price: Cost) -> Received:
        desk, request = self._desk, self._request
        rate = shipped.certification_rates().on(request.work.value, _today(desk))
        now = desk.now()
        limit = Limit(1, Unit.SAME_DAY)
        due = deadline.due(now, limit, working_time(desk), conventions(desk))
        exempt = request.exemption
        given = self._act.next_number()
        return Received(
            procedure=procedure_ref(procedure(desk, rate.procedure)),
            submitter=self._who(),
            accepted_at=milliseconds(now),
            promise=promise_from(due, limit, "fast_lane"),
            fee=Fee(
                amount=price.payable,
                timing=FeeTiming.EXEMPT if exempt and not price.payable else FeeTiming.BEFORE,
                lines=price.lines,
                exemption=(exempt.note or exempt.ground.value) if exempt else None,
            ),
            number=given.code,
            official=given.hold is None,
            request="; ".join(paper.name for paper in request.papers),
            versions=versions(desk),
            slip=False,
        )

    def _fee_taken(self, price: Cost) -> FeeTaken:
        return FeeTaken(
            amount=price.payable,
            lines=price.lines,
            payer=self._who().name,
            agency=agency_of(self._act, self._dossier.procedure),
        )

    def _certified(self, paper: Asked, number: int, line: FeeLine) -> Certified:
        request, book = self._request, self._request.work.book
        assert book is not None  # noqa: S101 - numbers are given for books alone
        year = self._desk.now().year
        who = self._who()
        return Certified(
            book=book.value,
            year=year,
            number=number,
            volume=self._given.volume,
            paper=paper.name,
            pages=paper.pages,
            copies=paper.copies,
            amount=fee(line.amount, request.exemption).payable or 0,
            requester=who.name,
            requester_paper=who.id_number or "",
            signed_by=request.signed_by,
            position=request.position,
            note=request.note,
        )

    def _results(self) -> tuple[IssuedPaper, ...]:
        book, year = self._request.work.book, self._desk.now().year
        given = self._given
        marks = [written(book, year, one, given.volume) if book else "" for one in given.numbers]
        padded = [*marks, *[""] * len(self._request.papers)]
        return tuple(
            IssuedPaper(name=paper.name, number=one, copies=paper.copies)
            for paper, one in zip(self._request.papers, padded, strict=False)
        )

    def _result(self) -> ResultRecorded:
        """A clerk records what the signer decided on paper."""
        signer = self._request.signed_by or self._desk.office.commune_name
        paper = OnPaper(
            decided_by=signer, signed_by=self._request.signed_by, position=self._request.position
        )
        return self._dossier.record_result(self._results(), paper=paper)

    def _receiver(self) -> Receiver:
        who = self._who()
        return Receiver(name=who.name, id_number=who.id_number, phone=who.phone)

    def _who(self) -> Person:
        return _who(self._request)


def _given(desk: Desk, act: Act, request: Request, count: int) -> Given:
    book = request.work.book
    return Given() if book is None else next_numbers(desk, act, book, desk.now().year, count)


def _complete(request: Request) -> tuple[Person, tuple[Asked, ...]]:
    """The requester and the papers, clean; raises `RuleViolation` for what is missing."""
    who = _who(request)
    papers = tuple(paper._replace(name=clean(paper.name)) for paper in request.papers)
    if not papers or not all(paper.name for paper in papers):
        raise RuleViolation("paper_name_missing")
    if len(papers) > MOST_PAPERS:
        raise RuleViolation("too_many_papers")
    return who, papers


def _who(request: Request) -> Person:
    if request.requester is None:
        raise RuleViolation("person_name_missing")
    return checked(request.requester)


def _today(desk: Desk) -> str:
    return desk.now().date().isoformat()
