"""Prose -> sentences, as edited news is written: sentencex, and what it lacks."""

from newsl10n.sentences.datelines import find_agency_tag, find_dateline, is_byline
from newsl10n.sentences.split import SEGMENTER, Span, split_sentences

__all__ = ["SEGMENTER", "Span", "find_agency_tag", "find_dateline", "is_byline", "split_sentences"]
