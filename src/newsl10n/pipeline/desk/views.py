"""Opened catalog -> what the review page shows."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from newsl10n.check import Suite, check_units
from newsl10n.ledger import unit_hash
from newsl10n.locale import direction
from newsl10n.markup import find_addresses
from newsl10n.model import JOINED, BlockKind, Catalog, Finding, Severity, State, Unit
from newsl10n.numerals import find_numbers
from newsl10n.pipeline.desk.opened import Opened
from newsl10n.pipeline.desk.room import Room
from newsl10n.pipeline.project import Key, Project, markup_finder
from newsl10n.review import ArticleRow, ArticleView, FindingView, UnitView
from newsl10n.units import OUR_COMMENT, PROBLEM_COMMENT

_PROMINENCE = {
    BlockKind.HEADLINE: 1.0, BlockKind.TITLE: 1.0, BlockKind.STANDFIRST: 0.9, BlockKind.DESCRIPTION: 0.8, BlockKind.HEADING: 0.7,
    BlockKind.CAPTION: 0.6, BlockKind.QUOTE: 0.6,
}  # fmt: skip
_NAME = re.compile(r"(?<![.!?] )(?<![.!?][”\"’] )(?<!^)(?<![“\"‘(*_\[])(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")
_TITLE_KINDS = (BlockKind.HEADLINE, BlockKind.TITLE)


def view_article(room: Room, slug: str, locale: str, opened: Opened) -> ArticleView:
    """The whole article, a unit for each of its segments that the catalog has."""
    project, article = room.project, opened.prepared.article
    findings = find_findings(room, opened)
    units = tuple(
        view_unit(opened, opened.units[key], findings.get(key, ()), number=number)
        for number, key in enumerate(opened.prepared.keys)
        if key in opened.units
    )
    return ArticleView(
        slug=slug,
        title=next((s.source for kind in _TITLE_KINDS for s in opened.prepared.segments if s.kind is kind), slug),
        locale=opened.catalog.locale or locale,
        source_locale=article.locale,
        direction=direction(opened.catalog.locale or locale),
        source_direction=direction(article.locale),
        units=units,
        stamp=opened.stamp,
        path=project.shown(opened.catalog.path).as_posix(),
    )


def view_row(room: Room, slug: str, locale: str, opened: Opened) -> ArticleRow:
    states = opened.states
    return ArticleRow(
        slug=slug,
        title=next((s.source for kind in _TITLE_KINDS for s in opened.prepared.segments if s.kind is kind), slug),
        locale=opened.catalog.locale or locale,
        units=len(states),
        reviewed=sum(state is State.REVIEWED for state in states.values()),
        stale=sum(state is State.STALE for state in states.values()),
        words_left=sum(len(key[1].split()) for key, state in states.items() if state is not State.REVIEWED),
    )


def view_unit(opened: Opened, unit: Unit, findings: Iterable[Finding], *, number: int | None = None) -> UnitView:
    """One unit. ``number``: of its segment, the first one where it stands at several places."""
    entry = opened.records.entries.get(unit_hash(unit.key))
    draft, review = (entry.draft, entry.review) if entry else (None, None)
    state = opened.state(unit.key)
    if number is None:
        number = opened.prepared.keys.index(unit.key) if unit.key in opened.prepared.keys else 0
    segment, kind = opened.prepared.segments[number], opened.prepared.segments[number].kind
    place = number / max(1, len(opened.prepared.segments))
    views = tuple(FindingView(f.rule, f.severity, f.message, _fix(f, unit)) for f in findings)
    score = draft.score if draft and draft.hash else None
    return UnitView(
        id=unit_hash(unit.key),
        version=opened.version(unit),
        block=segment.block,
        kind=kind,
        source=unit.source,
        target=unit.target,
        state=state,
        joined=unit.target.strip() == JOINED,
        draft=draft.text if draft else "",
        score=score,
        previous_source=(unit.previous_source or "") if state is State.STALE else "",
        source_diff=diff_words(unit.previous_source, unit.source)
        if state is State.STALE and unit.previous_source
        else (),
        comments=tuple(c for c in unit.comments if not c.startswith(OUR_COMMENT)),
        problems=tuple(c.partition(": ")[2].partition(": ")[2] for c in unit.comments if c.startswith(PROBLEM_COMMENT)),
        findings=views,
        placeables=find_placeables(unit),
        risk=_risk(state, views, score, kind, place),
        reviewer=review.by if review and state is State.REVIEWED else "",
        reviewed_at=review.at if review and state is State.REVIEWED else "",
    )


def find_all(
    project: Project, catalog: Catalog, states: Mapping[Key, State], *, suite: Suite
) -> dict[Key, list[Finding]]:
    """Findings by unit."""
    grouped: dict[Key, list[Finding]] = {}
    found = check_units(
        catalog,
        states,
        suite=suite,
        source_locale=project.config.source_locale,
        find_markup=markup_finder,
        do_not_translate=project.config.do_not_translate,
        glossary=project.glossary,
    )
    for finding in found:
        grouped.setdefault((finding.context, finding.source), []).append(finding)
    return grouped


NEIGHBOURS = 3
"""Units on either side that a rule may look at (quotations of several sentences, joined sentences)."""
_FEW = 40


def find_findings(room: Room, opened: Opened) -> dict[Key, list[Finding]]:
    """Findings by unit; only units that changed, or whose neighbours did, are checked again."""
    units = [unit for unit in opened.catalog.units if not unit.obsolete]
    versions = [opened.version(unit) for unit in units]
    windows = [tuple(versions[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1]) for i in range(len(units))]
    with room.checking:  # whoever comes second finds it done
        known = room.findings.setdefault(opened.catalog.path, {})
        seen = [known.get(unit.key, ((), [])) for unit in units]
        changed = [i for i, (window, _) in enumerate(seen) if window != windows[i]]
        if len(changed) > _FEW:
            every = find_all(room.project, opened.catalog, opened.states, suite=room.suite)
            fresh = {i: every.get(units[i].key, []) for i in changed}
        else:
            fresh = {i: _find_near(room, opened, units, i) for i in changed}
        known.update({units[i].key: (windows[i], found) for i, found in fresh.items()})
    found = {unit.key: fresh.get(i, seen[i][1]) for i, unit in enumerate(units)}
    return {key: findings for key, findings in found.items() if findings}


def findings_of(room: Room, opened: Opened, unit: Unit) -> list[Finding]:
    """Findings of one unit; nothing else is looked at."""
    units = [one for one in opened.catalog.units if not one.obsolete]
    at = next(i for i, one in enumerate(units) if one is unit)
    window = tuple(opened.version(one) for one in units[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
    known = room.findings.setdefault(opened.catalog.path, {})
    seen, found = known.get(unit.key, ((), []))
    if seen != window:
        found = _find_near(room, opened, units, at)
        known[unit.key] = (window, found)
    return found


def _find_near(room: Room, opened: Opened, units: Sequence[Unit], at: int) -> list[Finding]:
    near = tuple(units[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
    states = {unit.key: opened.state(unit.key) for unit in near}
    found = find_all(room.project, replace(opened.catalog, units=near), states, suite=room.suite)
    return found.get(units[at].key, [])


def diff_words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """``same``, ``removed`` and ``added`` runs of words."""
    a, b = old.split(), new.split()
    parts: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", " ".join(a[i1:i2])))
            continue
        parts += [("removed", " ".join(a[i1:i2]))] if i2 > i1 else []
        parts += [("added", " ".join(b[j1:j2]))] if j2 > j1 else []
    return tuple(parts)


def find_placeables(unit: Unit) -> tuple[str, ...]:
    """Markup, addresses, numbers and names of the source, each once, in this order."""
    markup = [m.text for m in markup_finder(unit)(unit.source)]
    found = find_addresses(unit.source)
    addresses = [m.text for m in found]
    numbers = [n.text for n in find_numbers(unit.source, "en") if not any(m.start <= n.start < m.end for m in found)]
    names = _NAME.findall(unit.source)
    return tuple(dict.fromkeys((*addresses, *numbers, *names, *markup)))[:24]


def _fix(finding: Finding, unit: Unit) -> str | None:
    """A target without this fault, where the rule is certain of one."""
    from newsl10n.check import CHECKS

    mend = CHECKS[finding.rule].fix if finding.rule in CHECKS else None
    mended = mend(unit.source, unit.target) if mend else unit.target
    return mended if mended != unit.target else None


def _risk(state: State, findings: tuple[FindingView, ...], score: float | None, kind: BlockKind, place: float) -> float:
    """How much a unit needs a look, 0 to 1: findings before model score before prominence."""
    if state is State.REVIEWED:
        return 0.0
    weight = sum(1.0 if f.severity is Severity.ERROR else 0.5 for f in findings)
    doubt = 1.0 if state in (State.UNTRANSLATED, State.STALE) else 1 - math.exp(score if score is not None else -0.5)
    prominent = _PROMINENCE.get(kind, 0.5 - 0.3 * place)
    return round(0.5 * (1 - math.exp(-weight)) + 0.3 * doubt + 0.2 * prominent, 4)
