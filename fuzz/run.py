"""One target under atheris: `python -m fuzz.run TARGET LIBFUZZER-ARGUMENTS…`; `fuzz.__main__` calls it in a process of its own.

Ends with libFuzzer's own status: 0 when all runs passed; else the input that failed lies where `-artifact_prefix` says.
"""
from __future__ import annotations

import sys
from functools import partial
from importlib import import_module

import atheris

from fuzz.limits import inside_limits
from fuzz.targets import TARGETS


def main(name: str, arguments: list[str]) -> None:
    """Runs the target until libFuzzer has had enough; does not return."""
    with atheris.instrument_imports(include=[*TARGETS[name].followed]):
        check = import_module(f"fuzz.targets.{name}").check
    atheris.Setup([sys.argv[0], *arguments], partial(inside_limits, check))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
