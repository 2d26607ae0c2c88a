"""The keys that a place in a file may have, read from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from compiler.stages.validate.locations import Location


def known_keys(kind: type[BaseModel], path: Location) -> list[str]:
    """The keys that a mapping at `path` in a file of this kind may have."""
    models: list[type[BaseModel]] = [kind]
    for step in path:
        fields = [field for model in models for key, field in _fields(model) if key == step]
        if isinstance(step, str) and fields:
            models = [found for field in fields for found in _models_in(field)]
    return [key for model in models for key, _ in _fields(model)]


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
