"""The main job from end to end, told in steps; each ends with a picture of the window."""

import logging
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from app.cli import demo_people as people
from app.cli.demo_line import Province
from app.cli.demo_portal import DemoConnector
from app.domain.dossier import Dossier
from app.domain.states import Act
from app.ui.demo.dossier import DossierStage
from app.ui.demo.reception import ReceptionStage
from app.ui.demo.stage import NothingCame, Stage
from app.ui.dossier.forms.accepting import AcceptForm
from app.ui.dossier.forms.forward import ForwardForm
from app.ui.dossier.forms.result import ResultForm
from app.ui.dossier.forms.returning import ReturnForm
from app.usecases.dossier_view import open_dossier
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

    def __init__(
        self, stage: Stage, province: Province, connector: DemoConnector | None, password: str
    ) -> None:
        """Without a connector the story ends at the gateway, with the operator's word."""
        self._stage = stage
        self._province = province
        self._connector = connector
        self._password = password
        self._reception = ReceptionStage(stage)
        self._page = DossierStage(stage)
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
            self._first_morning,
            self._enrolled,
            self._line_cut,
            self._card_read,
            self._birth_previewed,
            self._birth_received,
            self._marital_status_incomplete,
            self._marital_status_waits,
            self._marital_status_brought,
            self._marital_status_received,
            self._business_received,
            self._today_offline,
            self._birth_to_forward,
            self._birth_forwarded,
            self._result_signed_on_paper,
            self._result_recorded,
            self._result_handed_over,
            self._result_returned,
            self._what_waits,
            self._line_restored,
            self._connector_worked if self._connector else self._operator_answered,
            self._answer_on_screen,
            self._way_of_the_birth,
            self._found_by_provisional_number,
            self._found_by_official_code,
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

    def _first_morning(self) -> None:
        self._stage.sign_in()

    def _enrolled(self) -> None:
        self._page.enrol(self._province.url, self._province.invites())
        if self._connector:
            self._connector.enrol(self._province.url, self._province.invites("connector"))

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

    def _marital_status_brought(self) -> None:
        form = self._page.begin(self.dossiers[1], Act.RECEIVE, AcceptForm)
        for tick in form.ticks:
            tick.fill(True)
        form.money.amount.fill("15.000")

    def _marital_status_received(self) -> None:
        self._page.record()
        self._stage.say_printed()

    def _business_received(self) -> None:
        self._reception.begin()
        self._reception.change(_with(submitter=people.the_trader()))
        self._reception.choose(people.BUSINESS)
        self._reception.change(lambda form: people.with_a_fee(form, 100_000))
        self._reception.change(lambda form: people.ticked(form, people.REQUEST))
        self._take_in()

    def _today_offline(self) -> None:
        self._stage.show("today")

    def _birth_to_forward(self) -> None:
        form = self._page.begin(self.dossiers[0], Act.FORWARD, ForwardForm)
        form.name.fill(people.LAWYER)
        form.unit.fill("Công chức tư pháp - hộ tịch")

    def _birth_forwarded(self) -> None:
        self._page.record()

    def _result_signed_on_paper(self) -> None:
        form = self._page.begin(self.dossiers[0], Act.RECORD_RESULT, ResultForm)
        form.first().fill(people.BIRTH_RECORD)
        if form.paper is not None:
            form.paper.who.fill(people.CHAIRMAN)
            form.paper.position.fill("Chủ tịch Ủy ban nhân dân xã")
            form.paper.number.fill(people.BIRTH_RECORD)

    def _result_recorded(self) -> None:
        self._page.record()

    def _result_handed_over(self) -> None:
        form = self._page.begin(self.dossiers[0], Act.RETURN_RESULT, ReturnForm)
        form.id_checked.fill(True)
        form.originals.fill(True)

    def _result_returned(self) -> None:
        self._page.record()
        self._page.print_last()

    def _what_waits(self) -> None:
        self._stage.show("sync_centre")

    def _line_restored(self) -> None:
        self._province.restore()
        self._stage.send_now(
            lambda status: status.line is LineState.CONNECTED and not status.waiting_events
        )
        self._stage.show("sync_centre")

    def _connector_worked(self) -> None:
        if self._connector is None or not self._connector.works().is_fine:
            raise NothingCame("the provincial system")
        self._stage.send_now(lambda _status: all(map(self._code_of, self.dossiers)))
        self._stage.show("dossiers")

    def _operator_answered(self) -> None:
        code = OFFICIAL_CODE.format(day=self._stage.desk.now())
        self._province.answers(self.dossiers[2], code, "Cán bộ Trung tâm PVHCC tỉnh")
        self._stage.send_now(lambda _status: self._code_of(self.dossiers[2]) == code)
        self._stage.show("today")

    def _answer_on_screen(self) -> None:
        self._stage.show("dossier", self.dossiers[2])

    def _way_of_the_birth(self) -> None:
        self._stage.show("dossier", self.dossiers[0])

    def _found_by_provisional_number(self) -> None:
        self._stage.find(self._last().number, self.dossiers[2])

    def _found_by_official_code(self) -> None:
        self._stage.find(self._last().official_code or "", self.dossiers[2])

    def _day_at_its_end(self) -> None:
        self._stage.show("today")

    def _take_in(self) -> None:
        """Press F8, and say that the slip came out."""
        self.dossiers.append(self._reception.take_in())
        self._stage.say_printed()

    def _last(self) -> Dossier:
        return self._stage.do(lambda desk: open_dossier(desk, self.dossiers[2])).dossier

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
