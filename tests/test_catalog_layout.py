"""Units changed one after the other: the spliced text is what writing the whole catalog gives."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.catalog import dump_catalog, dump_layout, lay_out, parse_catalog, set_header, splice_units

HEADER = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PO = (
    HEADER
    + '\n# a person\'s note\n#. caption\n#: flood.md:1\n#, fuzzy, no-wrap\n#| msgid "old"\nmsgid "One"\nmsgstr "Bir"\n'
    '\n#: flood.md:3\n# newsl10n: machine draft, m@1\nmsgctxt "quote"\nmsgid ""\n"Two words "\n"and more"\nmsgstr ""\n"İki söz "\n"ve daha"\n'
    '\n\n#: flood.md:5\nmsgid "Three"\nmsgstr ""\n'
)
OBSOLETE = '\n#~ msgid "Gone"\n#~ msgstr "Gitti"\n'
FILES = {
    "plain": PO,
    "without a header": PO.removeprefix(HEADER),
    "obsolete entries": PO + OBSOLETE,
    "carriage returns": PO.replace("\n", "\r\n"),
    "no line feed at the end": PO.rstrip("\n"),
    "lines after the last entry": PO + "\n# the end\n",
}
PATH = Path("flood.po")


def changed(catalog, number, **values):
    units = list(catalog.units)
    units[number] = replace(units[number], **values)
    return replace(catalog, units=tuple(units))


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_changed_units_are_spliced_as_the_whole_catalog_is_written(text):
    layout = lay_out(parse_catalog(text, PATH))
    for number, values in (
        (1, {"targets": ("Yalnız “iki”\nsatır",), "fuzzy": True}),
        (0, {"fuzzy": False, "comments": (), "previous_source": None, "targets": ("Bir tane",)}),
        (2, {"targets": ("Üç",), "comments": ("a new note",)}),
        (1, {"targets": ("",), "fuzzy": False}),
    ):
        catalog = changed(layout.catalog, number, **values)
        whole = dump_catalog(replace(catalog, text=layout.catalog.text))
        spliced = splice_units(layout, catalog)
        assert spliced is not None
        layout = spliced
        assert dump_layout(layout) == whole
        assert [replace(u, line=0) for u in parse_catalog(whole, PATH).units] == [
            replace(u, line=0) for u in layout.catalog.units
        ]


def test_headers_are_spliced_too():
    layout = lay_out(parse_catalog(PO + OBSOLETE, PATH))
    catalog = set_header(changed(layout.catalog, 0, targets=("Bir tane",)), "Last-Translator", "Leyla")
    spliced = splice_units(layout, catalog)
    assert spliced is not None
    assert dump_layout(spliced) == dump_catalog(catalog)
    assert '"Last-Translator: Leyla\\n"' in spliced.catalog.text


@pytest.mark.parametrize("what", ["an obsolete unit", "another key", "another number of units", "a new header"])
def test_what_needs_the_whole_catalog_is_left_to_it(what):
    layout = lay_out(parse_catalog(PO + OBSOLETE, PATH))
    bare = lay_out(parse_catalog(FILES["without a header"], PATH))
    before, after = {
        "an obsolete unit": (layout, changed(layout.catalog, 3, targets=("Gitti mi",))),
        "another key": (layout, changed(layout.catalog, 0, source="Another")),
        "another number of units": (layout, replace(layout.catalog, units=layout.catalog.units[:-1])),
        "a new header": (bare, set_header(bare.catalog, "Language", "tr")),
    }[what]
    assert splice_units(before, after) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.text(st.characters(exclude_characters="\0\x04", codec="utf-8")), st.booleans()),
        max_size=4,
    )
)
def test_any_texts_are_spliced_as_the_whole_catalog_is_written(edits):
    layout = lay_out(parse_catalog(PO, PATH))
    for number, target, fuzzy in edits:
        catalog = changed(layout.catalog, number, targets=(target,), fuzzy=fuzzy)
        spliced = splice_units(layout, catalog)
        if spliced is None:  # an escape such as \\a in the old text is left to the whole reader
            assert any(ord(c) < 32 or ord(c) == 127 for c in layout.catalog.units[number].target)
            layout = lay_out(parse_catalog(dump_catalog(catalog).decode("utf-8"), PATH))
            continue
        assert dump_layout(spliced) == dump_catalog(catalog)
        layout = spliced
