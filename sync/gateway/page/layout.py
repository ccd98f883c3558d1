"""The frame of every page: head, bar, content; and the small parts that several pages share."""

from typing import NamedTuple
from urllib.parse import quote

from sync.gateway.page import words
from sync.gateway.page.html import Html, Inside, document, el, group
from sync.gateway.page.style import STYLE_PATH

TOKEN = "token"  # noqa: S105 - the name of a form's field


class Viewer(NamedTuple):
    """Who looks: an operator's name, whether they may act, and the token of their forms."""

    name: str
    may_act: bool
    token: str


class Frame(NamedTuple):
    """What stands around a page's content; nobody is signed in where `viewer` is None."""

    province: str
    viewer: Viewer | None

    def page(self, title: str, *content: Inside) -> str:
        """A whole page."""
        head = group(
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width,initial-scale=1"),
            el("title", f"{title} · {self.province}"),
            el("link", rel="stylesheet", href=STYLE_PATH),
        )
        body = el("body", self._bar(), el("main", el("h1", title), *content, id="main"))
        return document(words.LANGUAGE, head, body)

    def _bar(self) -> Html:
        brand = el("p", el("strong", words.PRODUCT), el("span", self.province), class_="brand")
        skip = el("a", words.SKIP, href="#main", class_="skip")
        if self.viewer is None:
            return el("header", skip, brand)
        nav = el("nav", [el("a", said, href=path) for path, said in words.PLACES.items()])
        role = words.ROLES["operator" if self.viewer.may_act else "viewer"]
        leave = form(self.viewer, "/logout", el("button", words.SIGN_OUT, class_="quiet"))
        return el("header", skip, brand, nav, el("p", f"{self.viewer.name} · {role}"), leave)


def form(viewer: Viewer, action: str, *inside: Inside) -> Html:
    """A form of a signed-in operator."""
    token = el("input", type="hidden", name=TOKEN, value=viewer.token)
    return el("form", token, *inside, method="post", action=action)


def field(label: str, name: str, **attributes: str | int | bool | None) -> Html:
    """A line to type in, with its label above."""
    return el("label", el("span", label), el("input", name=name, **attributes))


def choice(label: str, name: str, options: dict[str, str], chosen: str = "") -> Html:
    """A choice out of few."""
    inside = [
        el("option", said, value=value, selected=value == chosen) for value, said in options.items()
    ]
    return el("label", el("span", label), el("select", inside, name=name))


def urgent(said: str) -> Html:
    """Something that cannot wait: a sign, a word, and only then a colour."""
    return el("b", f"▲ {said}", class_="u")


def notice(said: str) -> Html:
    """Something to look at."""
    return el("b", f"● {said}", class_="n")


def note(*said: Inside) -> Html:
    """A quiet line."""
    return el("p", *said, class_="note")


def table(kind: str, heads: tuple[str, ...], bodies: Inside) -> Html:
    """A table that becomes cards on a telephone (`style` repeats the heads there)."""
    head = el("thead", el("tr", [el("th", said, scope="col") for said in heads]))
    return el("table", head, bodies, class_=kind)


def facts(*rows: tuple[str, Inside]) -> Html:
    """Names and values."""
    return el("dl", [el("div", el("dt", name), el("dd", value)) for name, value in rows])


def commune_path(code: str, act: str = "") -> str:
    """The address of a commune's page, or of an act there."""
    return f"/c/{quote(code, safe='')}" + (f"/{act}" if act else "")


def device_path(device: str, act: str = "") -> str:
    """The address of a device's page, or of an act there."""
    return f"/d/{quote(device, safe='')}" + (f"/{act}" if act else "")
