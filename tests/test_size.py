"""The shape of the code: small functions, short files, no printing in the package, no drawer for odds and ends."""
from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "attache"
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 420, 40, 8


def functions() -> Iterator[tuple[str, int]]:
    """(name, lines of body without docstring) of every function."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
                if body:
                    yield f"{path.name}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_functions_are_small() -> None:
    sizes = dict(functions())
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION


def test_files_are_short() -> None:
    assert not [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]


def test_the_package_prints_nothing_and_has_no_utils() -> None:
    assert not [path.name for path in FILES if "utils" in path.stem]
    for path in FILES:
        calls = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))
        assert not [path.name for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def test_every_module_says_what_it_is_for() -> None:
    assert not [path.name for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
