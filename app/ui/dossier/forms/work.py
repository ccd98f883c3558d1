"""Work inside the commune: steps, opinions, signatures, faults, the archive, proposals."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.duties import late_opinions, whom_of
from app.domain.events import IssuedPaper
from app.domain.states import DECIDER_ACTS, Act
from app.domain.text import clean, fold
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.reception.typed import shown_day
from app.ui.widgets.fields import ChoiceField, Field, NoteField, TextField, TickField
from app.ui.widgets.layout import Words, columns
from app.usecases import work
from app.usecases.work import Mending, Opinion, Step


class _Moment:
    """A day and an hour beside one another."""

    def __init__(self, words: str, *, required: bool) -> None:
        self.day = TextField(words, required=required, placeholder="24/11/2026", longest=10)
        self.clock = TextField(tr("At"), longest=5)
        self.clock.fill("17:00")

    def value(self) -> datetime | None:
        """Answer the moment; None while there is none."""
        return typed.moment(self.day.value(), self.clock.value())

    def complaint(self, *, required: bool) -> Sequence[Complaint]:
        """A moment is a moment."""
        if self.value() is not None or not (required or self.day.value()):
            return ()
        return [(self.day, tr("Write the day as 24/11/2026 and the time as 08:40."))]


class AssignForm(ActForm):
    """Phân công, nhận thụ lý."""

    act = Act.ASSIGN
    takes_paper = False

    def build(self) -> None:
        """Who, which step, until when, for whom."""
        now = self.shown.view.dossier.works_on_it
        if now:
            self.explain(tr("Now with: {who}.", who=now))
        self.who = TextField(tr("Who works on it"), required=True, longest=120)
        self.step = TextField(tr("Step"), longest=120)
        self.moment = _Moment(tr("To be done by"), required=False)
        self.deputy = TextField(tr("In place of (absent)"), longest=120)
        self.add(columns(self.who, self.step))
        self.add(columns(self.moment.day, self.moment.clock, self.deputy))
        self.who.edited.connect(self._say_who_is_away)

    def _say_who_is_away(self) -> None:
        """Beside the name: until when they are away, and who does their work."""
        named = fold(self.who.value())
        away = next((one for one in self.shown.view.away if fold(one.name) == named), None)
        if away is None:
            self.who.set_hint("")
            return
        until = shown_day(away.until)
        self.who.set_hint(
            tr("Away until {day}; deputy: {who}.", day=until, who=away.deputy)
            if away.deputy
            else tr("Away until {day}.", day=until)
        )

    def work(self) -> Work:
        """Assign."""
        step = Step(self.who.value(), self.step.value(), self.moment.value(), self.deputy.value())
        return lambda desk, seen: work.assign(desk, seen, step)

    def complaints(self) -> Sequence[Complaint]:
        """The step's time may be left out."""
        return self.moment.complaint(required=False)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"nobody_named": self.who}


class SendBackForm(ActForm):
    """Trả lại bước trước."""

    act = Act.SEND_BACK
    takes_paper = False

    def build(self) -> None:
        """To whom, and why."""
        held = self.shown.view.dossier.assignments
        self.who = TextField(tr("Back to whom"), required=True, longest=120)
        self.who.fill(str(getattr(held[-2].said, "to", "")) if len(held) > 1 else "")
        self.reason = NoteField(tr("Reason"), required=True, lines=2)
        self.add(self.who, self.reason)

    def work(self) -> Work:
        """Send back."""
        who, why = clean(self.who.value()), clean(self.reason.value())
        return lambda desk, seen: work.send_back(desk, seen, who, why)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"nobody_named": self.who, "reason_missing": self.reason}


class ConsultForm(ActForm):
    """Lấy ý kiến (Điều 19(4))."""

    act = Act.CONSULT
    takes_paper = False

    def build(self) -> None:
        """Whom, what, until when."""
        self.whom = TextField(tr("Who is asked"), required=True, longest=200)
        self.what = NoteField(tr("What is asked"), required=True, lines=2)
        self.moment = _Moment(tr("Answer wanted by"), required=True)
        self.number = TextField(tr("Number of the paper"), longest=60)
        self.add(self.whom, self.what, columns(self.moment.day, self.moment.clock, self.number))

    def work(self) -> Work:
        """Ask."""
        due = self.moment.value() or self.shown.now
        asked = Opinion(self.whom.value(), self.what.value(), due, self.number.value())
        return lambda desk, seen: work.consult(desk, seen, asked)

    def complaints(self) -> Sequence[Complaint]:
        """Without a moment nobody can be late."""
        return self.moment.complaint(required=True)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"nobody_named": self.whom, "reason_missing": self.what}


class AnswerForm(ActForm):
    """Ghi ý kiến trả lời."""

    act = Act.ANSWER_CONSULTATION
    takes_paper = False

    def build(self) -> None:
        """Whose opinion, and what it says."""
        asked = self.shown.view.dossier.open_consultations
        choices: list[tuple[str, object]] = [
            (f"{getattr(one.said, 'whom', '')}: {getattr(one.said, 'what', '')}", one.event)
            for one in asked
        ]
        self.asked = ChoiceField(tr("Whose opinion"), choices)
        slim(self.asked)
        self.answer = NoteField(tr("What it says"), required=True, lines=2)
        self.number = TextField(tr("Number of the paper"), longest=60)
        self.add(self.asked, self.answer, self.number)

    def work(self) -> Work:
        """Write it down."""
        asked, number = str(self.asked.value() or ""), self.number.value()
        answer = clean(self.answer.value())
        return lambda desk, seen: work.answer_consultation(desk, seen, asked, answer, number)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"reason_missing": self.answer, "no_such_consultation": self.asked}


class NotifyHeadForm(ActForm):
    """Báo người đứng đầu Một cửa về ý kiến chậm (Điều 19(4))."""

    act = Act.NOTIFY_HEAD
    takes_paper = False

    def build(self) -> None:
        """Which opinion, who was told."""
        late = late_opinions(self.shown.view.dossier, self.shown.now)
        self.asked = ChoiceField(
            tr("Whose opinion is late"), [(whom_of(one), one.event) for one in late]
        )
        slim(self.asked)
        self.whom = TextField(tr("Told to (head of the desk)"), required=True)
        self.note = TextField(tr("Remark"), longest=300)
        self.add(columns(self.asked, self.whom), self.note)

    def work(self) -> Work:
        """Told."""
        asked, whom = str(self.asked.value() or ""), self.whom.value()
        note = self.note.value()
        return lambda desk, seen: work.notify_head(desk, seen, asked, whom, note)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"nobody_named": self.whom, "no_late_opinion": self.asked}


class WishSupplementForm(ActForm):
    """Yêu cầu một cửa bổ sung (Điều 19(5))."""

    act = Act.WISH_SUPPLEMENT
    takes_paper = False

    def build(self) -> None:
        """What is missing, and why."""
        self.explain(
            tr("The desk asks the citizen, once and in full: list everything that is missing.")
        )
        self.missing = NoteField(tr("What is missing, one a line"), required=True, lines=3)
        self.reason = TextField(tr("Why it is needed, for the citizen to read"), required=True)
        self.add(self.missing, self.reason)

    def work(self) -> Work:
        """Tell the desk."""
        lines = [clean(line) for line in self.missing.value().splitlines()]
        missing, why = [line for line in lines if line], clean(self.reason.value())
        return lambda desk, seen: work.wish_supplement(desk, seen, missing, why)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"supplement_list_empty": self.missing, "reason_missing": self.reason}


class CompareForm(ActForm):
    """Đối chiếu bản chính."""

    act = Act.COMPARE_ORIGINALS
    takes_paper = False

    def build(self) -> None:
        """Which pictures were compared."""
        names = self.shown.view.dossier.images_to_compare
        self.ticks = [TickField(name) for name in names]
        for tick in self.ticks:
            tick.fill(on=True)
        self.add(Words(tr("The original was seen of"), "label"), *self.ticks)

    def work(self) -> Work:
        """Compared."""
        seen_now = [tick.text() for tick in self.ticks if tick.value()]
        return lambda desk, seen: work.compare_originals(desk, seen, seen_now)

    def first(self) -> TickField | None:
        """Begin at the first tick."""
        return self.ticks[0] if self.ticks else None


class SignForm(ActForm):
    """Ký kết quả: electronically, or on paper after all."""

    act = Act.SIGN_RESULT
    takes_paper = False

    def build(self) -> None:
        """Who signed, and how."""
        self.who = TextField(tr("Signed by"), required=True, longest=120)
        self.number = TextField(tr("Number of the result"), longest=60)
        self.electronic = TickField(tr("Signed electronically (ký số)"))
        self.electronic.fill(on=True)
        self.add(columns(self.who, self.number), self.electronic)

    def work(self) -> Work:
        """Signed."""
        who, number, on = self.who.value(), self.number.value(), self.electronic.value()
        return lambda desk, seen: work.sign_result(desk, seen, who, electronic=on, number=number)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"nobody_named": self.who}


class FaultForm(ActForm):
    """Kết quả có sai sót (Điều 23)."""

    act = Act.FIND_FAULT
    takes_paper = False

    def build(self) -> None:
        """What is wrong, and who found it."""
        self.explain(tr("To be mended within 3 working days; whose fault it is pays."))
        self.what = NoteField(tr("What is wrong"), required=True, lines=2)
        self.who = TextField(tr("Found by"), longest=120)
        self.add(self.what, self.who)

    def work(self) -> Work:
        """Write it down."""
        what, who = clean(self.what.value()), self.who.value()
        return lambda desk, seen: work.find_fault(desk, seen, what, who)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"reason_missing": self.what}


class CorrectResultForm(ActForm):
    """Sửa kết quả sai (Điều 23): the paper that takes the place of the wrong one."""

    act = Act.CORRECT_RESULT

    def build(self) -> None:
        """Name, number and day of the mended paper."""
        held = self.shown.view.dossier.valid_results
        self.name = TextField(tr("Result"), required=True, longest=200)
        self.name.fill(held[0].name if held else "")
        self.number = TextField(tr("Number of the result"), longest=60)
        self.day = TextField(tr("Signed on"), longest=10)
        self.day.fill(f"{self.shown.now:%d/%m/%Y}")
        self.cost = TextField(tr("Cost of mending, in đồng"), longest=14)
        self.payer = TextField(tr("Who pays it (whose fault it was)"), longest=120)
        self.note = TextField(tr("Remark"), longest=300)
        self.add(columns(self.name, self.number, self.day))
        self.add(columns(self.cost, self.payer), self.note)

    def work(self) -> Work:
        """Put it in place."""
        decided, note = self.decided(), self.note.value()
        day = typed.day_of(self.day.value())
        paper = IssuedPaper(
            name=clean(self.name.value()),
            number=clean(self.number.value()),
            date=day.isoformat() if day else None,
        )
        papers = (paper,) if paper.name else ()
        cost = typed.money(self.cost.value()) or 0
        mending = Mending(papers, note, cost, self.payer.value())
        return lambda desk, seen: work.correct_result(desk, seen, mending, decided=decided)

    def complaints(self) -> Sequence[Complaint]:
        """A day is a day."""
        found: list[Complaint] = []
        if self.day.value() and typed.day_of(self.day.value()) is None:
            found.append((self.day, tr("Write the day as 24/11/2026.")))
        if self.cost.value() and typed.money(self.cost.value()) is None:
            found.append((self.cost, tr("The fee is an amount in whole đồng.")))
        return found

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"result_missing": self.name, "mending_payer_missing": self.payer}


class ArchiveForm(ActForm):
    """Lưu hồ sơ."""

    act = Act.ARCHIVE
    takes_paper = False

    def build(self) -> None:
        """Where, under which mark, how long."""
        self.where = TextField(tr("Where it is kept"), required=True, longest=200)
        self.mark = TextField(tr("Mark of the file"), longest=60)
        self.keep = TextField(tr("Kept how long"), longest=60)
        self.add(self.where, columns(self.mark, self.keep))

    def work(self) -> Work:
        """Put away."""
        where, mark, keep = self.where.value(), self.mark.value(), self.keep.value()
        return lambda desk, seen: work.archive(desk, seen, where, mark, keep)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"reason_missing": self.where}


class ProposeForm(ActForm):
    """Đề nghị nơi đang giải quyết: it moves nothing here."""

    act = Act.PROPOSE
    takes_paper = False

    def build(self) -> None:
        """What, and why."""
        self.explain(
            tr(
                "The province's system owns this stage. A proposal moves nothing here; "
                "the state changes when that system reports it."
            )
        )
        wishes = sorted(DECIDER_ACTS, key=label)
        self.wish = ChoiceField(tr("What is proposed"), [(label(one), one) for one in wishes])
        self.wish.fill(wishes[0])
        self.reason = NoteField(tr("Reason"), required=True, lines=2)
        self.add(self.wish, self.reason)

    def work(self) -> Work:
        """Propose."""
        wish, why = self.wish.value(), clean(self.reason.value())
        chosen = wish if isinstance(wish, Act) else Act.RECORD_RESULT
        return lambda desk, seen: work.propose(desk, seen, chosen, why)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"reason_missing": self.reason}
