"""Marks on units: ours go when a unit is confirmed, a translator's own words stay."""

from __future__ import annotations

import pytest

from newsl10n.model import Unit
from newsl10n.units import clear_marks

SIGNATURE = "newsl10n-starter@53b2d1db8d99|ctranslate2|int8|beam:2|newsl10n:0.1.0"


@pytest.mark.parametrize(
    "comments, kept",
    [
        ((f"newsl10n: machine draft, {SIGNATURE}", "Mine."), ("Mine.",)),
        (("newsl10n: machine draft,", SIGNATURE, "Mine."), ("Mine.",)),
        ((f"newsl10n: machine draft, {SIGNATURE}", "names: Ali missing"), ("names: Ali missing",)),
        (("newsl10n: problem: numbers: 12 missing; names: Assad", "missing; names: Bo missing", "Mine."), ("Mine.",)),
        (
            ("newsl10n: problem: numbers: 12 missing; names: Ali missing;", "names: Bo missing; names:", "Cem missing"),
            (),
        ),
        (("newsl10n: problem: numbers: 12 missing", "A word is missing"), ("A word is missing",)),
        (("newsl10n: problem: numbers: 12", "added", "Is a word missing"), ("Is a word missing",)),
        (
            ("newsl10n: ignore numbers (a phone number)", "Mine."),
            ("newsl10n: ignore numbers (a phone number)", "Mine."),
        ),
    ],
)
def test_our_marks_go_even_where_a_tool_broke_their_lines(comments: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert clear_marks(Unit("A.", ("B.",), fuzzy=True, comments=comments)).comments == kept
