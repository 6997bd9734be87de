from __future__ import annotations

import difflib
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsl10n.catalog import (
    build_template,
    clear_marks,
    dump_catalog,
    load_catalog,
    mark_draft,
    merge_template,
    new_catalog,
    parse_catalog,
    replace_unit,
    replace_units,
    same_template,
    save_catalog,
    set_header,
    unit_keys,
)
from newsl10n.errors import CatalogError, FileError, UsageError
from newsl10n.model import Article, BlockKind, Catalog, Draft, Segment, Unit

DATA = Path(__file__).parent / "data" / "po"
NOW = datetime(2026, 11, 25, 14, 0, 5, tzinfo=UTC)
PATH = Path("news.po")
HEADER = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LONG = "The ferry crosses the strait at dawn, carrying nurses, bakers and one very patient dog to work."


def run(*command: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def msgcat(data: bytes, *options: str) -> bytes:
    done = run("msgcat", *options, "-", stdin=data)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def article(*sentences: tuple[str, BlockKind, int], path: str = "articles/news.md") -> tuple[Article, list[Segment]]:
    segments = [Segment(text, kind, 0, 0, len(text), line) for text, kind, line in sentences]
    return Article(path=Path(path), slug="news", format="markdown", text="", blocks=()), segments


def template(*sentences: tuple[str, BlockKind, int], path: str = "articles/news.md") -> Catalog:
    return build_template(*article(*sentences, path=path), path=Path("news.pot"), segmenter="sentencex 1.0", now=NOW)


PARAGRAPH = BlockKind.PARAGRAPH
SENTENCES = (
    ("Ferry runs again", BlockKind.HEADLINE, 1),
    ("“We are glad,” he said.", PARAGRAPH, 3),
    (LONG, PARAGRAPH, 5),
    ("Photo by the harbour office", BlockKind.CAPTION, 7),
)


def changed_lines(old: bytes, new: bytes) -> list[str]:
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), n=0, lineterm="")
    return [f"{line[0]} {line[1:]}" for line in list(lines)[2:] if line[0] in "+-"]


# Template and new catalog


def test_unit_keys_share_a_key_and_name_the_block_where_kinds_differ() -> None:
    _, segments = article(
        ("Harbour", BlockKind.HEADLINE, 1),
        ("It rained.", PARAGRAPH, 2),
        ("Harbour", BlockKind.CAPTION, 3),
        ("It rained.", PARAGRAPH, 4),
    )
    assert unit_keys(segments) == (
        ("headline", "Harbour"),
        (None, "It rained."),
        ("caption", "Harbour"),
        (None, "It rained."),
    )


def test_template_is_what_gettext_writes() -> None:
    data = dump_catalog(template(*SENTENCES, ("“We are glad,” he said.", PARAGRAPH, 9)))
    assert data == msgcat(data, "--no-wrap")
    assert data.decode().split("\n\n", 1)[0].splitlines() == [
        "#, fuzzy",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: news\\n"',
        '"Report-Msgid-Bugs-To: \\n"',
        '"POT-Creation-Date: 2026-11-25 14:00+0000\\n"',
        '"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"',
        '"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"',
        '"Language-Team: LANGUAGE <LL@li.org>\\n"',
        '"Language: \\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        '"X-Segmenter: sentencex 1.0\\n"',
    ]
    assert data.decode().split("\n\n")[2].splitlines() == [
        "#. block: paragraph",
        "#: articles/news.md:3 articles/news.md:9",
        'msgid "“We are glad,” he said."',
        'msgstr ""',
    ]


def test_file_name_with_a_space_stands_in_isolates() -> None:
    data = dump_catalog(template(*SENTENCES, path="articles/ferry news.md"))
    assert data == msgcat(data, "--no-wrap")
    assert "\n#: \u2068articles/ferry news.md\u2069:5\n" in data.decode()
    assert parse_catalog(data, PATH).units[2].references == ("articles/ferry news.md:5",)


@pytest.mark.parametrize("locale", ["ar", "tr", "pt-BR"])
def test_new_catalog_passes_msgfmt_check_without_a_word(tmp_path: Path, locale: str) -> None:
    catalog = new_catalog(template(*SENTENCES), locale=locale, path=tmp_path / "news.po", now=NOW)
    save_catalog(catalog)
    done = run("msgfmt", "--check", "--verbose", "-o", "/dev/null", catalog.path)
    assert (done.returncode, done.stderr) == (0, b"0 translated messages, 4 untranslated messages.\n")
    assert load_catalog(catalog.path).locale == locale


def test_new_catalog_has_arabic_plurals_right() -> None:
    headers = dict(new_catalog(template(*SENTENCES), locale="ar", path=PATH, now=NOW).headers)
    assert headers["Plural-Forms"] == (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    )
    assert headers["X-Segmenter"] == "sentencex 1.0"


def test_new_catalog_gives_plural_entries_all_their_forms() -> None:
    foreign = Catalog(path=PATH, units=(Unit("%d bus", targets=("", ""), plural="%d buses"),))
    assert new_catalog(foreign, locale="ar", path=PATH, now=NOW).units[0].targets == ("",) * 6


def test_new_catalog_refuses_an_unknown_locale() -> None:
    with pytest.raises(UsageError):
        new_catalog(template(*SENTENCES), locale="xx-nowhere", path=PATH, now=NOW)


def test_same_template_looks_past_the_date() -> None:
    later = build_template(*article(*SENTENCES), path=PATH, segmenter="sentencex 1.0", now=NOW.replace(year=2027))
    assert same_template(parse_catalog(dump_catalog(template(*SENTENCES)), PATH), later)
    assert not same_template(template(*SENTENCES[:2]), later)


# Verbatim


def variants() -> list[tuple[str, bytes]]:
    files = {file.name: file.read_bytes() for file in sorted(DATA.glob("*.po"))}
    files["msgcat wrapped"] = msgcat(files["weblate.po"])
    files["msgcat narrow"] = msgcat(files["poedit.po"], "--width=50")
    files["msgcat --no-wrap"] = msgcat(files["poedit.po"], "--no-wrap")
    files["no header"] = b'msgid "a"\nmsgstr "b"\n'
    files["no blank lines, no last line feed"] = b'msgid "a"\nmsgstr "b"\n#: x:1\nmsgid "c"\nmsgstr "d"'
    files["obsolete in the middle"] = HEADER.encode() + (
        b'\n#~ msgid "a"\n#~ msgstr "b"\n\nmsgid "c"\nmsgstr "d"\n\n#~ msgid "e"\n#~ msgstr "f"\n\nmsgid "g"\nmsgstr ""\n'
    )
    files["odd spacing"] = HEADER.encode() + (
        b'\n\n\n#no space\n#,fuzzy,  c-format\n#:a.c:1\n#.x\nmsgid"a"\nmsgstr   "b"\n#~msgid "z"\n#~msgstr "y"\n# the end\n'
    )
    files["duplicates"] = HEADER.encode() + b'\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
    files["exotic line breaks"] = (
        HEADER.encode() + '\n# x\u2028y\nmsgid "a\u2028b\x85c\x0cd"\nmsgstr "\u2029"\n'.encode()
    )
    files["latin-5"] = HEADER.replace("UTF-8", "ISO-8859-9").encode() + '\nmsgid "a"\nmsgstr "ğüşıİ"\n'.encode(
        "iso8859-9"
    )
    files["begins with blank lines"] = b'\n \n# x\nmsgid "a"\nmsgstr "b"\n\n\n'
    files["empty"] = b""
    return list(files.items())


@pytest.mark.parametrize(("name", "data"), variants(), ids=[name for name, _ in variants()])
def test_catalog_round_trips(name: str, data: bytes) -> None:
    assert dump_catalog(parse_catalog(data, PATH)) == data
    crlf = data.replace(b"\n", b"\r\n")
    assert dump_catalog(parse_catalog(crlf, PATH)) == crlf
    if name != "latin-5":
        assert dump_catalog(parse_catalog(b"\xef\xbb\xbf" + data, PATH)) == b"\xef\xbb\xbf" + data


def test_catalog_round_trips_after_msgmerge(tmp_path: Path) -> None:
    pot = tmp_path / "news.pot"
    pot.write_bytes(dump_catalog(template(("Town library reopens after the floods", BlockKind.HEADLINE, 2))))
    merged = run("msgmerge", "--previous", DATA / "weblate.po", pot).stdout
    catalog = parse_catalog(merged, PATH)
    assert dump_catalog(catalog) == merged
    assert (catalog.units[0].fuzzy, catalog.units[0].previous_source) == (True, "Town library reopens after the flood")


@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "weblate.po",
            [
                "- #, fuzzy",
                '- msgstr ""',
                '- "Gönüllüler, uzun ve yağmurlu kış boyunca sayfa sayfa kuruttukları 12.000\'den "',
                '- "fazla kitabı eski değirmenin dar merdivenlerinden yukarı taşıdı."',
                '+ msgstr "Kısa."',
            ],
        ),
        (
            "poedit.po",
            [
                '- msgstr ""',
                '- "حمل المتطوعون أكثر من 12,000 كتاب على درج المطحنة القديمة الضيق، وجففوها "',
                '- "صفحة بعد صفحة طوال الشتاء الطويل الماطر."',
                '+ msgstr "Kısa."',
            ],
        ),
    ],
)
def test_one_changed_translation_touches_only_its_lines(name: str, lines: list[str], crlf: bool) -> None:
    data = (DATA / name).read_bytes()
    data = data.replace(b"\n", b"\r\n") if crlf else data
    catalog = parse_catalog(data, PATH)
    new = dump_catalog(replace_unit(catalog, replace(catalog.units[1], targets=("Kısa.",), fuzzy=False)))
    assert sorted(changed_lines(data, new)) == sorted(lines)
    assert new.count(b"\r\n") == (new.count(b"\n") if crlf else 0)


@pytest.mark.parametrize("options", [(), ("--no-wrap",)])
def test_changed_lines_follow_the_style_of_the_file(options: tuple[str, ...]) -> None:
    data = msgcat((DATA / "weblate.po").read_bytes(), *options)
    catalog = parse_catalog(data, PATH)
    changed = replace_units(
        catalog,
        {unit.key: replace(unit, targets=(LONG,) * len(unit.targets)) for unit in catalog.units if not unit.obsolete},
    )
    new = dump_catalog(changed)
    assert new == msgcat(new, *options)
    assert b"patient dog to work" in new


def test_changed_header_touches_only_its_lines() -> None:
    data = (DATA / "poedit.po").read_bytes()
    catalog = set_header(parse_catalog(data, PATH), "Plural-Forms", "nplurals=1; plural=0;")
    catalog = set_header(set_header(catalog, "Last-Translator", "Rami <rami@example.org>"), "X-New", "yes")
    assert changed_lines(data, dump_catalog(catalog)) == [
        '- "Last-Translator: Huda Salem <huda@example.org>\\n"',
        '+ "Last-Translator: Rami <rami@example.org>\\n"',
        '- "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 "',
        '- "&& n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"',
        '+ "Plural-Forms: nplurals=1; plural=0;\\n"',
        '+ "X-New: yes\\n"',
    ]


def test_new_unit_stands_at_its_place() -> None:
    catalog = parse_catalog(
        HEADER + '\nmsgid "a"\nmsgstr "1"\n\nmsgid "b"\nmsgstr "2"\n\n#~ msgid "old"\n#~ msgstr "3"\n', PATH
    )
    units = (catalog.units[0], Unit("new"), *catalog.units[1:])
    assert changed_lines(catalog.text.encode(), dump_catalog(replace(catalog, units=units))) == [
        '+ msgid "new"',
        '+ msgstr ""',
        "+ ",
    ]


# Reading


def test_every_field_is_read() -> None:
    catalog = load_catalog(DATA / "weblate.po")
    quote = catalog.units[2]
    assert quote.previous_source is not None
    assert quote.previous_source.startswith("We lost the shelves and the maps")
    assert quote == Unit(
        source='"We lost the shelves, but never the readers," she told the crowd that had gathered by the gate in the evening.',
        targets=(
            '"Rafları kaybettik ama okurları asla," dedi akşam vakti kapının önünde toplanan kalabalığa hitaben konuşurken.',
        ),
        fuzzy=True,
        previous_source=quote.previous_source,
        comments=("newsl10n: ignore numbers",),
        extracted=("block: quote",),
        references=("articles/library.md:7", "articles/library.md:19"),
        line=41,
    )
    assert catalog.units[3].key == ("caption", "The reading room")
    assert catalog.units[4].targets == ("%(count)d okur", "%(count)d okur")
    assert catalog.units[4].flags == ("python-format",)
    assert catalog.units[5].target == "Birinci satır\nSekmeli\tikinci satır"
    assert catalog.units[6].obsolete
    assert dict(catalog.headers)["X-Generator"] == "Weblate 5.14"


def test_reference_with_a_space_is_one_reference() -> None:
    catalog = load_catalog(DATA / "poedit.po")
    assert catalog.units[2].references == ("articles/library.md:7", "articles/library extra.md:19")
    assert catalog.units[4].targets[5] == "%d قارئ"


def test_sticky_flags_are_read_and_kept() -> None:
    catalog = load_catalog(DATA / "sticky.po")
    assert [(unit.fuzzy, unit.flags) for unit in catalog.units] == [
        (True, ("no-wrap",)),
        (False, ("no-wrap", "c-format")),
    ]
    confirmed = dump_catalog(replace_unit(catalog, replace(catalog.units[0], fuzzy=False)))
    assert changed_lines(catalog.text.encode(), confirmed) == ["- #, fuzzy"]
    drafted = dump_catalog(replace_unit(catalog, replace(catalog.units[1], targets=("Kapanır.",), fuzzy=True)))
    assert changed_lines(catalog.text.encode(), drafted) == ["+ #, fuzzy", '- msgstr ""', '+ msgstr "Kapanır."']


def test_escapes_are_those_of_gettext() -> None:
    catalog = parse_catalog(HEADER + '\nmsgid "\\a\\x41\\101\\\\n\\"\\t\\\\x41"\nmsgstr ""\n', PATH)
    assert catalog.units[0].source == '\aAA\\n"\t\\x41'


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ('msgid "a"\nmsgstr "b\n', 7, "a quote is missing"),
        ('msgid "a "quoted" word"\nmsgstr ""\n', 6, "a quote is missing"),
        ('msgid "a"\nmsgid "b"\n', 7, "msgid cannot follow msgid"),
        ('msgstr "b"\n', 6, "msgstr without a msgid"),
        ('msgid "a"\nmsgstr "b"\nhello\n', 8, "not a PO line: hello"),
        ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n', 7, "a git conflict marker"),
        ('msgid "a"\n', 7, "the last entry has no msgstr"),
        ('"text"\n', 6, "text without a keyword"),
        ('#~ msgid "a"\nmsgstr "b"\n', 7, "#~ only in part"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid ""\nmsgstr ""\n', 9, "an empty msgid"),
        ('msgid "a\0b"\nmsgstr ""\n', 6, "a control character"),
        ('msgid "a"\nmsgstr[1] "b"\n', 7, "msgstr[1] cannot follow msgid"),
    ],
)
def test_corrupt_file_names_line_and_cause(body: str, line: int, what: str) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_catalog((HEADER + "\n" + body).encode(), PATH)
    assert str(caught.value).startswith(f"news.po:{line}: ")
    assert what in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xff"\n', "news.po:7: not in UTF-8"),
        (HEADER.replace("UTF-8", "KLINGON-1").encode(), "news.po: unknown charset KLINGON-1"),
        (HEADER.replace("UTF-8", "hex").encode(), "news.po: unknown charset hex"),
        (HEADER.encode("utf-16"), "news.po:1: UTF-16"),
        (HEADER.encode("utf-16-le"), "news.po:1: a control character"),
        (bytes(range(1, 256)), "news.po:2: not in utf-8"),
    ],
)
def test_wrong_bytes_name_the_file(data: bytes, what: str) -> None:
    with pytest.raises(CatalogError, match=what):
        parse_catalog(data, PATH)


def test_missing_file_is_a_file_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"gone\.po: no such file"):
        load_catalog(tmp_path / "gone.po")


@pytest.mark.parametrize("target", ["\u2068U.S.\u2069", "\0", "\x04", "\ud800"])
def test_text_that_cannot_be_written_is_refused(target: str) -> None:
    catalog = parse_catalog(HEADER.replace("UTF-8", "ISO-8859-9") + '\nmsgid "a"\nmsgstr ""\n', PATH)
    with pytest.raises(CatalogError, match=r"news\.po: "):
        dump_catalog(replace_unit(replace(catalog, encoding="iso8859-9"), Unit("a", targets=(target,))))


def test_replacing_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        replace_unit(parse_catalog(HEADER, PATH), Unit("nowhere"))


# Merge


def translated() -> Catalog:
    catalog = new_catalog(template(*SENTENCES), locale="tr", path=PATH, now=NOW)
    units = {unit.key: replace(unit, targets=(f"TR {unit.source}",), comments=("mine",)) for unit in catalog.units}
    return parse_catalog(dump_catalog(replace_units(catalog, units)), PATH)


def test_merge_with_the_same_template_changes_nothing() -> None:
    catalog = translated()
    once = merge_template(catalog, template(*SENTENCES))
    assert dump_catalog(once) == catalog.text.encode()
    odd = parse_catalog(dict(variants())["obsolete in the middle"], PATH)
    merged = parse_catalog(dump_catalog(merge_template(odd, template(*SENTENCES))), PATH)
    assert dump_catalog(merge_template(merged, template(*SENTENCES))) == merged.text.encode()


def test_merge_keeps_adds_retires_and_revives() -> None:
    catalog = translated()
    shorter = template(SENTENCES[0], ("A new sentence.", PARAGRAPH, 2), ("“We are glad,” he said.", PARAGRAPH, 4))
    merged = parse_catalog(dump_catalog(merge_template(catalog, shorter)), PATH)
    assert [(unit.source, unit.target, unit.obsolete) for unit in merged.units] == [
        ("Ferry runs again", "TR Ferry runs again", False),
        ("A new sentence.", "", False),
        ("“We are glad,” he said.", "TR “We are glad,” he said.", False),
        (LONG, f"TR {LONG}", True),
        ("Photo by the harbour office", "TR Photo by the harbour office", True),
    ]
    assert merged.units[2].references == ("articles/news.md:4",)
    assert merged.units[3].comments == ("mine",)
    assert merged.text.encode() == msgcat(merged.text.encode(), "--no-wrap")
    back = parse_catalog(dump_catalog(merge_template(merged, template(*SENTENCES))), PATH)
    assert back.text == catalog.text


def test_merge_agrees_with_msgmerge(tmp_path: Path) -> None:
    catalog = translated()
    shorter = template(SENTENCES[2], SENTENCES[0])
    (tmp_path / "new.pot").write_bytes(dump_catalog(shorter))
    (tmp_path / "old.po").write_bytes(catalog.text.encode())
    theirs = run("msgmerge", "--no-fuzzy-matching", "--no-wrap", tmp_path / "old.po", tmp_path / "new.pot").stdout
    assert dump_catalog(merge_template(catalog, shorter)) == theirs


# Marks

DRAFT = Draft("a", "bir", -0.31, "en-tr@1.2.0|int8|beam:2|newsl10n:0.1", ("numbers missing: 129,000",))


def test_draft_marks_come_and_go() -> None:
    unit = Unit("a", comments=("newsl10n: ignore numbers", "A person wrote this."), previous_source="b")
    drafted = mark_draft(unit, DRAFT)
    assert drafted == Unit(
        "a",
        targets=("bir",),
        fuzzy=True,
        comments=(
            "newsl10n: ignore numbers",
            "A person wrote this.",
            "newsl10n: machine draft, en-tr@1.2.0|int8|beam:2|newsl10n:0.1",
            "newsl10n: problem: numbers missing: 129,000",
        ),
    )
    assert mark_draft(drafted, DRAFT) == drafted
    assert clear_marks(drafted) == Unit("a", targets=("bir",), comments=unit.comments)


def test_empty_draft_is_not_fuzzy() -> None:
    drafted = mark_draft(Unit("a"), replace(DRAFT, target="", problems=("empty",)))
    assert (drafted.target, drafted.fuzzy, drafted.comments) == ("", False, ("newsl10n: problem: empty",))


def test_draft_marks_survive_msgmerge_and_msgcat(tmp_path: Path) -> None:
    catalog = replace_unit(translated(), mark_draft(translated().units[1], DRAFT))
    (tmp_path / "a.po").write_bytes(dump_catalog(catalog))
    (tmp_path / "a.pot").write_bytes(dump_catalog(template(*SENTENCES)))
    merged = run("msgmerge", tmp_path / "a.po", tmp_path / "a.pot").stdout
    unit = parse_catalog(msgcat(merged), PATH).units[1]
    assert (unit.fuzzy, unit.comments) == (True, catalog.units[1].comments)


# Any text

TEXT = st.text(
    st.one_of(
        st.sampled_from('"\\\t\n\r\a\v\u2028\u2029\x85\u2068\u2069 -—'),
        st.sampled_from("مكتبةالبلدة، ğışİ 😀👩‍🚒"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"),
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(TEXT.filter(bool), TEXT, st.one_of(st.none(), TEXT)),
        unique_by=lambda row: (row[0], row[2]),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_survives(rows: list[tuple[str, str, str | None]]) -> None:
    units = tuple(Unit(source, targets=(target,), context=context) for source, target, context in rows)
    catalog = Catalog(path=PATH, headers=(("Content-Type", "text/plain; charset=UTF-8"),), units=units)
    data = dump_catalog(catalog)
    assert tuple(replace(unit, line=0) for unit in parse_catalog(data, PATH).units) == units
    wrapped = parse_catalog(msgcat(data), PATH)
    assert tuple(replace(unit, line=0) for unit in wrapped.units) == units
    assert dump_catalog(wrapped) == wrapped.text.encode()
    assert msgcat(data, "--no-wrap") == data


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(variants()), st.integers(0, 9), TEXT, st.booleans())
def test_any_change_touches_one_entry(variant: tuple[str, bytes], place: int, target: str, fuzzy: bool) -> None:
    name, data = variant
    catalog = parse_catalog(data, PATH)
    if name in ("latin-5", "duplicates") or not catalog.units:
        return
    old = catalog.units[place % len(catalog.units)]
    unit = replace(old, targets=(target, *old.targets[1:]), fuzzy=fuzzy)
    units = tuple(unit if other is old else other for other in catalog.units)
    new = dump_catalog(replace(catalog, units=units))
    assert tuple(replace(u, line=0) for u in parse_catalog(new, PATH).units) == tuple(replace(u, line=0) for u in units)
    before, after = data.decode().split("\n"), new.decode().split("\n")
    same = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= len(before) - _lines_of_target(before, old) - 1


def _lines_of_target(lines: list[str], unit: Unit) -> int:
    start = next(i for i in range(unit.line - 1, len(lines)) if "msgstr" in lines[i])
    end = start + 1
    while end < len(lines) and lines[end].removeprefix("#~").strip().startswith('"'):
        end += 1
    return end - start
