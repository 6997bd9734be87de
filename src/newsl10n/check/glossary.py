"""A term that glossary.csv settles and the translation writes otherwise, a forbidden word, or a name it should have copied.

The rows below use a glossary of ``ceasefire`` (ar وقف إطلاق النار, tr ateşkes), ``Reuters`` (copied) and ``terrorist`` (never tr terörist).

PASS ar glossary | The ceasefire began. | بدأ وقف إطلاق النار.
PASS tr glossary | They broke the ceasefire. | Ateşkesi bozdular.
PASS tr glossary | He told Reuters so. | Bunu Reuters'a söyledi.
FAIL ar glossary | The ceasefire began. | بدأت الهدنة.
FAIL tr glossary | They broke the ceasefire. | Barışı bozdular.
FAIL tr glossary | He told Reuters so. | Bunu Röyters'e söyledi.
FAIL tr glossary | A militant was held. | Bir terörist yakalandı.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.glossary import source_has, target_has
from newsl10n.model import Severity, Unit


def find_other_terms(unit: Unit, context: CheckContext) -> Iterator[str]:
    if not context.glossary or unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    language = context.target_language
    for term in context.glossary:
        if not term.applies_to(context.catalog.locale) or (term.source and not source_has(term.source, source)):
            continue
        found = [t for t in term.targets if target_has(t, target, language)]
        if term.kind == "forbidden" and found:
            yield f"glossary, line {term.line}: {found[0]!r} must not be used"
        elif term.kind == "term" and not found:
            yield f"glossary, line {term.line}: {term.source!r} is to be {' or '.join(map(repr, term.targets))}"
        elif term.kind == "dnt" and term.source not in target:
            yield f"glossary, line {term.line}: {term.source!r} is to be copied as it is"


CHECK = Check("glossary", Severity.WARNING, "terms of glossary.csv are used", find_other_terms)
