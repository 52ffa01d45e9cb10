"""Export a trained network: `python -m training.export --model DIR [--part reader|events] [--out DIR]`.

Writes `reader.onnx` with `labels.json` and `vocab.txt`, or `events.onnx` with `event_labels.json` (int8 weights, per channel, reduced range
so that processors without VNNI do not saturate), and the same in 32 bits in the model folder for comparison.
"""
from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from attache.language.embedded import MODEL_FOLDER
from attache.language.vocabulary import Vocabulary
from training.network import EventNetwork, EventSizes, ExportedEvents, ExportedReader
from training.train import encoder_folder, encoder_without_weights, load_parser


@dataclass(frozen=True)
class Export:
    """What is exported, with the names of its inputs and outputs and their free axes (B sentences, P pieces, W words)."""

    network: nn.Module
    inputs: dict[str, str]
    outputs: dict[str, str]

    def axes(self) -> dict[str, dict[int, str]]:
        """The free axes by name."""
        return {name: dict(enumerate(axes)) for name, axes in (self.inputs | self.outputs).items()}


def exported(model: Path, part: str) -> Export:
    """The trained network of a folder in the form that ships."""
    if part == "reader":
        return Export(
            ExportedReader(load_parser(model)), {"piece_ids": "BP", "piece_shapes": "BP", "first_piece": "BW", "word_shapes": "BW"},
            {"arc": "BWW", "rel": "BWW", "upos": "BW", "xpos": "BW", "lemma": "BW", "names": "BW", "lower": "BP"},
        )
    return Export(
        ExportedEvents(load_events(model)), {"lower": "BP", "piece_ids": "BP", "first_piece": "BW", "word_shapes": "BW"},
        {"act": "BW", "status": "BW", "mode": "BW", "part": "BWW"},
    )


def load_events(model: Path) -> EventNetwork:
    """The trained event network of a folder written by training.events."""
    labels = Vocabulary.load(model / "labels.json").labels
    network = EventNetwork(encoder_without_weights(), EventSizes(**{head: len(names) for head, names in labels.items()}))
    network.load_state_dict(torch.load(model / "network.pt", weights_only=True))
    return network.eval()


def export(model: Path, out: Path, part: str) -> None:
    """Writes the run-time files of the trained model in folder `model` to `out`: of the part "reader" or "events"."""
    out.mkdir(parents=True, exist_ok=True)
    raw, prepared = model / f"{part}-fp32.onnx", model / f"{part}-prepared.onnx"
    made, examples = exported(model, part), example_inputs()
    torch.onnx.export(
        made.network.eval(), tuple(examples[name] for name in made.inputs), str(raw), input_names=list(made.inputs),
        output_names=list(made.outputs), dynamic_axes=made.axes(), opset_version=18, dynamo=False,
    )
    quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(out / f"{part}.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    shutil.copy(model / "labels.json", out / ("labels.json" if part == "reader" else "event_labels.json"))
    shutil.copy(encoder_folder() / "vocab.txt", out / "vocab.txt")


def example_inputs() -> dict[str, Tensor]:
    """Two short made-up sentences: shapes to trace with."""
    shapes = torch.tensor([[1, 2, 2, 2, 2, 15], [1, 2, 2, 0, 0, 0]])
    return {
        "piece_ids": torch.tensor([[101, 2023, 2003, 1037, 3231, 1012], [101, 2023, 3231, 0, 0, 0]]), "piece_shapes": shapes,
        "first_piece": torch.tensor([[0, 1, 2, 3, 4, 5], [0, 1, 2, 0, 0, 0]]), "word_shapes": shapes, "lower": torch.zeros(2, 6, 384),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--part", choices=["reader", "events"], default="reader")
    options = parser.parse_args()
    export(options.model, options.out, options.part)


if __name__ == "__main__":
    main()
