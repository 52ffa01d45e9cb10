"""French reports as the reader sees them."""
from __future__ import annotations

from pathlib import Path

from training.glossed import in_english
from training.reports import read_file

REPORT = """# fr-essai
title: Le ministre malien reçu à Dakar
dateline: DAKAR

> Le ministre malien de la Défense a été reçu mardi à Dakar par son homologue sénégalais.
CONSULT happened | reçu | Le ministre malien de la Défense (MLI MIL) ; son homologue sénégalais (SEN MIL) | - | place=Dakar (SEN)
> L'armée a tué trois rebelles.
ASSAULT happened | tué | L'armée (MLI MIL) | ~le groupe (MLI REB) ; trois rebelles (MLI REB) | dead=3
"""


def test_annotations_move_with_their_words(tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_text(REPORT, encoding="utf-8")
    first, second = in_english(read_file(path)[0]).sentences
    assert first.text.startswith("The Malian ")
    act = first.acts[0]
    for mention in (act.trigger, *act.actors):
        assert first.text[mention.start : mention.end] == mention.words
    assert act.actors[1].words == "his Senegalese counterpart"
    assert act.place is not None
    assert act.place.words == "Dakar"
    assert [party.words for party in second.acts[0].recipients if party.start >= 0] == ["three rebels"]
    assert [party.start for party in second.acts[0].recipients if "groupe" in party.words] == [-1]
