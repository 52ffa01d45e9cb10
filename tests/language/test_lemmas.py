"""Lemma edit scripts."""
from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.language.lemmas import apply_script, script_for


@pytest.mark.parametrize(
    ("form", "lemma", "script"),
    [("signed", "sign", "2+"), ("cities", "city", "3+y"), ("went", "go", "=go"), ("deal", "deal", "0+"), ("met", "meet", "1+et")],
)
def test_scripts_of_known_words(form: str, lemma: str, script: str) -> None:
    assert script_for(form, lemma) == script
    assert apply_script(form, script) == lemma


@given(st.text("abcdeé", min_size=1), st.text("abcdeé", min_size=1))
def test_a_script_made_from_a_pair_gives_the_pair_back(form: str, lemma: str) -> None:
    assert apply_script(form, script_for(form, lemma)) in {lemma, form}


def test_a_script_never_cuts_a_word_away() -> None:
    assert apply_script("is", "2+") == "is"


def test_spacy_is_not_loaded_for_a_lemma() -> None:
    """Lemminflect would load it where it is installed: half a gigabyte in every worker."""
    code = "import sys; from attache.language.lemmas import dictionary_lemma as d; print(d('fought', 'VERB'), 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fight", "False"]
