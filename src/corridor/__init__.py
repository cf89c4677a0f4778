"""Corridor: sieges and the talks that try to end them, simulated as one system.

The public names in pipe order; each loads its part of the library when first used, so that importing stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corridor.ensemble.result import Run as Run
    from corridor.ensemble.result import open_run as open_run
    from corridor.ensemble.run import simulate as simulate
    from corridor.errors import CorridorError as CorridorError
    from corridor.evidence.ledger import read as read_ledger
    from corridor.foresight.foresee import foresee as foresee
    from corridor.model.day import default as default
    from corridor.model.state import Mechanism as Mechanism
    from corridor.scenario.load import library as library
    from corridor.scenario.load import load as load
    from corridor.scenario.schema import Scenario as Scenario

_names = {
    "CorridorError": "corridor.errors",
    "Scenario": "corridor.scenario.schema",
    "load": "corridor.scenario.load",
    "library": "corridor.scenario.load",
    "Mechanism": "corridor.model.state",
    "default": "corridor.model.day",
    "foresee": "corridor.foresight.foresee",
    "simulate": "corridor.ensemble.run",
    "Run": "corridor.ensemble.result",
    "open_run": "corridor.ensemble.result",
    "read_ledger": "corridor.evidence.ledger:read",
}
__all__ = [
    "CorridorError",
    "Mechanism",
    "Run",
    "Scenario",
    "default",
    "foresee",
    "library",
    "load",
    "open_run",
    "read_ledger",
    "simulate",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _names:
        raise AttributeError(f"module 'corridor' has no attribute {name!r}")
    module, _, inner = _names[name].partition(":")
    return getattr(import_module(module), inner or name)
