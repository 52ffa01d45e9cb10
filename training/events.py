"""Train the event heads on a trained reader: `python -m training.events --parser DIR --reader FILE --out DIR [--epochs N]`.

Seeded. In: the parser folder of training.train, whose upper encoder layers are where the event network's own begin, and the `reader.onnx`
made of it, whose lower layers it reads. Learns from the invented reports that are not held out (those in French by their gloss) and from
the lexicon's examples; the reports held out are watched after every epoch (never used to choose anything). After every epoch the averaged
weights are saved, so an interrupted run leaves a model. An epoch takes about five minutes on two CPU cores.
"""
from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from attache.language import load_engine
from attache.language.embedded import MODEL_FOLDER
from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from attache.resources import table
from training.acts import ACTS, NO_MODE, PARTS, ActSentence, act_sentences
from training.batches import IGNORED, batches, recased
from training.event_batches import EventExample, add_lower_layers, collate, example
from training.glossed import in_english
from training.lexicon_examples import lexicon_sentences
from training.network import EventNetwork, EventSizes
from training.reports import FRENCH, STATUSES, held_out, read_reports
from training.running import Rates, Run, weighted_loss
from training.train import encoder_folder, load_parser

SEED = 1
EPOCHS = 8
RATES = Rates(encoder=1.5e-4, heads=1e-3, warm_up=0.06, average_decay=0.995)
PIECES_A_BATCH = 600
LOSS_WEIGHTS = {"act": 3.0, "status": 0.7, "mode": 0.5, "part": 3.0}
SMOOTHING = {"act": 0.02}


def event_labels() -> Vocabulary:
    """The label sets of the event heads."""
    modes = dict.fromkeys(row["mode"] for row in table("scores") if row["mode"])
    return Vocabulary({"act": list(ACTS), "status": list(STATUSES), "mode": [NO_MODE, *modes], "part": list(PARTS)})


def watch(network: nn.Module, examples: list[EventExample]) -> str:
    """F1 of triggers (with type) and of parts, accuracy of status, on the watched sentences."""
    network.eval()
    right: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(examples, 4000, None):
            given, gold = collate([examples[i] for i in batch])
            _count(network(*given), gold, right)
    status = 100 * right["status"] / max(1, right["status of"])
    return f"acts F1 {_f1(right, 'act'):.1f} triggers F1 {_f1(right, 'any'):.1f} parts F1 {_f1(right, 'part'):.1f} status {status:.1f}"


def _count(scores: dict[str, Tensor], gold: dict[str, Tensor], right: Counter[str]) -> None:
    for head, source in (("act", "act"), ("part", "part"), ("any", "act")):
        said, known = scores[source].argmax(-1), gold[source]
        counted = known != IGNORED
        same = (said > 0) == (known > 0) if head == "any" else said == known
        right[head] += int((same & counted & (known > 0)).sum())
        right[f"{head} said"] += int(((said > 0) & counted).sum())
        right[f"{head} known"] += int(((known > 0) & counted).sum())
    counted = gold["status"] != IGNORED
    right["status"] += int(((scores["status"].argmax(-1) == gold["status"]) & counted).sum())
    right["status of"] += int(counted.sum())


def _f1(right: Counter[str], head: str) -> float:
    return 200 * right[head] / max(1, right[f"{head} said"] + right[f"{head} known"])


def labelled_sentences() -> tuple[list[ActSentence], list[ActSentence]]:
    """(sentences to train on, sentences of the reports held out)."""
    engine, reports = load_engine(), read_reports() + [in_english(report) for report in read_reports(FRENCH)]
    watched = [report for report in reports if held_out(report)]
    trained = list(act_sentences((report for report in reports if not held_out(report)), engine))
    return trained + list(lexicon_sentences(engine)), list(act_sentences(watched, engine))


def examples_of(sentences: Sequence[ActSentence], reader: Path, rng: random.Random | None) -> list[EventExample]:
    """The sentences with their lower layers; with `rng`, some a second time in lower case, capitals or as a headline."""
    labels, pieces = event_labels(), WordPieces(encoder_folder() / "vocab.txt")
    made = [example(sentence, sentence.forms, labels, pieces) for sentence in sentences]
    for sentence in sentences if rng else []:
        forms = recased(sentence.forms, rng)
        if forms is not sentence.forms:
            made.append(example(sentence, forms, labels, pieces))
    add_lower_layers(made, reader)
    return made


def train(parser: Path, reader: Path, out: Path, epochs: int) -> None:
    """Trains and saves `network.pt` and `labels.json` in `out`."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    labels = event_labels()
    labels.save(out / "labels.json")
    trained, watched = labelled_sentences()
    examples, watching = examples_of(trained, reader, rng), examples_of(watched, reader, None)
    print(f"{len(examples)} sentences to train on, {len(watching)} to watch", flush=True)
    network = EventNetwork(load_parser(parser).encoder, EventSizes(**{head: len(names) for head, names in labels.labels.items()}))
    run = Run(network, network.layers.parameters(), RATES, epochs * len(list(batches(examples, PIECES_A_BATCH, None))))
    for epoch in range(epochs):
        began = time.time()
        network.train()
        steps = [run.step(_loss(network, [examples[i] for i in batch])) for batch in batches(examples, PIECES_A_BATCH, rng)]
        torch.save(run.averaged.module.state_dict(), out / "network.pt")
        seconds = time.time() - began
        print(f"epoch {epoch + 1} loss {sum(steps) / len(steps):.3f} {watch(run.averaged.module, watching)} {seconds:.0f} s", flush=True)


def _loss(network: EventNetwork, examples: list[EventExample]) -> Tensor:
    given, gold = collate(examples)
    return weighted_loss(network(*given), gold, LOSS_WEIGHTS, SMOOTHING)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--parser", type=Path, required=True)
    options.add_argument("--reader", type=Path, default=MODEL_FOLDER / "reader.onnx")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=EPOCHS)
    given = options.parse_args()
    train(given.parser, given.reader, given.out, given.epochs)


if __name__ == "__main__":
    main()
