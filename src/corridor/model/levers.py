"""Levers: what provisions in force do to the day's war, as far as they are kept today.

Each kind of provision pulls one lever (``scenario.kinds``). Several of one lever in one camp cover parts of what the
camp does, so their mean counts; a provision that is tried and fails works by half; what is done once works on.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.belief import expected
from corridor.model.compliance import Kept, in_force
from corridor.model.defeat import defeat
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.model.talks import KEPT, TalksToday
from corridor.rng import decision_key
from corridor.scenario.kinds import LEVERS
from corridor.types import (
    BESIEGED,
    BESIEGER,
    Flag,
    PerCamp,
    PerGroup,
    PerProvision,
    PerRoute,
    PerZone,
    ProvisionByCamp,
    RandomKey,
    Scalar,
)

HALF = 0.5
"""What a try that fails still does: some units hold fire, some convoys pass."""
LEFT = 25.0
"""Fighters below which a group has left."""
AT = {name: i for i, name in enumerate(LEVERS)}


def level(kept: Kept, state: State, params: Params) -> PerProvision:
    """How far each provision in force works today: its effect, as far as it is kept."""
    layout, numbers = params.layout.talks, params.numbers.talks
    today = HALF * kept.tried + (1.0 - HALF) * kept.done
    standing = (state.talks.provision == KEPT).astype(jnp.float32)
    worked = jnp.where(layout.once > 0.0, jnp.maximum(standing, kept.done), today)
    return in_force(state, params) * numbers.provision.effect * worked


def _camp_of_obligor(params: Params) -> ProvisionByCamp:
    layout = params.layout.talks
    return layout.obligor @ layout.view[:2].T


def restraint(at: PerProvision, state: State, params: Params) -> PerCamp:
    """Share of each camp's ground attacks that does not take place.

    A promise that names groups binds those alone: of the camp's attacks their share by fighters.
    """
    layout = params.layout.talks
    promised = in_force(state, params) * layout.lever[AT["fire"]]
    named = layout.provision_group
    binds = jnp.where(jnp.sum(named, axis=1, keepdims=True) > 0.0, named, 1.0)
    bound = promised[:, None] * binds * (_camp_of_obligor(params) @ params.layout.group_camp)
    by_group = at @ bound / jnp.maximum(jnp.sum(bound, axis=0), 1.0)
    fighters = params.layout.group_camp * state.strength[None, :]
    return fighters @ by_group / jnp.maximum(jnp.sum(fighters, axis=1), 1.0)


def _mean(lever: str, at: PerProvision, state: State, params: Params) -> Scalar:
    promised = in_force(state, params) * params.layout.talks.lever[AT[lever]]
    return promised @ at / jnp.maximum(jnp.sum(promised), 1.0)


def _most(lever: str, at: PerProvision, params: Params) -> Scalar:
    return jnp.max(params.layout.talks.lever[AT[lever]] * at)


def escort(at: PerProvision, state: State, params: Params) -> Scalar:
    """How safe the besieged think the road out is: the escort that stands, as far as they expect it to stay."""
    return _most("escort", at * expected(state.talks, params)[BESIEGED], params)


def handed(at: PerProvision, state: State, params: Params) -> PerZone:
    """Share of each zone that is handed over today; to the besieger's side above 0."""
    layout = params.layout.talks
    moves = jnp.where(state.talks.provision != KEPT, layout.lever[AT["ground"]] * at, 0.0)
    by_camp = _camp_of_obligor(params)
    give = (moves * by_camp[:, BESIEGED]) @ layout.provision_zone * (1.0 - state.held)
    take = (moves * by_camp[:, BESIEGER]) @ layout.provision_zone * state.held
    return give - take


def road(at: PerProvision, state: State, params: Params) -> PerRoute:
    """Least share of its flow that each route carries: a road is free once all who hold it have left it."""
    layout = params.layout.talks
    freed = in_force(state, params) * layout.lever[AT["road"]]
    wanted = freed @ layout.provision_route
    works = jnp.where(at > 0.0, freed, 0.0)
    return jnp.where(
        (wanted > 0.0) & (works @ layout.provision_route >= wanted),
        (works * at) @ layout.provision_route / jnp.maximum(wanted, 1.0),
        0.0,
    )


def leave(key: RandomKey, at: PerProvision, kept: Kept, state: State, params: Params) -> tuple[PerGroup, Flag]:
    """Fighters of each group who leave by agreement today, and whether their convoy was attacked.

    A group goes if it consents: by its readiness, raised by an escort it believes in and by the prospect of losing
    everything, lowered for a spoiler group and by hard factions of its party. An attack on the road stops the day's
    convoys.
    """
    layout, numbers = params.layout.talks, params.numbers.talks.agreements
    talks = state.talks
    moves = jnp.where(talks.provision != KEPT, layout.lever[AT["withdraw"]] * at * kept.done, 0.0)
    asked = jnp.max(moves[:, None] * layout.provision_group, axis=0)
    safe = escort(at, state, params)
    hard = jnp.sum(talks.power * layout.hardness, axis=1) @ layout.group_party
    logit = (
        params.numbers.group.consent
        + numbers.escort_consent * safe
        + numbers.prospect_consent * defeat(state, params)[BESIEGED]
        - numbers.spoiler_refusal * layout.spoiler
        - hard
    )
    goes = uniform(decision_key(key, "consent"), logit.shape) < jax.nn.sigmoid(logit)
    attacked = uniform(decision_key(key, "road")) < numbers.road_risk * (1.0 - safe)
    wanted = jnp.where(goes & (asked > 0.0), asked * (state.strength + state.departed), 0.0)
    wanted = jnp.where(state.strength - wanted < LEFT, state.strength, wanted)
    wanted = jnp.where((asked > 0.0) & goes, wanted, 0.0)
    stopped = attacked & (jnp.sum(wanted) > 0.0)
    return jnp.minimum(jnp.where(stopped, 0.0, wanted), state.strength), stopped


def pull(key: RandomKey, kept: Kept, state: State, params: Params) -> TalksToday:
    """What the provisions in force make of today."""
    at = level(kept, state, params)
    leaving, attacked = leave(key, at, kept, state, params)
    return state.talks.today._replace(
        restraint=restraint(at, state, params),
        air=_mean("air", at, state, params),
        aid=_mean("aid", at, state, params),
        road=road(at, state, params),
        exit=_most("exit", at, params),
        leaving=leaving,
        handed=handed(at, state, params),
        attack=attacked,
        tried=kept.tried,
        done=kept.done,
        due=kept.due,
    )


def act(state: State, params: Params) -> State:
    """The persons that the provisions move: those who leave, lay down arms, or are struck together."""
    today, layout = state.talks.today, params.layout
    at = today.done * params.numbers.talks.provision.effect
    spoiler = layout.talks.spoiler * layout.group_camp[BESIEGED]
    struck = state.strength * spoiler * (layout.talks.lever[AT["target"]] @ at)
    inside = layout.group_inside * layout.group_camp[BESIEGED]
    amnesty = (state.strength - today.leaving - struck) * inside * (layout.talks.lever[AT["amnesty"]] @ at)
    amnesty, struck = jnp.maximum(amnesty, 0.0), jnp.minimum(struck, state.strength - today.leaving)
    return state._replace(
        strength=jnp.maximum(state.strength - today.leaving - struck - amnesty, 0.0),
        departed=state.departed + today.leaving,
        deserted=state.deserted + amnesty,
        lost=state.lost + struck,
        killed=state.killed + params.numbers.assault.killed_share * struck,
    )
