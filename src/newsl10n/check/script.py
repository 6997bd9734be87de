"""A target in the wrong script: Arabic with too few Arabic letters, or letters of a script that neither language uses.

PASS ar | He works for Microsoft and Google. | يعمل لدى مايكروسوفت وGoogle.
PASS ar | BBC News | BBC News
PASS ar a.html | By <span translate="no">Aylin Kaya</span> | بقلم <span translate="no">Aylin Kaya</span>
PASS ar | Install PostgreSQL. | ثبت PostgreSQL.
PASS tr | The plant is called Δ-9. | Bitkinin adı Δ-9.
FAIL ar | The bridge over the river is open. | Al-jisr fawqa l-nahr مفتوح.
FAIL ar | The bridge is open. | الجسر 开放 مفتوح.
FAIL tr | The bridge is open. | Köprü открыт.
FAIL tr | The bridge is open. | الجسر مفتوح.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import MarkupRole, Severity, Unit
from newsl10n.prose import bare_text

DEFAULTS = MappingProxyType({"share": 0.6, "letters": 10})
"""``share``: least part of the letters that are Arabic, 0 to 1. ``letters``: shorter Arabic targets are not measured."""
# Unicode Scripts.txt: the blocks that hold Arabic and Latin letters.
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_LATIN = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02ff\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u2100-\u214f"
_NOT_ARABIC = re.compile(rf"[^\W\d_{_ARABIC}]")
_STRANGE_IN_ARABIC = re.compile(rf"[^\W\d_{_ARABIC}{_LATIN}]+")
_STRANGE_IN_TURKISH = re.compile(rf"[^\W\d_{_LATIN}]+")
_IS_ARABIC = re.compile(f"[{_ARABIC}]")
_TAG = re.compile("<[^<>]*>")
# ``PostgreSQL``, ``contact_page.html``: names of things that nobody translates.
_NO_PROSE = re.compile(r"\b[A-Za-z][\w/-]*(?:[a-z][A-Z]|[\w]\.[a-z]|_)[\w./-]*\b")


def find_wrong_script(unit: Unit, context: CheckContext) -> Iterator[str]:
    is_arabic = context.target_language == "ar"
    for target in unit.targets:
        text = bare_text(target)
        if not is_arabic and text.isascii():
            continue
        strange = _STRANGE_IN_ARABIC if is_arabic else _STRANGE_IN_TURKISH
        if (found := strange.search(text)) and found[0] not in unit.source:
            yield f"letters of another script: {found[0]}"
        elif is_arabic and _NOT_ARABIC.search(text):
            yield from _too_few(unit, target, text, context)


def _too_few(unit: Unit, target: str, text: str, context: CheckContext) -> Iterator[str]:
    kept = [_TAG.sub("", m.text) for m in context.find_markup(unit)(target) if m.role is MarkupRole.WHOLE]
    names = filter(unit.source.__contains__, _NO_PROSE.findall(text))
    for term in filter(None, (*context.do_not_translate, *names, *kept)):
        text = text.replace(term, " ")
    foreign, own = len(_NOT_ARABIC.findall(text)), sum(c.isalpha() for c in _IS_ARABIC.findall(text))
    settings = context.settings.get("script", DEFAULTS)
    if foreign + own < settings["letters"] or own >= settings["share"] * (foreign + own):
        return
    # A credit line or a name alone may stay as it is.
    if len(text.split()) < 4 and not any(word.islower() for word in text.split()) and text.strip() in unit.source:
        return
    yield f"only {own} of {own + foreign} letters are Arabic"


CHECK = Check(
    "script",
    Severity.ERROR,
    "the translation is in its language's script",
    find_wrong_script,
    settings=DEFAULTS,
    languages=frozenset(("ar", "tr")),
)
