"""What a reference must be: an id that stands in its table, of the camp that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from corridor.errors import nearest
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import Problem

Found = Iterator[Problem]
"""What a check yields."""


def ids(rows: Iterable[Any]) -> list[str]:
    """The ids of a table, in its order."""
    return [row.id for row in rows]


def known(path: KeyPath, given: str, table: Collection[str], what: str) -> Found:
    """A problem if an id is not one of ``table``, with the nearest that is.

    Args:
        path: where the reference stands.
        given: the id.
        table: the ids there are.
        what: what they are ids of, as the message says it.
    """
    if given not in table:
        hint = nearest(given, table) if table else f"; the scenario has no {what}"
        yield Problem(path, f"got {given!r}; no {what} has this id{hint}")


def all_known(path: KeyPath, given: Iterable[str], table: Collection[str], what: str) -> Found:
    """A problem for each id of a list that is not one of ``table``."""
    for i, one in enumerate(given):
        yield from known((*path, i), one, table, what)


def same_camp(path: KeyPath, given: str, camps: dict[str, Any], camp: str, what: str) -> Found:
    """A problem if an id is unknown, or is of the other camp.

    Args:
        path: where the reference stands.
        given: the id.
        camps: camp of each id there is.
        camp: the camp asked for.
        what: what they are ids of.
    """
    yield from known(path, given, camps, what)
    if given in camps and camps[given] != camp:
        yield Problem(path, f"got {given!r}, a {what} of the {camps[given]} camp; expected one of the {camp} camp")


def circles(following: dict[str, str]) -> list[list[str]]:
    """Circles in which each id leads to one other, each once, told from its first member to the same again.

    Args:
        following: the id that each leads to; those that lead nowhere are left out.
    """
    found: list[list[str]] = []
    settled: set[str] = set()
    for first in following:
        way: list[str] = []
        here: str | None = first
        while here is not None and here not in settled and here not in way:
            way.append(here)
            here = following.get(here)
        if here in way:
            circle = way[way.index(here) :]
            lead = min(circle, key=list(following).index)
            turn = circle.index(lead)
            found.append([*circle[turn:], *circle[:turn], lead])
        settled.update(way)
    return found
