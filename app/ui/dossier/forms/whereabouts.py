"""A lost slip, who holds the papers, a number of before the merger."""

from app.domain.states import Act
from app.domain.whereabouts import paper_holder
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.shared_codes import replace_code
from app.usecases.whereabouts import note_old_number, place_papers, report_slip_lost


class SlipLostForm(ActForm):
    """Ghi mất giấy hẹn."""

    act = Act.REPORT_SLIP_LOST
    takes_paper = False

    def build(self) -> None:
        """Who says so, and that the ID was seen."""
        self.explain(
            tr("A duplicate is printed. Whoever brings the old slip later must show an ID.")
        )
        submitter = self.shown.view.dossier.submitter
        self.who = TextField(tr("Who reports it"), required=True, longest=120)
        self.who.fill(submitter.name if submitter else "")
        self.checked = TickField(tr("ID checked"))
        self.note = TextField(tr("Remark"), longest=200)
        self.add(columns(self.who, self.note), self.checked)

    def work(self) -> Work:
        """Write it down."""
        who, seen_id, note = self.who.value(), self.checked.value(), self.note.value()
        return lambda desk, seen: report_slip_lost(desk, seen, who, id_checked=seen_id, note=note)

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"nobody_named": self.who}


class ReplaceCodeForm(ActForm):
    """Cấp mã mới: one press; what follows is printed and told."""

    act = Act.REPLACE_CODE
    takes_paper = False

    def build(self) -> None:
        """Whose the code stays, and what happens to the old slip."""
        view = self.shown.view
        for twin in view.twins:
            if twin.code == view.code_to_replace:
                words = {"code": twin.code, "who": twin.owner}
                self.warn(tr("Code {code} stands on the slip of {who} too.", **words))
        self.explain(
            tr(
                "This dossier gets a code of its own and a new slip. It is found by the old code "
                "too, for ever. Call the citizen and take the old slip back."
            )
        )

    def work(self) -> Work:
        """Give it."""
        return replace_code


class PlacePapersForm(ActForm):
    """Ghi ai giữ hồ sơ giấy."""

    act = Act.PLACE_PAPERS
    takes_paper = False

    def build(self) -> None:
        """Who, and where."""
        holding = paper_holder(self.shown.view.dossier)
        if holding is not None:
            self.explain(tr("So far with: {who}.", who=holding.who))
        self.holder = TextField(tr("Who holds the papers"), required=True, longest=120)
        self.where = TextField(tr("Where (cupboard, shelf, other office)"), longest=200)
        self.note = TextField(tr("Remark"), longest=200)
        self.add(columns(self.holder, self.where), self.note)

    def work(self) -> Work:
        """Write it down."""
        holder, where, note = self.holder.value(), self.where.value(), self.note.value()
        return lambda desk, seen: place_papers(desk, seen, holder, where, note)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"nobody_named": self.holder}


class OldNumberForm(ActForm):
    """Ghi số cũ trước sáp nhập."""

    act = Act.NOTE_OLD_NUMBER
    takes_paper = False

    def build(self) -> None:
        """The number, whose it was, who has the papers."""
        self.explain(tr("From now on the dossier is found by this number too."))
        self.number = TextField(tr("Number of before the merger"), required=True, longest=60)
        self.unit = TextField(tr("Commune or district of then"), longest=120)
        self.holder = TextField(tr("Who holds the papers"), longest=120)
        self.add(columns(self.number, self.unit, self.holder))

    def work(self) -> Work:
        """Write it down."""
        number, unit, holder = self.number.value(), self.unit.value(), self.holder.value()
        return lambda desk, seen: note_old_number(desk, seen, number, unit, holder)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"number_missing": self.number}
