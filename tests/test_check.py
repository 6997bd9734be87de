"""Every PASS and FAIL row in the docstring of a check is executed."""

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

import newsl10n.check
from newsl10n.check import CHECKS, ArchivedUnit, check_archive, check_units, choose_checks
from newsl10n.errors import ConfigError
from newsl10n.formats import FORMATS
from newsl10n.glossary import Term
from newsl10n.model import Catalog, State, Unit

FLAGS = {"python-format", "c-format", "python-brace-format"}

GLOSSARY = (
    Term("ceasefire", ("وقف إطلاق النار",), "ar", "term"),
    Term("ceasefire", ("ateşkes",), "tr", "term"),
    Term("Reuters", (), "", "dnt"),
    Term("", ("terörist",), "tr", "forbidden"),
)


def _rows():
    for info in pkgutil.iter_modules(newsl10n.check.__path__):
        module = importlib.import_module(f"newsl10n.check.{info.name}")
        if info.name in ("context", "suite"):
            continue
        rows = [line for line in (module.__doc__ or "").splitlines() if line.startswith(("PASS ", "FAIL "))]
        assert {row[:4] for row in rows} == {"PASS", "FAIL"}, f"{info.name} needs PASS and FAIL rows"
        yield from ((module.CHECK.rule, row) for row in rows)


def _decoded(text):
    return text.encode("ascii", "backslashreplace").decode("unicode-escape") if "\\u" in text else text


@pytest.mark.parametrize(("rule", "row"), list(_rows()))
def test_rows_do_what_they_say(rule, row):
    head, source, target = (_decoded(cell.strip(" ")) for cell in row.split(" | ", 2)) if row.count(" | ") >= 2 else (
        *(_decoded(cell.strip(" ")) for cell in row.rstrip("|").rstrip().split(" | ", 1)), "")  # fmt: skip
    verdict, locale, *options = head.split()
    state = next((State(o) for o in options if o in {s.value for s in State}), State.REVIEWED)
    headers = [("Language", locale)] + ([("Plural-Forms", source)] if "header" in options else [])
    file = next((o for o in options if "." in o), "a.txt")
    unit = Unit(source, (target,), fuzzy=state is not State.REVIEWED, references=(f"{file}:1",),
                flags=tuple(o for o in options if o in FLAGS), line=7)  # fmt: skip
    catalog = Catalog(Path("a.po"), headers=tuple(headers), units=() if "header" in options else _around(unit, options))
    suite = choose_checks(CHECKS, {}, enable=[rule], disable=set(CHECKS) - {rule})
    if CHECKS[rule].find_in_archive:
        archived = [_archived(locale, *(_decoded(c.strip()) for c in pair)) for pair in _pairs(row)]
        assert bool(check_archive(archived, suite=suite)) == (verdict == "FAIL")
        return
    findings = check_units(catalog, {unit.key: state}, suite=suite, find_markup=lambda u: _finder(file),
                           glossary=GLOSSARY if "glossary" in options else ())  # fmt: skip
    assert bool(findings) == (verdict == "FAIL"), findings
    assert all(f.rule == rule and f.path == Path("a.po") for f in findings)


def _around(unit, options):
    """The unit with the neighbours that a row asks for."""
    if "twice" in options:
        return unit, replace(unit, line=9)
    if "twice-apart" in options:
        return unit, replace(unit, context="caption", line=9)
    return (
        (Unit("It rained.", ("\u0623\u0645\u0637\u0631\u062a.",), line=2), unit) if "after-text" in options else (unit,)
    )


def _pairs(row):
    cells = row.split(" | ")[1:]
    return zip(cells[::2], cells[1::2], strict=True)


def _archived(locale, source, target):
    return ArchivedUnit(Path("a.po"), 1, locale, source, target, None, State.REVIEWED)


def _finder(file):
    return next((f.find_markup for f in FORMATS.values() if file.endswith(f.suffixes)), FORMATS["text"].find_markup)


def _check(*units, **options):
    catalog = Catalog(Path("a.po"), headers=(("Language", "ar"),), units=units)
    states = {u.key: State.REVIEWED for u in units}
    suite = choose_checks(CHECKS, options.pop("tables", {}), **options)
    found = check_units(catalog, states, suite=suite, find_markup=lambda u: FORMATS["text"].find_markup)
    return [(f.rule, f.line) for f in found]


def test_joined_sentences_are_checked_together():
    first = Unit("Some 120 people came.", ("جاء 120 شخصا وبقي 95.",), line=1)
    assert _check(first, Unit("And 95 stayed.", ("⤴",), line=5)) == []
    assert _check(first, Unit("And 85 stayed.", ("⤴",), line=5)) == [("numbers", 1), ("numbers-added", 1)]


def test_a_comment_switches_a_rule_off_for_a_unit():
    unit = Unit("In 2018.", ("في العام.",), comments=("newsl10n: ignore numbers (a rounded figure)",))
    assert _check(unit) == []


def test_a_rule_can_be_left_out():
    unit = Unit("In 2018.", ("في العام.",), line=3)
    assert _check(unit) == [("numbers", 3)]
    assert _check(unit, disable=("numbers",)) == []


def test_obsolete_units_are_not_checked():
    assert _check(Unit("In 2018.", ("",), obsolete=True)) == []


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"disable": ["nonsense"]}, "no check is called 'nonsense'"),
        ({"nonsense": {}}, "no check is called 'nonsense'"),
        ({"numbers": {"severity": "fatal"}}, "write error or warning"),
        ({"numbers": {"limit": 3}}, "has no setting 'limit'"),
    ],
)
def test_wrong_tables_are_named(tables, said):
    with pytest.raises(ConfigError, match=said):
        choose_checks(CHECKS, tables)


def test_tables_change_severity_and_leave_rules_out_of_files():
    unit = Unit("In 2018.", ("في العام.",), line=3)
    assert _check(unit, tables={"files": {"*.po": ["numbers"]}}) == []
    assert (
        choose_checks(CHECKS, {"numbers": {"severity": "warning"}}, disable=set(CHECKS) - {"numbers"})
        .checks[0]
        .severity
        == "warning"
    )
