"""Active HTML that the source does not have: scripts, event handlers, frames, ``javascript:`` and ``data:`` links.

PASS ar | The bridge is open. | الجسر مفتوح.
PASS tr | Data: Ministry of Roads | data: Yol Bakanlığı
PASS tr | It is written in JavaScript: fast. | JavaScript: hızlı.
FAIL ar | The bridge is open. | الجسر <script>alert(1)</script> مفتوح.
FAIL tr | The bridge is open. | Köprü <img src=x onerror=alert(1)> açık.
FAIL tr a.md | A [map](https://example.org/a). | [Harita](javascript:alert(1)).
FAIL ar | A <a href="https://example.org/a">map</a>. | <a href="java&#115;cript:alert(1)">خريطة</a>.
FAIL tr | The bridge is open. | Köprü <iframe src=//example.org> açık.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_MAYBE = re.compile("[<:&]")
# What OWASP's cross-site scripting cheat sheet names as places where a browser runs text.
_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|iframe|frame|object|embed|applet|svg|math|style|link|meta|base|form|template)\b"
    r"|<[^<>]*[\s/\"']on[a-z]{3,30}\s*=|<[^<>]*\bsrcdoc\s*="
    r"|(?:javascript|vbscript):(?=[^\s\"'])|(?:\]\(|\]:|=|<)\s*[\"'<]?\s*data:(?=[\w/+;,])",
    re.IGNORECASE,
)
_IGNORED_IN_SCHEMES = re.compile("[\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff]+")


def find_unsafe_html(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if not _MAYBE.search(target):
            continue
        found = dict.fromkeys(_ACTIVE.findall(_as_browser(target)))
        if found and (added := [piece for piece in found if piece not in _ACTIVE.findall(_as_browser(unit.source))]):
            yield f"active HTML: {' '.join(piece.strip() for piece in added)}"


def _as_browser(text: str) -> str:
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return _IGNORED_IN_SCHEMES.sub("", text)


CHECK = Check("unsafe-html", Severity.ERROR, "no script, handler or frame gets in", find_unsafe_html)
