"""Token files -> checkpoints of one multilingual M2M100-layout model.

``python -m training.train --work DIR --minutes 120 [--start-from models/NAME]``: goes on from ``DIR/checkpoint.pt`` where it
exists, else from the weights of an exported model, else from nothing.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from training.corpus import LANGUAGES

PAD, EOS, EXTRA_ROWS = 1, 2, 8
GLOSS_STEPS, SHORT_STEPS, WARM_UP, PEAK = 700, 500, 800, 2e-3
# Share of the batches that each kind gets, in the three stages.
MIX_GLOSS = {"gloss": 1.0}
MIX_SHORT = {"general": 0.65, "news-teacher": 0.2, "news-wmt": 0.05, "news": 0.05, "names": 0.05}
MIX = {
    "news-teacher": 0.22, "news-wmt": 0.07, "news": 0.015, "general": 0.22, "augmented": 0.18, "docs": 0.16, "mt": 0.06,
    "religious": 0.07, "names": 0.005,
}  # fmt: skip
# While the learning rate cools down: what the model is for.
MIX_LAST = {
    "news-teacher": 0.36, "news-wmt": 0.12, "news": 0.03, "general": 0.18, "augmented": 0.2, "docs": 0.06, "mt": 0.02,
    "religious": 0.02, "names": 0.01,
}  # fmt: skip
SHORT_TOKENS = 24


@dataclass(frozen=True)
class Shape:
    """Size of the model."""

    width: int = 256
    feed_forward: int = 1024
    encoder_layers: int = 6
    decoder_layers: int = 2
    heads: int = 4


class Stream:
    """Endless batches of one token file; ``position`` = (epoch, batch) says where it stands.

    Pairs are bucketed on both lengths, so that little of a batch is padding.
    """

    def __init__(
        self, path: Path, source_language: int, target_language: int, *, budget: int, longest: int, seed: int
    ) -> None:
        arrays = np.load(path)
        self.sides = [np.split(arrays[n].astype(np.int64), arrays[f"{n}_ends"][:-1]) for n in ("source", "target")]
        self.languages, self.budget, self.seed = (source_language, target_language), budget, seed
        lengths = np.array([[len(s), len(t)] for s, t in zip(*self.sides, strict=False)])
        self.lengths = lengths[lengths.max(1) <= longest]
        self.rows = np.flatnonzero(lengths.max(1) <= longest)
        self.position = (0, 0)
        self._plan: list[np.ndarray] = []

    def next_batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        epoch, batch = self.position
        if not self._plan:
            self._plan = list(self._batches(np.random.default_rng((self.seed, epoch))))
        if batch >= len(self._plan):
            epoch, batch = epoch + 1, 0
            self._plan = list(self._batches(np.random.default_rng((self.seed, epoch))))
        rows = self._plan[batch]
        self.position = (epoch, batch + 1)
        return self._tensor(0, rows), self._tensor(1, rows)

    def _batches(self, rng: np.random.Generator) -> Iterator[np.ndarray]:
        jitter = rng.random(len(self.rows)) * 3
        order = np.lexsort((self.lengths[:, 0] + jitter, (self.lengths[:, 1] + jitter) // 5))
        plan, start = [], 0
        while start < len(order):
            end, widest = start, 0
            while end < len(order):
                widest = max(widest, int(self.lengths[order[end]].max()) + 2)
                if end > start and widest * (end - start + 1) > self.budget:
                    break
                end += 1
            plan.append(self.rows[order[start:end]])
            start = end
        rng.shuffle(plan := np.array(plan, dtype=object)) if len({len(p) for p in plan}) > 1 else rng.shuffle(plan)
        yield from plan

    def _tensor(self, side: int, rows: np.ndarray) -> torch.Tensor:
        found = [self.sides[side][int(r)] for r in rows]
        out = torch.full((len(found), max(map(len, found)) + 2), PAD)
        out[:, 0] = self.languages[side]
        for i, ids in enumerate(found):
            out[i, 1 : len(ids) + 1] = torch.from_numpy(ids)
            out[i, len(ids) + 1] = EOS
        return out


def language_ids(pieces: int) -> dict[str, int]:
    """Ids of the M2M100 language tokens, which follow the vocabulary in the order of the tokenizer's list."""
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    return {code: pieces + i for i, code in enumerate(FAIRSEQ_LANGUAGE_CODES["m2m100"])}


def build_model(pieces: int, shape: Shape) -> Any:
    """A fresh model: Xavier matrices, embeddings N(0, width^-1/2)."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(
        vocab_size=pieces + len(language_ids(0)) + EXTRA_ROWS, d_model=shape.width, encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers, encoder_ffn_dim=shape.feed_forward, decoder_ffn_dim=shape.feed_forward,
        encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads, encoder_layerdrop=0.0, decoder_layerdrop=0.0,
        dropout=0.1, attention_dropout=0.0, activation_dropout=0.0, max_position_embeddings=512, pad_token_id=PAD, bos_token_id=0,
        eos_token_id=EOS, decoder_start_token_id=EOS, scale_embedding=True, init_std=shape.width**-0.5,
    )  # fmt: skip
    model = M2M100ForConditionalGeneration(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "shared" in name or "embed_tokens" in name:
                torch.nn.init.normal_(parameter, 0, shape.width**-0.5)
            elif parameter.dim() == 2:
                torch.nn.init.xavier_uniform_(parameter)
        model.model.shared.weight[PAD] = 0
    return model


def _cross_entropy(logits: torch.Tensor, target: torch.Tensor, smoothing: float) -> torch.Tensor:
    return F.cross_entropy(logits.float(), target, label_smoothing=smoothing)


@functools.cache
def _fused_cross_entropy() -> Any:
    """Compiled, the loss over the vocabulary costs a third of what it costs in single steps."""
    return torch.compile(_cross_entropy, dynamic=True)


def token_loss(
    model: Any, source: torch.Tensor, target: torch.Tensor, *, smoothing: float, fused: bool = False
) -> torch.Tensor:
    """Mean cross entropy a target token, in nats; padding is left out before the vocabulary layer."""
    start = torch.full((len(target), 1), EOS, device=target.device)
    decoder_input = torch.cat([start, target[:, :-1]], 1)
    kept = target != PAD
    with torch.autocast(target.device.type, dtype=torch.bfloat16):
        hidden = model.model(
            input_ids=source, attention_mask=(source != PAD).long(), decoder_input_ids=decoder_input, use_cache=False
        ).last_hidden_state
        logits = model.lm_head(hidden[kept])
    return (_fused_cross_entropy() if fused else _cross_entropy)(logits, target[kept], smoothing)


def make_fast(model: Any, device: str) -> None:
    """Set what is quickest a step: on a CPU plain attention, and dropout at the embeddings only.

    Both measured on two cores with batches of 2.7 k target tokens: 1.2 times the tokens a second each.
    """
    if device == "cpu":
        model.set_attn_implementation("eager")
        for module in model.modules():
            if type(module).__name__.endswith(("Layer", "Attention")):
                module.dropout = 0.0


@torch.no_grad()
def dev_losses(model: Any, rows: list[tuple[list[int], list[int]]], device: str) -> tuple[float, float]:
    """Dev loss with the right sources, and with each source swapped for the next: their gap is what the decoder reads."""
    model.eval()
    results = []
    for shift in (0, 1):
        total = tokens = 0.0
        for at in range(0, len(rows), 50):
            part = rows[at : at + 50]
            sources = torch.nn.utils.rnn.pad_sequence(
                [torch.tensor(part[(i + shift) % len(part)][0]) for i in range(len(part))],
                batch_first=True,
                padding_value=PAD,
            ).to(device)
            targets = torch.nn.utils.rnn.pad_sequence(
                [torch.tensor(t) for _, t in part], batch_first=True, padding_value=PAD
            ).to(device)
            n = int((targets != PAD).sum())
            total, tokens = total + token_loss(model, sources, targets, smoothing=0.0).item() * n, tokens + n
        results.append(round(total / tokens, 3))
    model.train()
    return results[0], results[1]


@torch.no_grad()
def dev_chrf(
    model: Any, rows: list[tuple[list[int], list[int]]], references: list[str], processor: Any, device: str
) -> float:
    """chrF2 of greedy translations of the dev rows."""
    import sacrebleu

    model.eval()
    hypotheses: list[str] = []
    for at in range(0, len(rows), 50):
        part = rows[at : at + 50]
        sources = torch.nn.utils.rnn.pad_sequence(
            [torch.tensor(s) for s, _ in part], batch_first=True, padding_value=PAD
        ).to(device)
        out = model.generate(
            input_ids=sources,
            attention_mask=(sources != PAD).long(),
            forced_bos_token_id=part[0][1][0],
            num_beams=1,
            max_new_tokens=110,
        )
        pieces = processor.get_piece_size()
        hypotheses += [processor.decode([i for i in ids if 3 < i < pieces]) for ids in out.tolist()]
    model.train()
    return round(float(sacrebleu.corpus_chrf(hypotheses, [references]).score), 2)


def learning_rate(step: int, since_start: int, peak: float, left: float) -> float:
    """Linear warm-up (again, shorter, after a start without optimizer state), then inverse square root of the step.

    ``left`` falls from 1 to 0 over the cool-down at the end of a run.
    """
    return peak * min(step / WARM_UP, math.sqrt(WARM_UP / step), (since_start + 1) / 200) * min(1.0, max(left, 0.01))


def build_optimizers(model: Any, kind: str) -> list[torch.optim.Optimizer]:
    """AdamW for all weights, or (``muon``) Muon for the matrices inside the layers and AdamW for the rest."""
    inner = [p for name, p in model.named_parameters() if kind == "muon" and p.dim() == 2 and ".layers." in name]
    chosen = {id(p) for p in inner}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(rest, lr=1.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01)
    ]
    if inner:
        optimizers.append(torch.optim.Muon(inner, lr=1.0, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"))
    return optimizers


def stage(step: int) -> tuple[dict[str, float], bool]:
    if step < GLOSS_STEPS:
        return MIX_GLOSS, False
    return (MIX_SHORT, True) if step < GLOSS_STEPS + SHORT_STEPS else (MIX, False)


def train(options: argparse.Namespace) -> None:
    import sentencepiece

    work, device = options.work, options.device
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    languages = language_ids(processor.get_piece_size())

    def open_streams(longest: int) -> dict[tuple[str, str], Stream]:
        return {
            (kind, locale): Stream(
                path,
                languages["en"],
                languages[locale],
                budget=options.batch_tokens,
                longest=longest,
                seed=options.seed,
            )
            for path in sorted((work / "tokens").glob("*.npz"))
            for kind, locale in [path.name.split(".")[:2]]
            if kind in {**MIX, **MIX_SHORT, **MIX_GLOSS}
        }

    model = build_model(
        processor.get_piece_size(),
        Shape(options.width, options.feed_forward, options.encoder_layers, options.decoder_layers, options.heads),
    )
    optimizers = build_optimizers(model.to(device), options.optimizer)
    step = since_start = 0
    positions: dict[str, Any] = {}
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        model.load_state_dict(saved["model"])
        average, step, positions = saved["average"], saved["step"], saved["positions"]
        if len(saved["optimizers"]) == len(optimizers):
            since_start = 200
            for optimizer, state in zip(optimizers, saved["optimizers"], strict=True):
                optimizer.load_state_dict(state)
    elif options.start_from:
        from transformers import M2M100ForConditionalGeneration

        model.load_state_dict(
            M2M100ForConditionalGeneration.from_pretrained(options.start_from, dtype=torch.float32).state_dict()
        )
        step = json.loads((options.start_from / "training_state.json").read_text())["step"]
    if not checkpoint.exists():
        average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    dev = {}
    if options.dev:
        english = Path(f"{options.dev}.en").read_text(encoding="utf-8").splitlines()[:200]
        for locale in LANGUAGES:
            references = Path(f"{options.dev}.{locale}").read_text(encoding="utf-8").splitlines()[:200]
            rows = [
                (
                    [languages["en"], *processor.encode(f"<news> {s}"), EOS],
                    [languages[locale], *processor.encode(t), EOS],
                )
                for s, t in zip(english, references, strict=False)
            ]
            dev[locale] = rows, references
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, step {step}", flush=True)
    make_fast(model, device)
    fused = options.fused and (shutil.which("c++") is not None or device != "cpu")
    parameters = {k: v for k, v in model.state_dict().items() if v.is_floating_point()}
    streams: dict[tuple[str, str], Stream] = {}
    short_now = None
    model.train()
    began = last = last_chrf = time.monotonic()
    tokens = padded = 0
    losses: list[float] = []

    def save() -> None:
        where = {**positions, **{f"{k} {locale} {short_now}": s.position for (k, locale), s in streams.items()}}
        state = {
            "model": model.state_dict(),
            "average": average,
            "optimizers": [optimizer.state_dict() for optimizer in optimizers],
            "step": step,
            "positions": where,
        }
        torch.save(state, work / "checkpoint.tmp")
        os.replace(work / "checkpoint.tmp", checkpoint)

    while time.monotonic() - began < options.minutes * 60 and step < options.steps:
        left = (options.minutes * 60 - (time.monotonic() - began)) / max(options.cool_down * 60, 1e-9)
        mix, short = stage(step)
        if left < 1 and not short and mix is MIX:
            mix = MIX_LAST
        if short != short_now:
            positions.update({f"{k} {locale} {short_now}": s.position for (k, locale), s in streams.items()})
            short_now, streams = short, open_streams(SHORT_TOKENS if short else options.longest)
            for (k, language), stream in streams.items():
                stream.position = tuple(positions.get(f"{k} {language} {short}", (0, 0)))
        rng = random.Random(f"{options.seed} {step}")
        torch.manual_seed(options.seed * 1_000_003 + step)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(step + 1, since_start, options.peak, left)
        accumulate = 1 if step < options.accumulate_from else options.accumulate
        for _ in range(accumulate):
            locale = rng.choice(LANGUAGES)
            kinds = [k for k in mix if (k, locale) in streams]
            source, target = streams[rng.choices(kinds, [mix[k] for k in kinds])[0], locale].next_batch()
            source, target = source.to(device), target.to(device)
            loss = token_loss(model, source, target, smoothing=0.1, fused=fused)
            (loss / accumulate).backward()
            losses.append(loss.item())
            tokens, padded = tokens + int((target != PAD).sum()), padded + target.numel()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        step, since_start = step + 1, since_start + 1
        decay = min(options.decay, (since_start + 1) / (since_start + 10))
        torch._foreach_lerp_([average[k] for k in parameters], list(parameters.values()), 1 - decay)
        if time.monotonic() - last > options.report_minutes * 60:
            last = time.monotonic()
            minutes = (last - began) / 60
            record: dict[str, Any] = {
                "step": step, "minutes": round(minutes, 1), "left": round(options.minutes - minutes, 1), "tokens_s": round(tokens / (last - began)),
                "dense": round(tokens / padded, 2), "train": round(sum(losses) / len(losses), 3),
            }  # fmt: skip
            for locale, (rows, references) in dev.items():
                record[locale] = dev_losses(model, rows, device)
                if last - last_chrf > options.chrf_minutes * 60:
                    record[f"{locale}_chrf"] = dev_chrf(model, rows, references, processor, device)
            if last - last_chrf > options.chrf_minutes * 60:
                last_chrf = last
            print(json.dumps(record), flush=True)
            with (work / "log.jsonl").open("a") as log:
                log.write(json.dumps(record) + "\n")
            losses = []
            save()
    save()


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--dev", help="prefix of PREFIX.en, PREFIX.ar, PREFIX.tr: never trained on")
    parser.add_argument("--start-from", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=10**9, help="stop at this step, however many minutes are left")
    parser.add_argument("--fused", action=argparse.BooleanOptionalAction, default=True, help="compile the loss")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peak", type=float, default=PEAK)
    parser.add_argument("--batch-tokens", type=int, default=3_600, help="padded tokens of the longer side in one batch")
    parser.add_argument("--accumulate", type=int, default=2)
    parser.add_argument("--accumulate-from", type=int, default=6_000)
    parser.add_argument("--longest", type=int, default=128)
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="muon")
    parser.add_argument(
        "--cool-down", type=float, default=0, help="minutes at the end in which the learning rate falls to 0"
    )
    parser.add_argument("--decay", type=float, default=0.99, help="of the running mean of the weights, an update")
    parser.add_argument("--report-minutes", type=float, default=4)
    parser.add_argument("--chrf-minutes", type=float, default=30)
    for name, value in (
        ("width", 256),
        ("feed-forward", 1024),
        ("encoder-layers", 6),
        ("decoder-layers", 2),
        ("heads", 4),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser


def main() -> None:
    train(build_parser().parse_args())


if __name__ == "__main__":
    main()
