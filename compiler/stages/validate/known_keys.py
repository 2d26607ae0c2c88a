"""The keys that a place in a file may have, read from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from compiler.stages.validate.locations import Location


def known_keys(kind: type[BaseModel], path: Location) -> list[str]:
    """The keys that a mapping at `path` in a file of this kind may have."""
    return [key for model in _models_at(kind, path) for key, _ in _fields(model)]


def takes_any_key(kind: type[BaseModel], path: Location) -> bool:
    """Whether what stands at `path` is a mapping of names that the author gives."""
    fields = (
        field for model in _models_at(kind, path[:-1]) for key, field in _fields(model) if key == path[-1]
    )
    return any(get_origin(found) is dict for field in fields for found in (field, *get_args(field)))


def _models_at(kind: type[BaseModel], path: Location) -> list[type[BaseModel]]:
    models: list[type[BaseModel]] = [kind]
    for step in path:
        fields = [field for model in models for key, field in _fields(model) if key == step]
        if isinstance(step, str) and fields:
            models = [found for field in fields for found in _models_in(field)]
    return models


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
