"""What a stick holds and what became of it, in words; no widgets."""

from collections.abc import Sequence
from datetime import datetime

from app.ui import words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.sync_centre.figures import size_words
from app.usecases.bundle_records import (
    Exported,
    Imported,
    ImportedBundle,
    Lying,
    MissingRun,
    Trouble,
)
from app.usecases.bundle_standing import LastExport


def last_words(last: LastExport | None, now: datetime) -> str:
    """How the last bundle stands; nothing before the first."""
    if last is None:
        return ""
    when = moment_words(last.at.astimezone(now.tzinfo), now.date())
    if last.is_acknowledged:
        return tr(
            "Bundle {n} of {when}: the province has signed for all of it.", n=last.serial, when=when
        )
    if last.waiting:
        return tr(
            "Bundle {n} of {when}: {acts} acts wait for the province's word. Plug the stick in "
            "again after the province gave it back.",
            n=last.serial,
            when=when,
            acts=last.waiting,
        )
    return tr(
        "Bundle {n} of {when}: every act has arrived, files wait for the province's word.",
        n=last.serial,
        when=when,
    )


def exported_words(made: Exported) -> list[str]:
    """What was written, and what to do with it now."""
    lines = [
        tr(
            "Bundle {n} is written: {acts} acts, {files} scans, {size}.",
            n=made.serial,
            acts=made.acts,
            files=made.files,
            size=size_words(made.bytes),
        )
    ]
    if not (made.acts or made.files):
        lines = [tr("Nothing waits; bundle {n} only asks the province for news.", n=made.serial)]
    if made.more:
        lines.append(tr("The stick has no room for everything; the rest goes next time."))
    if made.cleaned:
        lines.append(
            tr("{n} old bundles went; the province has all that they held.", n=made.cleaned)
        )
    return [*lines, tr("Take the stick to the province, then plug it in here again.")]


def imported_words(told: Imported) -> list[str]:
    """What came in, bundle by bundle; what is missing by its name."""
    lines = [line for bundle in told.bundles for line in _bundle_words(bundle)]
    lines += [missing_words(run) for run in told.missing]
    if told.catalogue:
        lines.append(tr("The catalogue {version} is installed.", version=told.catalogue))
    confirmed = tr(
        "The province has signed for {n} acts more; {waiting} still wait.",
        n=told.confirmed,
        waiting=told.waiting,
    )
    return [*lines, confirmed]


def missing_words(run: MissingRun) -> str:
    """Whose entries are missing."""
    return tr(
        "Of {name} entries {first} to {last} are missing; they come with another stick.",
        name=run.name or run.device,
        first=run.first,
        last=run.last,
    )


def who_words(one: Lying) -> str:
    """Who wrote a bundle."""
    return one.name or label(one.writer)


def made_words(one: Lying) -> str:
    """When, by the writer's clock."""
    return f"{one.made:%H:%M %d/%m/%Y}" if one.made else ""


def state_words(one: Lying) -> str:
    """Whether it is of use."""
    if wrong := [code for code in (one.code, *(each.code for each in one.troubles)) if code]:
        return f"⚠ {words.sentence(wrong[0]).code}"
    if one.is_acknowledged:
        return tr("The province has all of it")
    return tr("Not everything had room") if one.more else tr("Whole")


def lying_words(lying: Sequence[Lying]) -> list[str]:
    """What is wrong with which bundle."""
    lines = []
    for one in lying:
        if one.code:
            lines.append(f"⚠ {who_words(one)} ({one.folder}): {_sentence_words(one.code)}")
        lines += [f"⚠ {who_words(one)}, {_trouble_words(each)}" for each in one.troubles]
    return lines


def _bundle_words(one: ImportedBundle) -> list[str]:
    who = one.name or label(one.writer)
    if one.code:
        return [f"⚠ {who} ({one.folder}): {_sentence_words(one.code)}"]
    news = tr("{n} new acts, {files} scans", n=one.fresh, files=one.files)
    return [f"{who}: {news}.", *(f"⚠ {who}: {_trouble_words(each)}" for each in one.troubles)]


def _trouble_words(one: Trouble) -> str:
    known = words.sentence(one.code)
    return f"{one.name}: {tr(known.what)} ({known.code})"


def _sentence_words(code: str) -> str:
    known = words.sentence(code)
    return " ".join(part for part in (tr(known.what), tr(known.remedy), f"({known.code})") if part)
