"""Sound translations of our own pass the default checks; errors seeded into them are found, with margins."""

import random
from functools import cache

import pytest
from benchmarks.checks_quality import SEED, SEEDS, Pair, Setting, flagged, measure

from tests.conftest import ROOT

RECALL = {
    "changed digit": 0.95,
    "lost number": 0.95,
    "loop": 0.95,
    "half English": 0.85,
    "dropped second half": 0.95,
    "broken placeholder": 0.95,
    "broken markup": 0.95,
    "unbalanced bidi": 0.95,
    "lost negation": 0.9,
    # Some twenty seeds: one more or less is five points.
    "swapped name": 0.7,
    "swapped name (in the source)": 0.75,
}


@cache
def _pairs(language):
    lines = (ROOT / f"tests/data/checks/{language}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Pair(*line.split("\t")) for line in lines)


@cache
def _measured(language):
    return measure(_pairs(language), language, lambda some: flagged(some, language))


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_sound_translations_are_left_alone(language):
    found = flagged(_pairs(language), language)
    assert len(found) == 42
    assert [(pair.source, rules) for pair, rules in zip(_pairs(language), found, strict=True) if rules] == []


@pytest.mark.parametrize("kind", list(RECALL))
@pytest.mark.parametrize("language", ["ar", "tr"])
def test_seeded_errors_are_found(language, kind):
    count = _measured(language)["recall"][kind]
    assert count["seeded"] >= 7
    assert count["found"] >= RECALL[kind] * count["seeded"]


def test_seeding_is_the_same_each_time():
    pair = Pair("Some 340 schools closed.", "أغلقت 340 مدرسة.")
    first, second = (SEEDS["changed digit"](pair, Setting("ar", (pair,), random.Random(SEED))) for _ in range(2))
    assert first == second != pair
