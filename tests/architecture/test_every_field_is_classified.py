"""Each stored field says how sensitive it is, how long it is kept, and what becomes of it in a copy without real
people.
"""

from __future__ import annotations

from tools import classification


def test_every_field_of_every_table_is_classified_and_no_other() -> None:
    words, classified = classification.read()
    models = classification.fields_of_our_models()
    assert sum(map(len, models.values())) > 100
    missing, left_over, unexplained = classification.faults(words, classified, models)
    assert missing == [], "run: python -m tools.classification"
    assert left_over == []
    assert unexplained == []


def test_every_word_used_is_explained_and_every_word_explained_is_used() -> None:
    words, classified = classification.read()
    for position, kind in enumerate(classification.KINDS):
        used = {value[position] for names in classified.values() for value in names.values()}
        assert used == set(words[kind])
        assert all(words[kind].values())


def test_a_field_forgotten_removed_or_mislabelled_would_be_found() -> None:
    words = {kind: {"internal": "ours"} for kind in classification.KINDS}
    classified = {"people.Child": {"gone": ["internal"] * 3, "name": ["internal", "internal", "whatever"]}}
    models = {"people.Child": ["name", "new"]}
    missing, left_over, unexplained = classification.faults(words, classified, models)
    assert missing == ["people.Child.new"]
    assert left_over == ["people.Child.gone"]
    assert unexplained == ["people.Child.name: ['internal', 'internal', 'whatever']"]
