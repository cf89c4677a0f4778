"""What stands at a path of a scenario file, read off the format's own declarations.

Error messages, ``--set`` and the reference page all ask the same thing: which section is here, which keys does it
take, and what may stand at a key. The answers come from the models of the schema, so they can't drift from it.
"""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from corridor.scenario.schema import Scenario

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of the file, e.g. ``("zones", 3, "held")``."""


def bare(annotation: Any) -> Any:
    """An annotation without its constraints and without "or None"."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if is_union(annotation):
        members = [m for m in get_args(annotation) if m is not type(None)]
        if len(members) == 1:
            return bare(members[0])
    return annotation


def is_union(annotation: Any) -> bool:
    """Whether an annotation, constraints taken off, is a union."""
    return get_origin(annotation) in (Union, types.UnionType)


def section_of(annotation: Any) -> type[BaseModel] | None:
    """The section (or quantity) that stands here, if one does."""
    inner = bare(annotation)
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def by_kind(annotation: Any) -> dict[str, type[BaseModel]]:
    """For a union told apart by the key ``kind``: the section of each kind; empty for anything else."""
    inner = bare(annotation)
    if not is_union(inner):
        return {}
    sections = [s for s in map(section_of, get_args(inner)) if s is not None and "kind" in s.model_fields]
    return {kind: s for s in sections for kind in get_args(s.model_fields["kind"].annotation)}


def is_mapping(annotation: Any) -> bool:
    """Whether the keys here are the author's own (``sources``)."""
    return get_origin(bare(annotation)) is dict


def item_of(annotation: Any) -> Any:
    """What stands in each place of a list, a pair or a mapping with free keys; None if this is none of them."""
    inner = bare(annotation)
    if is_union(inner):
        return next((i for i in map(item_of, get_args(inner)) if i is not None), None)
    if get_origin(inner) in (list, tuple):
        return get_args(inner)[0]
    return get_args(inner)[1] if get_origin(inner) is dict else None


def choices(annotation: Any) -> list[str]:
    """The texts allowed where only certain ones are."""
    inner = bare(annotation)
    if is_union(inner):
        return [c for member in get_args(inner) for c in choices(member)]
    return [str(c) for c in get_args(inner)] if get_origin(inner) is Literal else []


class Spot(NamedTuple):
    """What the format says about one place of a file."""

    annotation: Any
    """The type of what may stand here; None if the format knows no such place."""
    field: FieldInfo | None
    """The declaration of the key that leads here; None in a list or a mapping with free keys."""
    section: type[BaseModel] | None
    """The section that holds the last key on the way."""


TOP = Spot(Scenario, None, None)


def enter(spot: Spot, step: str | int, data: Any) -> Spot:
    """One step down.

    Args:
        spot: where we stand.
        step: a key, or a position in a list.
        data: the file's content where we stand; an entry's ``kind`` says which keys it takes.
    """
    annotation = spot.annotation
    if kinds := by_kind(annotation):
        annotation = kinds.get(str(child(data, "kind")))
    if (section := section_of(annotation)) is not None:
        field = section.model_fields.get(str(step))
        return Spot(field.annotation if field else None, field, section)
    if isinstance(step, int) or is_mapping(annotation):
        return Spot(item_of(annotation), None, spot.section)
    return Spot(None, None, None)


def locate(path: KeyPath, data: Any) -> Spot:
    """Follow a path of the file into the format.

    Args:
        path: keys and positions from the top.
        data: the content of the whole file.
    """
    spot = TOP
    for step in path:
        spot = enter(spot, step, data)
        data = child(data, step)
    return spot


def file_path(loc: KeyPath, data: Any) -> KeyPath:
    """The path in the file of an error's location, which also names the member of each union on its way.

    Args:
        loc: the location as the validator gives it.
        data: the content of the whole file.
    """
    path: list[str | int] = []
    spot, named = TOP, False
    for step in loc:
        if is_union(bare(spot.annotation)) and not named:
            named = True  # this step names a member; the next one goes on in the file
            continue
        spot, named = enter(spot, step, data), False
        path.append(step)
        data = child(data, step)
    return tuple(path)


def child(data: Any, step: str | int) -> Any:
    """What the data hold at a key or position, or None."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and -len(data) <= step < len(data):
        return data[step]
    return None
