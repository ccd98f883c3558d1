"""A PC comes in by a one-time code that never travels."""

import msgspec
import pytest

from sync.protocol.enrolment import (
    apply_with,
    clean_code,
    knows_code,
    new_code,
    read_application,
    read_welcome,
    secret_of,
    write_welcome,
)
from sync.protocol.errors import CodeRefused, Malformed, UntrustedServer
from tests.helpers.sync_events import a_signer
from tests.sync.golden.generate import CODE, a_welcome


def test_a_code_is_read_however_it_was_typed():
    code = new_code(bytes(range(10)))
    assert clean_code(f"{code[:5].lower()}-{code[5:]} ") == code
    assert clean_code("OIL-OIL OIL0") == "0110110110"


@pytest.mark.parametrize("typed", ["", "123", "0123456789A", "012345678U", "012345678đ"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(CodeRefused):
        clean_code(typed)


def test_a_code_needs_entropy():
    with pytest.raises(ValueError, match="10 random bytes"):
        new_code(b"few")


def test_only_who_knows_the_code_applies():
    application = read_application(apply_with(CODE, a_signer(), "Máy 1", 1))
    assert knows_code(application, secret_of(CODE))
    assert not knows_code(application, secret_of("0000000000"))
    assert CODE.encode() not in apply_with(CODE, a_signer(), "Máy 1", 1)


def test_an_application_is_signed_by_its_own_key():
    body = apply_with(CODE, a_signer(), "Máy 1", 1)
    with pytest.raises(Malformed):
        read_application(bytes(64) + body[64:])


def test_only_who_gave_the_code_is_believed():
    key = a_signer().public_key
    body = write_welcome(a_welcome(), a_signer(9))
    assert read_welcome(body, CODE, key) == a_welcome()
    with pytest.raises(UntrustedServer):
        read_welcome(body, "0000000000", key)
    with pytest.raises(UntrustedServer):
        read_welcome(bytes(64) + body[64:], CODE, key)
    with pytest.raises(UntrustedServer):
        read_welcome(body, CODE, a_signer(3).public_key)


def test_a_welcome_cannot_be_told_with_another_authority():
    other = msgspec.structs.replace(a_welcome(), authority=b"another")
    with pytest.raises(UntrustedServer):
        read_welcome(write_welcome(other, a_signer(9)), CODE, a_signer().public_key)
