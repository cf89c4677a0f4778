"""Features of a morning: what parties look at when they judge what lies ahead.

A spline of degree 5 in the front, the other signals as they are, squares and products of a few. All are about -1 to 1.
``rich`` adds every product of two signals: for a second opinion that shares none of the first one's shortcuts.

Source of the recursion: de Boor, A Practical Guide to Splines (1978), chapter X.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

DEGREE, INNER = 5, (1 / 3, 2 / 3)
"""Degree of the spline in the front, and its inner knots."""
KNOTS = (0.0,) * (DEGREE + 1) + INNER + (1.0,) * (DEGREE + 1)
SPLINES = len(KNOTS) - DEGREE - 1
Real = Float[Array, "..."]


class Signals(NamedTuple):
    """What is looked at, each about -1 to 1 (the front: 0 to 1); 0 where a case has no such thing."""

    front: Real
    """Share of the pocket lost, 0 to 1."""
    odds: Real
    """Log odds of a battle for the besieger, halved twice."""
    seen: Real
    """Battles won by the besieger less those lost, over battles seen + 4."""
    evidence: Real
    """Battles seen over battles seen + 4."""
    pace: Real
    """Pace of the front."""
    besieger_stock: Real
    besieged_stock: Real
    besieger_cohesion: Real
    besieged_cohesion: Real
    food: Real
    civilians: Real
    """Share of the first day's civilians still in the pocket."""
    roads: Real
    """Open share of the pocket's roads."""
    bombardment: Real
    besieger_attack: Real
    """An offensive of the besieger runs."""
    besieged_attack: Real
    besieger_hard: Real
    """Power of hardliners in the besieger's principal."""
    besieged_hard: Real
    spoilers: Real
    """Share of spoilers among the pocket's fighters."""
    failures: Real
    """Failed plans so far, n / (n + 2)."""
    patience: Real
    """Log of patience over its usual value, halved."""
    elapsed: Real
    """Time since the start, years."""
    trust: Real
    """Trust of the observer's view in the other side's principal, 0 to 1, less 0.5."""


SQUARES = ("odds", "seen", "patience", "elapsed")
PRODUCTS = (
    ("odds", "front"), ("odds", "seen"), ("odds", "evidence"), ("seen", "front"), ("seen", "evidence"),
    ("patience", "front"), ("patience", "odds"), ("besieged_stock", "odds"), ("besieged_stock", "front"),
    ("besieged_cohesion", "front"), ("pace", "front"), ("pace", "patience"), ("elapsed", "front"),
    ("spoilers", "odds"), ("trust", "front"), ("evidence", "front"),
)  # fmt: skip
_PLAIN = Signals._fields[1:]
NAMES = (
    *(f"front.{i}" for i in range(SPLINES)),
    *_PLAIN,
    *(f"{name}^2" for name in SQUARES),
    *(f"{a}*{b}" for a, b in PRODUCTS),
)
"""Names of the features, in order; the splines sum to 1, so there is no separate constant."""
_LEFT = tuple(p for p in combinations(Signals._fields, 2) if p not in PRODUCTS and p[::-1] not in PRODUCTS)
RICH_NAMES = (*NAMES, *(f"{a}*{b}" for a, b in _LEFT))


def spline(x: Real) -> list[Real]:
    """The B-splines at x, which counts as within 0 to 1; they sum to 1.

    Args:
        x: of any shape.
    """
    x = jnp.clip(x, 0.0, 1.0)
    knots = np.asarray(KNOTS, np.float32)
    last = len(KNOTS) - DEGREE - 2
    value: list[Real | float] = []
    for i in range(len(KNOTS) - 1):
        if KNOTS[i] == KNOTS[i + 1]:
            value.append(0.0)
        else:
            below = x <= knots[i + 1] if i == last else x < knots[i + 1]
            value.append(jnp.where((x >= knots[i]) & below, 1.0, 0.0))
    for k in range(1, DEGREE + 1):
        for i in range(len(KNOTS) - k - 1):
            left, right = KNOTS[i + k] - KNOTS[i], KNOTS[i + k + 1] - KNOTS[i + 1]
            a = (x - KNOTS[i]) / left * value[i] if left > 0.0 else 0.0
            b = (KNOTS[i + k + 1] - x) / right * value[i + 1] if right > 0.0 else 0.0
            value[i] = a + b
    return [jnp.asarray(value[i]) + 0.0 * x for i in range(SPLINES)]


def features(signals: Signals) -> Float[Array, "... feature"]:
    """The features of a morning, in the order of ``NAMES``, on a last axis."""
    return jnp.stack(_basis(signals), axis=-1)


def rich(signals: Signals) -> Float[Array, "... feature"]:
    """The features and every other product of two signals, in the order of ``RICH_NAMES``, on a last axis."""
    at = signals._asdict()
    return jnp.stack([*_basis(signals), *(at[a] * at[b] for a, b in _LEFT)], axis=-1)


def _basis(signals: Signals) -> list[Real]:
    at = {name: jnp.asarray(x, jnp.float32) for name, x in signals._asdict().items()}
    shape = jnp.broadcast_shapes(*(x.shape for x in at.values()))
    at = {name: jnp.broadcast_to(x, shape) for name, x in at.items()}
    products = [at[a] * at[b] for a, b in PRODUCTS]
    return [*spline(at["front"]), *(at[n] for n in _PLAIN), *(at[n] * at[n] for n in SQUARES), *products]
