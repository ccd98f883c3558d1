"""A problem of the form in a sentence; those that only this page knows are worded here."""

from app.ui import words
from app.ui.i18n import tr
from app.usecases.reception_form import Problem

LIMIT_UNREADABLE = "limit_unreadable"
FEE_UNREADABLE = "fee_unreadable"
COMMUNE_OPEN = "commune_open"
MOMENT_UNREADABLE = "moment_unreadable"
REASON_MISSING = "correction_reason_missing"


def problem_words(problem: Problem, *, whose: bool = False) -> str:
    """Say one problem so that the officer knows what to do, and, if asked, of which person."""
    part = _WHOSE.get(problem.field.partition(".")[0], "") if whose else ""
    return f"{tr(part)}: {_sentence(problem)}" if part else _sentence(problem)


def _sentence(problem: Problem) -> str:
    if problem.code in _HERE:
        return tr(_HERE[problem.code])
    if words.is_known(problem.code):
        return tr(words.sentence(problem.code).what)
    return tr("This cannot be taken as it is.")


_WHOSE = {"submitter": "submitter", "owner": "owner"}
_HERE = {
    LIMIT_UNREADABLE: "The limit is a whole number.",
    FEE_UNREADABLE: "The fee is an amount in whole đồng.",
    COMMUNE_OPEN: "Choose today's commune of the address.",
    MOMENT_UNREADABLE: "Write the true day and time of the paper.",
    REASON_MISSING: "Write why the reception is corrected.",
    "procedure_missing": "Choose the procedure (F4).",
    "procedure_name_missing": "Choose the procedure (F4).",
    "limit_missing": "Ask for the time limit and write it down.",
    "limit_out_of_range": "Such a limit cannot be counted.",
    "person_name_missing": "Write the full name.",
    "birth_date_unreadable": "The birth date is 31/01/1990 or a year.",
    "birth_date_too_early": "The birth date lies too far back.",
    "fee_unknown": "The fee is not known: ask, and write it down.",
    "calendar_estimated": "The calendar of the due day is an estimate.",
    "late_entry_in_future": "The true time lies in the future.",
    "late_reason_missing": "Write why it was taken on paper.",
    "papers_unmarked": "No paper is marked yet (F6).",
    "arrival_missing": "Write when the post brought it.",
    "arrival_unreadable": "Write the day as 24/11/2026 and the time as 08:40.",
    "arrival_after_acceptance": "The post cannot have brought it after it was accepted.",
    "authority_missing": "Write which authority settles it.",
    "authorisation_missing": "Say by what right somebody comes for another.",
}
