"""The label sets of the reader model's heads, as stored beside its weights in `labels.json`."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


class Vocabulary:
    """Label lists by head name; numbers are positions in the lists. Labels unknown to a head get number 0."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self.labels = labels
        self._numbers = {head: {label: number for number, label in enumerate(row)} for head, row in labels.items()}

    @classmethod
    def counted(cls, columns: dict[str, Iterable[str]], rarest: int) -> Vocabulary:
        """Labels seen at least `rarest` times in each column, most frequent first."""
        return cls({
            head: [label for label, count in Counter(column).most_common() if count >= rarest] for head, column in columns.items()
        })

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.labels, ensure_ascii=False, indent=0), encoding="utf-8")

    def number(self, head: str, label: str) -> int:
        return self._numbers[head].get(label, 0)
