"""What a day pays, in components that every party weighs by its own payoff.

A payoff is worth what it is as a flow for ever: ground held and fighters preserved pay ``1 - d`` a day, d the day's
discount, so that the whole pocket for good is worth 1 from today. A day of war, a day of full suffering, a strike and
a case of blame each count 1 on their day. Once the siege has ended, ground and fighters stay as they are for good.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from corridor.model import odds
from corridor.model.diplomacy import PartyNumbers
from corridor.model.numbers import Layout, Params
from corridor.model.state import OPEN, RELIEF, State
from corridor.model.talks import BREACH, DEADLINE
from corridor.types import BESIEGED, BESIEGER, NEITHER, PerParty, Scalar

COMMON = ("ground", "war", "suffering", "departed", "strike")
"""Components that are the same for all parties; behind them stands each party's own blame."""
GROUND, WAR, SUFFERING, DEPARTED, STRIKE = range(5)
TINY = 1e-6
Components = Float[Array, "component"]


def discount(params: Params) -> Scalar:
    """Worth of tomorrow, today."""
    return jnp.exp(-params.numbers.talks.offers.patience * params.layout.step)


def ground(state: State, params: Params) -> Scalar:
    """Share of the pocket that is the besieger's side's this evening; none of it once it is relieved."""
    return jnp.where(state.ending == RELIEF, 0.0, odds.front(state, params))


def departed(state: State, params: Params) -> Scalar:
    """Share of the pocket's first fighters who have left it intact."""
    inside = params.layout.group_inside * params.layout.group_camp[BESIEGED]
    first = jnp.maximum(inside @ params.numbers.group.strength, 1.0)
    return jnp.clip(inside @ state.departed / first, 0.0, 1.0)


def refused(state: State) -> PerParty:
    """1.0 at the parties that refused what was put forward today."""
    return state.talks.today.refused_by


def broke(state: State, params: Params) -> PerParty:
    """1.0 at the parties that were seen to break a promise on the day on which that ended its plan."""
    today = state.talks.today
    ended = (today.ended_by == BREACH) | (today.ended_by == DEADLINE)
    return jnp.where(ended, jnp.minimum(today.seen_broken @ params.layout.talks.obligor, 1.0), 0.0)


def paid(state: State, params: Params) -> Components:
    """What today paid, told this evening; the blame for refusing today stands apart (see ``refused``)."""
    share = 1.0 - discount(params)
    goes_on = (state.ending == OPEN).astype(jnp.float32)
    held_back = 0.5 * (state.talks.today.restraint[BESIEGER] + state.talks.today.restraint[BESIEGED])
    common = [
        share * ground(state, params),
        goes_on * (1.0 - held_back),
        goes_on * odds.together(*odds.suffering(state, params)),
        share * departed(state, params),
        goes_on * state.talks.today.strike.astype(jnp.float32),
    ]
    return jnp.concatenate([jnp.stack(common), goes_on * broke(state, params)])


def _common(party: PartyNumbers, view: Any, bias: Any) -> list[Any]:
    """Weight of each common component, in the order of ``COMMON``; arrays whose last axis is the party, or one party's.

    Args:
        party: what parties weigh.
        view: through which they see, [view, party] or [view].
        bias: of those who belong to neither camp.
    """
    side = view[BESIEGER] - view[BESIEGED] + view[NEITHER] * bias
    return [party.ground * side, -party.days, -party.civilians, party.preserved, party.escalation]


def weights(params: Params) -> tuple[PerParty, Float[Array, "party component"], PerParty]:
    """How a party weighs what comes: ``own + weight · common components - blame × its own blame``.

    Returns:
        What the pocket is worth to it where the besieger gets nothing, the weight of each common component, the weight
        of a case of blame.
    """
    layout, party = params.layout.talks, params.numbers.talks.party
    real = layout.party
    common = _common(party, layout.view, layout.bias)
    return party.ground * layout.view[BESIEGED] * real, jnp.stack(common, axis=1) * real[:, None], party.blame * real


def worth(components: NDArray[np.float64], party: PartyNumbers, number: int, layout: Layout) -> NDArray[np.float64]:
    """What components are worth to one party, on the host.

    Args:
        components: [..., member, component], the common ones and each party's blame.
        party: what each member's parties weigh, [member, party].
        number: of the party.
        layout: of the scenario.

    Returns:
        In units of the pocket's worth, [..., member].
    """
    talks = layout.talks
    mine, view = PartyNumbers(*(x[:, number] for x in party)), np.asarray(talks.view)[:, number]
    common = _common(mine, view, float(talks.bias[number]))
    total = sum(components[..., i] * weight for i, weight in enumerate(common))
    return np.asarray(mine.ground * view[BESIEGED] + total - components[..., len(COMMON) + number] * mine.blame)
