"""What two sides expect of fighting on: the war as a walk of equal steps of the pocket's share.

The besieger holds n of ``steps`` steps and needs them all. Each battle moves the front one step and costs each side
something; before a battle the two may talk. Each side has a Beta belief about the chance that the besieger wins a
battle and learns from the battles. What a side expects from refusing today, C, is found by backward induction over the
battles ahead (``games.settlement``, there exact)::

    C_i = flow_i - k_i + δ E_i[M_i'],    M_i = C_i + r/2 max(0, 1 - C_G - C_R)

with r the chance of a talk, δ the discount and E_i the mean under side i's own belief. Relief, a chance ρ in each
battle, pays the besieged 1. ``flow`` is what holding the ground pays meanwhile, ``holding × (1 - δ)`` times the share
held: with ``holding`` 0 the prize pays only once the war is over (as in ``games``), with 1 each side enjoys what it
holds, so that delay by itself destroys nothing and a frozen front is worth its share.

The record: with absorbing edges n tells who won what, so (n, battles seen) carries both beliefs exactly; cells of one
parity belong to a war that started at the step below the front, the others to one that started at the step above, so
that one pass serves both, and the value between two steps is interpolated. With a reflecting lower edge (the besieged
can't win by storming) battles lost at the edge leave no trace in n; their mean number is then estimated from the law
of a bridge that touches the edge, ``exp(-2 (start + 1)(n + 1)/t)``. After ``battles`` battles a closed form stands in.

Error, in units of the prize (tests/model/test_prospect.py): absorbing edges at most 0.0082, at discount 1, all of it
for want of battles looked ahead (0.0006 with 88). With a reflecting edge it is greatest at front 0: 0.004, 0.016,
0.042, 0.082, 0.14, 0.54 at discounts 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, and it is the estimated record: with 176
battles the last is still 0.42, the others stay. Wars at 0.03 a battle that a weak besieger may fight for ever.

Sources: Smith and Stam, Journal of Conflict Resolution 48 (2004) 783-813, doi:10.1177/0022002704268026; gambler's ruin
with discount: Feller, An Introduction to Probability Theory and Its Applications, vol. 1 (1968), chapter XIV.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from corridor.model.lanes import lanes
from corridor.types import Count, PerCamp, Scalar

STEPS = 12
"""Steps of the walk: a battle moves a twelfth of the pocket."""
BATTLES = 44
"""Battles looked ahead one by one."""
MOST_DISCOUNT = 0.9995
"""Discount up to which the closed forms keep their digits in 32 bits; they stand only behind the last battle."""
LEAST_CHANCE = 1e-5
LEAST_ROOT = 1e-3
LEAST_SEEN = 1e-4
"""Battles' worth of wins that a side has always seen, so that no chance is 0."""
HIDDEN = 0.35
"""Of the battles lost at the edge, how many are taken to have left no trace; fitted to ``games.settlement``."""

Real = Float[Array, "..."]


class Views(NamedTuple):
    """What each camp's principal thinks of the chance that the besieger wins a battle."""

    mean: PerCamp
    weight: PerCamp
    """Battles' worth of evidence, above 0."""


class Terms(NamedTuple):
    """What both sides know of the war ahead."""

    discount: Scalar
    """Factor for one battle, above 0, at most 1."""
    relief: Scalar
    """Chance in a battle that the war ends with the besieged's win, 0 to 1."""
    talk: Scalar
    """Chance of a talk before a battle, 0 to 1."""
    cost: PerCamp
    """Cost of a battle, in units of the prize."""
    holding: Scalar
    """Whether ground held pays while the war goes on: 1, or 0 if only its end pays."""


class Prospect(NamedTuple):
    """What fighting on is worth today."""

    value: PerCamp
    """Least share of the prize that each side accepts: what it expects of refusing."""
    battles: Scalar
    """Battles expected before the war ends or is settled, each weighed by the discount at its start."""


class Finish(NamedTuple):
    """A war of known odds, fought to the finish from today's front."""

    ground: Real
    """Discounted worth to the besieger of all ground: what he holds meanwhile (times ``holding``) and at the end."""
    kept: Real
    """The same for the besieged."""
    battles: Real
    """Discounted number of battles."""


def finish(p: Real, front: Real, discount: Real, relief: Real, holding: Real, steps: int, reflecting: bool) -> Finish:
    """A war fought to the finish at known odds, from any front (a real number of steps), in closed form.

    With ``d = discount (1 - relief)`` the roots of ``d p x² - x + d q`` give the discounted chances of both ends
    (Feller 1968, XIV.4); held ground adds the solution of the same equation with the flow as its source.

    Args:
        p: chance that the besieger wins a battle; counts as at least ``LEAST_CHANCE`` away from 0 and 1.
        front: steps held by the besieger, 0 to ``steps``.
        discount: factor for one battle, above 0; counts as at most ``MOST_DISCOUNT``.
        relief: chance in a battle that the besieged win, 0 to 1.
        holding: 1 if ground pays while held, 0 if only the end pays.
        steps: steps in all.
        reflecting: whether a battle lost at the lower edge leaves the besieger there.
    """
    p = jnp.clip(p, LEAST_CHANCE, 1.0 - LEAST_CHANCE)
    q, delta = 1.0 - p, jnp.clip(discount, LEAST_CHANCE, MOST_DISCOUNT)
    d = delta * (1.0 - relief)
    root = jnp.sqrt(jnp.maximum(1.0 - 4.0 * d * d * p * q, LEAST_ROOT**2))
    high, low = (1.0 + root) / (2.0 * d * p), 2.0 * d * q / (1.0 + root)
    log_high, log_low = jnp.log(high), jnp.log(low)
    ratio, left = log_low - log_high, steps - front
    slope = (1.0 - delta) / (steps * (1.0 - d)) * holding
    base = d * slope * (2.0 * p - 1.0) / (1.0 - d)
    if reflecting:
        edge = (high - 1.0) / high * low / (1.0 - low)
        win = jnp.exp(-left * log_high) * (1.0 + edge * jnp.exp(front * ratio)) / (1.0 + edge * jnp.exp(steps * ratio))
        loss = 0.0 * win
        touch = d * q * ((1.0 / low - 1.0) + jnp.exp(steps * ratio) * (1.0 - 1.0 / high))
        at_edge = jnp.exp(front * log_low) * -jnp.expm1(left * ratio) / touch
        held = d * q * slope * at_edge
    else:
        whole = jnp.expm1(steps * ratio)
        win = jnp.exp(-left * log_high) * jnp.expm1(front * ratio) / whole
        loss = jnp.exp(front * log_low) * jnp.expm1(left * ratio) / whole
        held = -base * loss
    length = (1.0 - win - loss) / (1.0 - d)
    ground = base + slope * front + (1.0 - base - slope * steps) * win + held
    relieved = loss + delta * relief * length
    flow = holding * (1.0 - delta) * length
    kept = relieved + flow - (ground - win)
    return Finish(ground, kept, length)


def prospect(
    front: Scalar,
    views: Views,
    terms: Terms,
    steps: int = STEPS,
    battles: int = BATTLES,
    reflecting: bool = True,
) -> Prospect:
    """What each side expects of fighting on from today's front.

    Args:
        front: steps that the besieger holds; outside the steps from which a battle can be fought it counts as the
            nearest of them.
        views: each side's belief.
        terms: discount, relief, talks, costs.
        steps: steps in all, 3 or more.
        battles: battles looked ahead one by one.
        reflecting: whether a battle lost at the lower edge leaves the besieger there; else the besieged have then won.

    Returns:
        Prospect; within 0.01 of exact induction with absorbing edges, see above for a reflecting one.
    """
    return lanes(partial(_look, steps, battles, reflecting), front, views, terms)


def _look(steps: int, battles: int, reflecting: bool, front: Real, views: Views, terms: Terms) -> Prospect:
    """``prospect`` with an axis of members behind all others, and inside one of steps before it."""
    front, terms = front[None], Terms(*(x[..., None, :] for x in terms))
    views = Views(views.mean[:, None], views.weight[:, None])
    first = 0 if reflecting else 1
    cells = np.arange(first, steps, dtype=np.float32)[:, None]
    at = jnp.clip(front, first, steps - 1)
    low = jnp.minimum(jnp.floor(at), steps - 2)

    def back(i: Count, ahead: _Ahead) -> _Ahead:
        return _before((battles - 1 - i).astype(jnp.float32), ahead, low, views, terms, steps, cells)

    value = jax.lax.fori_loop(0, battles, back, _beyond(at, views, terms, steps, battles, cells))
    near = jnp.maximum(1.0 - jnp.abs(cells - at), 0.0)
    besieger, besieged, length = (jnp.sum(x * near, axis=0) for x in value)
    return Prospect(jnp.stack([besieger, besieged]), length)


class _Ahead(NamedTuple):
    """Values before a battle, by steps held."""

    besieger: Real
    besieged: Real
    length: Real


def _wins(t: Scalar, low: Real, cells: np.ndarray) -> Real:
    """Battles that the besieger won of t that led from where the war began to each step."""
    odd = (1.0 - 2.0 * (cells % 2.0)) * 0.25
    turn = 1.0 - 2.0 * jnp.mod(t - low, 2.0)
    return (t - low) * 0.5 - 0.25 + cells * 0.5 + odd * turn


def _means(t: Scalar, wins: Real, low: Real, views: Views, cells: np.ndarray) -> tuple[Real, Real]:
    """Each side's mean after t battles, by steps held; cells that no war reaches get some number."""
    if cells[0, 0] == 0.0:
        # exp(-x) as (1 + x/4)^-4: one division, and the estimate is no more exact than that.
        touched = 1.0 / (1.0 + 0.5 * (low + 1.0) * (cells + 1.0) / jnp.maximum(t, 1.0))
        touched = HIDDEN * (touched * touched) * (touched * touched) * jnp.minimum(t, 1.0)
    means = []
    for i in (0, 1):
        seen = views.mean[i] * views.weight[i] + wins
        if cells[0, 0] == 0.0:
            unseen = jnp.sqrt(t) + jnp.maximum(1.0 - 2.0 * views.mean[i], 0.0) * t
            seen = jnp.maximum(seen - touched * unseen, LEAST_SEEN)
        means.append(seen / (views.weight[i] + t))
    return means[0], means[1]


def _paid(terms: Terms, steps: int, cells: np.ndarray) -> tuple[Real, Real]:
    """What a battle period pays each side by itself: flow less cost, and relief to the besieged."""
    flow = terms.holding * (1.0 - terms.discount) * (cells / steps)
    rest = terms.holding * (1.0 - terms.discount) + terms.discount * terms.relief
    return flow - terms.cost[0], rest - flow - terms.cost[1]


def _beside(row: Real, top: float, bottom: float, reflecting: bool) -> tuple[Real, Real]:
    """The value one step up and one step down from each step."""
    up = jnp.concatenate([row[1:], jnp.full_like(row[:1], top)])
    return up, jnp.concatenate([row[:1] if reflecting else jnp.full_like(row[:1], bottom), row[:-1]])


def _standing(p: Real, d: Real, paid: Real, top: Real, bottom: Real, reflecting: bool) -> Real:
    """The solution x of ``x(n) = paid + d (p x(n+1) + (1-p) x(n-1))`` for odds that depend on n alone.

    Axes [cells, rows, members]; ``top`` and ``bottom`` are the edges' values, [rows, members]. Elimination without
    subtraction of like numbers (as in ``games.walk``).
    """

    def up(below: tuple[Real, Real], at: tuple[Real, Real]) -> tuple[tuple[Real, Real], tuple[Real, Real]]:
        pivot = 1.0 - d * (1.0 - at[0]) * below[1]
        row = ((at[1] + d * (1.0 - at[0]) * below[0]) / pivot, d * at[0] / pivot)
        return row, row

    def down(above: Real, at: tuple[Real, Real]) -> tuple[Real, Real]:
        x = at[0] + at[1] * above
        return x, x

    none = jnp.zeros_like(p[0])
    edge = (none, none + 1.0) if reflecting else (none + bottom, none)
    _, rows = jax.lax.scan(up, edge, (p, paid))
    return jax.lax.scan(down, none + top, rows, reverse=True)[1]


def _beyond(at: Real, views: Views, terms: Terms, steps: int, battles: int, cells: np.ndarray) -> _Ahead:
    """Values when after ``battles`` battles nothing more is learned: odds then depend on the step alone.

    The two are then taken to settle at the next talk, at what both would hold right if each met the other half-way;
    what they disagree on counts only until then. With no talks that is each side's own war to the finish.
    """
    reflecting, d = bool(cells[0, 0] == 0.0), terms.discount * (1.0 - terms.relief)
    t = jnp.float32(battles)
    # Here from the front itself, not from the steps beside it: the two kinds of cells must fit together.
    mine, theirs = _means(t, (t + cells - at) * 0.5, at, views, cells)
    both = 0.5 * (mine + theirs)
    paid = _paid(terms, steps, cells)
    half = jnp.full((1, 1), 0.5, both.dtype)
    lead = _standing(both[:, None], d, 0.5 * (paid[0] - paid[1])[:, None], half, -half, reflecting)[:, 0]
    up, down = _beside(lead, 0.5, -0.5, reflecting)
    agreed = d * terms.talk
    sources = (
        paid[0] + agreed * (0.5 + down + mine * (up - down)),
        paid[1] + agreed * (0.5 - down - theirs * (up - down)),
        jnp.ones_like(both),
    )
    top, bottom = jnp.array([[1.0], [0.0], [0.0]]), jnp.array([[0.0], [1.0], [0.0]])
    chances = jnp.stack([mine, theirs, both], axis=1)
    value = _standing(chances, d * (1.0 - terms.talk), jnp.stack(sources, axis=1), top, bottom, reflecting)
    return _Ahead(value[:, 0], value[:, 1], value[:, 2])


def _before(t: Scalar, ahead: _Ahead, low: Real, views: Views, terms: Terms, steps: int, cells: np.ndarray) -> _Ahead:
    """Values one battle earlier: before battle t, with t battles seen."""
    surplus = 1.0 - ahead.besieger - ahead.besieged
    gain = 0.5 * terms.talk * jnp.maximum(surplus, 0.0)
    fights = jnp.where(surplus >= 0.0, 1.0 - terms.talk, 1.0)
    means = _means(t, _wins(t, low, cells), low, views, cells)
    rows = (ahead.besieger + gain, ahead.besieged + gain, ahead.length * fights)
    chances = (*means, 0.5 * (means[0] + means[1]))
    d = terms.discount * (1.0 - terms.relief)
    paid = (*_paid(terms, steps, cells), 1.0)
    out = []
    for row, p, now, top, bottom in zip(rows, chances, paid, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), strict=True):
        up, down = _beside(row, top, bottom, bool(cells[0, 0] == 0.0))
        out.append(now + d * (down + p * (up - down)))
    return _Ahead(*out)
