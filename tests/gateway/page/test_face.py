"""The page over HTTPS, said by hand: headers, limits, and what happens when something fails."""

import re

import pytest
import requests

from sync.gateway.acts import Acts
from sync.gateway.enrolment import enrol, invite
from sync.gateway.faults import StorageFailed
from sync.gateway.page.door import Door
from sync.gateway.page.people import remove_operator
from sync.gateway.page.sessions import COOKIE
from sync.gateway.page.words import LANES_FEW
from sync.gateway.storage.lanes import SLOTS, Policy
from sync.gateway.storage.operators import Audit
from sync.protocol.enrolment import apply_with
from sync.protocol.signing import Signer
from tests.helpers.gateway_page import OPERATOR, PASSWORD, VIEWER
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.patience import PATIENCE


class Client:
    """A browser without eyes: keeps cookies, trusts the province's own authority alone."""

    def __init__(self, office):
        self.office = office
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.verify = str(office.world.path / "ca.pem")

    def gets(self, path, **more):
        return self.http.get(
            self.office.url + path, allow_redirects=False, timeout=PATIENCE, **more
        )

    def posts(self, path, data, origin=None, **more):
        headers = {"origin": self.office.url} if origin is None else {"origin": origin}
        return self.http.post(
            self.office.url + path,
            data,
            headers=headers,
            allow_redirects=False,
            timeout=PATIENCE,
            **more,
        )

    def signs_in(self, name=OPERATOR):
        assert self.posts("/login", {"name": name, "password": PASSWORD}).status_code == 303

    def token(self):
        return _token(self.gets("/").text)


def _token(page):
    return re.findall(r'name=token value="?([\w-]+)', page)[0]


@pytest.fixture
def client(office):
    client = Client(office)
    yield client
    client.http.close()


def invites(office):
    return office.world.gateway.registry.open_invites(SI_LO_LAU, office.world.clock())


def test_every_answer_shuts_everything_that_the_page_does_not_need(client):
    client.signs_in()
    for path in ("/", "/login", f"/c/{SI_LO_LAU}", "/d/none", "/machines", "/audit"):
        headers = client.gets(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self'")
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_holds_a_script_or_a_style_of_its_own(client):
    client.signs_in()
    for path in ("/", f"/c/{SI_LO_LAU}", "/machines", "/audit"):
        page = client.gets(path).text
        for word in ("<script", "style=", "onclick", "javascript:", "http://", "https://"):
            assert word not in page


def test_only_who_is_signed_in_sees_the_pcs_and_looking_is_enough(client, office):
    office.world.enrols(1)
    assert client.gets("/machines?mark=any").headers["location"] == "/login"
    client.signs_in(VIEWER)
    assert "Máy 1" in client.gets("/machines").text
    assert client.posts("/machines", {"token": client.token()}).status_code == 405


def test_the_style_sheet_is_fetched_once(client):
    path = client.gets("/login").text.split("href=")[1].split(">")[0].strip('"')
    sheet = client.gets(path)
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["cache-control"]


def test_a_page_is_compressed_for_whom_it_helps(client):
    client.signs_in()
    packed = client.gets("/", headers={"accept-encoding": "gzip"})
    plain = client.gets("/", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_a_form_without_our_origin_does_nothing(client, office):
    client.signs_in()
    form = {"role": "office", "token": client.token()}
    for origin in ("", "null", "https://evil.example", "http://127.0.0.1"):
        assert client.posts(f"/c/{SI_LO_LAU}/invite", form, origin).status_code == 403
    assert invites(office) == 0
    assert client.posts(f"/c/{SI_LO_LAU}/invite", form).status_code == 200
    assert invites(office) == 1


def test_a_form_without_the_sessions_token_does_nothing(client, office):
    client.signs_in()
    other = Client(office)
    other.signs_in()
    for token in ("", "x" * 43, other.token()):
        form = {"role": "office", "token": token}
        assert client.posts(f"/c/{SI_LO_LAU}/invite", form).status_code == 403
    other.http.close()
    assert invites(office) == 0


def test_signing_in_and_out_need_our_origin_too(client):
    form = {"name": OPERATOR, "password": PASSWORD}
    assert client.posts("/login", form, "https://evil.example").status_code == 403
    client.signs_in()
    assert client.posts("/logout", {"token": "x"}).status_code == 403
    assert client.gets("/").status_code == 200
    assert client.posts("/logout", {"token": client.token()}).status_code == 303
    assert client.gets("/").headers["location"] == "/login"


def test_a_viewer_may_do_none_of_the_acts(client, office):
    pc = office.world.enrols(1)
    client.signs_in(VIEWER)
    token = _token(client.gets("/").text)
    for path, form in (
        ("/c/03433/invite", {"role": "office"}),
        ("/c/03433/policy", {"source": "lane", "unit": "000.00.33.H35"}),
        (f"/d/{pc.author.device}/lane", {}),
        (f"/d/{pc.author.device}/revoke", {"reason": "x", "name": "Máy 1"}),
    ):
        answer = client.posts(path, form | {"token": token})
        assert answer.status_code == 403
        assert "chỉ xem" in answer.text
    told = {one.what for one in Audit(office.world.gateway.storage.registry()).before(0, 99)}
    assert told == {"operator_added", "signed_in"}


def test_what_is_not_said_right_is_not_done_and_told_why(client, office):
    pc = office.world.enrols(1)
    client.signs_in()
    token = client.token()
    for path, form, said in (
        ("/c/03433/invite", {"role": "province"}, "không đến từ trang này"),
        ("/c/03433/policy", {"source": "lane", "unit": "H35"}, "Mã đơn vị"),
        ("/c/03433/policy", {"source": "ai đó", "unit": "000.00.33.H35"}, "Mã đơn vị"),
        (f"/d/{pc.author.device}/revoke", {"reason": " ", "name": "Máy 1"}, "Phải ghi lý do"),
        (f"/d/{pc.author.device}/lane", {}, "chưa biết kỳ"),
    ):
        answer = client.posts(path, form | {"token": token})
        assert answer.status_code == 400
        assert said in answer.text
    told = {one.what for one in Audit(office.world.gateway.storage.registry()).before(0, 99)}
    assert told == {"operator_added", "signed_in"}


def test_what_a_revoked_pc_sends_is_kept_and_told_with_its_reason(client, office):
    pc = office.world.enrols(1)
    office.world.gateway.revoke(pc.author.device, "máy bị mất")
    pc.does(2)
    office.world.round(pc)
    client.signs_in()
    page = client.gets(f"/c/{SI_LO_LAU}").text
    assert "ghi sau khi máy bị thu hồi" in page
    assert re.search(r"<td>2</td><td>21:13", page)
    assert "<tbody class=N>" in client.gets("/").text


def test_a_connector_stands_on_the_first_page_by_its_role(client, office):
    code = invite(office.world.gateway, SI_LO_LAU, "connector").code
    signer = Signer(b"c" * 32)
    enrol(office.world.gateway, apply_with(code, signer, "Kết nối", 1))
    client.signs_in()
    assert "kết nối hệ thống tỉnh" in client.gets("/").text
    page = client.gets(f"/d/{signer.device}").text
    assert "Thu hồi máy này" in page
    assert "Giao dải số tiếp theo" not in page


def test_who_is_not_there_has_no_page(client, office):
    own = office.world.gateway.registry.commune(SI_LO_LAU).province_device
    client.signs_in()
    assert client.gets("/c/99999").status_code == 404
    assert client.gets("/d/0000000000").status_code == 404
    assert client.gets("/d/%3Cb%3E").status_code == 404
    assert "Thu hồi" not in client.gets(f"/d/{own}").text
    token = client.token()
    form = {"token": token, "reason": "x", "name": "Lai Châu"}
    assert client.posts(f"/d/{own}/revoke", form).status_code == 404


def test_an_act_is_no_link(client):
    client.signs_in()
    assert client.gets(f"/c/{SI_LO_LAU}/invite").status_code == 405
    assert client.gets("/logout").status_code == 405


def test_a_form_too_large_is_not_read_to_its_end(client):
    assert client.posts("/login", {"name": "x" * 40_000}).status_code == 400
    assert client.posts("/login", b"\xff\xfe=1").status_code == 400


def test_a_removed_operator_is_out_at_once(client, office):
    client.signs_in()
    remove_operator(office.world.gateway, OPERATOR, "máy chủ")
    assert client.gets("/").status_code == 303


def test_a_cookie_is_renewed_while_somebody_works(client, office):
    client.signs_in()
    first = client.http.cookies.get(COOKIE)
    assert "set-cookie" not in client.gets("/").headers
    office.world.clock.now += 2 * 60 * 1000
    assert "set-cookie" in client.gets("/").headers
    assert client.http.cookies.get(COOKIE) != first


def test_a_failing_storage_is_told_in_a_page(client, monkeypatch):
    def fails(self, asked):
        raise StorageFailed("disk I/O error")

    monkeypatch.setattr(Door, "guest", fails)
    answer = client.gets("/")
    assert answer.status_code == 503
    assert "không có gì thay đổi" in answer.text
    assert "disk" not in answer.text


def test_the_audit_goes_back_page_by_page(client, office):
    audit = Audit(office.world.gateway.storage.registry())
    for n in range(130):
        audit.add(n, "Tú", "invited", SI_LO_LAU, str(n))
    client.signs_in()
    newest = client.gets("/audit").text
    assert newest.count("<tr>") == 101
    older = client.gets(re.findall(r"/audit\?before=\d+", newest)[0]).text
    assert older.count("<tr>") == 34
    assert client.gets("/audit?before=x").text.count("<tr>") == 101


def test_the_offices_addresses_answer_as_before(client):
    assert client.gets("/v1/health").json()["status"] == "ok"


def test_when_few_lanes_are_left_the_communes_page_says_so(client, office):
    acts, unit = Acts(office.world.gateway, OPERATOR), "000.00.33.H35"
    device = office.world.enrols(1).author.device
    acts.set_policy(SI_LO_LAU, Policy("lane", unit))
    client.signs_in()
    for used in range(SLOTS - LANES_FEW):
        assert "còn" not in _lanes_left(client), used
        acts.grant_lane(device, f"AA{used:02}")
    assert "còn 4 dải số" in _lanes_left(client)


def _lanes_left(client):
    found = re.findall(r"Đơn vị này (còn \d+ dải số)", client.gets(f"/c/{SI_LO_LAU}").text)
    return "".join(found)
