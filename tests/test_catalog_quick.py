"""The quick reader of PO files gives what the exact one gives, or leaves the rest to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsl10n.catalog import parse_catalog
from newsl10n.catalog.po_file import _parse
from newsl10n.errors import CatalogError
from tests.conftest import ROOT

HEADER = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n\n'
PIECES = (
    'msgid "a"\nmsgstr "b"\n', 'msgctxt "c"\nmsgid "a"\nmsgstr "b"\n', 'msgid ""\n"a"\n"b"\nmsgstr ""\n"c\\n"\n',
    'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n', '#~ msgid "o"\n#~ msgstr "p"\n', "#\n", "# note\n", "#. said\n",
    "#: a.md:1 \u2068b c.md\u2069:2\n", "#, fuzzy, c-format\n", "#= no-wrap\n", '#| msgid "x"\n#| "y"\n', '#| msgctxt "z"\n', "\n", "  \n",
    'msgid "t\\ta\\"b\\\\"\nmsgstr "\\x41\\101\\a"\n', '  msgid "a"\n\tmsgstr "b"\n', 'msgid "a"\n\nmsgstr "b"\n', 'msgid"a"\nmsgstr"b"\n',
    '"stray"\n', "nonsense\n", 'msgid "a"\n', 'msgstr "b"\n', HEADER, "#~ \n", '#~| msgid "x"\n', "#,\n", "##  two\n", 'msgid "u\u0085v"\nmsgstr "w\u2028"\n',
)  # fmt: skip


def outcome(read):
    try:
        return read()
    except CatalogError as error:
        return str(error)


def exact(text):
    parsed = _parse(text, Path("a.po"))
    return parsed.headers, tuple(sorted(parsed.units, key=lambda unit: unit.obsolete))


def quick(text):
    catalog = parse_catalog(text, Path("a.po"))
    return catalog.headers, catalog.units


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=400, deadline=None)
def test_both_readers_agree(pieces, with_header, end):
    text = ((HEADER if with_header else "") + "".join(pieces)).replace("\n", end)
    assert outcome(lambda: quick(text)) == outcome(lambda: exact(text))


@pytest.mark.parametrize("path", sorted((ROOT / "locales").rglob("*.po*")), ids=lambda p: p.name)
def test_both_readers_agree_on_the_repository(path):
    text = path.read_text(encoding="utf-8")
    assert quick(text) == exact(text)
