"""How many keys a whole reception takes, counted at the real window."""

from app.domain.events import PaperStanding
from tests.ui.reception.counter import BIRTH, CARD, Counter

AT_MOST = 25  # the design's limit
BY_HAND = 24
WITH_CARD = 19


def confirms_print(counter: Counter) -> None:
    """Space on the first answer of the bar that asks whether paper came out."""
    counter.until(lambda: bool(counter.window.printing.text()))
    counter.presses("Space")
    counter.settles()
    counter.until(lambda: not counter.window.printing.text())


def child_is_typed(counter: Counter) -> None:
    """The owner: relation, no authorisation needed, name, birth, sex, the submitter's address."""
    counter.presses("F7")
    counter.types("cha")
    counter.presses("Tab", "Down", "Tab")
    counter.types("Lò Thị Sương")
    counter.presses("Tab")
    counter.types("15/11/2026")
    counter.presses("Tab")
    counter.marks("2")
    counter.presses("Tab")
    counter.marks("=")


def birth_is_received(counter: Counter) -> None:
    """Procedure, three papers by their row and letter, F8, paper confirmed."""
    counter.finds_procedure("khai sinh")
    counter.marks("n3n9x")
    counter.takes_in()
    confirms_print(counter)


def is_whole(counter: Counter) -> None:
    """The dossier that was taken in is the one that was typed."""
    dossier = counter.dossier
    assert dossier.procedure is not None
    assert dossier.procedure.code == BIRTH
    assert dossier.submitter is not None
    assert dossier.owner is not None
    assert dossier.owner.name == "Lò Thị Sương"
    assert dossier.owner.birth_date == "2026-11-15"
    assert dossier.owner.sex == "Nữ"
    assert dossier.owner.address == dossier.submitter.address
    assert dossier.owner.commune_code == dossier.submitter.commune_code == "03562"
    assert dossier.relation == "cha"
    assert dossier.authorisation is not None
    handed = [row.name for row in dossier.papers if row.standing is PaperStanding.SUBMITTED]
    assert handed == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]
    assert len(counter.tray.papers) == 1


def test_a_birth_registration_typed_by_hand_takes_few_keys(counter: Counter):
    counter.presses("F2")
    counter.types("Lò Văn Tém")
    counter.presses("Tab")
    counter.types("31/01/1990")
    counter.presses("Tab", "Tab")  # the number will say the sex
    counter.types("Bản Lao Chải, xã Sì Lở Lầu")
    counter.presses("Tab")
    counter.types("012090001234")
    counter.presses("Tab")
    counter.types("0912345678")
    counter.settles()
    child_is_typed(counter)
    birth_is_received(counter)
    is_whole(counter)
    assert counter.keys == BY_HAND <= AT_MOST


def test_with_the_fathers_card_scanned_it_takes_fewer(counter: Counter):
    counter.presses("F2")
    counter.scans(f"{CARD}\n")
    child_is_typed(counter)
    birth_is_received(counter)
    is_whole(counter)
    assert counter.keys == WITH_CARD <= AT_MOST
