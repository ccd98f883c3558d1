"""The small pages: signing in, the audit, and what could not be done."""

from collections.abc import Sequence

from sync.gateway.page import words
from sync.gateway.page.html import Html, el
from sync.gateway.page.layout import Frame, field, note, table
from sync.gateway.storage.operators import Deed


def sign_in_page(frame: Frame, said: str = "", *, has_operators: bool = True) -> str:
    """Name and password."""
    fields = el(
        "form",
        field(words.NAME, "name", required=True, autocomplete="username", maxlength=60),
        field(
            words.PASSWORD,
            "password",
            type="password",
            required=True,
            autocomplete="current-password",
            maxlength=200,
        ),
        el("button", words.SIGN_IN),
        method="post",
        action="/login",
    )
    return frame.page(
        words.SIGN_IN,
        el("p", said, class_="said", role="alert") if said else None,
        None if has_operators else el("p", words.NO_OPERATORS, class_="said"),
        el("div", fields, class_="sign-in"),
    )


def audit_page(frame: Frame, deeds: Sequence[Deed], names: dict[str, str], *, more: bool) -> str:
    """Who did what, the newest first; `names` tells communes and devices by their codes."""
    older = None
    if more and deeds:
        older = el("p", el("a", words.OLDER, href=f"/audit?before={deeds[-1].id}"))
    heads = (words.WHEN, words.WHO, words.WHAT, words.ABOUT)
    rows = [_deed(one, names) for one in deeds]
    return frame.page(
        words.AUDIT_TITLE,
        table("rows audit", heads, el("tbody", rows)) if rows else note(words.NO_AUDIT),
        older,
    )


def _deed(one: Deed, names: dict[str, str]) -> Html:
    about = " · ".join(
        filter(None, [names.get(one.about, one.about), words.detail(one.what, one.detail)])
    )
    return el(
        "tr",
        el("th", words.moment(one.at), scope="row"),
        el("td", one.who),
        el("td", words.DEEDS.get(one.what, one.what)),
        el("td", about or None),
    )


def refusal_page(frame: Frame, title: str, said: str, back: str = "/") -> str:
    """Something that was not done, and why."""
    return frame.page(
        title,
        el("p", said, class_="said u", role="alert"),
        el("p", el("a", words.GO_BACK, href=back)),
    )
