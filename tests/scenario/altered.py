"""The teaching scenario as data, with some of its content replaced."""

import copy
from typing import Any

from corridor.scenario.load import load
from corridor.scenario.written import plain

SELF_PROPOSED = {"plans.0.proposers": ["town-council"]}
"""Who must accept may put it forward without a channel."""


def altered(changes: dict[str, Any]) -> dict[str, Any]:
    """The teaching scenario as data, with some of its content replaced."""
    data = plain(load("teaching-six"))
    for path, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        holder = data
        for step in way:
            holder = holder[step]
        holder[last] = copy.deepcopy(value)
    return data
