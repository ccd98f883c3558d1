"""Sessions, passwords and attempts, without a browser."""

import pytest

from sync.gateway.page import passwords
from sync.gateway.page.asking import Asked, fields
from sync.gateway.page.attempts import MOST, REST_MS, Attempts
from sync.gateway.page.sessions import IDLE_MS, LIFE_MS, Session, Sessions

NOW = 1_790_000_000_000
SESSION = Session("s1", "Tú", NOW, NOW)


@pytest.fixture
def sessions():
    return Sessions(b"k" * 32)


def test_a_cookie_names_its_session(sessions):
    assert sessions.read(sessions.cookie(SESSION), NOW) == SESSION


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "ă.ă", "x" * 600, "W10.W10"])
def test_what_we_never_wrote_is_no_session(sessions, cookie):
    assert sessions.read(cookie, NOW) is None


def test_a_cookie_under_another_key_is_no_session(sessions):
    assert sessions.read(Sessions(b"q" * 32).cookie(SESSION), NOW) is None


def test_a_changed_cookie_is_no_session(sessions):
    said, _, mac = sessions.cookie(SESSION).partition(".")
    other = sessions.cookie(SESSION._replace(operator="Xem")).partition(".")[0]
    assert said != other
    assert sessions.read(f"{other}.{mac}", NOW) is None


@pytest.mark.parametrize(("used", "later"), [(NOW, IDLE_MS), (NOW + LIFE_MS - 1, LIFE_MS)])
def test_a_session_ends_by_age_and_by_idleness(sessions, used, later):
    cookie = sessions.cookie(SESSION._replace(used_at=used))
    assert sessions.read(cookie, NOW + later - 1) is not None
    assert sessions.read(cookie, NOW + later) is None


def test_a_token_belongs_to_one_session(sessions):
    assert sessions.is_token(SESSION, sessions.token(SESSION))
    assert not sessions.is_token(SESSION._replace(id="s2"), sessions.token(SESSION))
    assert not sessions.is_token(SESSION, "")
    assert not sessions.is_token(SESSION, "ă")


def test_a_cookie_is_no_token(sessions):
    """The two are signed for different purposes."""
    assert sessions.cookie(SESSION).partition(".")[2] != sessions.token(SESSION)


def test_a_password_is_kept_as_argon2id_and_known_again():
    kept = passwords.hashed("mật khẩu dài", b"0123456789abcdef")
    assert kept.startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert passwords.is_right("mật khẩu dài", kept)
    assert not passwords.is_right("mật khẩu dàI", kept)
    assert not passwords.is_right("", "")


def test_five_wrong_passwords_give_a_rest_to_any_name_known_or_not():
    attempts = Attempts()
    assert all(attempts.may_try("ai đó", NOW + n) for n in range(MOST))
    assert not attempts.may_try("ai đó", NOW + MOST)
    assert attempts.may_try("người khác", NOW + MOST)
    assert attempts.may_try("ai đó", NOW + REST_MS)


def test_a_right_password_begins_the_count_anew():
    attempts = Attempts()
    for n in range(MOST * 2):
        assert attempts.may_try("Tú", NOW + n)
        attempts.was_right("Tú")


def test_names_beyond_number_fill_no_memory():
    attempts = Attempts()
    for n in range(5000):
        attempts.may_try(str(n), NOW)
    assert len(attempts._wrong) == 2000


@pytest.mark.parametrize(
    "origin", ["", "null", "https://other", "http://here:1", "https://here:12"]
)
def test_a_form_of_another_origin_is_not_ours(origin):
    assert not Asked(origin=origin, host="here:1").is_our_own
    assert not Asked(origin="https://", host="").is_our_own


def test_a_form_of_this_origin_is_ours():
    assert Asked(origin="https://here:1", host="here:1").is_our_own


def test_what_no_key_types_is_left_out_of_a_field():
    assert Asked(form={"name": " Máy\x00 \u202e1\n"}).field("name") == "Máy 1"


def test_a_form_of_too_many_fields_is_none():
    with pytest.raises(ValueError, match="fields"):
        fields(b"&".join(b"a=1" for _ in range(30)))
