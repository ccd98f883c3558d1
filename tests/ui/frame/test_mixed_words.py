"""Source texts with a Vietnamese word in them are no Vietnamese texts yet."""

import ast
import json
import re
from pathlib import Path


def test_no_english_is_left_where_a_word_of_the_trade_is_mixed_in():
    """A source text with a Vietnamese word in it needs its translation all the same."""
    known = translations()
    english = re.compile(r"\b(the|of|in|is|and|to|amount|sum|paid|at)\b", re.IGNORECASE)
    said = {
        str(call.args[0].value)
        for path in Path("app/ui").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "tr"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert sorted(text for text in said if english.search(text) and text not in known) == []


def translations() -> set[str]:
    found: set[str] = set()
    for file in Path("resources/i18n/vi").glob("*.json"):
        found |= set(json.loads(file.read_text()))
    return found
