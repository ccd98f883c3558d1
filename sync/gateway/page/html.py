"""HTML that escapes by construction: text becomes markup here and nowhere else."""

from collections.abc import Iterable
from html import escape
from typing import Union

Inside = Union["Html", str, int, None, Iterable["Inside"]]
Value = str | int | bool | None

_VOID = frozenset({"input", "meta", "link", "br"})


class Html:
    """Finished markup. Only `el`, `group` and `document` make it, out of text that they escape."""

    __slots__ = ("_text",)

    def __init__(self, *, _finished: str) -> None:
        self._text = _finished

    def __str__(self) -> str:
        return self._text


def el(tag: str, /, *inside: "Inside", **attributes: Value) -> Html:
    """One element; `class_` and `for_` lose their underscore, others become dashes.

    An attribute that is None or False is left out, True stands without a value.
    """
    head = tag + "".join(_attribute(key, value) for key, value in attributes.items())
    if tag in _VOID:
        return Html(_finished=f"<{head}>")
    return Html(_finished=f"<{head}>{_written(inside)}</{tag}>")


def group(*inside: "Inside") -> Html:
    """Several things in a row, without an element around them."""
    return Html(_finished=_written(inside))


def document(language: str, head: Html, body: Html) -> str:
    """A whole page."""
    return f"<!doctype html>{el('html', el('head', head), body, lang=language)}"


def _written(inside: "Inside") -> str:
    match inside:
        case None:
            return ""
        case Html():
            return str(inside)
        case str() | int():
            return escape(str(inside), quote=False)
        case _:
            return "".join(_written(one) for one in inside)


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    text = escape(str(value))
    return f" {name}={text}" if text.replace("-", "a").isalnum() else f' {name}="{text}"'
