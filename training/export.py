"""Export the trained reader: `python -m training.export --model DIR [--out DIR]`.

Writes `reader.onnx` (int8 weights, per channel, reduced range so that processors without VNNI do not saturate), `reader-fp32.onnx` in the
model folder for comparison, `labels.json` and `vocab.txt`.
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
from training.network import ExportedReader, ReaderNetwork
from training.train import encoder_folder, head_sizes

INPUTS = ["piece_ids", "piece_shapes", "first_piece", "word_shapes"]
OUTPUTS = ["arc", "rel", "upos", "xpos", "lemma", "names"]


def load_network(model: Path) -> ReaderNetwork:
    """The trained network of a folder written by training.train."""
    config = BertConfig.from_pretrained(encoder_folder(), attn_implementation="eager")
    network = ReaderNetwork(BertModel(config, add_pooling_layer=False), head_sizes(Vocabulary.load(model / "labels.json")))
    network.load_state_dict(torch.load(model / "network.pt", weights_only=True))
    return network.eval()


def export(model: Path, out: Path) -> None:
    """Writes the run-time files of the trained model in folder `model` to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    raw, prepared = model / "reader-fp32.onnx", model / "reader-prepared.onnx"
    torch.onnx.export(
        ExportedReader(load_network(model)).eval(), example_inputs(), str(raw), input_names=INPUTS, output_names=OUTPUTS,
        dynamic_axes=_dynamic_axes(), opset_version=18, dynamo=False,
    )
    quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(out / "reader.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
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


def _dynamic_axes() -> dict[str, dict[int, str]]:
    axes = {"piece_ids": {0: "batch", 1: "pieces"}, "piece_shapes": {0: "batch", 1: "pieces"}}
    axes |= {name: {0: "batch", 1: "words"} for name in ("first_piece", "word_shapes", "upos", "xpos", "lemma", "names")}
    return axes | {name: {0: "batch", 1: "words", 2: "words"} for name in ("arc", "rel")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args()
    export(options.model, options.out)


if __name__ == "__main__":
    main()
