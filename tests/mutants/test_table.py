"""The table of `make mutants`: each mutant of the plan is there, and none of them lives."""

from app.system.paths import resources
from tests.mutants.trials import TRIALS

PLAN = {str(number) for number in range(1, 19)}


def test_the_table_names_every_mutant_of_the_plan_and_who_noticed_it():
    text = (resources() / "help" / "mutants.md").read_text("utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    assert {row[0].removeprefix("| ") for row in rows} >= PLAN
    assert all(row[4].strip("* ") == row[4].strip() != "" for row in rows)
    assert "nothing found" in text
    assert "unbroken code" not in text


def test_every_number_of_the_plan_has_a_mutant():
    assert {str(one.number) for one in TRIALS} >= PLAN
