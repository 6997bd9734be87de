"""``newsl10n check`` on catalogs of any kind: options, exit status, outputs, several processes."""

import json
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest

from newsl10n import catalog as catalogs
from newsl10n.check import CHECKS, choose_checks
from newsl10n.pipeline import InspectOptions, inspect_paths, open_project, workers
from newsl10n.pipeline.inspected_file import guess_locale, inspect_file, quick_markup_finder
from newsl10n.pipeline.inspected_part import inspect_part, merge_parts
from newsl10n.pipeline.project import markup_finder
from tests.conftest import ROOT, edit

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = '#: a.md:1\nmsgid "The bridge is open again."\nmsgstr "الجسر مفتوح من جديد."\n'
LOST = '#: a.md:2\nmsgid "Some 95 people left."\nmsgstr "غادر أشخاص كثيرون."\n'
DRAFT = '#: a.md:3\n#, fuzzy\nmsgid "The road is closed."\nmsgstr "الطريق مغلق."\n'


def write(folder, name, *entries, locale="ar"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(locale) + "\n".join(entries), encoding="utf-8")
    return path


def findings(newsl10n, *words):
    done = newsl10n("check", "--format", "json", *words)
    assert done.status in (0, 1), done.err
    return [(f["rule"], f["path"], f["line"]) for f in json.loads(done.out)["findings"]]


@pytest.mark.parametrize(
    ("entries", "words", "status"),
    [
        ([GOOD], [], 0),
        ([LOST], [], 1),
        ([LOST], ["--fail-on", "never"], 0),
        ([GOOD.replace("مفتوح من", "مفتوح  من")], [], 0),
        ([GOOD.replace("مفتوح من", "مفتوح  من")], ["--fail-on", "warning"], 1),
    ],
)
def test_the_exit_status_follows_fail_on(project, newsl10n, entries, words, status):
    write(project, "ar.po", *entries)
    done = newsl10n("check", *words, "ar.po")
    assert (done.status, done.err) == (status, "")


def test_a_baseline_shows_only_what_is_new(project, newsl10n):
    path = write(project, "ar.po", GOOD, LOST)
    made = newsl10n("check", "--baseline", "known.json", "--write-baseline", "ar.po", folder=project)
    assert (made.status, made.out) == (0, "known.json: 1 finding is known from now on.\n")
    assert newsl10n("check", "--baseline", "known.json", "ar.po").out == "No new findings. 1 known from the baseline.\n"
    write(project, "ar.po", DRAFT.replace("#, fuzzy\n", ""), "# a note\n" + LOST, GOOD.replace("open", "75 m wide"))
    done = newsl10n("check", "--baseline", "known.json", "ar.po")
    assert done.status == 1
    assert "75" in done.out
    assert "95" not in done.out
    assert path.exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            ["--min-reviewed", "100", "--locale", "ar"],
            1,
            "ar: 1 of 2 units are reviewed, 50 %; 100 % are wanted [min-reviewed]",
        ),
        (["--min-reviewed", "50", "--locale", "ar"], 0, "warning: edited but not confirmed"),
        (
            ["--min-reviewed", "ar=50", "--min-reviewed", "tr=1"],
            1,
            "tr: 0 of 1 units are reviewed, 0 %; 1 % are wanted",
        ),
        (["--min-reviewed", "0"], 0, "warning: not translated"),
        (["--min-reviewed", "60"], 1, "ar: 1 of 2 units"),
        (["--min-reviewed", "50", "--locale", "ar", "--min-reviewed", "0", "--locale", "tr"], 0, "missing 1"),
        (["--min-reviewed", "1", "--locale", "de"], 1, "de: there is no catalog, 1 % reviewed are wanted"),
    ],
)
def test_thresholds_decide_how_far_a_locale_must_be(project, newsl10n, words, status, said):
    write(project, "po/ar.po", GOOD, DRAFT)
    write(project, "po/tr.po", 'msgid "The road is closed."\nmsgstr ""\n', locale="tr")
    done = newsl10n("check", *words, "po")
    assert said in done.out
    assert (done.status, done.err) == (status, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--locale", "ar"], "--locale belongs to --min-reviewed; to check only some locales name them with --to"),
        (["--min-reviewed", "120"], "--min-reviewed 120; write a percentage from 0 to 100, or ar=100"),
        (["--min-reviewed", "qq=10"], "unknown locale 'qq'"),
        (["--write-baseline"], "--write-baseline needs a file; name it with --baseline FILE"),
        (["--baseline", "none.json"], "none.json: no such baseline; make it with --write-baseline"),
        (["--baseline", "ar.po"], "ar.po: not a baseline; make it with --write-baseline"),
        (["--explain", "nonsense"], "no check is called 'nonsense'; known checks: missing"),
        (["none.po"], "none.po: no such file; check the path"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_wrong_calls_are_named(project, newsl10n, words, said):
    write(project, "ar.po", GOOD)
    done = newsl10n("check", *words, *([] if words == ["none.po"] else ["ar.po"]))
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


BROKEN = {
    "open.po": (b'msgid "a"\nmsgstr "b\n', 2, "a quote is missing"),
    "conflict.po": (HEADER.format("ar").encode() + GOOD.encode() + b"<<<<<<< HEAD\n", 9, "a git conflict marker"),
    "cut.po": (HEADER.format("ar").encode() + b'msgid "a"\n', 7, "the last entry has no msgstr"),
    "latin.po": (HEADER.format("tr").encode() + 'msgid "a"\nmsgstr "\u015f"\n'.encode("iso8859-9"), 7, "not in UTF-8, which its header declares"),
    "charset.po": (HEADER.format("tr").replace("UTF-8", "KLINGON-8").encode(), 1, "unknown charset KLINGON-8"),
    "utf16.po": (HEADER.format("tr").encode("utf-16"), 1, "UTF-16"),
    "nul.po": (HEADER.format("tr").encode() + b'msgid "a\x00"\nmsgstr ""\n', 6, "U+0000"),
    "twice.po": (HEADER.format("tr").encode() + b'msgid "a"\nmsgstr "b"\n\nmsgid ""\nmsgstr ""\n', 9, "an empty msgid that is not the first"),
}  # fmt: skip


def test_a_broken_file_is_one_finding_and_the_others_are_checked(project, newsl10n):
    for name, (content, _, _) in BROKEN.items():
        (project / name).write_bytes(content)
    write(project, "good.po", LOST)
    done = newsl10n("check", "--format", "json", ".")
    assert (done.status, done.err) == (1, "")
    rows = json.loads(done.out)["findings"]
    assert [r["rule"] for r in rows if r["path"] == "good.po"] == ["numbers"]
    for name, (_, line, said) in BROKEN.items():
        (row,) = [r for r in rows if r["path"] == name]
        assert (row["rule"], row["severity"], row["line"]) == ("unreadable", "error", line), name
        assert said in row["message"]


def test_a_broken_ledger_is_one_finding(project, newsl10n):
    write(project, "ar.po", GOOD)
    (project / "ar.ledger.jsonl").write_text("{}\nnonsense\n", encoding="utf-8")
    assert findings(newsl10n, "ar.po") == [("unreadable", "ar.ledger.jsonl", 1)]


FOREIGN = r"""# A program's catalog.
msgid ""
msgstr ""
"Language: tr\n"
"Content-Type: text/plain; charset=ISO-8859-9\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. note
#: src/main.c:10 src/b.c:4
#, c-format
#= no-wrap
msgctxt "menu"
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d dosya"
msgstr[1] "%s dosya"

#, fuzzy, c-format
#| msgctxt "old"
#| msgid "Close the "
#| "window"
msgid "Close\tall \"windows\""
msgstr "Tüm \"pencereleri\"\tkapat"

msgid ""
"Long line "
"goes on.\n"
msgstr ""
"Uzun satır "
"sürüyor.\n"

#~ msgid "Gone for 77 days"
#~ msgstr "Gitti"

#~| msgid "Older"
#~ msgid "Old"
#~ msgstr "Eski"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("charset", "codec"),
    [("ISO-8859-9", "iso8859-9"), ("UTF-8", "utf-8"), ("UTF-8", "utf-8-sig"), ("CP1254", "cp1254")],
)
def test_any_gettext_catalog_is_checked(project, newsl10n, end, charset, codec):
    text = FOREIGN.replace("ISO-8859-9", charset).replace("\n", end)
    (project / "app.po").write_bytes(text.encode(codec))
    found = findings(newsl10n, "app.po")
    assert [f for f in found if f[0] != "whitespace"] == [("placeholders", "app.po", 13), ("stale", "app.po", 22)]


@pytest.mark.parametrize(
    ("name", "declared", "rules"),
    [
        ("ar/LC_MESSAGES/news.po", "", ["ascii-punctuation"]),
        ("po/ar.po", "", ["ascii-punctuation"]),
        ("po/news.ar.po", "", ["ascii-punctuation"]),
        ("po/news.po", "ar_EG.UTF-8", ["ascii-punctuation"]),
        ("po/news.po", "ar@latin", ["ascii-punctuation"]),
        ("po/ar.po", "Klingon", ["ascii-punctuation"]),
        ("po/news.po", "", []),
        ("po/app.po", "nonsense", []),
    ],
)
def test_the_locale_is_declared_or_guessed_or_unknown(project, newsl10n, name, declared, rules):
    write(project, name, 'msgid "The bridge, they say, is open."\nmsgstr "يقولون, إن الجسر مفتوح."\n', locale=declared)
    assert [rule for rule, _, _ in findings(newsl10n, name)] == rules


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("pt_BR/LC_MESSAGES/a.po", "pt-BR"),
        ("po/tr.po", "tr"),
        ("po/a.zh_Hant.po", "zh-Hant"),
        ("sr@latin/LC_MESSAGES/a.po", "sr"),
        ("new.po", ""),
        ("po/qq.po", ""),
        ("LC_MESSAGES/a.po", ""),
    ],
)
def test_a_path_names_a_locale(path, locale):
    assert guess_locale(Path(path)) == locale


def test_a_template_need_not_be_translated(project, newsl10n):
    write(project, "news.pot", 'msgid "The road is closed."\nmsgstr ""\n', locale="")
    assert findings(newsl10n, "news.pot") == []


def test_a_github_workflow_is_noticed(project, newsl10n):
    write(project, "ar.po", LOST)
    summary = project / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    done = newsl10n("check", "ar.po", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert done.status == 1
    assert done.out.startswith("::error file=ar.po,line=7,title=numbers::")
    assert summary.read_text(encoding="utf-8").startswith("before\n### newsl10n check\n")
    assert newsl10n("check", "ar.po", "--format", "text", GITHUB_ACTIONS="true").out.startswith("ar.po:7: error:")


def test_paths_are_those_of_the_repository(project, newsl10n):
    (project / ".git").mkdir()
    write(project, "site/locales/ar/LC_MESSAGES/a.po", LOST)
    done = newsl10n("-C", "site", "check", "--format", "sarif")
    location = json.loads(done.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "site/locales/ar/LC_MESSAGES/a.po"


@pytest.mark.parametrize("name", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_can_be_written_to_a_file(project, newsl10n, name):
    write(project, "ar.po", LOST)
    done = newsl10n("check", "--format", name, "-o", "out/report", "ar.po")
    assert (done.status, done.out, done.err) == (1, "", "1 finding in 1 file: numbers 1.\n")
    text = (project / "out/report").read_text(encoding="utf-8")
    assert "95" in text
    match name:
        case "json":
            jsonschema.validate(
                json.loads(text), json.loads((ROOT / "docs/schema/check.schema.json").read_text(encoding="utf-8"))
            )
        case "gitlab" | "sarif":
            json.loads(text)
        case "junit":
            ElementTree.fromstring(text)


def test_the_list_says_what_is_on(project, newsl10n):
    (project / "newsl10n.toml").write_text('[check]\ndisable = ["url"]\n[check.numbers]\nseverity = "warning"\n')
    rows = {line.split()[0]: line.split()[1:3] for line in newsl10n("check", "--list").out.splitlines()}
    assert rows["url"] == ["error", "off"]
    assert rows["numbers"] == ["warning", "on"]
    assert rows["unreadable"] == ["error", "on"]
    assert set(CHECKS) < set(rows)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("length]\nlongest = nan", "[check.length] longest = nan cannot be used; write a number from 0 to 1000000, such as 1.8"),
        ("length]\nlongest = inf", "[check.length] longest = inf cannot be used; write a number"),
        ("length]\nlongest = -1", "[check.length] longest = -1 cannot be used; write a number"),
        ("length]\nlongest = true", "[check.length] longest = True cannot be used; write a number"),
        ("length]\nfrom_characters = 2.5", "from_characters = 2.5 cannot be used; write a whole number from 0 to 1000000, such as 20"),
        ("length]\nfrom_characters = -2", "from_characters = -2 cannot be used; write a whole number"),
        ("script]\nshare = 5", "[check.script] share = 5 cannot be used; write a number from 0 to 1, such as 0.6"),
        ("untranslated]\nshare = 'all'", "[check.untranslated] share = 'all' cannot be used; write a number from 0 to 1"),
    ],
)  # fmt: skip
def test_settings_have_limits(project, newsl10n, table, said):
    write(project, "ar.po", GOOD)
    (project / "newsl10n.toml").write_text(f"[check.{table}\n", encoding="utf-8")
    done = newsl10n("check", "ar.po")
    assert (done.status, said in done.err) == (2, True), done.err


def test_settings_within_their_limits_are_taken():
    table = {"script": {"share": 1}, "length": {"longest": 3, "from_characters": 0}}
    settings = choose_checks(CHECKS, table).settings
    assert (settings["script"]["share"], settings["length"]["longest"]) == (1, 3)


SECRET = "The password is very secret."


@pytest.fixture
def outside(tmp_path_factory):
    """A file that is none of the project's."""
    path = tmp_path_factory.mktemp("outside") / "secret.md"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("named", ["../{}", "{}", "link.md", "folder/secret.md", "a" * 300 + ".md"])
def test_a_catalog_opens_no_file_outside_the_project(project, newsl10n, outside, named):
    newsl10n("extract", "flood.md", "--to", "ar")
    (project / "link.md").symlink_to(outside)
    (project / "folder").symlink_to(outside.parent)
    away = outside.relative_to(project.parent.parent) if named.startswith("..") else outside
    named = named.replace("../", "../../").format(away) if named.startswith("..") else named.format(away)
    assert "a" * 300 in named or (project / named).is_file()
    for path in (project / "locales/flood.pot", project / "locales/ar/LC_MESSAGES/flood.po"):
        path.write_text(path.read_text(encoding="utf-8").replace("flood.md:", f"{named}:"), encoding="utf-8")
    done = newsl10n("check")
    assert "secret" not in done.out.replace(named, "")
    assert "[outdated]" not in done.out
    assert done.err == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "We are **not** afraid",
            "We are **never** afraid",
            "flood.md: 1 sentence of the article is not in the catalog; 1 sentence of the catalog is no longer in the article (first: '",
        ),
        ("Some 1,200 people went home.", "", "flood.md: 1 sentence of the catalog is no longer in the article (first: 'Some 1,200"),
        (
            "Some 1,200 people went home.",
            "Some 1,200 people went home. Rain is not expected. Schools stay shut.",
            "flood.md: 2 sentences of the article are not in the catalog (first: 'Rain is not expected.'); run 'newsl10n update flood.md'",
        ),
    ],
)  # fmt: skip
def test_a_catalog_behind_its_article_says_what_differs(project, newsl10n, old, new, said):
    newsl10n("extract", "flood.md", "--to", "ar")
    article = project / "flood.md"
    article.write_text(article.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert said in newsl10n("check").out


def test_a_dash_is_standard_output(project, newsl10n):
    write(project, "ar.po", LOST)
    assert newsl10n("check", "-o", "-", "ar.po").out == newsl10n("check", "ar.po").out
    newsl10n("extract", "flood.md", "--to", "tr")
    wanted = ("render", "flood.md", "--to", "tr", "--draft", "--fallback", "source")
    done = newsl10n(*wanted, "-o", "-")
    assert (done.status, done.err) == (0, "")
    newsl10n(*wanted, "-o", "page.html")
    assert done.out == (project / "page.html").read_text(encoding="utf-8")
    refused = newsl10n("evaluate", "--source", "a", "--reference", "a", "--to", "tr", "-o", "-")
    assert (refused.status, "-o takes a file" in refused.err) == (2, True)
    assert not (project / "-").exists()


def test_what_a_command_prints_of_a_file_name_is_inert(project, newsl10n):
    write(project, "po/::warning::a\u202eb.po", LOST)
    (project / "po/::warning::c.po").write_text("nonsense\n", encoding="utf-8")
    for words in (["po"], ["--format", "github", "po"], ["--baseline", "b.json", "--write-baseline", "po"]):
        done = newsl10n("check", *words)
        assert "\u202e" not in done.out + done.err
        assert not [line for line in (done.out + done.err).splitlines() if line.startswith("::warning::")]


def test_a_rule_is_explained(newsl10n):
    out = newsl10n("check", "--explain", "numbers").out
    assert "Arabic:\n  Right:\n    Some 800,000 people fled.\n" in out
    assert "Turkish:" in out
    assert 'severity = "error"' in out


def many_entries(count):
    for n in range(count):
        target = "⤴" if n % 9 == 4 else f"غادر {'' if n % 50 == 7 else n + 1000} شخص."
        yield f'#: a{n // 40}.md:{n}\nmsgid "Some {n + 1000} people left."\nmsgstr "{target}"\n'


@pytest.mark.parametrize("parts", [2, 3, 7])
def test_parts_of_a_file_give_what_the_whole_gives(project, parts):
    path = write(project, "ar.po", *many_entries(500), '#~ msgid "Gone"\n#~ msgstr "ذهب"\n')
    here, suite = open_project(project), choose_checks(CHECKS, {})
    whole = inspect_file(here, suite, path)
    found = [inspect_part(here, suite, path, part=n, parts=parts, locales=()) for n in range(parts + 1)]
    merged = merge_parts(found)
    assert whole
    assert merged
    assert merged.findings == whole.findings
    assert (merged.units, merged.reviewed) == (whole.units, whole.reviewed) == (500, 500)
    sources = [u.source for n in range(parts) for u in catalogs.load_catalog_part(path, part=n, parts=parts)[0].units]
    assert sources == [u.source for u in catalogs.load_catalog(path).units]


def test_processes_change_nothing_but_the_time(project, monkeypatch):
    monkeypatch.setattr(workers, "BIG_BYTES", 100_000)
    write(project, "po/big/ar.po", *many_entries(2_000))
    for n in range(12):
        write(project, f"po/{n}/ar.po", LOST, GOOD)
    (project / "po/5/ar.po").write_text("nonsense\n", encoding="utf-8")
    (project / "po/bigger.po").write_text(
        (project / "po/big/ar.po").read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8"
    )
    here = open_project(project)
    runs = [list(inspect_paths(here, [Path("po")], options=InspectOptions(jobs=jobs))) for jobs in (1, 2, 3, 0)]
    found = [[(r.path, r.findings, r.units, r.reviewed, r.open_line) for r in run] for run in runs]
    assert found[0] == found[1] == found[2] == found[3]
    assert [(f.rule, f.line) for r in runs[1] for f in r.findings if r.path == Path("po/bigger.po")] == [
        ("unreadable", 8005)
    ]
    assert len([r for r in runs[0] if r.path]) == 14


def test_the_command_takes_a_number_of_processes(project, newsl10n):
    write(project, "po/ar.po", LOST)
    write(project, "po/sub/ar.po", LOST)
    assert newsl10n("check", "--jobs", "2", "po").out == newsl10n("check", "po").out
    assert newsl10n("check", "--jobs", "-1", "po").status == 2


def test_markup_is_found_quickly_where_it_is():
    units = catalogs.load_catalog(ROOT / "locales/tr/LC_MESSAGES/karsu-bridge.po").units
    for unit in units:
        for text in (*unit.targets, unit.source, "a **b** [c](https://example.org/d)", "x@example.org"):
            assert quick_markup_finder(unit)(text) == markup_finder(unit)(text)


def test_the_hook_and_the_action_call_options_that_exist():
    options = {option for p in __import__("newsl10n.cli.check", fromlist=["check"]).check.params for option in p.opts}
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = {word.strip('()"') for word in action.split() if word.lstrip("(").startswith("--")}
    assert {word for word in used if word not in ("--quiet", "--disable-pip-version-check", "--")} <= options
    assert "entry: newsl10n check\n" in (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")


def test_the_benchmark_catalog_is_gettext(tmp_path):
    from benchmarks.checks_speed import HEADER as HEAD
    from benchmarks.checks_speed import catalog_entries

    path = tmp_path / "ar.po"
    path.write_text(HEAD + "\n".join(catalog_entries(500)), encoding="utf-8")
    subprocess.run(["msgfmt", "-o", "/dev/null", path], check=True, capture_output=True)
    assert len(catalogs.load_catalog(path).units) == 500


@pytest.fixture
def two_articles(project, newsl10n):
    """``flood.md`` with Arabic and Turkish catalogs, ``port.md`` with an Arabic one."""
    (project / "port.md").write_text("# The port\n\nOne ship came.\n", encoding="utf-8")
    newsl10n("extract", "flood.md", "--to", "ar,tr")
    newsl10n("extract", "port.md", "--to", "ar")
    return project


def lacks(newsl10n, *words):
    return [(path, line) for rule, path, line in findings(newsl10n, *words) if rule == "no-catalog"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["port.md"]),
        (["--to", "tr"], ["port.md"]),
        (["--to", "ar"], []),
        (["--to", "de"], ["flood.md", "port.md"]),
        (["port.md"], ["port.md"]),
        (["flood.md"], []),
        (["flood.md", "--to", "de"], ["flood.md"]),
        (["locales"], []),
        (["locales/ar/LC_MESSAGES/port.po"], []),
    ],
)
def test_a_missing_catalog_is_a_finding_on_its_article(two_articles, newsl10n, words, found):
    assert lacks(newsl10n, *words) == [(path, 1) for path in found]


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('target_locales = ["ar"]', []),
        ('target_locales = ["tr"]', ["port.md"]),
        ('target_locales = ["ar", "de"]', ["flood.md", "port.md"]),
        ("beam = 1", ["port.md"]),
    ],
)
def test_the_settings_say_which_catalogs_an_article_needs(two_articles, newsl10n, settings, found):
    (two_articles / "newsl10n.toml").write_text(settings + "\n", encoding="utf-8")
    assert lacks(newsl10n) == [(path, 1) for path in found]


def test_a_missing_catalog_names_its_locale_and_the_command(two_articles, newsl10n):
    (two_articles / "locales/ar/LC_MESSAGES/flood.po").unlink()
    done = newsl10n("check", "--to", "ar")
    assert done.status == 1
    assert "flood.md:1: error: no catalog for ar; run 'newsl10n translate flood.md --to ar'" in done.out


def test_an_article_that_was_never_extracted_is_a_finding_where_it_is_named(project, newsl10n):
    assert lacks(newsl10n, "flood.md", "--to", "tr") == [("flood.md", 1)]
    assert "this article has no catalogs; make them with" in newsl10n("check", "flood.md").err


def test_units_of_a_missing_catalog_count_as_not_reviewed(two_articles, newsl10n):
    done = newsl10n("check", "--min-reviewed", "tr=100", "--to", "tr")
    assert done.status == 1
    assert "port.md:1: warning: no catalog for tr" in done.out
    assert "tr: 0 of 8 units are reviewed, 0 %; 100 % are wanted [min-reviewed]" in done.out
    assert "de: 0 of 8 units" in newsl10n("check", "--min-reviewed", "de=1", "--to", "de").out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--to", "de"], 2, "no catalog is for de, and no article here could have one; name another locale with --to (here: ar)"),
        (["--to", "ar,de"], 2, "no catalog is for de"),
        (["--to", "de", "locales"], 2, "no catalog is for de"),
        (["--to", "de", "locales/ar/LC_MESSAGES/app.po"], 0, ""),
        (["--to", "ar"], 0, ""),
        ([], 0, ""),
    ],
)  # fmt: skip
def test_a_locale_that_nothing_is_for_is_no_clean_project(project, newsl10n, words, status, said):
    write(project, "locales/ar/LC_MESSAGES/app.po", GOOD)
    done = newsl10n("check", *words)
    assert (done.status, said in done.err) == (status, True), done.err


def test_a_baseline_knows_missing_catalogs_by_locale(two_articles, newsl10n):
    newsl10n("check", "--to", "tr", "--baseline", "known.json", "--write-baseline", "port.md")
    assert lacks(newsl10n, "--to", "tr", "--baseline", "known.json", "port.md") == []
    assert lacks(newsl10n, "--to", "de", "--baseline", "known.json", "port.md") == [("port.md", 1)]


@pytest.fixture
def below(project, newsl10n):
    """Two projects below the current folder; both changed their article, and one switched a rule off."""
    for name, settings in (("a/news", '[check]\ndisable = ["numbers"]\n'), ("b", "")):
        folder = project / name
        folder.mkdir(parents=True)
        (folder / "newsl10n.toml").write_text('target_locales = ["ar"]\n' + settings, encoding="utf-8")
        (folder / "port.md").write_text("Some 95 people left.\n", encoding="utf-8")
        newsl10n("-C", name, "extract", "port.md")
        edit(folder / "locales/ar/LC_MESSAGES/port.po", "Some 95 people left.", "غادر أشخاص كثيرون.", confirm=True)
        (folder / "port.md").write_text("Some 95 people left.\n\nOne ship came.\n", encoding="utf-8")
    return project


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("absolute", [False, True])
def test_projects_below_the_folder_are_checked_with_their_settings(below, newsl10n, jobs, absolute):
    paths = ["a/news/locales/ar/LC_MESSAGES/port.po", "b/locales/ar/LC_MESSAGES/port.po"]
    typed = [below / path for path in paths] if absolute else paths
    found = [(rule, path) for rule, path, _ in findings(newsl10n, "--jobs", jobs, *typed)]
    assert found == [("outdated", paths[0]), ("outdated", paths[1]), ("numbers", paths[1])]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a"], "a/news/port.md: 1 sentence of the article is not in the catalog (first: 'One ship came.'); run 'newsl10n -C a/news update port.md'"),
        (["a/news/port.md"], "a/news/locales/ar/LC_MESSAGES/port.po:1: error: a/news/port.md:"),
        (["a/news/port.md", "--to", "tr"], "a/news/port.md:1: error: no catalog for tr; run 'newsl10n -C a/news translate port.md --to tr'"),
        (["-C", "a/news", "port.md"], "locales/ar/LC_MESSAGES/port.po:1: error: port.md:"),
    ],
)  # fmt: skip
def test_findings_of_a_project_below_are_named_from_here(below, newsl10n, words, said):
    folder = words[:2] if words[0] == "-C" else []
    done = newsl10n(*folder, "check", *words[len(folder) :])
    assert (done.status, said in done.out) == (1, True), done.out + done.err


def test_a_path_that_starts_at_the_wrong_folder_is_explained(below, newsl10n):
    done = newsl10n("-C", "b", "check", "b/locales/ar/LC_MESSAGES/port.po")
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("port.po: no such file; with -C b paths start at that folder\n")


def test_a_folder_with_settings_is_one_project(below, newsl10n):
    (below / "newsl10n.toml").write_text('target_locales = ["ar"]\n', encoding="utf-8")
    found = [rule for rule, _, _ in findings(newsl10n, "a/news/locales/ar/LC_MESSAGES/port.po")]
    assert found == ["numbers"]


@pytest.mark.parametrize("content", [b"", b" \n\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_not_a_clean_catalog(project, newsl10n, content):
    (project / "tr.po").write_bytes(content)
    done = newsl10n("check", "tr.po")
    assert done.status == 1
    assert "tr.po:1: error: the file is empty; restore it (git, a backup), or delete it" in done.out
    assert "[unreadable]" in done.out


def test_the_help_says_what_is_checked_where_no_locale_is_named(two_articles, newsl10n):
    assert "every catalog that exists where none is named" in " ".join(newsl10n("check", "--help").out.split())
    (two_articles / "newsl10n.toml").write_text('target_locales = ["ar"]\n', encoding="utf-8")
    assert "locales/tr/LC_MESSAGES/flood.po" in newsl10n("check").out
