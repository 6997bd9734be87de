"""Source texts -> drafts: with our own model, and with an engine whose answers are written down here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from newsl10n.model import Draft, Markup, MarkupRole
from newsl10n.models import Manifest, ModelFolder, read_model_folder
from newsl10n.translate import Decoding, Hypothesis, SourceText, draft_texts, open_engine, usual_decoding

STARTER = Path(__file__).parent.parent / "models" / "newsl10n-starter"
PHRASEBOOK = ModelFolder(
    Path("phrasebook"), "m2m100", Manifest("phrasebook", revision="1", placeholder="\u27e6{}\u27e7")
)
LINK = "The [army](https://a.org) left."
LINK_MARKUP = (Markup(4, 5, "[", MarkupRole.OPEN, 0), Markup(9, 25, "](https://a.org)", MarkupRole.CLOSE, 0))


@dataclass
class Phrasebook:
    """An engine that looks sentences up. ``answers``: text, or ``(text, beam)`` for another answer from that beam on -> target."""

    answers: dict[str | tuple[str, int], str]
    asked: list[str] = field(default_factory=list)
    folder: ModelFolder = PHRASEBOOK

    def translate(self, sentences: Sequence[str], *, locale: str, decoding: Decoding) -> list[Hypothesis]:
        self.asked += sentences
        found = [self.answers.get((s, decoding.beam), self.answers.get(s, "")) for s in sentences]
        return [Hypothesis(text, -0.5) for text in found]

    def signature(self, decoding: Decoding) -> str:
        return f"phrasebook|beam:{decoding.beam}"


def draft(engine: Phrasebook, *texts: SourceText, locale: str = "tr") -> list[Draft]:
    return [d for chunk in draft_texts(texts, engine=engine, locale=locale) for d in chunk]


def only(engine: Phrasebook, text: SourceText, *, locale: str = "tr") -> tuple[str, tuple[str, ...]]:
    (one,) = draft(engine, text, locale=locale)
    return one.target, one.problems


def test_equal_sources_are_translated_once() -> None:
    engine = Phrasebook({"The army left.": "Ordu ayrıldı."})

    assert draft(engine, SourceText("The army left."), SourceText("The army left.")) == [
        Draft("The army left.", "Ordu ayrıldı.", -0.5, "phrasebook|beam:2")
    ]
    assert engine.asked == ["The army left."]


def test_link_survives() -> None:
    engine = Phrasebook({"The \u27e61\u27e7 army \u27e62\u27e7 left.": "\u27e61\u27e7 Ordu \u27e62\u27e7 ayrıldı."})

    assert only(engine, SourceText(LINK, LINK_MARKUP)) == ("[Ordu](https://a.org) ayrıldı.", ())


def test_a_footnote_at_the_end_is_not_shown_to_the_model() -> None:
    engine = Phrasebook({"The army left.": "Ordu ayrıldı."})
    notes = (Markup(14, 18, "[^1]", MarkupRole.WHOLE, 0), Markup(18, 22, "[^b]", MarkupRole.WHOLE, 1))

    assert only(engine, SourceText("The army left.[^1][^b]", notes)) == ("Ordu ayrıldı.[^1][^b]", ())


def test_lost_link_is_put_around_the_sentence_and_flagged() -> None:
    engine = Phrasebook({"The \u27e61\u27e7 army \u27e62\u27e7 left.": "Ordu.", "The army left.": "Ordu ayrıldı."})

    assert only(engine, SourceText(LINK, LINK_MARKUP)) == ("[Ordu ayrıldı.](https://a.org)", ("markup",))


def test_more_than_nine_placeholders_take_the_fallback() -> None:
    source = " ".join(f"*w{i}*" for i in range(5))
    starts = [4 * i + (0 if i == 0 else i - i) for i in range(5)]
    starts = [source.index(f"*w{i}*") for i in range(5)]
    markup = tuple(
        m
        for i, at in enumerate(starts)
        for m in (
            Markup(at, at + 1, "*", MarkupRole.OPEN, i),
            Markup(at + 3, at + 4, "*", MarkupRole.CLOSE, i),
        )
    )
    engine = Phrasebook({"w0 w1 w2 w3 w4": "bir iki"})

    assert only(engine, SourceText(source, markup)) == ("*****bir iki*****", ("markup",))
    assert engine.asked == ["w0 w1 w2 w3 w4"]


def test_lost_number_is_tried_again_as_a_placeholder() -> None:
    engine = Phrasebook(
        {"Some 129,000 left.": "Bazıları gitti.", "Some \u27e61\u27e7 left.": "\u27e61\u27e7 kişi gitti."}
    )

    assert only(engine, SourceText("Some 129,000 left.")) == ("129.000 kişi gitti.", ())


def test_number_that_stays_lost_is_named() -> None:
    engine = Phrasebook({"Some 129,000 left.": "Bazıları gitti."})

    assert only(engine, SourceText("Some 129,000 left.")) == ("Bazıları gitti.", ("numbers: 129,000 missing",))


@pytest.mark.parametrize(
    "source, asked",
    [
        ("At 9:30 some 129,000 left in 2019.", "At \u27e61\u27e7 some \u27e62\u27e7 left in \u27e63\u27e7 ."),
        ("All 3 of the A320s and 4x4s left.", "All 3 of the A320s and 4x4s left."),
        ("Some 12, or 13, left.", "Some \u27e61\u27e7 , or \u27e62\u27e7 , left."),
    ],
)
def test_model_that_cannot_copy_numbers_sees_placeholders_first(source: str, asked: str) -> None:
    folder = replace(PHRASEBOOK, manifest=replace(PHRASEBOOK.manifest, hide_numbers=True))
    engine = Phrasebook({}, folder=folder)
    draft(engine, SourceText(source))
    assert engine.asked[0] == asked


def test_hidden_number_that_got_lost_is_tried_again_in_plain_sight() -> None:
    folder = replace(PHRASEBOOK, manifest=replace(PHRASEBOOK.manifest, hide_numbers=True))
    engine = Phrasebook(
        {"Some \u27e61\u27e7 left.": "Bazıları gitti.", "Some 129,000 left.": "129.000 kişi gitti."}, folder=folder
    )

    assert only(engine, SourceText("Some 129,000 left.")) == ("129.000 kişi gitti.", ())


@pytest.mark.parametrize(
    "source, wrong, masked, answer, locale, right",
    [
        ("Bilal Zikra left Syria.", "Dün Gordon'la gitti.", "\u27e61\u27e7 left \u27e62\u27e7 .", "\u27e61\u27e7 \u27e62\u27e7 'den ayrıldı.", "tr", "Bilal Zikra Suriye'den ayrıldı."),
        ("He left Syria in 2019.", "غادر في 2019.", "He left \u27e61\u27e7 in 2019.", "غادر \u27e61\u27e7 في 2019.", "ar", "غادر سوريا في 2019."),
    ],
)  # fmt: skip
def test_lost_name_is_tried_again_as_a_placeholder(
    source: str, wrong: str, masked: str, answer: str, locale: str, right: str
) -> None:
    engine = Phrasebook({source: wrong, masked: answer})

    assert only(engine, SourceText(source), locale=locale) == (right, ())
    assert engine.asked[1] == masked


def test_glossary_term_that_the_model_renders_otherwise_is_put_in_its_place() -> None:
    ceasefire = SourceText("The ceasefire began.", wanted=(("ceasefire", ("ateşkes", "mütareke")),))
    other = {"The ceasefire began.": "Barış başladı.", "The \u27e61\u27e7 began.": "\u27e61\u27e7 başladı."}

    assert only(Phrasebook(other), ceasefire) == ("Ateşkes başladı.", ())
    aid = SourceText("The aid came.", wanted=(("aid", ("insani yardım",)),))
    assert only(Phrasebook({"The aid came.": "O geldi.", "The \u27e61\u27e7 came.": "\u27e61\u27e7 geldi."}), aid) == (
        "İnsani yardım geldi.",
        (),
    )
    accepted = Phrasebook({"The ceasefire began.": "Mütareke başladı."})
    assert only(accepted, ceasefire) == ("Mütareke başladı.", ())
    assert accepted.asked == ["The ceasefire began."]
    deaf = Phrasebook({"The ceasefire began.": "Barış başladı."})
    assert only(deaf, ceasefire) == ("Barış başladı.", ("term: ceasefire missing",))


def test_first_good_text_of_a_beam_is_taken() -> None:
    @dataclass
    class Beams(Phrasebook):
        def translate(self, sentences: Sequence[str], *, locale: str, decoding: Decoding) -> list[Hypothesis]:
            others = (
                Hypothesis("Hâlâ 12.", -1.0),
                Hypothesis("129.000 gitti.", -1.1),
                Hypothesis("129.000 vardı.", -1.2),
            )
            return [Hypothesis("Gitti.", -0.9, others if decoding.whole_beam else ()) for _ in sentences]

    assert only(Beams({}), SourceText("Some 129,000 left.")) == ("129.000 gitti.", ())


def test_model_is_decoded_as_its_manifest_says() -> None:
    manifest = replace(PHRASEBOOK.manifest, length_penalty=1.5, repetition_penalty=1.2, no_repeat=3)
    folder = replace(PHRASEBOOK, manifest=manifest)

    assert usual_decoding(folder, beam=4) == Decoding(beam=4, repetition_penalty=1.2, no_repeat=3, length_penalty=1.5)
    assert usual_decoding(PHRASEBOOK, beam=2) == Decoding()


def test_better_decoding_is_kept_and_signed() -> None:
    engine = Phrasebook({"The army left.": "ve ordu ve ordu ve ordu ve ordu", ("The army left.", 5): "Ordu ayrıldı."})

    assert draft(engine, SourceText("The army left.")) == [
        Draft("The army left.", "Ordu ayrıldı.", -0.5, "phrasebook|beam:5")
    ]


@pytest.mark.parametrize(
    "answer, problem", [("", "empty"), ("ve ordu ve ordu ve ordu ve ordu", "loop"), ("ordu,,,,,,", "loop")]
)
def test_useless_text_is_left_empty_and_says_why(answer: str, problem: str) -> None:
    assert only(Phrasebook({"The army left.": answer}), SourceText("The army left.")) == ("", (problem,))


@pytest.mark.parametrize(
    "source, markup, target",
    [
        ("https://a.org/x", (Markup(0, 15, "https://a.org/x", MarkupRole.WHOLE, 0),), "https://a.org/x"),
        ("129,000", (), "129.000"),
        ("***", (), "***"),
        ("Reuters", (), "Reuters"),
    ],
)
def test_text_without_words_is_copied_without_the_model(source: str, markup: tuple[Markup, ...], target: str) -> None:
    engine = Phrasebook({})

    assert only(engine, SourceText(source, markup, terms=("Reuters",))) == (target, ())
    assert engine.asked == []


def test_headline_in_capitals_is_lowered_for_the_model() -> None:
    engine = Phrasebook(
        {"Thousands flee Syria": "Binlerce kişi Suriye'den kaçtı", "They left Syria.": "Suriye'den gittiler."}
    )

    drafts = draft(engine, SourceText("THOUSANDS FLEE SYRIA"), SourceText("They left Syria."))
    assert {d.target for d in drafts} == {"Binlerce kişi Suriye'den kaçtı", "Suriye'den gittiler."}


def test_paragraph_goes_to_the_model_sentence_by_sentence() -> None:
    engine = Phrasebook({"It rained.": "Yağmur yağdı.", "We left.": "Gittik."})

    (one,) = draft(engine, SourceText(" It rained.  We left.\n", sentences=((0, 11), (13, 22))))
    assert one.target == " Yağmur yağdı.  Gittik.\n"


def test_markup_of_the_second_sentence_is_found_there() -> None:
    source = "It rained. " + LINK
    markup = tuple(Markup(m.start + 11, m.end + 11, m.text, m.role, m.pair) for m in LINK_MARKUP)
    engine = Phrasebook(
        {
            "It rained.": "Yağdı.",
            "The \u27e61\u27e7 army \u27e62\u27e7 left.": "\u27e61\u27e7 Ordu \u27e62\u27e7 gitti.",
        }
    )

    assert only(engine, SourceText(source, markup, sentences=((0, 10), (11, len(source)))))[0] == (
        "Yağdı. [Ordu](https://a.org) gitti."
    )


def test_chunks_are_yielded_while_work_goes_on() -> None:
    engine = Phrasebook({f"Sentence {i:02}.": f"Tümce {i:02}." for i in range(9)})
    texts = [SourceText(f"Sentence {i:02}.") for i in range(9)]

    first = next(draft_texts(texts, engine=engine, locale="tr", chunk_characters=36))
    assert len(first) == len(engine.asked) == 3


@pytest.mark.parametrize("locale", ["ar", "tr"])
def test_every_kind_of_text_goes_through_the_real_model(locale: str) -> None:
    """The quality of the model is measured elsewhere: here whatever it says ends in a draft that says what is wrong."""
    texts = [
        SourceText("THOUSANDS LEAVE THE CITY AS WAR GOES ON"),
        SourceText("Two words"),
        SourceText("The talks went on, " * 40 + "and they failed"),
        SourceText(LINK, LINK_MARKUP),
        SourceText("x" * 3000),
        SourceText("About 129,000 people left on 5 May 2011."),
        SourceText("BEIRUT \u2014 The agency said so \U0001f600"),
    ]
    engine = open_engine(read_model_folder(STARTER))
    drafts = [d for chunk in draft_texts(texts, engine=engine, locale=locale) for d in chunk]

    assert {d.source for d in drafts} == {t.source for t in texts}
    assert all(d.target or d.problems for d in drafts)
    assert all("\u27e6" not in d.target and "<news>" not in d.target for d in drafts)
    assert all("](https://a.org)" in d.target for d in drafts if d.source == LINK and d.target)
