"""One target under atheris: `python -m fuzz.run TARGET guided|blind LIBFUZZER-ARGUMENTS…`, a process of its own for `fuzz.__main__`.

Guided, inputs that reach new branches of the package are built upon. Blind, only branches of the target are seen: each input then costs a
fraction, and they are made from what guided runs have learned.

Ends with libFuzzer's own status: 0 when all runs passed; else the input that failed lies where `-artifact_prefix` says.
"""
from __future__ import annotations

import sys
from functools import partial
from importlib import import_module

import atheris

from fuzz.limits import inside_limits
from fuzz.targets import TARGETS


def main(name: str, how: str, arguments: list[str]) -> None:
    """Runs the target until libFuzzer has had enough; does not return."""
    module = f"fuzz.targets.{name}"
    with atheris.instrument_imports(include=[module] if how == "blind" else [*TARGETS[name].followed]):
        check = import_module(module).check
    atheris.Setup([sys.argv[0], *arguments], partial(inside_limits, check))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
