"""Shortcuts of the review page: the table in newsl10n.toml, what is refused, and that the docs name every action."""

import re

import pytest

from newsl10n.review.shortcuts import SHORTCUTS, ShortcutError, choose_shortcuts
from tests.conftest import ROOT

ACTIONS = ", ".join(shortcut.action for shortcut in SHORTCUTS)


def keys_of(action, table):
    return {shortcut.action: shortcut.keys for shortcut in choose_shortcuts(table)}[action]


@pytest.mark.parametrize(
    "written, read",
    [
        ("Alt+Enter", ("Alt+Enter",)),
        ("ctrl + shift + k", ("Mod+Shift+K",)),
        ("Shift+Cmd+K", ("Mod+Shift+K",)),
        ("alt+left", ("Alt+ArrowLeft",)),
        ("f9", ("F9",)),
        (["F9", "Alt+Ins", "F9"], ("F9", "Alt+Insert")),
        ("Mod+ğ", ("Mod+Ğ",)),
        ("Mod+.", ("Mod+.",)),
        ("", ()),
        ([], ()),
    ],
)
def test_chords_are_read_in_any_spelling(written, read):
    assert keys_of("focus", {"focus": written}) == read


def test_what_the_table_does_not_name_stays_as_it_is():
    assert [s for s in choose_shortcuts({"focus": "F9"}) if s.action != "focus"] == [
        s for s in SHORTCUTS if s.action != "focus"
    ]
    assert choose_shortcuts({}) == SHORTCUTS
    assert keys_of("focus", {"copy-source": "", "focus": "Mod+B"}) == ("Mod+B",)
    assert keys_of("placeable", {"placeable": "Alt+1..9"}) == ("Alt+1…9",)


@pytest.mark.parametrize(
    "table, action, message",
    [
        ({"confirmed": "F9"}, "confirmed", f"no action is called 'confirmed'; actions are: {ACTIONS}"),
        ({"focus": "Mod+Foo"}, "focus", "focus = 'Mod+Foo' cannot be read; write modifiers"),
        ({"focus": "Hyper+K"}, "focus", "cannot be read"),
        ({"focus": "Mod+"}, "focus", "cannot be read"),
        ({"focus": "K"}, "focus", "focus = 'K' is needed for writing; add Mod or Alt"),
        ({"focus": "Shift+Enter"}, "focus", "is needed for writing"),
        ({"focus": "Mod+T"}, "focus", "browsers keep this one for themselves"),
        ({"focus": "Mod+1…9"}, "focus", "1…9 is for placeable"),
        ({"placeable": "Mod+K"}, "placeable", 'write "Mod+1…9"'),
        (
            {"focus": "Mod+B"},
            "focus",
            "Mod+B is both copy-source and focus; give one of them another key, or copy-source",
        ),
        ({"focus": "Mod+3"}, "focus", "Mod+3 is both placeable and focus"),
        ({"focus": "F9", "tools": "F9"}, "tools", "F9 is both focus and tools"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_remedy(table, action, message):
    with pytest.raises(ShortcutError) as refused:
        choose_shortcuts(table)
    assert (refused.value.key, message in str(refused.value)) == (action, True), str(refused.value)


@pytest.mark.parametrize(
    "toml, message",
    [
        (
            '[review.shortcuts]\nconfirm = "Mod+Enter"\nfocus = "Mod+B"\n',
            "newsl10n.toml:3: [review.shortcuts] Mod+B is both",
        ),
        (
            'unit = "sentence"\n\n[review.shortcuts]\n"nonsense" = "F9"\n',
            "newsl10n.toml:4: [review.shortcuts] no action",
        ),
        (
            'review.shortcuts.focus = "Mod+Foo"\n',
            "newsl10n.toml:1: [review.shortcuts] focus = 'Mod+Foo' cannot be read",
        ),
        ('review = {shortcuts = {focus = "K"}}\n', "newsl10n.toml:1: [review.shortcuts] focus = 'K' is needed"),
        (
            "[review.shortcuts]\nfocus = 3\n",
            'newsl10n.toml:2: [review.shortcuts] focus = 3 cannot be used; write a key such as "Mod+Enter"',
        ),
        (
            '[review.shortcuts]\nconfirm = "F9"\nfocus = ["F7", 4]\n',
            "newsl10n.toml:3: [review.shortcuts] focus = ['F7', 4] cannot be used; write a key",
        ),
        (
            "[review]\nshortcuts = 3\n",
            "newsl10n.toml:2: [review] shortcuts = 3 cannot be used; write a table [review.shortcuts]",
        ),
        (
            "[review]\ntheme = 3\n",
            "newsl10n.toml:2: [review] theme = 3 cannot be used; write a table [review.shortcuts]",
        ),
    ],
)
def test_the_command_names_file_line_and_remedy(project, newsl10n, toml, message):
    (project / "newsl10n.toml").write_text(toml, encoding="utf-8")
    done = newsl10n("review", "--no-browser")
    assert (done.status, message in done.err) == (2, True), done.err


@pytest.mark.parametrize("command", ["check", "status"])
def test_every_command_refuses_a_wrong_shortcut(project, newsl10n, command):
    (project / "newsl10n.toml").write_text('[review.shortcuts]\n\nconfirmed = "F9"\n', encoding="utf-8")
    done = newsl10n(command)
    assert (done.status, done.out) == (2, "")
    assert "newsl10n.toml:3: [review.shortcuts] no action is called 'confirmed'" in done.err


def test_the_hint_and_the_docs_name_the_same_keys():
    assert choose_shortcuts({"focus": "F24"})
    with pytest.raises(ShortcutError, match="take F1 to F24"):
        choose_shortcuts({"focus": "K"})
    assert "`F1` to `F24`" in (ROOT / "docs/review.md").read_text(encoding="utf-8")


def test_the_docs_name_every_action_with_its_keys():
    text = (ROOT / "docs/review.md").read_text(encoding="utf-8")
    for shortcut in SHORTCUTS:
        assert re.search(rf"^\| [^|]+ \| `{shortcut.action}` \| ", text, re.MULTILINE), shortcut.action
