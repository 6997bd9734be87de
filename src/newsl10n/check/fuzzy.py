"""A draft that nobody confirmed.

PASS ar reviewed | The bridge is open. | الجسر مفتوح.
FAIL ar draft | The bridge is open. | الجسر مفتوح.
FAIL tr edited | The bridge is open. | Köprü açık.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, State, Unit

_MESSAGES = {
    State.DRAFT: "machine draft that nobody reviewed; confirm it in an editor or with 'newsl10n approve'",
    State.EDITED: "edited but not confirmed (fuzzy); confirm it in an editor or with 'newsl10n approve'",
}


def find_fuzzy(unit: Unit, context: CheckContext) -> Iterator[str]:
    state = context.states.get(unit.key, State.UNTRANSLATED)
    if state is State.EDITED and not unit.fuzzy:
        yield "changed after its approval; confirm it with 'newsl10n approve'"
    elif message := _MESSAGES.get(state):
        yield message
    for comment in unit.comments:
        if state is State.DRAFT and comment.strip().startswith("newsl10n: problem: "):
            yield f"the machine could not mend: {comment.strip().removeprefix('newsl10n: problem: ')}"


CHECK = Check("fuzzy", Severity.ERROR, "the translation is not reviewed", find_fuzzy)
