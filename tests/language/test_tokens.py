from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.language.tokens import tokenize
from attache.resources import cell_list, table

# Letters that join, marks that join or close, spaces of several kinds: what news pages and broken pages hold.
CHARACTERS = st.one_of(st.characters(), st.sampled_from("aAst019.,-–'’`/@#$%&:()…“” \n\u00a0\u200b\u0301\u0651"))
PIECES = ["U.S.", "can't", "Gen.", "155mm", "anti-", "https://", "x@y", "1,200.5", "cannot", "...", " ", "'s", "9/11", "\n", "ü"]
NOISE = st.text(CHARACTERS) | st.lists(st.sampled_from(PIECES)).map("".join)


def words(text: str) -> list[str]:
    return [text[span.start : span.end] for span in tokenize(text, 0, len(text))]


@given(NOISE, st.integers(0, 40), st.integers(0, 40))
def test_every_character_but_space_is_in_exactly_one_word(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    spans = tokenize(text, start, end)
    covered = [at for span in spans for at in range(span.start, span.end)]
    assert covered == [at for at in range(start, end) if not text[at].isspace()]
    assert all(span.start < span.end for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haftar's men don't talk", "Haftar 's men do n't talk"),
        ("Haftar’s men don’t talk", "Haftar ’s men do n’t talk"),
        ("she'd've known they’re here, I'll say", "she 'd 've known they ’re here , I 'll say"),
        ("DON'T", "DO N'T"),
        ("the soldiers' pay", "the soldiers ' pay"),
        ("the U.S.'s aid", "the U.S. 's aid"),
        ("O'Brien, Shi'ite, Qa'ida", "O'Brien , Shi'ite , Qa'ida"),
        ("a 10-year war-torn al-Amin", "a 10 - year war - torn al - Amin"),
        ("the government-held and anti-government", "the government - held and anti-government"),
        ("UN-backed and PAN-led ANTI-WAR over-the-top Ex-rebels", "UN - backed and PAN - led ANTI-WAR over - the - top Ex-rebels"),
        ("Im Jong-seok and counter-terrorism", "Im Jong - seok and counter - terrorism"),
        ("Brig.-Gen. Toure", "Brig. - Gen. Toure"),
        ("the U.S.-led raid", "the U.S. - led raid"),
        ("Lt. Gen. J. R. Toure of Delmar Inc. left", "Lt. Gen. J. R. Toure of Delmar Inc. left"),
        ("at 3 a.m. and 10:30 p.m. Friday", "at 3 a.m. and 10:30 p.m. Friday"),
        ("on 02/10/2020 and 2020-10-02 and Oct. 2.", "on 02/10/2020 and 2020-10-02 and Oct. 2 ."),
        ("from 2013-2014 and 5–10", "from 2013 - 2014 and 5 – 10"),
        ("1,200.5 tonnes, 40% of $3bn, €2m and US$5", "1,200.5 tonnes , 40 % of $ 3 bn , € 2 m and US$ 5"),
        ("the 155mm guns at 5pm in the 1980s on the 20th", "the 155 mm guns at 5 pm in the 1980s on the 20th"),
        ("soldiers/police and/or", "soldiers / police and / or"),
        ("“We won,” he said…", "“ We won , ” he said …"),
        ("gone... [sic] (AP) -- no?!", "gone ... [ sic ] ( AP ) -- no ?!"),
        ("see https://a.example/b?c=d.", "see https://a.example/b?c=d ."),
        ("(www.delmar.com), press@delmar.com.", "( www.delmar.com ) , press@delmar.com ."),
        ("They cannot. Cannot they?", "They can not . Can not they ?"),
        ("Resolution No. 5; he said no.", "Resolution No. 5 ; he said no ."),
        ("He chose plan B.", "He chose plan B ."),
        ("the attack.The army", "the attack . The army"),
        ("R&D at A&E", "R&D at A&E"),
        ("هل هذا؟ نعم", "هل هذا ؟ نعم"),
        ("cafe\u0301 closed", "cafe\u0301 closed"),
        ("COVID-19, F-16s and Su-24M", "COVID - 19 , F - 16s and Su - 24M"),
    ],
)
def test_words_follow_the_treebanks(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@pytest.mark.parametrize("row", table("word_parts"), ids=lambda row: row["form"])
def test_examples_of_the_table_hold(row: dict[str, str]) -> None:
    found = [word.lower() for word in words(row["example"])]
    if row["kind"] == "fused":
        parts = cell_list(row["parts"])
        assert any(tuple(found[at : at + len(parts)]) == parts for at in range(len(found)))
        assert "".join(parts) == row["form"]
    elif row["kind"] == "prefix":
        assert any(word.startswith(f"{row['form']}-") for word in found)
    elif row["kind"] == "unit":
        assert found[found.index(row["form"]) - 1].isdigit()
    else:
        assert f"{row['form']}." in found


def test_only_the_stretch_is_cut() -> None:
    text = "Talks failed. He cannot go."
    assert [text[span.start : span.end] for span in tokenize(text, 14, 23)] == ["He", "can", "not"]
