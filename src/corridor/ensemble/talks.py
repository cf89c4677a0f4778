"""What is added up of the talks: lives of plans and provisions, what views believe of types, who weighs how much."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridor.engine.record import SERIES, STEP
from corridor.engine.roll import Block
from corridor.ensemble.sketch import BINS, Scale
from corridor.ensemble.spells import Spells, codes, spells
from corridor.ensemble.standing import SIDES, STANDING, done, only_ways_out, side_of_plans, standing, used
from corridor.model.agenda import provisions
from corridor.model.diplomacy import TYPES
from corridor.model.talks import CARRIED_OUT, ENDED_BY
from corridor.scenario.schema import Scenario

EVENTS = ("offered", "refused", "accepted", "carried", "ended")
"""What is counted of a plan, as fields of the talks; ended: otherwise than by being carried out,
by another plan too that superseded it."""
RESULTS = ("kept", "broken", "lapsed", "failed")
"""What is counted of a provision, as fields of the talks."""
DEALS = ("accepted", "carried out", "kept", *(f"stands, {name}" for name in STANDING))
"""Members in which at least one plan came so far after the last known day; kept: carried out, or it stands and what it
promises is done (see ``ensemble.standing``)."""
VIEWS = ("besieger", "besieged", "neither")
AT = {series.name: i for i, series in enumerate(SERIES)}
FACTOR = Scale(0.0, 32.0, False)
"""Bins of the log of a Bayes factor."""
SHARE = Scale(0.0, 1.0 + 1e-6, False)
"""Bins of a share."""


class TalksTally(NamedTuple):
    """Sums over members so far. Axes hold what the scenario states, without padding."""

    times: NDArray[np.int64]
    """[event, plan]."""
    members: NDArray[np.int64]
    """[event, plan] members in which it happened at least once."""
    last_end: NDArray[np.int64]
    """[plan, end] members by what ended it last; 0: nothing did."""
    fates: NDArray[np.int64]
    """[plan, end, day]: acceptances by day, and by what became of the plan."""
    standing: NDArray[np.int64]
    """[plan, class, day]: acceptances of what stands at the horizon, by day, and by ``standing.STANDING``."""
    in_force: NDArray[np.int64]
    """[plan, day] members in which it was in force that day."""
    results: NDArray[np.int64]
    """[result, provision]."""
    deals: NDArray[np.int64]
    """[side, deal] members: see ``DEALS`` and ``standing.SIDES``."""
    kept_last: NDArray[np.int64]
    """[side, day + 1] members by day of their last acceptance that was kept; the last column: none."""
    refused_by: NDArray[np.int64]
    """[party]."""
    strike_days: NDArray[np.int64]
    """[day + 1] members by day of the first outside strike; the last column: none."""
    types: NDArray[np.int64]
    """[party, type] members by true type."""
    prior: NDArray[np.float64]
    """[party, type] sums of the weights drawn."""
    belief: NDArray[np.float64]
    """[party, true type, view, type] sums of what the view believes on the last evening."""
    factor: NDArray[np.int64]
    """[party, true type, view, BINS] of the log Bayes factor of the best type against the second."""
    headcount: NDArray[np.int64]
    """[group, BINS] of its share of its camp's fighters on its side of the ring, day 0."""
    command: NDArray[np.int64]
    """[group, BINS] of its share of its joint command's decisions."""


def empty(days: int, scenario: Scenario) -> TalksTally:
    """A tally of no members."""
    plans, parties, groups = len(scenario.plans), len(scenario.parties), len(scenario.groups)
    ends, kinds, views = len(ENDED_BY), len(TYPES), len(VIEWS)
    return TalksTally(
        times=np.zeros((len(EVENTS), plans), np.int64),
        members=np.zeros((len(EVENTS), plans), np.int64),
        last_end=np.zeros((plans, ends), np.int64),
        fates=np.zeros((plans, ends, days), np.int64),
        standing=np.zeros((plans, len(STANDING), days), np.int64),
        in_force=np.zeros((plans, days), np.int64),
        results=np.zeros((len(RESULTS), len(provisions(scenario))), np.int64),
        deals=np.zeros((len(SIDES), len(DEALS)), np.int64),
        kept_last=np.zeros((len(SIDES), days + 1), np.int64),
        refused_by=np.zeros(parties, np.int64),
        strike_days=np.zeros(days + 1, np.int64),
        types=np.zeros((parties, kinds), np.int64),
        prior=np.zeros((parties, kinds), np.float64),
        belief=np.zeros((parties, kinds, views, kinds), np.float64),
        factor=np.zeros((parties, kinds, views, BINS), np.int64),
        headcount=np.zeros((groups, BINS), np.int64),
        command=np.zeros((groups, BINS), np.int64),
    )


def _histogram(rows: Any, values: NDArray[np.floating], scale: Scale, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Count ``values`` in bins, each in the row that ``rows`` (flat index into ``shape``) names."""
    cells = np.clip(scale.place(np.asarray(values, np.float32)), 0, BINS - 1)
    good = np.isfinite(values)
    place = (np.broadcast_to(rows, values.shape) * BINS + np.where(good, cells, 0).astype(np.int64))[good]
    return np.bincount(place.ravel(), minlength=int(np.prod(shape)) * BINS).reshape(*shape, BINS)


def _beliefs(block: Block, count: int, parties: int) -> dict[str, NDArray[Any]]:
    """What each view believes of each party's type on the last evening, by the party's true type."""
    talks = block.last.talks
    kind = np.asarray(talks.kind)[:count, :parties]
    record = np.asarray(talks.record, np.float64)[:count, :, :parties]
    prior = np.asarray(block.own.weights.types, np.float64)[:count, :parties]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.log(prior)[:, None] + record
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        belief = np.nan_to_num(weight / weight.sum(axis=-1, keepdims=True))
    # A member that failed believes nothing.
    whole = np.isfinite(record.sum(axis=(1, 2, 3)) + prior.sum(axis=(1, 2)))
    ranked = np.sort(record, axis=-1)
    factor = np.where(whole[:, None, None], ranked[..., -1] - ranked[..., -2], np.nan)
    kinds, views = len(TYPES), len(VIEWS)
    is_kind = (whole[:, None, None] & (kind[:, :, None] == np.arange(kinds))).astype(np.float64)
    rows = ((np.arange(parties) * kinds + kind)[:, None, :] * views) + np.arange(views)[None, :, None]
    return dict(
        types=is_kind.sum(axis=0).astype(np.int64),
        prior=prior[whole].sum(axis=0),
        belief=np.einsum("mpk,mvpj->pkvj", is_kind, belief),
        factor=_histogram(rows, factor, FACTOR, (parties, kinds, views)),
    )


def _weights(block: Block, count: int, scenario: Scenario) -> dict[str, NDArray[Any]]:
    """Shares of each group in the fighters beside it and in its joint command, as drawn for day 0."""
    groups = scenario.groups
    drawn = block.own.numbers.group
    strength = np.asarray(drawn.strength, np.float64)[:count, : len(groups)]
    beside = np.array([[a.camp == b.camp and a.inside == b.inside for a in groups] for b in groups], float)
    share = strength / np.maximum(strength @ beside.T, 1e-6)
    rows, shape = np.arange(len(groups))[None, :], (len(groups),)
    command = np.asarray(drawn.command_share)[:count, : len(groups)]
    return dict(headcount=_histogram(rows, share, SHARE, shape), command=_histogram(rows, command, SHARE, shape))


def _lives(
    lives: Spells, stands: NDArray[np.int64], side: NDArray[np.int64], days: int, free: int, count: int
) -> dict[str, NDArray[Any]]:
    """Acceptances by plan, fate and day; members by their last kept acceptance, and how far they came.

    Args:
        lives: of the members' plans.
        stands: [life] class of what stands at the horizon; -1: it does not.
        side: [plan] index of ``SIDES``.
        days: of the run.
        free: first day that is not imposed.
        count: members.
    """
    fates = np.zeros((len(side), len(ENDED_BY), days), np.int64)
    np.add.at(fates, (lives.plan, lives.fate, lives.first), 1)
    classes = np.zeros((len(side), len(STANDING), days), np.int64)
    np.add.at(classes, (lives.plan[stands >= 0], stands[stands >= 0], lives.first[stands >= 0]), 1)
    carried, late = lives.fate == CARRIED_OUT, lives.first >= free
    kept = carried | (stands == STANDING.index("kept"))
    came = (np.ones_like(late), carried, kept, *(stands == i for i in range(len(STANDING))))
    deals, last_kept = [], []
    for number in range(len(SIDES)):
        mine = side[lives.plan] == number
        deals.append([np.unique(lives.member[mine & late & some]).size for some in came])
        last = np.full(count, -1)
        np.maximum.at(last, lives.member[mine & kept], lives.first[mine & kept])
        last_kept.append(np.bincount(np.where(last < 0, days, last), minlength=days + 1))
    return dict(fates=fates, standing=classes, kept_last=np.stack(last_kept), deals=np.array(deals, np.int64))


def tally(block: Block, count: int, scenario: Scenario, free: int) -> TalksTally:
    """What one block adds.

    Args:
        block: as the engine returned it.
        count: how many of its members were asked for.
        scenario: that was run.
        free: first day that is not imposed.
    """
    last, plans = block.last, len(scenario.plans)
    talks = last.talks
    ending, day, status = (np.asarray(x)[:count] for x in (last.ending, last.ending_day, last.status))
    series = np.asarray(block.series)[:, :count]
    code = codes(series[:, :, AT["plan"]], day, status)
    lives, days = spells(code, ending, day), len(code)
    gone = used(lives, series[:, :, AT["civilians"]], series[:, :, AT["displaced"]])
    stands = standing(lives, done(lives, series[:, :, AT["promises"]]), gone, only_ways_out(scenario))
    times = np.stack([np.asarray(getattr(talks, name))[:count, :plans] for name in EVENTS])
    size = len(provisions(scenario))
    in_force = np.zeros((plans, days), np.int64)
    when, who = np.nonzero(code)
    np.add.at(in_force, ((code[when, who] - 1) % STEP, when), 1)
    ends = np.asarray(talks.last_end)[:count, :plans, None] == np.arange(len(ENDED_BY))
    strike = np.asarray(talks.strike_day)[:count]
    return TalksTally(
        times=times.sum(axis=1, dtype=np.int64),
        members=(times > 0).sum(axis=1, dtype=np.int64),
        last_end=ends.sum(axis=0, dtype=np.int64),
        in_force=in_force,
        results=np.stack([np.asarray(getattr(talks, name))[:count, :size].sum(axis=0) for name in RESULTS]),
        refused_by=np.asarray(block.watched.refused)[:, : len(scenario.parties)].sum(axis=0, dtype=np.int64),
        strike_days=np.bincount(np.where(strike < 0, days, strike), minlength=days + 1),
        **_lives(lives, stands, side_of_plans(scenario), days, free, count),
        **_beliefs(block, count, len(scenario.parties)),
        **_weights(block, count, scenario),
    )
