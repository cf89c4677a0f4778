"""Named exceptions: where it happened, what was given, what is allowed, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CorridorError(Exception):
    """Base of every error that is the fault of an input, never of the program.

    The command line prints ``str(error)`` and exits with code 1.
    """


class ScenarioError(CorridorError):
    """A scenario file, or a change to one, is not valid.

    Attributes:
        problems: one line each: file, line, path, given, allowed, nearest valid name.
    """

    def __init__(self, problems: str | list[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class EvidenceError(CorridorError):
    """A ledger of claims is not valid: names file, row and column."""


class RunError(CorridorError):
    """A run can't be started, resumed or read."""


def nearest(given: str, allowed: Iterable[str]) -> str:
    """A suffix naming the nearest valid spelling, or the whole short list of allowed ones.

    Args:
        given: what the user wrote.
        allowed: the valid names.

    Returns:
        ``"; did you mean 'x'?"``, ``"; allowed: a, b"``, or an empty string.
    """
    names = list(allowed)
    match = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    if match:
        return f"; did you mean {match[0]!r}?"
    return f"; allowed: {', '.join(names)}" if 0 < len(names) <= 20 else ""
