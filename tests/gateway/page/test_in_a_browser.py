"""The province's page in a real Chromium without JavaScript: what an operator does and sees."""

import re

from msgspec.structs import replace

from app.domain.events import ConnectionReported, MachineTold, RecordRefused
from sync.gateway.acts import Acts
from sync.gateway.storage.lanes import Policy
from tests.helpers.browser import Browser
from tests.helpers.dossiers import A_DOSSIER, a_received
from tests.helpers.gateway_page import OPERATOR, PASSWORD, VIEWER
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, START

NASTY = "<script>document.title='đổi'</script><b onclick=x>Máy"


def test_nobody_sees_anything_before_signing_in_and_five_wrong_passwords_make_it_rest(
    office, browser
):
    browser.opens(office.url)
    assert browser.url == f"{office.url}/login"
    assert "Sì Lở Lầu" not in browser.source
    for _ in range(5):
        office.signs_in(browser, password=PASSWORD.upper())
        assert "không đúng" in browser.part("[role=alert]").text
    office.signs_in(browser)
    assert "Đợi 15 phút" in browser.part("[role=alert]").text
    office.world.clock.now += 15 * 60 * 1000
    office.signs_in(browser)
    assert browser.url == f"{office.url}/"


def test_the_first_page_tells_who_waits_who_is_silent_and_what_was_refused(office, browser):
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    office.world.enrols(2, DAO_SAN)
    office.world.clock.now += 3 * 60 * 60 * 1000
    refused = RecordRefused(reason="Số CMND của Lò Thị Pản sai", code="E17")
    office.province_says(SI_LO_LAU, A_DOSSIER, refused)
    office.signs_in(browser)
    first, second = (one.text for one in browser.parts("tbody"))
    assert "Sì Lở Lầu" in first and "Dào San" in second  # noqa: PT018 - the urgent one first
    assert re.search(r"1\s+chờ từ 21:13", first)
    assert "▲ còn 5 giờ" in first
    assert "▲ 1" in first
    assert "● im lặng, chưa lần nào gọi về" in second
    assert "Lò Thị Pản" not in browser.source
    browser.follows("Sì Lở Lầu")
    assert "E17" in browser.text
    assert "TAM-1-K7QD-261124-001" in browser.text
    for private in ("Lò Thị Pản", "012191000123", "Sì Choang", "0900000001"):
        assert private not in browser.source


def test_a_technician_finds_the_commune_to_go_to(office, browser):
    well = MachineTold(system="windows", build=19045, free=9000, ram=8000, copied="2026-09-21")
    for secret, commune, told in (
        (1, SI_LO_LAU, well),
        (2, SI_LO_LAU, well),
        (3, DAO_SAN, replace(well, health="failing")),
    ):
        office.tells(office.world.enrols(secret, commune), told)
    office.signs_in(browser)
    browser.follows("Máy móc")
    assert "▲ 1" in browser.part(".sums").text
    assert browser.part(".first").text.endswith("Dào San 1 máy")
    names = [one.text.split("\n")[0] for one in browser.parts("tbody th")]
    assert names == ["Máy 3", "Máy 1", "Máy 2"]
    browser.follows("ổ đĩa sắp hỏng")
    assert [one.text for one in browser.parts("tbody th")] == ["Máy 3\nDào San"]
    browser.part("[name=mark] option[value='']").click()
    browser.part(f"[name=commune] option[value='{SI_LO_LAU}']").click()
    browser.presses("Xem")
    assert len(browser.parts("tbody th")) == 2
    browser.follows("Máy 1")
    assert "Windows 10" in browser.text


def test_an_invitation_shows_its_code_once(office, browser):
    office.signs_in(browser)
    browser.follows("Sì Lở Lầu")
    browser.presses("Tạo mã mời")
    code = browser.part(".code").text.replace("-", "")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", code)
    browser.follows("Về trang xã")
    assert "chưa máy nào dùng: 1" in browser.text
    browser.follows("Nhật ký")
    assert "mời máy" in browser.text
    assert code not in browser.source.replace("-", "")
    assert office.world.gateway.registry.open_invites(SI_LO_LAU, office.world.clock()) == 1


def test_a_pc_is_revoked_by_typing_its_name_and_a_reason(office, browser):
    pc = office.world.enrols(1)
    office.signs_in(browser)
    browser.opens(f"{office.url}/d/{pc.author.device}")
    browser.fills(reason="máy bị mất", name="máy 1")
    browser.presses("Thu hồi máy này")
    assert "Chưa thu hồi" in browser.part("[role=alert]").text
    assert not office.world.gateway.registry.device(pc.author.device).revoked
    browser.follows("Quay lại")
    browser.fills(reason="máy bị mất", name="Máy 1")
    browser.presses("Thu hồi máy này")
    assert "đã thu hồi" in browser.text
    assert office.world.gateway.registry.device(pc.author.device).revoked
    browser.follows("Nhật ký")
    assert browser.part("tbody tr").text.split("\n")[0].endswith("thu hồi máy Máy 1 · máy bị mất")


def test_numbers_come_from_lanes_once_the_policy_says_so(office, browser):
    pc = office.world.enrols(1)
    pc.does(1)
    office.world.round(pc)
    office.signs_in(browser)
    browser.opens(f"{office.url}/d/{pc.author.device}")
    browser.presses("Giao dải số tiếp theo")
    assert "Ghi chính sách mã số" in browser.text
    browser.opens(f"{office.url}/c/{SI_LO_LAU}")
    browser.part("[name=source] option[value=lane]").click()
    browser.fills(unit="000.00.33.h35")
    browser.presses("Ghi chính sách")
    assert "000.00.33.H35" in browser.text
    browser.opens(f"{office.url}/d/{pc.author.device}")
    assert "chưa có dải số" in browser.text
    browser.presses("Giao dải số tiếp theo")
    browser.presses("Giao dải số tiếp theo")
    assert "1000–1499" in browser.text
    assert "chưa có dải số" not in browser.text
    browser.opens(f"{office.url}/c/{SI_LO_LAU}")
    assert len(browser.parts(".lanes tbody tr")) == 1


def test_a_form_from_elsewhere_is_refused(office, browser):
    office.signs_in(browser)
    browser.opens(f"{office.url}/c/{SI_LO_LAU}")
    browser.runs("document.querySelector('[action$=invite] [name=token]').value = 'x'.repeat(43)")
    browser.presses("Tạo mã mời")
    assert "không đến từ trang này" in browser.text
    browser.opens("data:text/html;charset=utf-8," + _foreign_form(office.url))
    browser.presses("Gửi")
    assert "Phiên làm việc đã hết" in browser.text  # SameSite=Strict: no cookie came along
    assert office.world.gateway.registry.open_invites(SI_LO_LAU, office.world.clock()) == 0


def _foreign_form(url):
    return (
        f"<form method=post action={url}/c/{SI_LO_LAU}/invite>"
        "<input name=role value=office><button>Gửi</button></form>"
    )


def test_a_viewer_looks_and_does_nothing(office, browser):
    pc = office.world.enrols(1)
    office.signs_in(browser, VIEWER)
    browser.opens(f"{office.url}/c/{SI_LO_LAU}")
    assert [one.attribute("action") for one in browser.parts("form")] == ["/logout"]
    browser.runs(
        f"const form = document.querySelector('form');"
        f"form.action = '/d/{pc.author.device}/revoke';"
        "form.insertAdjacentHTML('beforeend',"
        "'<input name=reason value=x><input name=name value=\"Máy 1\">')"
    )
    browser.presses("Đăng xuất")
    assert "chỉ xem" in browser.part("[role=alert]").text
    assert not office.world.gateway.registry.device(pc.author.device).revoked


def test_what_a_pc_calls_itself_stays_text(office, driver):
    pc = office.world.enrols(1)
    registry = office.world.gateway.registry
    known = registry.device(pc.author.device)
    with office.world.gateway.storage.registry().writing() as db:
        db.execute("UPDATE devices SET name = ? WHERE device = ?", (NASTY, known.device))
    with Browser(driver) as scripted:  # with JavaScript: nothing of it may run
        office.signs_in(scripted)
        assert NASTY in scripted.text
        scripted.follows(NASTY)
        assert NASTY in scripted.text
        assert scripted.parts("b[onclick]") == []
        assert scripted.runs("return document.title") != "đổi"
        assert scripted.hosts() == {office.url.removeprefix("https://")}


def test_the_cookie_is_for_this_server_alone_and_signing_out_ends_it(office, browser):
    office.signs_in(browser)
    (cookie,) = browser.cookies()
    flags = (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"])
    assert flags == (True, True, "Strict", "/")
    browser.presses("Đăng xuất")
    assert browser.cookies() == []
    browser.ask("POST", "/cookie", {"cookie": cookie})
    browser.opens(office.url)
    assert browser.url == f"{office.url}/login"


def test_a_session_ends_when_it_is_left_alone(office, browser):
    office.signs_in(browser)
    office.world.clock.now += 59 * 60 * 1000
    browser.opens(office.url)
    assert browser.url == f"{office.url}/"
    office.world.clock.now += 61 * 60 * 1000
    browser.opens(office.url)
    assert browser.url == f"{office.url}/login"


def test_nothing_sticks_out_of_a_screen_or_a_telephone_or_comes_from_elsewhere(office, browser):
    pc = office.world.enrols(1)
    office.says(pc, A_DOSSIER, a_received(), clk="bad")
    office.world.round(pc)
    said = ConnectionReported(system="tinh", line="not_understood", since=START, waiting=1)
    office.connector_says(SI_LO_LAU, said)
    Acts(office.world.gateway, OPERATOR).set_policy(SI_LO_LAU, Policy("lane", "000.00.33.H35"))
    office.signs_in(browser)
    office.tells(pc, MachineTold(system="windows", freeze=("Toolwiz Time Freeze", "Drive Vaccine")))
    for path in ("/", f"/c/{SI_LO_LAU}", f"/d/{pc.author.device}", "/machines", "/audit"):
        browser.opens(office.url + path)
        for width, height in ((1366, 768), (390, 844)):
            browser.resize(width, height)
            wide = browser.runs("return document.documentElement.scrollWidth")
            assert wide <= width, path
    assert browser.hosts() == {office.url.removeprefix("https://")}
