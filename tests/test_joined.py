"""Sentences translated together (``⤴``), from the command line: published only where they stand side by side."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from tests.conftest import edit

CATALOG = "locales/tr/LC_MESSAGES/w.po"
MILL = "A fire broke out at the mill today.\n\nThe mill will reopen in May.\n"
TOWN = "Residents fled the town. They went to Aleppo. Soldiers killed two men.\n"
TOWN_TARGETS = {
    "Residents fled the town.": "Sakinler kasabadan kaçtı.",
    "They went to Aleppo.": "Halep'e gittiler, askerler iki adamı öldürdü.",
    "Soldiers killed two men.": "\u2934",
}


@pytest.fixture
def review(project, newsl10n):
    """Write an article and a catalog of it in which these targets are confirmed."""

    def review(text, targets):
        (project / "w.txt").write_text(text, encoding="utf-8")
        newsl10n("extract", "w.txt", "--to", "tr")
        for source, target in targets.items():
            edit(project / CATALOG, source, target, confirm=True)

    return review


@pytest.fixture
def publish(newsl10n):
    return lambda *more: newsl10n("render", "w.txt", "--to", "tr", "--as", "text", *more)


def test_what_was_translated_together_is_stale_when_a_part_leaves(project, newsl10n, review, publish):
    first, second = "A fire broke out at the mill.", "Twenty workers were trapped inside."
    review(f"{first} {second}\n", {first: "Değirmende yangın çıktı, yirmi işçi mahsur kaldı.", second: "\u2934"})
    assert publish().status == 0
    (project / "w.txt").write_text(f"{first}\n")
    assert "source changed (translated together)" in newsl10n("update", "w.txt").out
    assert publish().status == 1


def test_an_arrow_without_a_sentence_before_it_publishes_nothing(newsl10n, review, publish):
    review(
        MILL,
        {
            "A fire broke out at the mill today.": "Bugün değirmende yangın çıktı.",
            "The mill will reopen in May.": "\u2934",
        },
    )
    done = publish()
    assert done.status == 1
    assert "\u2934 joins this sentence to one of another paragraph" in done.err
    assert "[joined]" in newsl10n("check", "w.txt").out


def test_a_join_that_stands_otherwise_elsewhere_is_not_published(project, newsl10n, review, publish):
    review(
        "Ahmad Kaya was shot at home. He was 40 years old.\n\nHis brother Murat died at sea. He was 40 years old.\n",
        {
            "Ahmad Kaya was shot at home.": "40 yaşındaki Ahmad Kaya evinde vuruldu.",
            "He was 40 years old.": "\u2934",
            "His brother Murat died at sea.": "Kardeşi Murat denizde öldü.",
        },
    )
    found = newsl10n("check", "w.txt").out
    assert "[joined]" in found
    assert "belongs to another one" in found
    done = publish()
    assert done.status == 1
    assert "w.txt:3: \u2934 of the sentence after it belongs to another one ('He was 40 years old.')" in done.err
    assert publish("--draft").status == 0
    assert "His brother Murat died at sea. He was 40 years old." in (project / "build/tr/w.txt").read_text("utf-8")


@pytest.mark.parametrize("update", [True, False])
@pytest.mark.parametrize(
    "after",
    [
        "Residents fled the town. Soldiers killed two men.",
        "They went to Aleppo. Residents fled the town. Soldiers killed two men.",
    ],
)
def test_a_join_whose_first_sentence_left_or_moved_is_not_published(project, newsl10n, review, publish, after, update):
    review(TOWN, TOWN_TARGETS)
    assert publish().status == 0
    (project / "w.txt").write_text(after + "\n")
    if update:
        assert re.search("[23] stale", newsl10n("update", "w.txt").out)
    assert publish().status == 1


def test_an_approval_holds_for_the_sentences_that_were_translated_together(project, newsl10n, review, publish):
    review(TOWN, TOWN_TARGETS)
    newsl10n("status")
    (project / "w.txt").write_text("Residents fled the town. Soldiers killed two men.\n")
    newsl10n("extract", "w.txt", "--to", "de")
    subprocess.run(["msgmerge", "--quiet", "--update", project / CATALOG, project / "locales/w.pot"], check=True)
    rows = json.loads(newsl10n("status", "--to", "tr", "--json").out)["rows"]
    assert [(row["reviewed"], row["edited"]) for row in rows] == [(0, 2)]
    assert publish().status == 1
    approved = newsl10n("approve", "w.txt", "--to", "tr", "--by", "Ayşe", "--with-findings")
    assert "approved 2" in approved.out
    assert publish().status == 0


def test_approve_leaves_an_arrow_that_leans_on_another_paragraph(project, newsl10n, review):
    review(MILL, {"A fire broke out at the mill today.": "Bugün değirmende yangın çıktı."})
    path = project / CATALOG
    edit(path, "The mill will reopen in May.", "\u2934", confirm=False)
    text = path.read_text(encoding="utf-8").replace('msgid "The mill', '#, fuzzy\nmsgid "The mill')
    path.write_text(text, encoding="utf-8")
    line = text.split("\n").index('msgid "The mill will reopen in May."') + 1
    said = newsl10n("approve", "w.txt", "--to", "tr", "--by", "Ayşe", "--line", line).out
    assert "joined: \u2934 joins this sentence to one of another paragraph" in said
