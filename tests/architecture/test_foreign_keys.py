"""Tables point down the layers as imports do: a foreign key named by a string crosses a wall no linter sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Field, Model

# Highest first. web, jobs, demo and commandline own no tables.
LAYERS = ("goldenthread.features", "goldenthread.foundation", "django", "allauth")


def height(module: str) -> int:
    """How high the module's layer stands; raises LookupError for a layer that may own no table."""
    for position, layer in enumerate(LAYERS):
        if module == layer or module.startswith(f"{layer}."):
            return len(LAYERS) - position
    raise LookupError(f"{module} may own no table")


def may_point(source: str, target: str) -> bool:
    """Whether a table of the first module may point at a table of the second: to its own layer or below."""
    return height(source) >= height(target)


def relations() -> Iterator[tuple[type[Model], Field, type[Model]]]:
    """Every relation our own tables declare."""
    for model in apps.get_models():
        if model.__module__.startswith("goldenthread."):
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                if field.related_model is not None:
                    yield model, field, field.related_model


def test_foreign_keys_point_down_the_layers() -> None:
    found = list(relations())
    assert len(found) > 10
    upward = [
        f"{model._meta.label}.{field.name} points up at {target._meta.label}"
        for model, field, target in found
        if not may_point(model.__module__, target.__module__)
    ]
    assert upward == []


def test_our_tables_live_in_foundation_and_features_only() -> None:
    ours = [model.__module__ for model in apps.get_models() if model.__module__.startswith("goldenthread.")]
    assert ours
    for module in ours:
        height(module)


def test_a_child_pointing_at_a_case_would_be_found() -> None:
    assert not may_point("goldenthread.foundation.people.models", "goldenthread.features.casework.models")
    assert may_point("goldenthread.features.casework.models", "goldenthread.foundation.people.models")


def test_a_table_among_the_pages_would_be_found() -> None:
    with pytest.raises(LookupError):
        height("goldenthread.web.family.models")
