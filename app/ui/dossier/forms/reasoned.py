"""Acts that ask for little more than a reason: refuse, pause, resume, close, note."""

from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, NoteField
from app.usecases import processing, stopping, supplement


class ReasonedForm(ActForm):
    """One field: why."""

    def build(self) -> None:
        """Ask for the reason."""
        if told := self.told():
            self.explain(told)
        self.reason = NoteField(self.asks(), required=True, lines=2)
        self.add(self.reason)

    def told(self) -> str:
        """Say what follows from the act."""
        return ""

    def asks(self) -> str:
        """Name the field."""
        return tr("Reason")

    def words(self) -> str:
        """Answer what is typed."""
        return clean(self.reason.value())

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"reason_missing": self.reason, "supplement_time_left": self.reason}


class RefuseForm(ReasonedForm):
    """Từ chối tiếp nhận, giải quyết (Mẫu 03)."""

    act = Act.REFUSE

    def told(self) -> str:
        """Who reads it."""
        return tr("The citizen reads this reason on the paper; write it in plain words.")

    def work(self) -> Work:
        """Refuse."""
        decided = self.decided()
        why = self.words()
        return lambda desk, seen: stopping.refuse(desk, seen, why, decided=decided)


class PauseForm(ReasonedForm):
    """Dừng xử lý."""

    act = Act.PAUSE

    def work(self) -> Work:
        """Stop."""
        decided = self.decided()
        why = self.words()
        return lambda desk, seen: processing.pause(desk, seen, why, decided=decided)


class ResumeForm(ReasonedForm):
    """Xử lý tiếp."""

    act = Act.RESUME

    def told(self) -> str:
        """What happens to the appointment."""
        return tr("The appointment stays as it was.")

    def asks(self) -> str:
        """The reason may be left out."""
        return tr("Remark")

    def work(self) -> Work:
        """Go on."""
        decided = self.decided()
        note = self.words()
        return lambda desk, seen: processing.resume(desk, seen, note=note, decided=decided)


class CloseForm(ReasonedForm):
    """Đóng hồ sơ quá hạn bổ sung (Điều 19(5))."""

    act = Act.CLOSE_UNSUPPLEMENTED

    def told(self) -> str:
        """When it is allowed."""
        return tr("Possible when 15 days have passed since the request.")

    def work(self) -> Work:
        """Close."""
        decided = self.decided()
        why = self.words()
        return lambda desk, seen: supplement.close_unsupplemented(desk, seen, why, decided=decided)


class NoteForm(ReasonedForm):
    """Ghi chú: everyone in the office reads it."""

    act = Act.ADD_NOTE
    takes_paper = False

    def asks(self) -> str:
        """Name the field."""
        return tr("Remark")

    def work(self) -> Work:
        """Write it down."""
        text = self.words()
        return lambda desk, seen: processing.add_note(desk, seen, text)
