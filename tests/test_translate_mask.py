"""Markup <-> placeholders: what the model sees, and what comes back."""

from __future__ import annotations

import pytest

from newsl10n.model import Markup, MarkupRole
from newsl10n.translate.mask import Keep, mask, reinsert, unmask, visible

FORM = "\u27e6{}\u27e7"
LINK = "The [Rescue Committee](https://rescue.org) said so."
TWO_LINKS = "Read [this](a) and [that](b) now."


def markup_of(text: str) -> tuple[Markup, ...]:
    """Markdown links, ``*`` emphasis and bare addresses of the texts in this file, found by hand-written rules."""
    import re

    found = []
    for pair, m in enumerate(re.finditer(r"(\[)([^\]]*)(\]\([^)]*\))|(\*)([^*]+)(\*)|https?://\S+\w|<br>", text)):
        if m[1] or m[4]:
            first, last = (1, 3) if m[1] else (4, 6)
            found.append(Markup(m.start(first), m.end(first), m[first], MarkupRole.OPEN, pair))
            found.append(Markup(m.start(last), m.end(last), m[last], MarkupRole.CLOSE, pair))
        else:
            found.append(Markup(m.start(), m.end(), m[0], MarkupRole.WHOLE, pair))
    return tuple(found)


@pytest.mark.parametrize(
    "text, terms, expected",
    [
        (LINK, (), "The \u27e61\u27e7 Rescue Committee \u27e62\u27e7 said so."),
        ("See https://a.org/x.", (), "See \u27e61\u27e7 ."),
        ("The Guardian wrote.", ("The Guardian",), "\u27e61\u27e7 wrote."),
        ("Guardians wrote.", ("Guardian",), "Guardians wrote."),
        ("*All of it.*", (), "All of it."),
        ("A \u27e61\u27e7 in the text", (), "A \u27e61\u27e7 in the text"),
        ("one<br>two", (), "one \u27e61\u27e7 two"),
    ],
)
def test_model_sees_placeholders_that_stand_like_words(text: str, terms: tuple[str, ...], expected: str) -> None:
    assert mask(text, markup_of(text), terms, form=FORM).text == expected


@pytest.mark.parametrize(
    "source, answer, expected",
    [
        (
            LINK,
            "\u27e61\u27e7 Kurtarma Komitesi \u27e62\u27e7 bunu söyledi.",
            "[Kurtarma Komitesi](https://rescue.org) bunu söyledi.",
        ),
        (LINK, "Bunu \u27e61\u27e7 Komite \u27e62\u27e7 .", "Bunu [Komite](https://rescue.org)."),
        (LINK, "\u27e61\u27e7 Komite \u27e62\u27e7 'ye göre", "[Komite](https://rescue.org)'ye göre"),
        (
            LINK,
            "\u0642\u0627\u0644\u062a ( \u27e61\u27e7 \u0627\u0644\u0644\u062c\u0646\u0629 \u27e62\u27e7 ) \u060c",
            "\u0642\u0627\u0644\u062a ([\u0627\u0644\u0644\u062c\u0646\u0629](https://rescue.org)) \u060c",
        ),
        (
            LINK,
            "\u0648 \u27e61\u27e7 \u0627\u0644\u0644\u062c\u0646\u0629 \u27e62\u27e7 .",
            "\u0648[\u0627\u0644\u0644\u062c\u0646\u0629](https://rescue.org).",
        ),
        (LINK, 'dedi " \u27e61\u27e7 Komite \u27e62\u27e7 " ve', 'dedi "[Komite](https://rescue.org)" ve'),
        (
            TWO_LINKS,
            "\u27e63\u27e7 \u015funu \u27e64\u27e7 ve \u27e61\u27e7 bunu \u27e62\u27e7 oku.",
            "[\u015funu](b) ve [bunu](a) oku.",
        ),
        ("See https://a.org/x.", "\u27e61\u27e7 adresine bak\u0131n.", "https://a.org/x adresine bak\u0131n."),
        ("one<br>two", "bir \u27e61\u27e7 iki", "bir<br>iki"),
        ("*All of it.*", "Hepsi.", "*Hepsi.*"),
    ],
)
def test_markup_comes_back_with_the_spacing_of_the_language(source: str, answer: str, expected: str) -> None:
    assert unmask(answer, mask(source, markup_of(source), form=FORM)) == expected


@pytest.mark.parametrize(
    "source, answer",
    [
        (LINK, "Komite bunu s\u00f6yledi."),
        (LINK, "\u27e61\u27e7 Komite bunu s\u00f6yledi."),
        (LINK, "\u27e62\u27e7 Komite \u27e61\u27e7 bunu s\u00f6yledi."),
        (LINK, "\u27e61\u27e7 Komite \u27e62\u27e7 \u27e62\u27e7"),
        (LINK, "Komite \u27e61\u27e7 \u27e62\u27e7 bunu s\u00f6yledi."),
        (LINK, "\u27e61\u27e7 Komite \u27e62\u27e7 \u27e63\u27e7"),
        (TWO_LINKS, "\u27e61\u27e7 bunu \u27e63\u27e7 ve \u27e62\u27e7 \u015funu \u27e64\u27e7 oku."),
        ("No markup.", "\u27e61\u27e7"),
    ],
)
def test_lost_doubled_or_crossed_placeholders_are_refused(source: str, answer: str) -> None:
    assert unmask(answer, mask(source, markup_of(source), form=FORM)) is None


def test_term_is_kept_and_seen_by_the_guard() -> None:
    masked = mask(
        "Reuters met https://a.org today.", markup_of("Reuters met https://a.org today."), ("Reuters",), form=FORM
    )

    assert masked.text == "\u27e61\u27e7 met \u27e62\u27e7 today."
    assert visible(masked.text, masked) == "Reuters met today."


def test_number_comes_back_as_the_target_spells_it() -> None:
    masked = mask("It cost 4.2 million.", (), form=FORM, others={"4.2": "4,2"})

    assert masked.text == "It cost \u27e61\u27e7 million."
    assert unmask("\u27e61\u27e7 milyon tuttu.", masked) == "4,2 milyon tuttu."


@pytest.mark.parametrize(
    "source, keep, sent, answer, expected",
    [
        (LINK, Keep.NOTHING, "The Rescue Committee said so.", "Komite.", "[Komite.](https://rescue.org)"),
        (TWO_LINKS, Keep.NOTHING, "Read this and that now.", "Oku.", "[Oku.](b) [this](a)"),
        (
            "*Go* to https://a.org now",
            Keep.WHOLE,
            "Go to \u27e61\u27e7 now",
            "\u27e61\u27e7 git",
            "*https://a.org git*",
        ),
        ("*Go* to https://a.org now", Keep.NOTHING, "Go to now", "Git", "*Git* https://a.org"),
    ],
)
def test_fallback_keeps_all_markup_around_or_after_the_sentence(
    source: str, keep: Keep, sent: str, answer: str, expected: str
) -> None:
    masked = mask(source, markup_of(source), form=FORM, keep=keep)
    back = unmask(answer, masked)

    assert masked.text == sent
    assert back is not None
    assert reinsert(back, masked) == expected
