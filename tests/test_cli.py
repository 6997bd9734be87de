"""The real command line, from article to page."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from newsl10n.catalog import load_catalog
from tests.conftest import MODEL, ROOT, edit

AR = "locales/ar/LC_MESSAGES/flood.po"
TR = "locales/tr/LC_MESSAGES/flood.po"


def targets(path):
    return {u.source: u.target for u in load_catalog(path).units if not u.obsolete}


def test_an_article_becomes_catalogs_that_gettext_accepts(project, newsl10n):
    done = newsl10n("translate", "flood.md", "--to", "ar,tr", "--model", MODEL)
    assert done.status == 0, done.err
    assert "newsl10n-starter@" in done.out
    for path in (AR, TR, "locales/flood.pot"):
        checked = subprocess.run(
            ["msgfmt", "--check", "-o", os.devnull, project / path], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "") or path.endswith("pot")
    units = load_catalog(project / AR).units
    assert [u.source for u in units] == [
        "The river is falling",
        "NEHIRKENT —",
        "The river fell by 12 centimeters on Monday, officials said.",
        "Some 1,200 people went home.",
        "“We are **not** afraid,” said Mariam Aziz.",
        "See https://example.org/level for the level.",
    ]
    assert all(u.fuzzy for u in units if u.target)
    assert [u.references for u in units[:3]] == [("flood.md:1",), ("flood.md:3",), ("flood.md:3",)]


def test_drafts_are_reviewed_in_an_editor_and_published(project, newsl10n):
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    refused = newsl10n("render", "flood.md", "--to", "tr")
    assert refused.status == 1
    assert "flood.md:1" in refused.err
    assert not (project / "build").exists()
    draft = newsl10n("render", "flood.md", "--to", "tr", "--draft", "--fallback", "source")
    assert draft.status == 0, draft.err
    assert "noindex" in (project / "build/tr/flood.html").read_text(encoding="utf-8")
    for source, target in (
        ("The river is falling", "Nehir alçalıyor"),
        ("NEHIRKENT —", "NEHİRKENT —"),
        (
            "The river fell by 12 centimeters on Monday, officials said.",
            "Yetkililer nehrin pazartesi 12 santimetre alçaldığını söyledi.",
        ),
        ("Some 1,200 people went home.", "Yaklaşık 1.200 kişi evine döndü."),
        ("“We are **not** afraid,” said Mariam Aziz.", "Mariam Aziz, “**Korkmuyoruz**” dedi."),
        ("See https://example.org/level for the level.", "Seviye https://example.org/level adresinde."),
    ):
        edit(project / TR, source, target, confirm=True)
    assert newsl10n("check", "flood.md").out == "No findings.\n"
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["units"], row["reviewed"], row["words_left"]) == (6, 6, 0)
    published = newsl10n("render", "flood.md", "--to", "tr")
    assert published.status == 0, published.err
    page = (project / "build/tr/flood.html").read_text(encoding="utf-8")
    assert '<html lang="tr" dir="ltr"' in page
    assert "Yaklaşık 1.200 kişi evine döndü." in page
    assert "noindex" not in page


def test_a_changed_text_voids_its_approval(project, newsl10n):
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    edit(project / TR, "The river is falling", "Nehir alçalıyor", confirm=False)
    approved = newsl10n("approve", "flood.md", "--to", "tr", "--by", "Ayşe")
    assert "approved 1" in approved.out
    assert approved.status == 1
    assert '"by": "Ayşe"' in (project / TR.replace(".po", ".ledger.jsonl")).read_text(encoding="utf-8")
    edit(project / TR, "The river is falling", "Nehir taşıyor", confirm=True)
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["reviewed"], row["edited"]) == (0, 1)
    assert "changed after its approval" in newsl10n("check").out


def test_an_update_keeps_approvals_and_shows_what_changed(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    edit(project / TR, "Some 1,200 people went home.", "Yaklaşık 1.200 kişi evine döndü.", confirm=True)
    edit(project / TR, "The river is falling", "Nehir alçalıyor", confirm=True)
    newsl10n("status")
    article = project / "flood.md"
    article.write_text(article.read_text(encoding="utf-8").replace("1,200", "1,300"), encoding="utf-8")
    done = newsl10n("update", "flood.md", "--to", "tr")
    assert "source changed (numbers): Some {-1,200-} {+1,300+} people went home." in done.out
    text = (project / TR).read_text(encoding="utf-8")
    assert '#| msgid "Some 1,200 people went home."' in text
    assert '#~ msgid "Some 1,200 people went home."' in text
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["stale"], row["reviewed"]) == (1, 1)
    article.write_text(article.read_text(encoding="utf-8").replace("1,300", "1,200"), encoding="utf-8")
    newsl10n("update", "flood.md", "--to", "tr")
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["stale"], row["reviewed"]) == (0, 2), "taking the change back finds the approved translation again"


def test_a_second_run_changes_nothing(project, newsl10n):
    newsl10n("translate", "flood.md", "--model", MODEL)
    before = {p: p.read_bytes() for p in sorted((project / "locales").rglob("*")) if p.is_file()}
    assert newsl10n("update", "flood.md").status == 0
    assert {p: p.read_bytes() for p in before} == before


def test_human_text_is_never_translated_again(project, newsl10n):
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    edit(project / TR, "The river is falling", "Nehir alçalıyor", confirm=False)
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL, "--retranslate")
    assert targets(project / TR)["The river is falling"] == "Nehir alçalıyor"


def test_drafts_follow_the_glossary_or_say_that_they_do_not(project, newsl10n):
    rows = "source,target,locale,kind\nriver,akarsu,tr,term\nNEHIRKENT,,,dnt\nlevel,düzey|seviye,tr,term\n"
    (project / "glossary.csv").write_text(rows, encoding="utf-8")
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    for unit in load_catalog(project / TR).units:
        said = "".join(unit.comments)
        if "river" in unit.source:
            assert "akarsu" in unit.target.lower() or "term: river missing" in said
        if "level" in unit.source:
            assert re.search("düzey|seviye", unit.target.lower()) or "term: level missing" in said
        if "NEHIRKENT" in unit.source:
            assert "NEHIRKENT" in unit.target


def test_a_dry_run_writes_nothing(project, newsl10n):
    done = newsl10n("translate", "flood.md", "--dry-run")
    assert "would draft 6 of 6 units" in done.out
    assert [p.name for p in project.iterdir()] == ["flood.md"]


def test_msgmerge_and_a_lost_ledger_leave_drafts_drafts(project, newsl10n):
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    before = json.loads(newsl10n("status", "--json").out)["rows"]
    subprocess.run(
        ["msgmerge", "--quiet", "--update", "--backup=none", project / TR, project / "locales/flood.pot"], check=True
    )
    assert json.loads(newsl10n("status", "--json").out)["rows"] == before
    (project / TR.replace(".po", ".ledger.jsonl")).unlink()
    assert json.loads(newsl10n("status", "--json").out)["rows"] == before


def test_paragraph_units_hold_whole_paragraphs(project, newsl10n):
    (project / "newsl10n.toml").write_text('unit = "paragraph"\ntarget_locales = ["tr"]\n')
    assert newsl10n("translate", "flood.md", "--model", MODEL).status == 0
    assert len(load_catalog(project / TR).units) == 3


def test_a_killed_run_leaves_whole_catalogs_and_goes_on(project, newsl10n):
    lines = [f"Sentence number {n} says that the river fell again." for n in range(400)]
    (project / "long.txt").write_text("\n\n".join(lines), encoding="utf-8")
    path = project / "locales/tr/LC_MESSAGES/long.po"
    command = [sys.executable, "-m", "newsl10n", "translate", "long.txt", "--to", "tr", "--model", str(MODEL)]
    for pause in (0.6, 0.9, 1.3, 1.8):
        run = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.wait()
        if path.exists():
            assert len(load_catalog(path).units) == 400
            subprocess.run(["msgfmt", "--check", "-o", os.devnull, path], check=True)
    assert newsl10n("translate", "long.txt", "--to", "tr", "--model", MODEL).status == 0
    assert len(load_catalog(path).units) == 400


def test_two_runs_on_one_catalog_and_an_editor_lose_nothing(project, newsl10n):
    lines = [f"Sentence number {n} says that the river fell again." for n in range(300)]
    (project / "long.txt").write_text("\n\n".join(lines), encoding="utf-8")
    newsl10n("extract", "long.txt", "--to", "tr")
    path = project / "locales/tr/LC_MESSAGES/long.po"
    command = [sys.executable, "-m", "newsl10n", "translate", "long.txt", "--to", "tr", "--model", str(MODEL)]
    runs = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    edit(path, "Sentence number 299 says that the river fell again.", "Benim cümlem", confirm=True)
    assert [(run.communicate(), run.returncode)[1] for run in runs] == [0, 0]
    found = targets(path)
    assert found["Sentence number 299 says that the river fell again."] == "Benim cümlem"
    assert len(found) == 300


def test_light_commands_load_no_model_library(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    heavy = {"torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub", "rich"}
    script = (
        "import sys\nfrom newsl10n.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    pass\n"
        f"print(sorted(m for m in sys.modules if m in set({sorted(heavy)!r})), file=sys.stderr)\n"
    )
    for words in (["--help"], ["check"], ["status"], ["translate", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words], cwd=project, capture_output=True, text=True, check=True
        )
        assert done.stderr.splitlines()[-1] == "[]", words
    from importlib.util import find_spec

    assert all(find_spec(name) for name in heavy), "the test proves nothing where these are not installed"


BAD_FILES = {
    "empty.md": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 20,
    "nul.md": b"# Title\n\nA text with a \x00 in it.\n",
    "utf16.txt": "No mark in front of this text.".encode("utf-16-le"),
    "latin.txt": "Sal\u0131 g\u00fcn\u00fc T\u00fcrkiye'de".encode("cp1254"),
    "line.txt": b"word " * 10_000_000,
    "article.docx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", list(BAD_FILES))
def test_bad_articles_get_one_clear_line(project, newsl10n, name):
    (project / name).write_bytes(BAD_FILES[name])
    done = newsl10n("extract", name)
    assert done.status == 2
    assert name in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert ";" in done.err, "says what to do"
    assert "Traceback" not in done.err
    assert not (project / "locales").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["extract", "none.md"], "none.md: no such file; check the path"),
        (["extract", "."], "."),
        (["extract", "flood.md", "--to", "xx"], "unknown locale 'xx'; write a BCP 47 tag"),
        (["extract", "flood.md", "--to", "../../etc"], "is not a locale"),
        (["extract", "flood.md", "--to", "en"], "en is the source locale"),
        (["extract", "flood.md", "--slug", "../../flood"], "slug"),
        (["extract", "flood.md", "--encoding", "klingon"], "klingon"),
        (["translate", "flood.md", "--model", "nowhere"], "nowhere"),
        (["translate", "flood.md", "--to", "de", "--model", str(MODEL)], "de"),
        (["status", "nope.md"], "no catalog of 'nope'; make it with"),
        (["extract", "flood.md", "--to", ","], "name a locale such as ar"),
        (["render", "flood.md"], "no such catalog; make it with"),
        (["check"], "no catalogs here; make them with"),
        (["check", "--disable", "nonsense"], "no check is called 'nonsense'; known checks:"),
        (["approve", "flood.md", "--by", " "], "needs a reviewer's name"),
        (["-C", "nowhere", "status"], "nowhere: no such project folder"),
        (["nonsense"], "No such command 'nonsense'"),
        (["models", "verify", "nowhere"], "nowhere"),
    ],
)
def test_bad_calls_get_a_clear_line(newsl10n, words, said):
    done = newsl10n(*words, GIT_CONFIG_GLOBAL=os.devnull)
    assert done.status == 2, done.out + done.err
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_corrupt_catalog_is_named_and_left_alone(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    path = project / TR
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "open\nmsgstr ""\n', encoding="utf-8")
    before = path.read_bytes()
    checked = newsl10n("check")
    assert checked.status == 1
    assert f"{TR}:" in checked.out
    assert "[unreadable]" in checked.out
    done = newsl10n("status")
    assert (done.status, done.err) == (1, "")
    assert f"unreadable: {TR}:" in done.out
    assert newsl10n("update", "flood.md", "--to", "tr").status == 2
    assert path.read_bytes() == before


def test_a_corrupt_model_is_named(project, newsl10n, tmp_path):
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(MODEL, broken)
    weights = broken / "ct2" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:1000])
    done = newsl10n("translate", "flood.md", "--model", broken)
    assert done.status == 2
    assert "broken" in done.err
    assert "Traceback" not in done.err
    assert newsl10n("models", "verify", broken).status == 1
    assert newsl10n("models", "verify", MODEL).status == 0


def test_a_read_only_project_is_named(project, newsl10n):
    if os.geteuid() == 0:
        (project / "locales").write_text("a file where a folder should be")
    else:
        project.chmod(0o555)
    done = newsl10n("extract", "flood.md")
    assert done.status == 2
    assert "cannot write" in done.err
    assert "Traceback" not in done.err


def test_two_articles_of_one_name_are_told_apart(project, newsl10n):
    (project / "old").mkdir()
    (project / "old" / "flood.md").write_text("# Another river\n", encoding="utf-8")
    newsl10n("extract", "flood.md", "--to", "tr")
    done = newsl10n("extract", "old/flood.md", "--to", "tr")
    assert done.status == 2
    assert "'flood' belongs to flood.md; choose another with --slug" in done.err
    assert newsl10n("extract", "old/flood.md", "--to", "tr", "--slug", "old-flood").status == 0


def test_the_example_of_the_repository_is_reviewed_and_clean(example, newsl10n):
    assert newsl10n("check", folder=example).out == "No findings.\n"
    assert newsl10n("update", "examples/karsu-bridge.md", folder=example).status == 0
    for name in ("ar", "tr"):
        path = f"locales/{name}/LC_MESSAGES/karsu-bridge.po"
        assert (example / path).read_bytes() == (ROOT / path).read_bytes()
    rows = json.loads(newsl10n("status", "--json", folder=example).out)["rows"]
    assert [(row["locale"], row["reviewed"], row["words_left"]) for row in rows] == [("ar", 40, 0), ("tr", 40, 0)]
    assert newsl10n("render", "examples/karsu-bridge.md", folder=example).status == 0


def test_approve_says_what_it_approved_and_refuses_lines_that_hold_nothing(project, newsl10n):
    newsl10n("extract", "flood.md")
    edit(project / TR, "The river is falling", "Nehir alçalıyor", confirm=False)
    text = (project / TR).read_text(encoding="utf-8")
    (project / TR).write_text(text.replace('msgid "The river is', '#, fuzzy\nmsgid "The river is'), encoding="utf-8")
    line = (project / TR).read_text(encoding="utf-8").split("\n").index('msgid "The river is falling"') + 1
    assert "a line belongs to one catalog" in newsl10n("approve", "flood.md", "--line", line, "--by", "Ayşe").err
    assert "no unit at this line" in newsl10n("approve", "flood.md", "--to", "tr", "--line", 9999, "--by", "Ayşe").err
    assert "no unit at this line" in newsl10n("approve", "flood.md", "--to", "tr", "--line", 3, "--by", "Ayşe").err
    unknown = newsl10n("approve", "flood.md", "--to", "tr", "--by", "Ayşe")
    assert "the ledger does not know the text" in unknown.out
    done = newsl10n("approve", "flood.md", "--to", "tr", "--line", line, "--by", "Ayşe")
    assert "The river is falling → Nehir alçalıyor" in done.out


def test_a_catalog_behind_its_article_is_a_finding(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    article = project / "flood.md"
    article.write_text(article.read_text(encoding="utf-8").replace("not** afraid", "never** afraid"), encoding="utf-8")
    assert "[outdated]" in newsl10n("check").out
    newsl10n("update", "flood.md")
    assert "[outdated]" not in newsl10n("check").out


def test_text_that_msgmerge_moved_is_stale(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    edit(project / TR, "Some 1,200 people went home.", "Yaklaşık 1.200 kişi evine döndü.", confirm=True)
    newsl10n("status")
    text = (project / "locales/flood.pot").read_text(encoding="utf-8")
    (project / "locales/flood.pot").write_text(
        text.replace("Some 1,200 people went", "Some 1,200 people never went"), encoding="utf-8"
    )
    subprocess.run(
        ["msgmerge", "--quiet", "--update", "--backup=none", project / TR, project / "locales/flood.pot"], check=True
    )
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["stale"], row["edited"], row["reviewed"]) == (1, 0, 0)


def test_human_text_survives_a_lost_ledger_and_retranslate(project, newsl10n):
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL)
    edit(project / TR, "The river is falling", "Nehir alçalıyor", confirm=False)
    (project / TR.replace(".po", ".ledger.jsonl")).unlink()
    newsl10n("translate", "flood.md", "--to", "tr", "--model", MODEL, "--retranslate")
    assert targets(project / TR)["The river is falling"] == "Nehir alçalıyor"


def test_two_entries_for_one_sentence_stop_an_update(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    with (project / TR).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "The river is falling"\nmsgstr "Nehir alçalıyor"\n')
    before = (project / TR).read_bytes()
    done = newsl10n("update", "flood.md")
    assert done.status == 2
    assert "has a second entry here; keep the better translation" in done.err
    assert (project / TR).read_bytes() == before
    assert "[duplicate]" in newsl10n("check").out


def test_rendering_never_replaces_what_it_reads(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    for output in ("flood.md", TR):
        done = newsl10n("render", "flood.md", "--to", "tr", "--draft", "--fallback", "source", "-o", output)
        assert done.status == 2
        assert "rendering would replace a file it reads" in done.err


def test_a_sentence_that_became_a_heading_too_keeps_its_approval(project, newsl10n):
    (project / "n.md").write_text("# News\n\nThe army left.\n\nIt rained.\n")
    newsl10n("extract", "n.md", "--to", "tr")
    path = project / "locales/tr/LC_MESSAGES/n.po"
    edit(path, "The army left.", "Ordu çekildi.", confirm=True)
    newsl10n("status")
    (project / "n.md").write_text("# News\n\n## The army left.\n\nThe army left.\n\nIt rained.\n")
    newsl10n("update", "n.md")
    found = {u.context: u for u in load_catalog(path).units if u.source == "The army left." and not u.obsolete}
    assert (found["paragraph"].target, found["paragraph"].fuzzy) == ("Ordu çekildi.", False)
    assert found["heading"].target == ""
    (row,) = json.loads(newsl10n("status", "n.md", "--json").out)["rows"]
    assert row["reviewed"] == 1


def test_update_makes_no_catalogs_that_nobody_asked_for(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    newsl10n("update", "flood.md")
    assert not (project / AR).exists()


def test_a_reader_that_goes_away_is_no_finding(project):
    script = f"cd {project} && {sys.executable} -m newsl10n models list | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", script], check=False, stderr=subprocess.PIPE).returncode in (0, 141)


def test_status_says_that_an_article_has_changed(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    assert "note" not in newsl10n("status").out
    article = project / "flood.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nRain is not expected.\n", encoding="utf-8")
    done = newsl10n("status")
    assert done.status == 0
    assert "the article has changed; run 'newsl10n update flood.md'\n" in done.out
    (row,) = json.loads(newsl10n("status", "--json").out)["rows"]
    assert (row["readable"], row["note"]) == (True, "the article has changed; run 'newsl10n update flood.md'")
    newsl10n("update", "flood.md")
    assert "note" not in newsl10n("status").out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (AR, 'msgid "x\n', f"unreadable: {AR}:1: "),
        (AR, "", f"unreadable: {AR}:1: the file is empty; restore it"),
        (AR.replace(".po", ".ledger.jsonl"), "nonsense\n", "unreadable: locales/ar/LC_MESSAGES/flood.ledger.jsonl:1: "),
    ],
)
def test_one_broken_file_leaves_status_of_the_others(project, newsl10n, name, content, said):
    newsl10n("extract", "flood.md", "--to", "ar,tr")
    (project / name).write_text(content, encoding="utf-8")
    done = newsl10n("status")
    assert (done.status, done.err) == (1, "")
    assert said in done.out
    rows = json.loads(newsl10n("status", "--json").out)["rows"]
    assert [(row["locale"], row["readable"], row["units"]) for row in rows] == [("ar", False, 0), ("tr", True, 6)]
    assert newsl10n("status", "--to", "tr").status == 0


def test_an_article_that_cannot_be_used_does_not_hold_up_the_others(project, newsl10n):
    (project / "\u062e\u0628\u0631.md").write_text("# A\n\nOne ship came.\n", encoding="utf-8")
    done = newsl10n("translate", "\u062e\u0628\u0631.md", "flood.md", "--to", "tr")
    assert done.status == 2
    assert "flood.po: drafted" in done.out
    assert "rename it with letters a-z or give --slug" in done.err
