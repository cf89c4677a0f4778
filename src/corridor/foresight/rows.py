"""From days that were played to moments at which something was asked, and what came after each."""

from __future__ import annotations

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.foresight import columns
from corridor.foresight.features import Signals, features
from corridor.foresight.outlook import camp_terms, plan_terms
from corridor.foresight.payoff import COMMON, DEPARTED, GROUND
from corridor.foresight.recorded import Days
from corridor.foresight.regress import Answer, Rows, to_go
from corridor.model.numbers import Layout

EVERY = 3
"""Of days in a row that tell nearly the same, one in three counts: which one, the member's number decides."""
Float = NDArray[np.float32]
_features = jax.jit(features)


def signals_of(told: Days, view: int) -> Signals:
    """Signals of every morning as one view sees them, [day, member]."""
    plain = {name: jnp.asarray(signal) for name, signal in told.signals.items()}
    return Signals(trust=jnp.asarray(told.trust[..., view]), **plain)


def looked_at(told: Days, view: int) -> Float:
    """Features of every morning as one view sees them, [day, member, feature]."""
    return np.asarray(_features(signals_of(told, view)))


def terms_of(told: Days, view: int, more: tuple[str, ...] = ()) -> Float:
    """Terms of the plan that each day is about, [day, member, term]: ``TERMS``, the signals named before its last."""
    plain = np.asarray(plan_terms(signals_of(told, view), jnp.asarray(told.facts["done"]), more))
    return np.concatenate([plain, told.plan_trust[..., view, None]], axis=-1)


def press_of(told: Days) -> Float:
    """Columns of the question about offensives, [day, member, column]."""
    terms, out = np.asarray(camp_terms(signals_of(told, 0))), []
    for number, camp in enumerate(columns.CAMPS):
        starts, open_to_it = told.facts[f"starts_{camp}"], 1.0 - told.facts[f"attack_{camp}"]
        out += [starts[..., None] * terms[..., number, :], open_to_it[..., None] * terms[..., number, :]]
    return np.concatenate(out, axis=-1)


def tail(
    told: Days, x: Float, terms: Float, number: int, answers: Mapping[tuple[int, str], Answer], layout: Layout
) -> NDArray[np.float64]:
    """What is expected after the last day, [member, component].

    Where the siege has ended, its ground and fighters for good; elsewhere what the answers say of the last morning (as
    things stand while there are none).
    """
    components = told.paid.shape[-1]
    d = told.facts["discount"][0][:, None]
    # What stays for ever is paid at its last rate.
    lasts = np.zeros(components)
    lasts[[GROUND, DEPARTED]] = 1.0
    held = told.paid[-1] * lasts / (1.0 - d)
    fight = answers.get((number, "fight"))
    if fight is None:
        return held
    ahead = x[-1].astype(np.float64) @ fight.weight.T
    plan = told.facts["plan"][-1].astype(int)
    standing = answers.get((number, "standing"))
    if standing is not None and (plan >= 0).any():
        some = plan >= 0
        ahead[some] += columns.of_plan(plan[some], terms[-1][some], layout) @ standing.weight.T
    most = np.full(components, np.inf)
    most[[GROUND, DEPARTED]] = 1.0
    ahead = np.clip(ahead, 0.0, np.minimum(most, 1.0 / (1.0 - d)))
    return np.where(told.facts["alive_after"][-1][:, None] > 0, ahead, held)


def to_come(
    told: Days, x: Float, terms: Float, number: int, answers: Mapping[tuple[int, str], Answer], layout: Layout
) -> NDArray[np.float64]:
    """What comes from each day on, the blame for that day's refusals included, [day, member, component].

    Arguments as for ``tail``.
    """
    pays = np.asarray(told.paid, np.float64).copy()
    pays[..., len(COMMON) :] += told.refused
    after = tail(told, x, terms, number, answers, layout)
    return np.asarray(to_go(pays, told.facts["discount"][0].astype(np.float64), after), np.float64)


def rows(
    told: Days, view: int, number: int, answers: Mapping[tuple[int, str], Answer], layout: Layout
) -> dict[str, Rows]:
    """The moments of all questions, for one observer.

    Args:
        told: members of its world through their days.
        view: through which it looks.
        number: of the observer.
        answers: so far, for what comes after the last day.
        layout: of the scenario.
    """
    x, terms, fact = looked_at(told, view), terms_of(told, view), told.facts
    ahead = to_come(told, x, terms, number, answers, layout)
    # The moment of refusing is asked without its blame: who weighs a refusal adds it.
    ahead[..., len(COMMON) :] -= told.refused
    war, accepted, plan = which(told)
    # On the morning on which it gives way to another plan, a plan isn't what the day is about.
    standing = (fact["alive"] > 0) & (fact["free"] > 0) & (fact["plan"] >= 0) & ~accepted
    day, member = np.indices(war.shape)
    some = (day + member) % EVERY == 0
    found = {"fight": Rows(x[war & some], ahead[war & some])}
    for name, at in (("accept", accepted), ("standing", standing & some)):
        if layout.talks.plan.sum() > 0:
            found[name] = Rows(columns.of_plan(plan[at], terms[at], layout), ahead[at], x[at])
    at = war & may_start(told)
    found["press"] = Rows(press_of(told)[at], ahead[at], x[at])
    return found


def which(told: Days) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.integer]]:
    """Days of war without any plan, days on which a plan was accepted, and the plan that each day is about (-1: none).

    A plan may be accepted while one side's own measure stands: the day is then about the plan.
    """
    alive = (told.facts["alive"] > 0) & (told.facts["free"] > 0)
    plan, new = told.facts["plan"].astype(int), told.facts["accepted"].astype(int)
    return alive & (plan < 0) & (new < 0), alive & (new >= 0), np.where(new >= 0, new, plan)


def may_start(told: Days) -> NDArray[np.bool_]:
    """Days on which one camp or both could start an offensive."""
    return (told.facts["attack_besieger"] <= 0) | (told.facts["attack_besieged"] <= 0)
