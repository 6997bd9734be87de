"""Manifests of the corpora + scores -> the model card.

``python -m training.card --corpora DIR --model models/NAME --scores SCORES.json [...] [--notes NOTES.md]``

SCORES.json files, named ``<text>.<locale>.json``, are what ``newsl10n evaluate --json`` prints. The table of sources names every file that
``prepare`` reads.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from newsl10n.files import write_whole
from newsl10n.models import write_checksums
from training.corpus import KINDS, LANGUAGES


def write_card(model: Path, corpora: Path, scores: list[dict[str, Any]], *, notes: str) -> None:
    """Write ``README.md`` of a model folder and renew its checksums."""
    manifest = json.loads((model / "newsl10n.json").read_text(encoding="utf-8"))
    step = json.loads((model / "training_state.json").read_text(encoding="utf-8"))["step"]
    text = "\n".join(
        [
            f"# {manifest['name']}",
            "",
            f"A small translation model, English → Arabic and Turkish, for drafts of news that people review. Revision `{manifest['revision']}`, "
            f"training step {step:,}. Licence of the weights: {manifest['licence']}.",
            "",
            "**It is at an early stage of its training and translates badly.** It shows how newsl10n works where no model hub can be reached; for real "
            "drafts use a model of the hub: `newsl10n models pull opus-mt-en-ar` (Arabic), `newsl10n models pull opus-mt-tc-big-en-tr` (Turkish).",
            "",
            "## Scores",
            "",
            "| into | text | chrF2 | BLEU | numbers kept | decoder failures | source words/s |",
            "|---|---|---|---|---|---|---|",
            *(_score_row(score) for score in scores),
            "",
            f"Made by `newsl10n evaluate` (CTranslate2 int8, beam 2). Signatures: `{scores[0]['chrf_signature']}`, `{scores[0]['bleu_signature']}`.",
            "",
            notes.strip(),
            "",
            "## Architecture",
            "",
            "M2M100 layout (pre-norm), one encoder for English and one decoder for both languages: width 256, feed-forward 1024, 6 encoder and 2 decoder "
            "layers, 4 heads, joint SentencePiece vocabulary of 8,000 pieces with byte fallback, 8.9 million parameters. `model.safetensors` is float16, "
            "`ct2/` CTranslate2 int8. Sources are prefixed with `<news> `; `⟦1⟧` … `⟦9⟧` are placeholders. The recipe: `training/README.md`.",
            "",
            "## Data",
            "",
            "| language | source | licence | pairs offered | in |",
            "|---|---|---|---|---|",
            *_source_rows(corpora),
            "",
            "`news-teacher`: translations made for this model, of sentences of public news-translation test sets; `news-wmt`: professional translations of "
            "WMT news test sets of 2016 to 2018. 500 lines a language of `news-teacher` were held back.",
            "",
        ]
    )
    write_whole(model / "README.md", text.encode())
    write_checksums(model)


def _score_row(score: dict[str, Any]) -> str:
    return (
        f"| {score['locale']} | {score['text']} | {score['chrf']:.1f} | {score['bleu']:.1f} | {score['numbers_kept']:.1%} | "
        f"{score['failures']:.2%} | {score['words_per_second']:,.0f} |"
    )


def _source_rows(corpora: Path) -> list[str]:
    rows = []
    for locale in LANGUAGES:
        for source in json.loads((corpora / f"MANIFEST.en-{locale}.json").read_text(encoding="utf-8")):
            kind = source["file"].split(".")[0]
            if kind in KINDS:
                repositories = source["repo"] if isinstance(source["repo"], list) else [source["repo"]]
                named = ", ".join(repositories[:3]) + (
                    f" and {len(repositories) - 3} more" if len(repositories) > 3 else ""
                )
                rows.append(
                    f"| {locale} | {source['slug']} ({named}) | {source['licence']} | {source['pairs']:,} | {kind} |"
                )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument(
        "--scores", type=Path, nargs="+", required=True, help="NAME.json: what it is a score of, and the score"
    )
    parser.add_argument("--notes", type=Path, help="Markdown about the training run and what the model is bad at")
    options = parser.parse_args()
    scores = [
        {**json.loads(path.read_text(encoding="utf-8")), "text": path.stem.rpartition(".")[0]}
        for path in options.scores
    ]
    write_card(
        options.model, options.corpora, scores, notes=options.notes.read_text(encoding="utf-8") if options.notes else ""
    )


if __name__ == "__main__":
    main()
