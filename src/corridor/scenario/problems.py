"""What is wrong with a scenario, one line a person can act on for each problem.

``FILE:LINE: path.to.key: got X; expected Y; did you mean 'z'?``
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from corridor.errors import ScenarioError
from corridor.scenario.fields import KeyPath, child

MAX_PROBLEMS = 20


class Problem(NamedTuple):
    """One thing to correct."""

    path: KeyPath
    """Where, as keys and positions from the top of the file."""
    text: str
    """What was given, what is allowed, what was perhaps meant."""


def failed(lines: Iterable[str]) -> ScenarioError:
    """The error that tells these problems: the first ``MAX_PROBLEMS``, and how many more there are."""
    told = list(lines)
    more = len(told) - MAX_PROBLEMS
    return ScenarioError([*told[:MAX_PROBLEMS], f"... and {more} more"] if more > 0 else told)


def told(problems: Iterable[Problem], data: Any, where: str, lines: Mapping[KeyPath, int] | None) -> list[str]:
    """One line for each problem, in the order of the file.

    Args:
        problems: what is wrong.
        data: the file's content, for the ids of list items.
        where: the file's name, or whatever the user should look at.
        lines: line of each path; None if there is no file.
    """
    lines = lines or {}
    found = sorted({(line_of(p.path, lines), dotted(p.path, data), p.text) for p in problems})
    return [f"{where}{f':{line}' if line else ''}: {path + ': ' if path else ''}{text}" for line, path, text in found]


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Line of a path, or of the nearest part of it that the file has; 0 if there is none."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


def dotted(path: KeyPath, data: Any) -> str:
    """A path as a person writes it: list items by their id where they have one."""
    words = []
    for step in path:
        data = child(data, step)
        name = child(data, "id") if isinstance(step, int) else None
        words.append(name if isinstance(name, str) and name else str(step))
    return ".".join(words)


def shown(value: Any) -> str:
    """A given value in a few characters."""
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "...")
    return str(value) if len(str(value)) <= 60 else str(value)[:57] + "..."
