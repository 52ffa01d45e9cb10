"""Train spaCy's small CNN pipeline on the reader model's own data, to stand beside it: `python -m benchmarks.spacy_baseline --out DIR`.

Tok2vec (HashEmbedCNN 96 wide, 4 deep: spaCy's own "sm" shape) with tagger, parser and names, trained from scratch on EWT train and dev and
GUM train. Needs the extra `spacy`; seeded.
"""
from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from training.treebanks import Sentence, training_sentences

EPOCHS = 8
BATCH = 64
WIDTH, DEPTH = 96, 4


def example(nlp: Any, sentence: Sentence) -> Example:
    """A sentence as a spaCy example on its gold words."""
    heads = [head - 1 if head else place for place, head in enumerate(sentence.heads)]
    labels = ["ROOT" if label == "root" else label for label in sentence.deprels]
    doc = Doc(nlp.vocab, words=sentence.forms, spaces=sentence.space_after, tags=sentence.xpos, pos=sentence.upos, heads=heads, deps=labels,
              ents=sentence.names)
    return Example(Doc(nlp.vocab, words=sentence.forms, spaces=sentence.space_after), doc)


def pipeline() -> Any:
    """A blank pipeline of spaCy's small shape, its parts sharing one CNN."""
    nlp = spacy.blank("en")
    encoder = {"@architectures": "spacy.HashEmbedCNN.v2", "width": WIDTH, "depth": DEPTH, "embed_size": 2000, "window_size": 1,
               "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}
    nlp.add_pipe("tok2vec", config={"model": encoder})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False, "hidden_width": 64,
              "maxout_pieces": 2, "use_upper": True, "tok2vec": listener}
    nlp.add_pipe("parser", config={"model": parser})
    nlp.add_pipe("ner", config={"model": {**parser, "state_type": "ner"}})
    return nlp


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--treebanks", type=Path, default=Path("../shared/treebanks"))
    options.add_argument("--out", type=Path, default=Path("build/spacy-baseline"))
    chosen = options.parse_args()
    rng = random.Random(1)  # noqa: S311  # a training order is no secret
    fix_random_seed(1)
    nlp = pipeline()
    examples = [example(nlp, sentence) for sentence in training_sentences(chosen.treebanks)]
    optimizer = nlp.initialize(lambda: examples)
    for epoch in range(EPOCHS):
        rng.shuffle(examples)
        losses: dict[str, float] = {}
        for at in range(0, len(examples), BATCH):
            nlp.update(examples[at : at + BATCH], sgd=optimizer, losses=losses, drop=0.1)
        print(f"epoch {epoch + 1}", {name: round(value) for name, value in losses.items()}, flush=True)
        nlp.to_disk(chosen.out)


if __name__ == "__main__":
    main()
