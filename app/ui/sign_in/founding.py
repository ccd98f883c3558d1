"""Founding the office: finds the commune, calls the use case, and hands the code to its page."""

import logging
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from app.domain.errors import RuleViolation
from app.domain.place import Commune, Places
from app.domain.text import fold
from app.system.clock import milliseconds
from app.system.secrets import new_uuid
from app.ui import notices, press
from app.ui.i18n import tr
from app.ui.press import PressFault
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import NewOffice, SetUpPage
from app.ui.tasks import TaskRunner
from app.usecases import administration, office_profile
from app.usecases.administration import Founded, NewOfficer, ThisPc
from app.usecases.office import OfficeFacts
from app.usecases.office_profile import Prepared

LOG = logging.getLogger(__name__)

LONGEST_LIST = 12


class FoundingPresenter:
    """Leads from an empty PC to a founded office; `finished` is called when the code is kept."""

    def __init__(
        self,
        pc: ThisPc,
        tasks: TaskRunner,
        pages: tuple[SetUpPage, RecoveryCodePage],
        show: Callable[[object], None],
        finished: Callable[[], None],
    ) -> None:
        self._pc = pc
        self._tasks = tasks
        self._page, self._code = pages
        self._show = show
        self._finished = finished
        self._places: Places | None = None
        self._page.commune.asked.connect(self._find)
        self._page.submitted.connect(self._found)
        self._page.prepared.connect(self._open_file)
        self._prepared: Prepared | None = None
        self._before_places: Prepared | None = None
        self._number = 1
        self._is_half = False
        self._page.rescue_asked.connect(self._rescue)
        self._rescuing: object = None
        self._code.kept.connect(self._keep)
        self._code.print_asked.connect(self._print)

    def begin(self, places: Callable[[], Places]) -> None:
        """Show the page, and read the table of places meanwhile."""
        self._show(self._page)
        self._page.commune.setFocus()
        self._tasks.read("places", partial(_read, places), self._take, self._complain)

    def _take(self, places: Places) -> None:
        self._places = places
        self._find(self._page.commune.value())
        if (prepared := self._before_places) is not None:
            self._before_places = None
            self._take_prepared(prepared)

    def _find(self, text: str) -> None:
        if self._places is not None and text.strip():
            self._page.commune.offer(communes_like(text, self._places))

    def _rescue(self) -> None:
        """The office was on another PC: it comes back from a copy."""
        made = import_module("app.ui.sign_in.rescue").RescuePresenter
        self._rescuing = made(self._pc, self._tasks, self._show, self._after_rescue)

    def _after_rescue(self) -> None:
        if self._pc.profile.exists():
            self._finished()
        else:
            self._show(self._page)

    def _found(self, office: NewOffice) -> None:
        self._page.wait(on=True)
        self._tasks.run(partial(self._do_found, office), self._show_code, self._complain)

    def _do_found(self, office: NewOffice) -> Founded:
        machine = self._pc.machine
        identity = new_uuid(machine.clock.now(), machine.entropy)
        officer = NewOfficer(identity, office.officer, office.role)
        prepared, facts = self._prepared, self._facts(office)
        if prepared is None or prepared.office.commune_code != facts.commune_code:
            return administration.found_office(self._pc, facts, officer, office.password)
        founded = administration.found_office(
            self._pc, facts, officer, office.password, slot=self._number
        )
        desk = administration.sign_in(self._pc, identity, office.password)
        try:
            self._is_half = not office_profile.apply_what_fits(desk, prepared, self._number)
        finally:
            administration.sign_out(desk)
        return founded

    def open_file(self, path: Path) -> None:
        """A prepared file was opened by a double click."""
        self._page.open_file(str(path))

    def _open_file(self, path: str, passphrase: str, number: int) -> None:
        self._number = number
        now = milliseconds(self._pc.machine.clock.now())

        def work() -> Prepared:
            prepared = office_profile.opened(office_profile.read(Path(path)), passphrase, now)
            office_profile.code_for(prepared, number)
            return prepared

        self._tasks.run(work, self._take_prepared, self._refuse_file)

    def _take_prepared(self, prepared: Prepared) -> None:
        """Fill the page; commune by its code in our own table of places."""
        office, places = prepared.office, self._places
        if places is None:  # still being read: the file was quicker
            self._before_places = prepared
            return
        known = (one for one in places.communes if one.code == office.commune_code)
        commune = next(known, None)
        if commune is None:
            self._refuse_file(RuleViolation("prepared_of_another_commune"))
            return
        self._prepared = prepared
        self._page.choose(commune)
        self._page.unit.fill(office.desk_line or self._page.unit.value())
        self._page.address.fill(office.address)
        self._page.phone.fill(office.phone)
        self._page.say_of_file(
            tr("Taken: {commune}. Type the first officer now.", commune=commune.name), is_bad=False
        )
        self._page.officer.setFocus()

    def _refuse_file(self, error: Exception) -> None:
        if (notice := notices.of(error)) is not None:
            said = f"{notice.text} {notice.remedy} ({notice.code})"
            self._page.say_of_file(f"⚠ {said}", is_bad=True)

    def _facts(self, office: NewOffice) -> OfficeFacts:
        places = self._places
        provinces = {p.code: p.name for p in places.provinces} if places else {}
        commune = office.commune
        return OfficeFacts(
            commune_code=commune.code,
            commune_name=commune.name,
            province_code=commune.province,
            province_name=provinces.get(commune.province, ""),
            upper_line=f"ỦY BAN NHÂN DÂN {commune.name.upper()}",
            desk_line=office.unit,
            address=office.address,
            phone=office.phone,
        )

    def _show_code(self, founded: Founded) -> None:
        self._page.wait(on=False)
        self._page.first.fill("")
        self._page.second.fill("")
        self._show(self._code)
        self._code.show_code(founded.recovery_code)
        notice = notices.of(RuleViolation("prepared_in_part")) if self._is_half else None
        if notice is not None:
            self._code.notices.show_notice(notice)

    def _print(self, code: str) -> None:
        try:
            press.print_recovery_code(code)
        except (PressFault, OSError) as error:
            if (notice := notices.of(error)) is not None:
                self._code.notices.show_notice(notice)

    def _keep(self) -> None:
        self._code.forget()
        self._finished()

    def _complain(self, error: Exception) -> None:
        self._page.wait(on=False)
        if (notice := notices.of(error)) is not None:
            self._page.notices.show_notice(notice)


def _read(places: Callable[[], Places]) -> Places:
    """Open the table where it delays nobody: it is read at the first look."""
    table = places()
    LOG.info("%d provinces in the table of places", len(table.provinces))
    return table


def communes_like(text: str, places: Places) -> list[tuple[str, object]]:
    """Find communes by a part of their name, marks or no marks; the province tells them apart."""
    provinces = {province.code: province.name for province in places.provinces}
    wanted = fold(text)
    near = [c for c in places.communes if wanted in fold(c.name)]
    near.sort(key=lambda c: (not fold(c.name).split(" ", 1)[-1].startswith(wanted), c.name))
    return [(_named(c, provinces[c.province]), c) for c in near[:LONGEST_LIST]]


def _named(commune: Commune, province: str) -> str:
    return tr("{commune}, {province}", commune=commune.name, province=province)
