"""Intervention: see the day's order."""

from __future__ import annotations

from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.types import RandomKey


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Nothing yet."""
    del key, params, given
    return state, nothing_given()
