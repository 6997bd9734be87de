"""Findings become text, JSON, GitHub, GitLab, SARIF and JUnit."""

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from newsl10n.check import CHECKS
from newsl10n.model import Finding, Severity
from newsl10n.report import (
    FORMATS,
    Report,
    baseline_text,
    explain_check,
    fingerprint_findings,
    format_line,
    format_rows,
    format_step_summary,
    read_baseline,
    repository_prefix,
    summarise_findings,
)
from newsl10n.report.sarif import format_sarif
from tests.conftest import ROOT

LOST = Finding("numbers", Severity.ERROR, "numbers missing or changed: 95", Path("locales/ar/LC_MESSAGES/a b.po"), 7,
               "Some 95 left.", "غادر بعضهم.")  # fmt: skip
BLANKS = Finding(
    "whitespace", Severity.WARNING, "two blanks", Path("locales/ar/LC_MESSAGES/a b.po"), 3, "A word.", "كلمة  هنا."
)
HOSTILE = Finding("url", Severity.ERROR, "lost: \x1b[31m\x0b\ud800 a,b:c%\r\n::warning::x", Path("x.po"), 1,
                  "<b>|`x`|</b>\n::error::y", "\u202eabc", "menu")  # fmt: skip
NOTHING = Report(findings=(), files=(Path("a.po"),))


def report(*findings, **options):
    files = tuple(dict.fromkeys(f.path for f in findings))
    return Report(findings=tuple(fingerprint_findings(findings, seen=Counter())), files=files, **options)


def prints(*findings):
    return [reported.fingerprint for reported in report(*findings).findings]


def test_a_line_names_place_severity_rule_and_texts():
    assert format_line(LOST) == (
        "locales/ar/LC_MESSAGES/a b.po:7: error: numbers missing or changed: 95 [numbers] “Some 95 left.” → “غادر بعضهم.”"
    )


def test_a_terminal_gets_isolates_and_a_pipe_does_not():
    assert "\u2068" in format_line(LOST, isolate=True)
    assert "\u2068" not in format_line(LOST)


def test_a_terminal_gets_no_commands():
    line = format_line(HOSTILE, isolate=True)
    assert "\x1b" not in line
    assert "\n" not in line
    assert "\u202e" not in line
    assert "\\x1b[31m" in line
    line.encode("utf-8")


@pytest.mark.parametrize(
    ("findings", "known", "line"),
    [
        ([], 0, "No findings."),
        ([], 3, "No new findings. 3 known from the baseline."),
        ([LOST], 0, "1 finding in 1 file: numbers 1."),
        ([LOST, LOST, HOSTILE], 1, "3 findings in 2 files: numbers 2, url 1. 1 known from the baseline."),
    ],
)
def test_a_summary_counts(findings, known, line):
    assert summarise_findings(findings, known=known) == line


def test_fingerprints_stay_while_lines_messages_and_translations_change():
    assert prints(replace(LOST, line=99, message="other", target="آخر")) == prints(LOST)
    assert len(set(prints(LOST, LOST, BLANKS, replace(LOST, context="menu"), replace(LOST, path=Path("b.po"))))) == 5


def test_every_format_takes_anything_and_writes_utf8():
    for name, write in FORMATS.items():
        for given in (NOTHING, report(LOST, BLANKS, HOSTILE)):
            assert write(given).encode("utf-8", "strict" if name != "text" else "replace"), name


def test_json_fits_its_schema():
    schema = json.loads((ROOT / "docs/schema/check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for given in (NOTHING, report(LOST, BLANKS, HOSTILE, prefix=Path("site"))):
        document = json.loads(FORMATS["json"](given))
        jsonschema.validate(document, schema)
    assert document["counts"] == {"error": 2, "warning": 1}
    assert document["findings"][0]["path"] == "site/locales/ar/LC_MESSAGES/a b.po"


def test_github_gets_ten_of_a_kind_errors_first():
    many = [replace(LOST, line=n) for n in range(1, 24)]
    lines = FORMATS["github"](report(BLANKS, *many)).splitlines()
    commands = [line for line in lines if line.startswith(("::error ", "::warning "))]
    assert [line.split()[0] for line in commands] == ["::error"] * 10 + ["::warning"]
    assert "and 13 more errors, listed below" in lines
    assert commands[0].startswith(
        "::error file=locales/ar/LC_MESSAGES/a b.po,line=1,title=numbers::numbers missing or changed: 95%0A"
    )
    assert sum("[numbers]" in line for line in lines) == 23


def test_github_takes_no_command_from_a_catalog():
    lines = FORMATS["github"](report(HOSTILE)).splitlines()
    assert [line for line in lines if line.startswith("::")][1:] == ["::group::All findings", "::endgroup::"]
    assert "a,b:c%25%0D%0A::warning::x" in lines[0]


@pytest.mark.parametrize(
    "name", ["::warning::x.po", "  ::error::x.po", "##[error]x.po", "a\n::error::x.po", "a##[group]x.po"]
)
def test_no_file_name_is_a_command_to_github(name):
    given = report(
        replace(LOST, path=Path(name), message="lost\n::error::y", source="##[add-mask]x", target="\u2028::error::z")
    )
    for form in ("github", "text"):
        lines = FORMATS[form](given).splitlines()
        commands = [line.split("::")[1].split()[0] for line in lines if line.lstrip().startswith("::")]
        assert commands == (["error", "group", "endgroup"] if form == "github" else [])
        assert not [line for line in lines if "##[" in line and not line.startswith("::error ")]


def test_a_file_name_that_looks_like_a_command_can_still_be_read():
    assert format_line(replace(LOST, path=Path("::warning::x.po"))).startswith("\\x3a:warning::x.po:7: error: numbers")
    assert format_line(replace(LOST, path=Path("##[error]x.po"))).startswith("##\\x5berror]x.po:7: error: numbers")
    assert format_line(replace(LOST, path=Path("a::b.po"))).startswith("a::b.po:7:")


INVISIBLE = (
    "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\xad\U000e0041"
)


@pytest.mark.parametrize("form", ["text", "github"])
def test_what_is_invisible_is_shown(form):
    for char in INVISIBLE:
        written = f"\\x{ord(char):02x}" if ord(char) < 256 else ascii(char).strip("'")
        mixed = replace(LOST, path=Path(f"a{char}.po"), message=f"m{char}.", source=f"s{char}.", target=f"ت{char}.")
        out = FORMATS[form](report(mixed))
        assert char not in out
        for start in "amsت":
            assert f"{start}{written}." in out, (form, written)


def test_ordinary_text_stays_as_it_is():
    for text in ("قال «نعم»، ثم مضى.", "می\u200cروم", "Iğdır’da ışık söndü.", "12\u00a0km", "👩\u200d🚒"):
        for form in ("text", "github"):
            assert FORMATS[form](report(replace(LOST, target=text))).count(f"“{text}”") == (1 if form == "text" else 2)


def test_isolates_in_order_are_left_out_of_a_quote():
    isolated = replace(LOST, message="lost: \u2068BBC\u2069", target="قال لـ \u2068BBC News\u2069.")
    assert format_line(isolated).endswith("error: lost: BBC [numbers] “Some 95 left.” → “قال لـ BBC News.”")
    assert "قال لـ BBC News." in FORMATS["github"](report(isolated)).splitlines()[0]
    assert "\\u2068BBC\\u2069" in format_line(replace(LOST, path=Path("\u2068BBC\u2069.po")))


def test_tables_show_what_is_invisible_too():
    rows = [replace(LOST, rule="::error::a\u202eb")]
    assert format_rows(rows, columns=("rule", "line")).splitlines()[1] == "\\x3a:error::a\\u202eb     7"


def test_a_step_summary_stays_below_the_limit_and_escapes():
    assert format_step_summary(NOTHING) == "### newsl10n check\n\nNo findings.\n"
    text = format_step_summary(report(HOSTILE, BLANKS))
    assert "| url | error | 1 |" in text
    assert "&lt;b&gt;&#124;&#96;x&#96;" in text
    assert "'newsl10n approve'" in format_step_summary(
        report(replace(LOST, message="confirm it with 'newsl10n approve'"))
    )
    many = format_step_summary(report(*[replace(LOST, line=n) for n in range(12_000)]))
    assert len(many.encode()) <= 1_000_000
    assert many.rstrip().endswith("more.")


def test_gitlab_gets_what_code_quality_needs():
    issues = json.loads(FORMATS["gitlab"](report(LOST, BLANKS)))
    assert issues[0] == {
        "description": "numbers missing or changed: 95 [numbers]",
        "check_name": "numbers",
        "fingerprint": prints(LOST)[0],
        "severity": "major",
        "location": {"path": "locales/ar/LC_MESSAGES/a b.po", "lines": {"begin": 7}},
    }
    assert [issue["severity"] for issue in issues] == ["major", "minor"]


TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}
SARIF = {  # What we write of SARIF 2.1.0, sections 3.13 to 3.58, in our own words; nothing else is allowed.
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "maxItems": 20, "items": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "additionalProperties": False, "properties": {"driver": {
                    "type": "object", "required": ["name"], "additionalProperties": False,
                    "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "rules": {"type": "array", "uniqueItems": True, "items": {
                        "type": "object", "required": ["id"], "additionalProperties": False,
                        "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT},
                    }}},
                }}},
                "automationDetails": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "originalUriBaseIds": {"type": "object", "additionalProperties": {"type": "object", "properties": {"description": TEXT}}},
                "invocations": {"type": "array", "items": {
                    "type": "object", "required": ["executionSuccessful"], "additionalProperties": False,
                    "properties": {"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": {"type": "array", "items": {
                        "type": "object", "required": ["message"], "properties": {"message": TEXT, "level": {"enum": ["none", "note", "warning", "error"]}},
                    }}},
                }},
                "results": {"type": "array", "maxItems": 25_000, "items": {
                    "type": "object", "required": ["message"], "additionalProperties": False,
                    "properties": {
                        "ruleId": {"type": "string"},
                        "ruleIndex": {"type": "integer", "minimum": -1},
                        "level": {"enum": ["none", "note", "warning", "error"]},
                        "message": TEXT,
                        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                        "locations": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {"physicalLocation": {
                            "type": "object", "additionalProperties": False, "properties": {
                                "artifactLocation": {"type": "object", "additionalProperties": False, "properties": {
                                    "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%:@!$&'()*+,;=-]+$"}, "uriBaseId": {"type": "string"}}},
                                "region": {"type": "object", "additionalProperties": False, "properties": {"startLine": {"type": "integer", "minimum": 1}}},
                            }}}}},
                    },
                }},
            },
        }},
    },
}  # fmt: skip


def test_sarif_fits_the_standard():
    summaries = tuple((check.rule, check.summary) for check in CHECKS.values())
    for given in (NOTHING, report(LOST, BLANKS, HOSTILE, prefix=Path("site"), summaries=summaries)):
        document = json.loads(FORMATS["sarif"](given))
        jsonschema.validate(document, SARIF)
    run = document["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in run["tool"]["driver"]["rules"]:  # what GitHub asks for beyond the standard
        assert rule["fullDescription"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["name"][0].isupper()
        assert rule["name"].isalpha()
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "site/locales/ar/LC_MESSAGES/a%20b.po", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7},
    }
    assert first["partialFingerprints"]["primaryLocationLineHash"] == prints(LOST)[0]


def test_sarif_keeps_the_errors_where_there_are_too_many():
    many = [replace(BLANKS, line=n + 1) for n in range(25_000)]
    run = json.loads(FORMATS["sarif"](report(*many, LOST)))["runs"][0]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["ruleId"] == "numbers"
    assert (
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
        == "1 more findings are not in this file."
    )


def test_sarif_stays_under_the_size_that_github_takes():
    many = [replace(BLANKS, line=n + 1, source=f"{n * 7919:x} {n * 104729:x}") for n in range(3_000)]
    text = format_sarif(report(*many, LOST), most_bytes=60_000)
    assert len(gzip.compress(text.encode())) <= 60_000
    run = json.loads(text)["runs"][0]
    assert run["results"][0]["ruleId"] == "numbers"
    assert len(run["results"]) > 500
    left = 3_001 - len(run["results"])
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith(f"{left} more findings")


def test_junit_is_xml_whatever_a_catalog_holds():
    given = replace(report(LOST, BLANKS, HOSTILE), files=(LOST.path, Path("x.po"), Path("clean.po")))
    root = ElementTree.fromstring(FORMATS["junit"](given))
    assert (root.attrib["tests"], root.attrib["failures"]) == ("4", "2")
    assert [suite.attrib["name"] for suite in root] == ["locales/ar/LC_MESSAGES/a b.po", "x.po", "clean.po"]
    assert [len(suite.findall("testcase/failure")) for suite in root] == [1, 1, 0]
    assert "Warning" in (root.findtext("testsuite/testcase/system-out") or "")


def test_junit_fails_what_the_run_fails():
    strict = replace(report(LOST, BLANKS), failing=frozenset(Severity))
    assert ElementTree.fromstring(FORMATS["junit"](strict)).attrib["failures"] == "2"
    never = replace(report(LOST, BLANKS), failing=frozenset())
    assert ElementTree.fromstring(FORMATS["junit"](never)).attrib["failures"] == "0"


def test_a_baseline_round_trips_without_what_must_stay_visible(tmp_path):
    broken = Finding("unreadable", Severity.ERROR, "not a PO line", Path("c.po"), 3)
    given = report(LOST, HOSTILE, broken)
    path = tmp_path / "known.json"
    path.write_text(baseline_text(given.findings), encoding="utf-8")
    assert read_baseline(path) == frozenset(prints(LOST, HOSTILE))
    path.write_text(FORMATS["json"](report(LOST)), encoding="utf-8")
    assert read_baseline(path) == frozenset(prints(LOST))


def test_a_folder_in_a_repository_has_a_prefix(tmp_path):
    (tmp_path / "site" / "news").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert repository_prefix(tmp_path / "site" / "news") == Path("site/news")
    assert repository_prefix(tmp_path) == Path()


@pytest.mark.parametrize("rule", list(CHECKS))
def test_every_check_explains_itself(rule):
    text = explain_check(CHECKS[rule], on=[rule], settings=CHECKS[rule].settings)
    assert "Right" in text
    assert "Wrong" in text
    assert f"# newsl10n: ignore {rule} (why)" in text
    assert all(f"{name} = " in text for name in CHECKS[rule].settings)
    assert "PASS" not in text
