"""The main job from end to end, told in steps; each ends with a picture of the window."""

import logging
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import msgspec

from app.cli import demo_people as people
from app.cli.demo_line import Province
from app.domain.dossier import Dossier
from app.domain.events import IssuedPaper, OnPaper, Recipient, SlipForm
from app.ui.demo.reception import ReceptionStage
from app.ui.demo.stage import Stage
from app.usecases import processing, results, synchronise
from app.usecases.correction import form_of
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.reception import complete_reception
from app.usecases.reception_form import ReceptionForm
from app.usecases.synchronise import LineState

LOG = logging.getLogger(__name__)

OFFICIAL_CODE = "H35.112.03-{day:%y%m%d}-0001"


class Step(NamedTuple):
    """One step that is done: its name, and the picture that shows it."""

    name: str
    screen: str


class Story:
    """Runs the steps in their order; `steps` and `dossiers` fill up on the way."""

    def __init__(self, stage: Stage, province: Province, password: str) -> None:
        self._stage = stage
        self._province = province
        self._password = password
        self._reception = ReceptionStage(stage)
        self.dossiers: list[str] = []
        self.steps: list[Step] = []

    def tell(self) -> None:
        """Do everything."""
        for step in self._all():
            name = step.__name__.removeprefix("_")
            LOG.info("demo: %s", name)
            step()
            self.steps.append(Step(name, self._stage.grab(name.replace("_", "-"))))

    def _all(self) -> tuple[Callable[[], None], ...]:
        return (
            self._set_up,
            self._founded,
            self._sign_in,
            self._enrolled,
            self._line_cut,
            self._card_read,
            self._birth_previewed,
            self._birth_received,
            self._marital_status_incomplete,
            self._marital_status_waits,
            self._marital_status_received,
            self._business_received,
            self._today_offline,
            self._birth_forwarded,
            self._result_recorded,
            self._result_returned,
            self._what_waits,
            self._line_restored,
            self._operator_answered,
            self._answer_on_screen,
            self._found_by_either_number,
            self._day_at_its_end,
        )

    def _set_up(self) -> None:
        self._stage.begin()
        self._stage.fill_office(people.COMMUNE, self._office(), self._password)

    def _founded(self) -> None:
        self._stage.found()

    def _sign_in(self) -> None:
        self._stage.keep_code()
        self._stage.type_password(self._password)

    def _enrolled(self) -> None:
        self._stage.sign_in()
        code = self._province.invites()
        self._stage.do(lambda desk: synchronise.enrol(desk, self._province.url, code))
        self._stage.send_now(lambda status: status.line is LineState.CONNECTED)
        self._stage.show("sync_centre")

    def _line_cut(self) -> None:
        self._province.cut()
        self._stage.send_now(lambda status: status.line is LineState.OFFLINE)
        self._stage.show("today")

    def _card_read(self) -> None:
        self._reception.begin()
        self._reception.scan(people.CARD)

    def _birth_previewed(self) -> None:
        today = self._stage.desk.now().date()
        self._reception.choose(people.BIRTH)
        self._reception.change(lambda form: people.for_the_child(form, today))
        self._reception.change(
            lambda form: people.ticked(form, people.DECLARATION, people.BIRTH_PROOF)
        )

    def _birth_received(self) -> None:
        self._take_in()

    def _marital_status_incomplete(self) -> None:
        self._reception.begin()
        self._reception.change(_with(submitter=people.the_single_man()))
        self._reception.choose(people.MARITAL)
        self._reception.change(lambda form: people.with_a_fee(form, 15_000))
        self._reception.change(lambda form: people.ticked(form, missing=people.DECLARATION))

    def _marital_status_waits(self) -> None:
        self.dossiers.append(self._reception.take_in())
        self._stage.show("dossier", self.dossiers[1])

    def _marital_status_received(self) -> None:
        self._stage.do(partial(self._bring_what_was_missing, self.dossiers[1]))
        self._print(self.dossiers[1], SlipForm.RECEIPT)
        self._stage.show("dossier", self.dossiers[1])

    def _business_received(self) -> None:
        self._reception.begin()
        self._reception.change(_with(submitter=people.the_trader()))
        self._reception.choose(people.BUSINESS)
        self._reception.change(lambda form: people.with_a_fee(form, 100_000))
        self._reception.change(lambda form: people.ticked(form, people.REQUEST))
        self._take_in()

    def _today_offline(self) -> None:
        self._stage.show("today")

    def _birth_forwarded(self) -> None:
        to = Recipient(name="Lý A Sài", unit="Công chức tư pháp - hộ tịch")
        self._act(lambda desk, now: processing.forward(desk, now.version, to))

    def _result_recorded(self) -> None:
        self._act(_record_result)

    def _result_returned(self) -> None:
        hand_over = results.HandOver(id_checked=True, originals_returned=True)
        self._act(lambda desk, now: results.return_result(desk, now.version, hand_over))
        self._print(self.dossiers[0], SlipForm.RESULT_RECEIPT)
        self._stage.show("dossier", self.dossiers[0])

    def _what_waits(self) -> None:
        self._stage.show("sync_centre")

    def _line_restored(self) -> None:
        self._province.restore()
        self._stage.send_now(
            lambda status: status.line is LineState.CONNECTED and not status.waiting_events
        )
        self._stage.show("sync_centre")

    def _operator_answered(self) -> None:
        code = OFFICIAL_CODE.format(day=self._stage.desk.now())
        self._province.answers(self.dossiers[2], code, "Cán bộ Trung tâm PVHCC tỉnh")
        self._stage.send_now(lambda _status: self._code_of(self.dossiers[2]) == code)
        self._stage.show("today")

    def _answer_on_screen(self) -> None:
        self._stage.show("dossier", self.dossiers[2])

    def _found_by_either_number(self) -> None:
        dossier = self._stage.do(lambda desk: open_dossier(desk, self.dossiers[2])).dossier
        for number in (dossier.number, dossier.official_code or ""):
            self._stage.find(number, self.dossiers[2])

    def _day_at_its_end(self) -> None:
        self._stage.show("today")

    def _take_in(self) -> None:
        """Press F8, and say that the slip came out."""
        self.dossiers.append(self._reception.take_in())
        self._stage.say_printed()

    def _act(self, act: Callable[[Desk, Dossier], Dossier]) -> None:
        """Do an act on the first dossier as its page shows it, and show it again."""
        dossier = self.dossiers[0]
        self._stage.do(lambda desk: act(desk, open_dossier(desk, dossier).dossier))
        self._stage.show("dossier", dossier)

    def _print(self, dossier: str, form: SlipForm) -> None:
        shown = self._stage.do(lambda desk: open_dossier(desk, dossier)).version
        self._stage.workspace.session.print_paper(shown, form)
        self._stage.settle()
        self._stage.say_printed()

    def _bring_what_was_missing(self, dossier: str, desk: Desk) -> Dossier:
        shown = open_dossier(desk, dossier).version
        form = people.ticked(form_of(desk, dossier), people.DECLARATION)
        return complete_reception(desk, shown, people.with_a_fee(form, 15_000))

    def _code_of(self, dossier: str) -> str:
        row = self._stage.desk.store.reader().row(dossier)
        return row.official_code if row else ""

    def _office(self) -> dict[str, str]:
        return {
            "address": people.ADDRESS,
            "phone": people.PHONE,
            "officer": people.OFFICER,
        }


def _with(**changes: object) -> Callable[[ReceptionForm], ReceptionForm]:
    return lambda form: msgspec.structs.replace(form, **changes)


def _record_result(desk: Desk, now: Dossier) -> Dossier:
    """Write down what the chairman signed on paper just now."""
    signed = desk.now()
    paper = OnPaper(
        decided_by=people.CHAIRMAN,
        signed_by=people.CHAIRMAN,
        position="Chủ tịch Ủy ban nhân dân xã",
        number="112/2026",
        date=signed.date().isoformat(),
    )
    issued = IssuedPaper(
        name="Giấy khai sinh", number="112/2026", date=signed.date().isoformat(), copies=1
    )
    decided = processing.Decided(signed, paper)
    return results.record_result(desk, now.version, [issued], decided=decided)
