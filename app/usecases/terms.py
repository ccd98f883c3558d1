"""What a reception form comes to today: procedure, limit, due time, fee, and what is wrong."""

from collections.abc import Iterator
from datetime import datetime, time

import msgspec

from app.domain import deadline, fees
from app.domain.deadline import Conventions, Due
from app.domain.errors import RuleViolation
from app.domain.events import PaperStanding
from app.domain.fees import Fee
from app.domain.money import words_of_money
from app.domain.person import checked
from app.domain.procedure import Channel, Limit, Procedure, check_limit, outside_catalogue
from app.domain.working_time import Session, WorkingTime, office_minute
from app.usecases.desk import Desk
from app.usecases.reception_form import Preview, Problem, ReceptionForm


def working_time(desk: Desk) -> WorkingTime:
    """Return the office's hours laid over the calendar."""
    kept = desk.settings
    return WorkingTime(desk.calendar, _session(kept.morning), _session(kept.afternoon))


def conventions(desk: Desk) -> Conventions:
    """Return how this office counts where the law leaves it open."""
    return Conventions(same_day_until=time.fromisoformat(desk.settings.same_day_until))


def moment_of(desk: Desk, form: ReceptionForm) -> datetime:
    """Return the moment of acceptance: now, or the true one of a late entry (+07:00)."""
    return office_minute(form.late.accepted if form.late else desk.now())


def terms(desk: Desk, form: ReceptionForm) -> Preview:
    """Work the form out; whatever is wrong is told in `problems`, nothing is raised."""
    return _Reading(desk, form).preview()


class _Reading:
    """One reading of a form; gathers what is wrong on the way."""

    def __init__(self, desk: Desk, form: ReceptionForm) -> None:
        self._desk = desk
        self._form = form
        self._problems: list[Problem] = []

    def preview(self) -> Preview:
        accepted = moment_of(self._desk, self._form)
        procedure = self._procedure(accepted)
        limit, source = self._limit(procedure)
        due = self._due(accepted, limit)
        fee = self._fee(procedure)
        self._problems.extend(self._about_people())
        self._problems.extend(self._about_late_entry())
        self._problems.extend(self._about_papers())
        self._problems.extend(self._about_arrival(accepted))
        return Preview(
            form=self._form,
            accepted=accepted,
            procedure=procedure,
            limit=limit,
            limit_source=source,
            due=due,
            fee=fee,
            fee_note=procedure.fee_note if procedure else "",
            fee_words=words_of_money(fee.payable) if fee and fee.payable else "",
            missing=tuple(missing_papers(self._form)),
            problems=tuple(self._problems),
        )

    def _say(self, field: str, code: str, *, blocks: bool = True) -> None:
        self._problems.append(Problem(field, code, blocks=blocks))

    def _procedure(self, accepted: datetime) -> Procedure | None:
        form = self._form
        try:
            if form.procedure_code:
                return self._desk.catalogue.procedure(form.procedure_code, accepted.date())
            return outside_catalogue(form.other_name)
        except RuleViolation as no:
            missing = not form.procedure_code and not form.other_name
            self._say("procedure", "procedure_missing" if missing else no.code)
            return None

    def _limit(self, procedure: Procedure | None) -> tuple[Limit | None, str]:
        if self._form.limit is not None:
            return self._stated_limit(self._form.limit), "clerk"
        limit = procedure.limit(self._form.channel) if procedure else None
        if procedure and limit is None:
            self._say("limit", "limit_missing")
        by_office = procedure is not None and procedure.limit_source == "office"
        return limit, "office" if by_office else "catalogue"

    def _stated_limit(self, limit: Limit) -> Limit | None:
        try:
            return check_limit(limit)
        except RuleViolation as no:
            self._say("limit", no.code)
            return None

    def _due(self, accepted: datetime, limit: Limit | None) -> Due | None:
        if limit is None:
            return None
        hours = working_time(self._desk)
        try:
            found = deadline.due(accepted, limit, hours, conventions(self._desk))
        except RuleViolation as no:
            self._say("late.accepted" if self._form.late else "limit", no.code)
            return None
        if not found.is_certain:
            self._say("limit", "calendar_estimated", blocks=False)
        return found

    def _fee(self, procedure: Procedure | None) -> Fee | None:
        listed = self._form.fee_vnd
        if listed is None and procedure is not None:
            listed = procedure.fee_vnd
        try:
            fee = fees.fee(listed, self._form.exemption)
        except RuleViolation as no:
            self._say("fee_vnd", no.code)
            return None
        if procedure and fee.listed is None:
            self._say("fee_vnd", "fee_unknown", blocks=False)
        return fee

    def _about_people(self) -> Iterator[Problem]:
        form = self._form
        if form.submitter is None:
            yield Problem("submitter.name", "person_name_missing")
            return
        for part, person in (("submitter", form.submitter), ("owner", form.owner)):
            try:
                if person is not None:
                    checked(person)
            except RuleViolation as no:
                yield Problem(f"{part}.{_FIELD_OF.get(no.code, 'name')}", no.code)

    def _about_papers(self) -> Iterator[Problem]:
        """A list on which nothing is marked was hardly looked at; some need no paper at all."""
        papers = self._form.papers
        if papers and all(one.standing is PaperStanding.NOT_APPLICABLE for one in papers):
            yield Problem("papers", "papers_unmarked", blocks=False)

    def _about_arrival(self, accepted: datetime) -> Iterator[Problem]:
        """What came by post was there before it was accepted; when, is asked for."""
        came = self._form.arrival
        if self._form.channel is not Channel.POST:
            return
        if came is None:
            yield Problem("arrival", "arrival_missing", blocks=False)
        elif came.at > accepted:
            yield Problem("arrival", "arrival_after_acceptance")

    def _about_late_entry(self) -> Iterator[Problem]:
        late = self._form.late
        if late is None:
            return
        if late.accepted > self._desk.now():
            yield Problem("late.accepted", "late_entry_in_future")
        if not late.reason.strip():
            yield Problem("late.reason", "late_reason_missing")


def missing_papers(form: ReceptionForm) -> Iterator[str]:
    """Name the papers that are marked as missing."""
    for line in form.papers:
        if line.standing is PaperStanding.MISSING:
            yield line.asked.name


def complete_terms(desk: Desk, form: ReceptionForm) -> Preview:
    """Return the terms of a form with which a dossier can be taken in.

    Raises `RuleViolation` with the first thing that blocks, its field in `detail`.
    """
    found = terms(desk, form)
    for problem in found.problems:
        if problem.blocks:
            raise RuleViolation(problem.code, problem.field)
    return msgspec.structs.replace(found, form=_tidied(form))


def _tidied(form: ReceptionForm) -> ReceptionForm:
    """Return the form with its people's text cleaned."""
    return msgspec.structs.replace(
        form,
        submitter=checked(form.submitter) if form.submitter else None,
        owner=checked(form.owner) if form.owner else None,
    )


_FIELD_OF = {
    "birth_date_unreadable": "birth_date",
    "birth_date_too_early": "birth_date",
}


def _session(hours: tuple[str, str]) -> Session:
    return Session(time.fromisoformat(hours[0]), time.fromisoformat(hours[1]))
