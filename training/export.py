"""Export a trained step: `python -m training.export --model DIR [--part reader|events] [--out DIR]`.

Writes `reader.onnx` or `events.onnx` (int8 weights, per channel, reduced range so that processors without VNNI do not saturate), the same
in 32 bits in the model folder for comparison, `labels.json` and `vocab.txt`.
"""
from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from transformers import BertConfig, BertModel

from attache.language.embedded import MODEL_FOLDER
from attache.language.vocabulary import Vocabulary
from training.network import ExportedActs, ExportedReader, ReaderNetwork
from training.train import encoder_folder, head_sizes

INPUTS = ["piece_ids", "piece_shapes", "first_piece", "word_shapes"]
OUTPUTS = {"reader": ["arc", "rel", "upos", "xpos", "lemma", "names"], "events": ["act", "status", "mode", "part"]}


def load_network(model: Path) -> ReaderNetwork:
    """The trained network of a folder written by training.train."""
    config = BertConfig.from_pretrained(encoder_folder(), attn_implementation="eager")
    network = ReaderNetwork(BertModel(config, add_pooling_layer=False), head_sizes(Vocabulary.load(model / "labels.json")))
    network.load_state_dict(torch.load(model / "network.pt", weights_only=True))
    return network.eval()


def export(model: Path, out: Path, part: str) -> None:
    """Writes the run-time files of the trained model in folder `model` to `out`: of the part "reader" or "events"."""
    out.mkdir(parents=True, exist_ok=True)
    raw, prepared = model / f"{part}-fp32.onnx", model / f"{part}-prepared.onnx"
    network = load_network(model)
    torch.onnx.export(
        (ExportedReader(network) if part == "reader" else ExportedActs(network)).eval(), example_inputs(), str(raw), input_names=INPUTS,
        output_names=OUTPUTS[part], dynamic_axes=_dynamic_axes(part), opset_version=18, dynamo=False,
    )
    quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(out / f"{part}.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    shutil.copy(model / "labels.json", out / "labels.json")
    shutil.copy(encoder_folder() / "vocab.txt", out / "vocab.txt")


def example_inputs() -> tuple[torch.Tensor, ...]:
    """Two short made-up sentences: shapes to trace with."""
    pieces = torch.tensor([[101, 2023, 2003, 1037, 3231, 1012], [101, 2023, 3231, 0, 0, 0]])
    shapes = torch.tensor([[1, 2, 2, 2, 2, 15], [1, 2, 2, 0, 0, 0]])
    firsts = torch.tensor([[0, 1, 2, 3, 4, 5], [0, 1, 2, 0, 0, 0]])
    return pieces, shapes, firsts, shapes


def _dynamic_axes(part: str) -> dict[str, dict[int, str]]:
    axes = {"piece_ids": {0: "batch", 1: "pieces"}, "piece_shapes": {0: "batch", 1: "pieces"}}
    axes |= {name: {0: "batch", 1: "words"} for name in ("first_piece", "word_shapes", *OUTPUTS[part])}
    return axes | {name: {0: "batch", 1: "words", 2: "words"} for name in ("arc", "rel", "part") if name in OUTPUTS[part]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--part", choices=sorted(OUTPUTS), default="reader")
    options = parser.parse_args()
    export(options.model, options.out, options.part)


if __name__ == "__main__":
    main()
