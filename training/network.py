"""The two networks of the reader model.

`ReaderNetwork`: MiniLM encoder, word shapes, biaffine parser (Dozat and Manning 2017), tag, lemma and name heads. `EventNetwork`: upper
encoder layers of its own on the reader's lower ones, and the event heads. All heads read one vector a word: the first wordpiece of a
learned mix of encoder layers, joined with a shape embedding. Word 0 is the root ([CLS]). Shapes below: B sentences, P wordpieces, W words
with the root.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel

from attache.language.features import SHAPES

SHARED_LAYERS = 3  # encoder layers that the event heads take from the reader as they are

@dataclass(frozen=True)
class HeadSizes:
    """Number of classes of each head."""

    deprel: int
    upos: int
    xpos: int
    lemma: int
    names: int


@dataclass(frozen=True)
class EventSizes:
    """Number of classes of each event head."""

    act: int
    status: int
    mode: int
    part: int


class LayerMix(nn.Module):
    """A softmax-weighted sum of the encoder's layers (Peters et al. 2018)."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(layers))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, layers: tuple[Tensor, ...]) -> Tensor:
        shares = torch.softmax(self.weights, 0)
        mixed = shares[0] * layers[0]
        for number in range(1, len(layers)):
            mixed = mixed + shares[number] * layers[number]
        return self.scale * mixed


class Biaffine(nn.Module):
    """Scores of every (dependent, head) pair for each of `classes`: B W d, B W d -> B W W classes."""

    def __init__(self, size: int, classes: int) -> None:
        super().__init__()
        self.size, self.classes = size + 1, classes
        self.weight = nn.Parameter(torch.zeros(self.size, classes * self.size))

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        dependent, head = _with_one(dependent), _with_one(head)
        batch, words = dependent.shape[0], dependent.shape[1]
        left = (dependent @ self.weight).reshape(batch, words * self.classes, self.size)
        return (left @ head.transpose(1, 2)).reshape(batch, words, self.classes, -1).transpose(2, 3)


def _with_one(vectors: Tensor) -> Tensor:
    return torch.cat([vectors, torch.ones_like(vectors[..., :1])], -1)


def _mlp(inputs: int, outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), nn.Dropout(dropout))


class ReaderNetwork(nn.Module):
    """Wordpiece ids, shapes and word positions in; raw scores of every head out."""

    def __init__(self, encoder: BertModel, sizes: HeadSizes, dropout: float = 0.33) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.piece_shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.piece_shapes.weight)
        self.word_shapes = nn.Embedding(len(SHAPES), 32)
        layers = encoder.config.num_hidden_layers + 1
        self.parse_mix, self.tag_mix = LayerMix(layers), LayerMix(layers)
        self.dropout = nn.Dropout(dropout)
        word = width + 32
        self.arc_dependent, self.arc_head = _mlp(word, 256, dropout), _mlp(word, 256, dropout)
        self.rel_dependent, self.rel_head = _mlp(word, 128, dropout), _mlp(word, 128, dropout)
        self.arc, self.rel = Biaffine(256, 1), Biaffine(128, sizes.deprel)
        self.tags = _mlp(word, 256, dropout)
        self.upos, self.xpos = nn.Linear(256, sizes.upos), nn.Linear(256, sizes.xpos)
        self.lemma = nn.Linear(256, sizes.lemma)
        self.names = nn.Sequential(_mlp(word, 256, dropout), nn.Linear(256, sizes.names))
        self.projected_names = nn.Sequential(_mlp(word, 256, dropout), nn.Linear(256, sizes.names))

    def forward(self, piece_ids: Tensor, piece_shapes: Tensor, first_piece: Tensor, word_shapes: Tensor) -> dict[str, Tensor]:
        """B P, B P, B W, B W (all int64; 0 pads) -> raw scores: arc B W W; rel B W W C; the others B W C.

        `lower` is the output of the encoder's layer SHARED_LAYERS, B P d.
        """
        embedded = self.encoder.embeddings.word_embeddings(piece_ids) + self.piece_shapes(piece_shapes)
        layers = self.encoder(
            inputs_embeds=embedded, attention_mask=(piece_ids != 0).long(), output_hidden_states=True
        ).hidden_states
        shapes = self.word_shapes(word_shapes)
        parse = self._words(self.parse_mix(layers), first_piece, shapes)
        tag = self._words(self.tag_mix(layers), first_piece, shapes)
        tags = self.tags(tag)
        return {
            "arc": self.arc(self.arc_dependent(parse), self.arc_head(parse)).squeeze(-1),
            "rel": self.rel(self.rel_dependent(parse), self.rel_head(parse)),
            "upos": self.upos(tags), "xpos": self.xpos(tags), "lemma": self.lemma(tags),
            "names": self.names(tag), "projected_names": self.projected_names(tag),
            "lower": layers[SHARED_LAYERS],
        }

    def _words(self, pieces: Tensor, first_piece: Tensor, shapes: Tensor) -> Tensor:
        return self.dropout(_word_vectors(pieces, first_piece, shapes))


class EventNetwork(nn.Module):
    """The reader's lower encoder layers in; raw scores of the event heads out."""

    def __init__(self, encoder: BertModel, sizes: EventSizes, dropout: float = 0.33) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(encoder.encoder.layer)[SHARED_LAYERS:])
        self.word_shapes = nn.Embedding(len(SHAPES), 32)
        self.mix = LayerMix(len(self.layers) + 1)
        self.dropout = nn.Dropout(dropout)
        word = encoder.config.hidden_size + 32
        self.acts = _mlp(word, 256, dropout)
        self.act, self.status, self.mode = nn.Linear(256, sizes.act), nn.Linear(256, sizes.status), nn.Linear(256, sizes.mode)
        self.part_word, self.part_act = _mlp(word, 128, dropout), _mlp(word, 128, dropout)
        self.part = Biaffine(128, sizes.part)

    def forward(self, lower: Tensor, piece_ids: Tensor, first_piece: Tensor, word_shapes: Tensor) -> dict[str, Tensor]:
        """B P d, B P, B W, B W (0 pads) -> raw scores: part B W W C; act, status and mode B W C."""
        padding = (piece_ids == 0)[:, None, None, :] * -1e4
        states = [lower]
        for layer in self.layers:
            states.append(layer(states[-1], padding))
        words = self.dropout(_word_vectors(self.mix(tuple(states)), first_piece, self.word_shapes(word_shapes)))
        acts = self.acts(words)
        return {
            "act": self.act(acts), "status": self.status(acts), "mode": self.mode(acts),
            "part": self.part(self.part_word(words), self.part_act(words)),
        }


def _word_vectors(pieces: Tensor, first_piece: Tensor, shapes: Tensor) -> Tensor:
    index = first_piece.unsqueeze(-1).expand(-1, -1, pieces.shape[-1])
    return torch.cat([pieces.gather(1, index), shapes], -1)


class ExportedReader(nn.Module):
    """The network as shipped: log-probabilities and best labels, without what only training needs."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, piece_ids: Tensor, piece_shapes: Tensor, first_piece: Tensor, word_shapes: Tensor) -> tuple[Tensor, ...]:
        """Returns arc log-probabilities B W W, best label B W W, upos B W 17, xpos and lemma B W (best class), names log-probs
        B W C, lower B P d.
        """
        scores = self.network(piece_ids, piece_shapes, first_piece, word_shapes)
        absent = torch.cat([torch.zeros_like(word_shapes[:, :1]), (word_shapes[:, 1:] == 0).long()], 1).unsqueeze(1)
        arc = torch.log_softmax(scores["arc"] - 1e4 * absent, -1)
        return (
            arc, scores["rel"].argmax(-1).int(), torch.log_softmax(scores["upos"], -1), scores["xpos"].argmax(-1).int(),
            scores["lemma"].argmax(-1).int(), torch.log_softmax(scores["names"], -1),
            scores["lower"],
        )


class ExportedEvents(nn.Module):
    """The event network as shipped."""

    def __init__(self, network: EventNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, lower: Tensor, piece_ids: Tensor, first_piece: Tensor, word_shapes: Tensor) -> tuple[Tensor, ...]:
        """Returns log-probabilities of act and status B W C, the best mode B W, log-probabilities of part B W W C."""
        scores = self.network(lower, piece_ids, first_piece, word_shapes)
        return (
            torch.log_softmax(scores["act"], -1), torch.log_softmax(scores["status"], -1), scores["mode"].argmax(-1).int(),
            torch.log_softmax(scores["part"], -1),
        )
