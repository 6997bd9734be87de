"""The functions behind the review page, on real catalogs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from newsl10n.catalog import dump_catalog, load_catalog
from newsl10n.errors import ArticleError, NotReadyError, UsageError
from newsl10n.model import State
from newsl10n.pipeline import open_project
from newsl10n.pipeline.desk import open_desk
from newsl10n.pipeline.publishing import render_article_file
from newsl10n.render import RenderOptions
from newsl10n.review import Conflict, Edit

SLUG, LOCALE = "flood", "tr"
HIDDEN = ("title", "description", "alt text")


@pytest.fixture
def desk(project, newsl10n):
    assert newsl10n("extract", "flood.md", "--to", "tr").status == 0
    return open_desk(open_project(project), by="Ayşe")


@pytest.fixture
def po(project):
    return project / "locales/tr/LC_MESSAGES/flood.po"


def unit_of(desk, start):
    return next(u for u in desk.open_article(SLUG, LOCALE).units if u.source.startswith(start))


def save(desk, unit, target, **options):
    saved = desk.save_unit(SLUG, LOCALE, unit.id, Edit(target, unit.version, "Ayşe", **options))
    return saved if isinstance(saved, Conflict) else saved.unit


def test_an_article_is_listed_and_opened(desk):
    (row,) = desk.list_articles()
    assert (row.slug, row.title, row.locale, row.units, row.reviewed, row.words_left) == (
        SLUG,
        "The river is falling",
        "tr",
        6,
        0,
        33,
    )
    view = desk.open_article(SLUG, LOCALE)
    assert [u.source for u in view.units][:2] == ["The river is falling", "NEHIRKENT —"]
    assert (view.direction, view.path) == ("ltr", "locales/tr/LC_MESSAGES/flood.po")
    assert [u.state for u in view.units] == [State.UNTRANSLATED] * 6
    with pytest.raises(KeyError):
        desk.open_article("../../etc", "tr")


def test_no_article_outside_the_project_is_opened(desk, po, project):
    (project.parent / "secret.md").write_text("Nobody may read this.\n", encoding="utf-8")
    po.write_text(po.read_text(encoding="utf-8").replace("flood.md:", "../secret.md:"), encoding="utf-8")
    with pytest.raises(ArticleError, match="not where the catalog says"):
        desk.open_article(SLUG, LOCALE)


def test_a_save_is_a_draft_until_it_is_confirmed(desk, po):
    saved = save(desk, unit_of(desk, "The river is falling"), "Nehir alçalıyor")
    assert (saved.state, saved.target) == (State.EDITED, "Nehir alçalıyor")
    confirmed = save(desk, saved, "Nehir alçalıyor", confirm=True)
    assert (confirmed.state, confirmed.reviewer, confirmed.risk) == (State.REVIEWED, "Ayşe", 0.0)
    assert '"by": "Ayşe"' in po.with_suffix(".ledger.jsonl").read_text(encoding="utf-8")
    assert dict(load_catalog(po).headers)["Last-Translator"] == "Ayşe"
    with pytest.raises(UsageError, match="empty"):
        save(desk, confirmed, " ", confirm=True)


def test_a_change_underneath_is_a_conflict_and_nothing_is_lost(desk, po):
    unit = unit_of(desk, "Some 1,200")
    text = po.read_text(encoding="utf-8")
    po.write_text(re.sub(r'(msgid "Some 1,200[^\n]*\nmsgstr )""', r'\1"Onların metni"', text), encoding="utf-8")
    conflict = save(desk, unit, "Benim metnim")
    assert isinstance(conflict, Conflict)
    assert (conflict.mine, conflict.unit.target) == ("Benim metnim", "Onların metni")
    kept = save(desk, unit, "Benim metnim", overwrite=True)
    assert kept.target == "Benim metnim"
    assert "Onların metni" in po.with_suffix(".ledger.jsonl").read_text(encoding="utf-8")
    assert isinstance(save(desk, replace(kept, version=kept.version), "Benim metnim"), type(kept))


def test_two_sentences_are_joined_and_split(desk):
    fell, home = (
        "Yetkililer nehrin pazartesi günü 12 santimetre alçaldığını söyledi.",
        "Yaklaşık 1.200 kişi evine döndü.",
    )
    first = save(desk, unit_of(desk, "The river fell"), fell)
    second = save(desk, unit_of(desk, "Some 1,200"), home)
    before, after = desk.join_unit(SLUG, LOCALE, second.id, "Ayşe").units
    assert (before.id, before.target, after.target, after.joined) == (first.id, f"{fell} {home}", "⤴", True)
    assert before.findings == ()
    before, after = desk.split_unit(SLUG, LOCALE, second.id, "Ayşe").units
    assert (after.state, after.joined, before.target) == (State.UNTRANSLATED, False, f"{fell} {home}")
    with pytest.raises(UsageError, match="first unit"):
        desk.join_unit(SLUG, LOCALE, unit_of(desk, "The river is falling").id, "Ayşe")


def test_findings_follow_the_text_and_can_be_ignored(desk, po):
    unit = unit_of(desk, "Some 1,200")
    (finding,) = [f for f in desk.check_text(SLUG, LOCALE, unit.id, "Bin kişi döndü.") if f.rule == "numbers"]
    assert "1,200" in finding.message
    assert desk.check_text(SLUG, LOCALE, unit.id, "1.200 kişi döndü.") == ()
    saved = save(desk, unit, "Bin kişi döndü.")
    assert "numbers" in {f.rule for f in saved.findings}
    ignored = desk.ignore_finding(SLUG, LOCALE, unit.id, "numbers", "rounded (by us)").unit
    assert "numbers" not in {f.rule for f in ignored.findings}
    assert "# newsl10n: ignore numbers (rounded [by us])" in po.read_text(encoding="utf-8")


def test_comments_are_kept_apart_from_our_own(desk, po):
    unit = save(desk, unit_of(desk, "Some 1,200"), "Bin kişi döndü.")
    desk.ignore_finding(SLUG, LOCALE, unit.id, "numbers", "")
    view = desk.comment_unit(SLUG, LOCALE, unit.id, "Ask the desk.\nnewsl10n: ignore url").unit
    assert view.comments == ("Ask the desk.", "ignore url")
    assert "# newsl10n: ignore numbers" in po.read_text(encoding="utf-8")
    assert "# newsl10n: ignore url" not in po.read_text(encoding="utf-8")


def test_clean_units_are_approved_together(desk):
    good = save(desk, unit_of(desk, "The river is falling"), "Nehir alçalıyor")
    wrong = save(desk, unit_of(desk, "Some 1,200"), "Bin kişi döndü.")
    moved = replace(save(desk, unit_of(desk, "The river fell"), "Nehir 12 santim alçaldı."), version="old")
    approved = desk.approve_clean(SLUG, LOCALE, tuple((u.id, u.version) for u in (good, wrong, moved)), "Ayşe").units
    assert [u.source for u in approved] == ["The river is falling"]


def test_publishing_needs_everything_reviewed(desk, project):
    readiness = desk.readiness(SLUG, LOCALE)
    assert not readiness.ready
    assert len(readiness.blocking) == 6
    with pytest.raises(NotReadyError):
        desk.publish(SLUG, LOCALE)
    for start, target in (
        ("The river is falling", "Nehir alçalıyor"), ("NEHIRKENT", "NEHİRKENT —"),
        ("The river fell", "Yetkililer nehrin pazartesi günü 12 santimetre alçaldığını söyledi."), ("Some 1,200", "Yaklaşık 1.200 kişi evine döndü."),
        ("“We are", "Mariam Aziz, “**Korkmuyoruz**” dedi."), ("See https", "Seviye https://example.org/level adresinde."),
    ):  # fmt: skip
        save(desk, unit_of(desk, start), target, confirm=True)
    assert desk.readiness(SLUG, LOCALE).blocking == ()
    assert desk.publish(SLUG, LOCALE) == "build/tr/flood.html"
    assert "Nehir alçalıyor" in (project / "build/tr/flood.html").read_text(encoding="utf-8")
    assert "Nehir alçalıyor" in desk.preview(SLUG, LOCALE)


def test_machine_alternatives_and_the_draft_are_there(project, newsl10n):
    from tests.conftest import MODEL

    (project / "newsl10n.toml").write_text(f'model = "{MODEL}"\n')
    newsl10n("translate", "flood.md", "--to", "tr")
    desk = open_desk(open_project(project), by="Ayşe")
    unit = unit_of(desk, "The river fell")
    if unit.target:
        assert unit.draft == unit.target
        assert save(desk, unit, "Nehir alçaldı").draft == unit.target
    assert all(a.origin == "machine" and a.target for a in desk.alternatives(SLUG, LOCALE, unit.id))


def test_the_reviewers_name_is_remembered(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NEWSL10N_REVIEWER", raising=False)
    unnamed = open_desk(open_project(tmp_path))
    assert unnamed.reviewer() == ""
    unnamed.remember_reviewer("  Leyla\n Demir ")
    assert unnamed.reviewer() == "Leyla Demir"


def test_the_preview_holds_the_pictures_of_the_article(example):
    page = open_desk(open_project(example)).preview("karsu-bridge", "ar")
    assert 'src="data:image/svg+xml;base64,' in page


def test_the_same_text_unconfirmed_takes_an_approval_back(desk):
    confirmed = save(desk, unit_of(desk, "The river is falling"), "Nehir alçalıyor", confirm=True)
    assert save(desk, confirmed, "Nehir alçalıyor").state is State.EDITED


def bare(page):
    """A preview without what only a preview has."""
    page = re.sub(r'<span id="s-[0-9a-f]{16}"></span>', "", page)
    return re.sub(r":target\{.*?(?=</style>)|sha256-[\w+/=]+|src=\"[^\"]*\"", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("locale", ["ar", "tr"])
def test_each_sentence_has_an_anchor_in_the_preview_and_the_page_is_the_published_one_else(example, locale):
    project = open_project(example)
    desk = open_desk(project, by="Ayşe")
    emptied = desk.open_article("karsu-bridge", locale).units[12]
    desk.save_unit("karsu-bridge", locale, emptied.id, Edit("", emptied.version, "Ayşe"))
    page = desk.preview("karsu-bridge", locale)
    anchors = re.findall(r' id="s-([0-9a-f]{16})"', page)
    shown = [u.id for u in desk.open_article("karsu-bridge", locale).units if u.kind.value not in HIDDEN]
    assert anchors == shown[1:]  # all but the author's name in the metadata
    options = RenderOptions(locale=locale, draft=True, fallback="source")
    path, _ = render_article_file(project, Path("examples/karsu-bridge.md"), options=options)
    published = (example / path).read_text(encoding="utf-8")
    assert "s-" + anchors[0] not in published
    assert bare(page) == bare(published)


def test_a_desk_that_was_open_all_the_time_knows_what_a_new_one_reads(example):
    """Saves, confirmations, joins, comments and changes underneath: nothing that is kept is stale."""
    project = open_project(example)
    desk = open_desk(project, by="Ayşe")
    slug, locale = "karsu-bridge", "tr"
    po = example / "locales/tr/LC_MESSAGES/karsu-bridge.po"

    def units():
        return desk.open_article(slug, locale).units

    def edit(number, target, **options):
        unit = units()[number]
        return desk.save_unit(slug, locale, unit.id, Edit(target, unit.version, "Ayşe", **options))

    steps = (
        lambda: edit(9, "Karsu köprüsü 15 ay sonra açıldı."),
        lambda: edit(9, "Karsu köprüsü 14 ay sonra açıldı.", confirm=True),
        lambda: edit(10, units()[10].target),
        lambda: edit(12, ""),
        lambda: edit(14, "Ocakta “dokuz gün insülin yoktu."),
        lambda: desk.join_unit(slug, locale, units()[14].id, "Ayşe"),
        lambda: desk.split_unit(slug, locale, units()[14].id, "Ayşe"),
        lambda: desk.comment_unit(slug, locale, units()[20].id, "Is this the word?"),
        lambda: po.write_text(po.read_text("utf-8").replace("15 ay", "16 ay").replace("Karsu", "Karsu’"), "utf-8"),
        lambda: edit(20, "yüzde %20, 1.1 milyon dolar,"),
        lambda: po.with_suffix(".ledger.jsonl").unlink(),
        lambda: edit(20, "1,1 milyon dolar", confirm=True),
        lambda: desk.approve_clean(slug, locale, tuple((u.id, u.version) for u in units()), "Omar"),
    )
    for number, step in enumerate(steps):
        step()
        fresh = open_desk(project, by="Ayşe")
        assert desk.open_article(slug, locale) == fresh.open_article(slug, locale), number
        assert desk.readiness(slug, locale) == fresh.readiness(slug, locale), number
        assert desk.list_articles() == fresh.list_articles(), number
        parsed = load_catalog(po)
        assert dump_catalog(parsed) == po.read_bytes(), number


def test_the_stamps_of_a_write_say_what_it_was_applied_to(desk, po):
    unit = unit_of(desk, "The river is falling")
    opened = desk.open_article(SLUG, LOCALE).stamp
    first = desk.save_unit(SLUG, LOCALE, unit.id, Edit("Nehir alçalıyor", unit.version, "Ayşe"))
    assert (first.before, first.stamp) == (opened, desk.stamp(SLUG, LOCALE))
    po.write_text(po.read_text(encoding="utf-8") + "\n# somebody was here\n", encoding="utf-8")
    second = desk.save_unit(SLUG, LOCALE, unit.id, Edit("Nehir iniyor", first.unit.version, "Ayşe"))
    assert second.before != first.stamp
    assert second.stamp == desk.stamp(SLUG, LOCALE) == desk.open_article(SLUG, LOCALE).stamp
    same = desk.save_unit(SLUG, LOCALE, unit.id, Edit("Nehir iniyor", second.unit.version, "Ayşe"))
    assert same.before == same.stamp == second.stamp


def test_a_file_that_was_only_touched_gets_a_new_stamp_once(desk, po):
    opened = desk.open_article(SLUG, LOCALE).stamp
    po.write_bytes(po.read_bytes())
    assert desk.open_article(SLUG, LOCALE).stamp == desk.stamp(SLUG, LOCALE) != opened
