"""Every row of the lexicon: its examples give what they say, its counter-examples do not fire it."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from attache.model import Claim, EventType
from attache.reading.frames import load_lexicon
from attache.resources import table
from tests.reading.coded import claims_by_rows, code

OPEN_CASES = Path(__file__).parent / "open_frame_cases.tsv"


def cases(kind: str) -> Iterator[tuple[str, str, str]]:
    """(sentence, expected "ACTORS > RECIPIENTS [status]" or "", row) of a type's rows."""
    for row in table(f"frames_{kind}"):
        name = f"{row['trigger']} ({row['if']})"
        for example in row["examples"].split("||"):
            sentence, _, expected = example.partition("=>")
            yield sentence.strip(), expected.strip(), name
        for sentence in row["not"].split("||"):
            if sentence.strip():
                yield sentence.strip(), "", name


def outcome(claim: Claim) -> tuple[str, str, str]:
    return code(claim.actors), code(claim.recipients), claim.status


def expectation(text: str) -> tuple[str, str, str]:
    sides, _, status = text.partition("[")
    actors, _, recipients = sides.partition(">")
    def sort(side: str) -> str:
        return "+".join(sorted({part.strip() for part in side.split("+")}))
    return sort(actors), sort(recipients), status.strip(" ]") or "happened"


@pytest.mark.parametrize("kind", get_args(EventType))
def test_examples_of(kind: str) -> None:
    rows = list(cases(kind))
    wrong = []
    for (sentence, expected, row), claims in zip(rows, claims_by_rows([sentence for sentence, _, _ in rows]), strict=True):
        if not expected:
            fired = [c for c in claims if c.why.startswith(f"{kind}: {row}".removesuffix(" ()"))]
            wrong += [f"{row}: fires on {sentence!r}"] if fired else []
            continue
        found = [outcome(c) for c in claims if c.type == kind]
        if expectation(expected) not in [(a, r, "happened" if s == "ongoing" else s) for a, r, s in found] + found:
            wrong.append(f"{row}: {sentence!r} wants {expected}, gave {found or [(c.type, *outcome(c)) for c in claims]}")
    assert not wrong, f"{len(wrong)} of {len(rows)}:\n" + "\n".join(wrong)


def test_no_row_is_written_twice() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for kind in get_args(EventType):
        for row in table(f"frames_{kind}"):
            key = (row["trigger"], row["pos"], row["if"])
            assert key not in seen, f"{key} in {kind} and {seen[key]}"
            seen[key] = kind


def test_the_lexicon_loads_whole() -> None:
    lexicon = load_lexicon()
    rows = sum(len(table(f"frames_{kind}")) for kind in get_args(EventType))
    assert sum(map(len, lexicon.frames.values())) == rows


def test_open_cases_are_kept_in_the_same_form() -> None:
    lines = [line for line in OPEN_CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        kind, sentence, expected, _ = line.split("\t")
        assert kind in get_args(EventType)
        assert sentence
        assert expected == "nothing" or ">" in expected
