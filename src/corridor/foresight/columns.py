"""Which columns each question about a siege has, and how their coefficients become those of the provider.

A plan counts as itself and by what it asks: by the levers its provisions pull, so that plans of like content inform
each other and a plan never seen has a first guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.foresight.features import NAMES
from corridor.foresight.outlook import CAMP_TERMS, TERMS
from corridor.foresight.payoff import COMMON
from corridor.foresight.regress import Answer, Question
from corridor.foresight.store import Foresight
from corridor.foresight.worlds import Worlds, worlds
from corridor.model.expectations import Expectations, nobody
from corridor.model.numbers import Layout
from corridor.scenario.kinds import LEVERS
from corridor.scenario.schema import Scenario
from corridor.types import BESIEGED, BESIEGER

SIDED = ("fire", "air", "ground", "withdraw")
"""Levers of which it matters which camp pulls them."""
BY_CONTENT = (0, TERMS.index("front"), TERMS.index("trust"))
"""Terms in which the content of a plan counts; the plan itself counts in all."""
CAMPS = ("besieger", "besieged")
Float = NDArray[np.float32]


class Content(NamedTuple):
    """What plans ask, by name and as numbers, [plan, content]."""

    names: tuple[str, ...]
    of: Float


def content(layout: Layout) -> Content:
    """What each plan asks: for each lever how much of it, and for some by which camp; about 0 to 1."""
    talks = layout.talks
    held, lever = np.asarray(talks.plan_provision), np.asarray(talks.lever)
    by = np.asarray(talks.obligor) @ np.asarray(talks.view[:2]).T
    names, columns = [], []
    for i, name in enumerate(LEVERS):
        sides = [(f" by the {CAMPS[c]}", by[:, c]) for c in (BESIEGER, BESIEGED)] if name in SIDED else [("", 1.0)]
        for told, share in sides:
            names.append(f"{name}{told}")
            columns.append(np.minimum(held @ (lever[i] * share), 2.0) / 2.0)
    names.append("fighters leave")
    columns.append(np.minimum((np.asarray(talks.leaves) * held).sum(axis=1), 1.0))
    return Content(tuple(names), np.stack(columns, axis=1).astype(np.float32))


def plan_columns(layout: Layout) -> tuple[str, ...]:
    """Names of the columns of a question about plans: each real plan by each term, each content by some."""
    plans = int(np.asarray(layout.talks.plan).sum())
    own = [f"plan {i + 1}: {term}" for i in range(plans) for term in TERMS]
    shared = [f"{name}: {TERMS[t]}" for name in content(layout).names for t in BY_CONTENT]
    return (*own, *shared)


def press_columns() -> tuple[str, ...]:
    """Names of the columns of the question about offensives: what starting one brings, and what waiting does."""
    return tuple(f"{camp} {what}: {t}" for camp in CAMPS for what in ("starts", "could start") for t in CAMP_TERMS)


def questions(layout: Layout) -> tuple[Question, ...]:
    """What is asked about a siege: of plans only if it has any."""
    asked = [Question("fight", NAMES)]
    if np.asarray(layout.talks.plan).any():
        columns = plan_columns(layout)
        asked += [Question("accept", columns, "fight"), Question("standing", columns, "fight")]
    return (*asked, Question("press", press_columns(), "fight"))


def of_plan(plan: NDArray[np.integer], terms: Float, layout: Layout) -> Float:
    """The columns of moments that concern a plan.

    Args:
        plan: number of each moment's plan, [row].
        terms: all of ``TERMS``, [row, term].
        layout: of the scenario.
    """
    plans = int(np.asarray(layout.talks.plan).sum())
    mine = (plan[:, None] == np.arange(plans)).astype(np.float32)
    own = (mine[:, :, None] * terms[:, None, :]).reshape(len(plan), plans * len(TERMS))
    asks = content(layout).of[plan]
    shared = asks[:, :, None] * terms[:, None, list(BY_CONTENT)]
    return np.concatenate([own, shared.reshape(len(plan), asks.shape[1] * len(BY_CONTENT))], axis=1)


def _by_plan(weight: NDArray[np.floating], layout: Layout) -> Float:
    """Coefficients of a question about plans, [component, column], as [component, term, plan]."""
    padded, plans = len(layout.talks.plan), int(np.asarray(layout.talks.plan).sum())
    asks, components = content(layout), weight.shape[0]
    own, shared = np.split(weight, [plans * len(TERMS)], axis=1)
    out = np.zeros((components, len(TERMS), padded), np.float32)
    out[:, :, :plans] = np.moveaxis(own.reshape(components, plans, len(TERMS)), 1, 2)
    by = np.moveaxis(shared.reshape(components, len(asks.names), len(BY_CONTENT)), 1, 2) @ asks.of.T
    out[:, list(BY_CONTENT)] += by * np.asarray(layout.talks.plan)
    return out


def expectations(
    answers: Mapping[tuple[int, str], Answer], of: Worlds, layout: Layout, overrates: float, explore: float
) -> Expectations:
    """The provider's coefficients from the answers of all observers; zeros while there are none."""
    count, parties = len(of.observers), of.is_observer.shape[0]
    components = len(COMMON) + parties
    fight = np.zeros((count, components, len(NAMES)), np.float32)
    accept = np.zeros((count, components, len(TERMS), len(layout.talks.plan)), np.float32)
    standing, press = np.zeros_like(accept), np.zeros((count, components, 2, len(CAMP_TERMS)), np.float32)
    for (o, name), answer in answers.items():
        weight = np.asarray(answer.weight)
        if name == "fight":
            fight[o] = weight
        elif name == "press":
            press[o] = weight.reshape(components, 2, 2, len(CAMP_TERMS))[:, :, 0]
        else:
            (accept if name == "accept" else standing)[o] = _by_plan(weight, layout)
    sees = np.zeros((count, 3), np.float32)
    sees[range(count), [o.view for o in of.observers]] = 1.0
    arrays = (fight, accept, standing, press, sees, of.is_observer, np.float32(overrates), np.float32(explore))
    return Expectations(*(jnp.asarray(a) for a in arrays), deviant=nobody())


def with_fit(made: Layout, scenario: Scenario, fit: Foresight) -> Layout:
    """A scenario's layout with what its parties expect.

    Args:
        made: its layout.
        scenario: as known to the run.
        fit: of this scenario.
    """
    of = worlds(scenario, common=bool(fit.about["common"]))
    return made._replace(expectations=expectations(fit.answers, of, made, float(fit.about["overrates"]), 0.0))
