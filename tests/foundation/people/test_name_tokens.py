"""Names are found by their words and by how they sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.foundation.people.operations.name_tokens import sound_of, tokens_of, words_of


@pytest.mark.parametrize(
    "alike",
    [
        "Catherine Katherine Kathryn Katharine", "Smith Smyth Smithe", "Philips Phillips Fillips", "Stephen Steven",
        "Thompson Thomson Tomson", "John Jhon Jon", "Nicholas Nikolas", "MacDonald McDonald", "Sean Shaun Shawn",
        "Mohammed Muhammad Mohamed Mohammad", "Aisha Ayesha", "Siobhan Shivaun", "Wright Right", "Geoffrey Jeffrey",
        "Zoe Zoë Zoey", "O'Neill ONeil", "Callaghan Callahan", "Clark Clarke", "Vaughan Vaughn", "Lukasz Łukasz",
    ],
)  # fmt: skip
def test_spellings_that_sound_alike_give_one_sound(alike: str) -> None:
    assert len({sound_of(words_of(name)[0]) for name in alike.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("Khan", "Kelly"), ("Smith", "Jones"), ("Amira", "Tom"), ("Ali", "Lee")])
def test_names_that_do_not_sound_alike_give_different_sounds(one: str, other: str) -> None:
    assert sound_of(words_of(one)[0]) != sound_of(words_of(other)[0])


def test_a_childs_tokens_are_the_words_of_every_name_and_their_sounds() -> None:
    found = tokens_of("Anne-Marie", "O'Neill", "Zoë")
    assert {token for token, sounds in found if not sounds} == {"anne", "marie", "annemarie", "oneill", "zoe"}
    assert (sound_of("zoe"), True) in found


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_tokens_that_fit_their_column(forename: str, surname: str) -> None:
    for token, sounds in tokens_of(forename, surname):
        assert 0 < len(token) <= 40
        assert isinstance(sounds, bool)
