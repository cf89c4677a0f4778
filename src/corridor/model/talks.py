"""The part of a member's state that the talks are made of, and what of it is given."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.values import Values, indifferent
from corridor.types import (
    ChannelCount,
    Count,
    Flag,
    PartyByFaction,
    PartyCount,
    PerCamp,
    PerChannel,
    PerGroup,
    PerParty,
    PerPlan,
    PerProvision,
    PerRoute,
    PerView,
    PerZone,
    PlanCount,
    ProvisionCount,
    Scalar,
    ViewByPartyByType,
)

CHANNELS = ("closed", "open", "said_closed")
"""Names of a channel's states by number. What is said to be closed carries offers as an open one does."""
CLOSED, OPEN, SAID_CLOSED = range(3)
IDLE, PENDING, KEPT, BROKEN, LAPSED, FAILED = range(6)
PROVISION_STATES = ("idle", "pending", "kept", "broken", "lapsed", "failed")
"""Names of a provision's states by number: not in force; in force and not done yet; done, or kept today; seen or unseen
not kept today; its deadline passed without a try in the last days; its deadline passed though its obligor tried."""
NO_PLAN = -1
ENDED_BY = (
    "nothing", "carried out", "term", "breach", "spoiler", "deadline", "strike", "overtaken", "record", "superseded",
)  # fmt: skip
"""Names of what ended a plan, by number; carried out: everything once was done and the rest held; overtaken: the siege
ended first; record: history says so; superseded: another plan was accepted while it stood."""
RUNNING, CARRIED_OUT, TERM, BREACH, SPOILER, DEADLINE, STRIKE, OVERTAKEN, RECORD, SUPERSEDED = range(10)


class TalksToday(NamedTuple):
    """What one day of the talks tells the mechanisms after them. A restraint of 0 changes nothing."""

    restraint: PerCamp
    """Share of each camp's ground attacks that does not take place."""
    air: Scalar
    """Share of bombardment that does not take place."""
    aid: Scalar
    """Food that comes in by agreement, days of full rations."""
    road: PerRoute
    """Least share of its flow that each route is let carry."""
    exit: Scalar
    """How far civilians can leave by agreement, 0 to 1."""
    leaving: PerGroup
    """Persons who leave today by agreement; they are out of the fight already."""
    handed: PerZone
    """Share of each zone handed to the besieger's side today by agreement; below 0: back."""
    offered: Count
    """Plan put forward today; -1: none."""
    proposer: Count
    """Party that put it forward; -1: none."""
    accepted: Flag
    """What was offered today was accepted by all who must."""
    refused_by: PerParty
    """1.0 at the parties that refused it."""
    tried: PerProvision
    """1.0 where the obligor tried today."""
    done: PerProvision
    """1.0 where it was done today."""
    due: PerProvision
    """1.0 where something was to be done today."""
    seen_kept: PerProvision
    """1.0 where it was seen to be kept today."""
    seen_broken: PerProvision
    """1.0 where it was seen not to be kept today."""
    tries_seen: PerProvision
    """1.0 where whether the obligor tried was seen today."""
    attack: Flag
    """Spoilers attacked under a plan today."""
    ended_by: Count
    """What ended the plan today: see ``ENDED_BY``; 0: nothing. Of a plan accepted in the morning too; what it
    superseded ended with its acceptance and isn't told here."""
    ended: Count
    """Plan that ended today; -1: none."""
    strike: Flag
    """An outside strike took place."""
    news: PerView
    """Breaches by the other side that each view saw today, less promises it saw kept by the other side."""


class Talks(NamedTuple):
    """The talks on one evening. Values stand in units of the pocket's worth, shares run from 0 to 1."""

    kind: PartyCount
    """True type of each party: see ``diplomacy.TYPES``."""
    record: ViewByPartyByType
    """Log likelihood of what each view saw, by type of the party that did it."""
    power: PartyByFaction
    """Power of each faction of a party; rows of real parties sum to 1."""
    channel: ChannelCount
    plan: Count
    """Plan in force; -1: none."""
    plan_day: Count
    """Days the plan has been in force."""
    calm: Count
    """Days in a row without a breach seen or an attack, under this plan."""
    provision: ProvisionCount
    """State of each provision: see ``PROVISION_STATES``; after a plan's end it keeps its last."""
    last_try: ProvisionCount
    """Day of the plan on which it was last tried; -1: never under this plan."""
    separated: PerGroup
    """How far each group has parted from the spoiler group, 0 or 1."""
    waiting: PerPlan
    """Days before each plan is put forward again."""
    pace: Scalar
    """Share of the pocket that changed hands a day, lately, either way."""
    wins: PerCamp
    """Battles (twelfths of the pocket) that each camp has won so far; may be a fraction."""
    front: Scalar
    """Share of the pocket lost, as of yesterday evening."""
    deterrence: Scalar
    """Log of how much an outside strike is deterred."""
    offered: PlanCount
    """How often each plan was put forward."""
    refused: PlanCount
    accepted: PlanCount
    carried: PlanCount
    """How often it was carried out."""
    ended: PlanCount
    """How often it ended otherwise, superseded by another plan too."""
    last_end: PlanCount
    """What ended it last: see ``ENDED_BY``."""
    accepted_day: PlanCount
    """Day on which it was last accepted; -1: never."""
    carried_day: PlanCount
    """Day on which it was last carried out; -1: never."""
    kept: ProvisionCount
    """How often each provision came to its good end: done once, or held to the end of its plan."""
    broken: ProvisionCount
    lapsed: ProvisionCount
    """Not done in time without a try, or still to be done as the plan ended; not as it was superseded."""
    failed: ProvisionCount
    failures: PerPlan
    """Failed plans with the same core so far; a plan that was superseded did not fail."""
    strike_day: Count
    """Day of the first outside strike; -1: none."""
    attacks: Count
    """Spoilers' attacks under plans so far."""
    values: Values
    today: TalksToday


class GivenTalks(NamedTuple):
    """What is imposed on the talks of one day; a figure counts where its ``known`` mask is true."""

    menu: PerPlan
    """1.0 where a plan is public and can be put forward."""
    known: Flag
    """The day's offers and the plan in force are known."""
    plan: Count
    """Plan in force this day; -1: none."""
    offered: Count
    """Plan put forward this day; -1: none."""
    result: ProvisionCount
    """What is known of each provision today: ``IDLE`` nothing, ``KEPT``, ``BROKEN``, ``FAILED`` (tried, not done)."""
    channel: ChannelCount
    channel_known: PerChannel
    calendar: PartyByFaction
    """Log odds that move today by events known in advance."""
    deployed: Flag
    """Air defence stands."""
    strike: Flag
    strike_known: Flag
    incident: PerParty
    """Chance that each party did what is on record as an incident today; 0: nothing, or not this party."""
    last: Flag
    """The last day that is simulated."""
    rest: Flag
    """Nobody looks ahead afresh today, so values stay. The same for all members: only so does it save the work."""


def quiet(params: Params) -> TalksToday:
    """A day on which nothing happened."""
    layout = params.layout
    talks = layout.talks
    none, camp, zero = talks.provision * 0.0, jnp.zeros(2, jnp.float32), jnp.float32(0.0)
    nobody, no = jnp.int32(-1), jnp.bool_(False)
    return TalksToday(
        restraint=camp,
        air=zero,
        aid=zero,
        road=layout.route_relief * 0.0,
        exit=zero,
        leaving=layout.group_inside * 0.0,
        handed=layout.zone * 0.0,
        offered=nobody,
        proposer=nobody,
        accepted=no,
        refused_by=talks.party * 0.0,
        tried=none,
        done=none,
        due=none,
        seen_kept=none,
        seen_broken=none,
        tries_seen=none,
        attack=no,
        ended_by=jnp.int32(RUNNING),
        ended=nobody,
        strike=no,
        news=jnp.zeros(3, jnp.float32),
    )


def free(talks: Talks, params: Params) -> Flag:
    """Whether negotiations are open: no plan is in force, or only one side's own measure, beside which they go on."""
    measure = (jnp.arange(talks.waiting.shape[0]) == talks.plan) & (params.layout.talks.unilateral > 0.0)
    return (talks.plan == NO_PLAN) | jnp.any(measure)


def start(params: Params) -> Talks:
    """The talks on the morning of day 0."""
    talks, numbers, weights = params.layout.talks, params.numbers.talks, params.weights
    place = numbers.party.type_draw[:, None] > jnp.cumsum(weights.types, axis=1)[:, :2]
    plans, provisions = jnp.zeros(talks.plan.shape, jnp.int32), jnp.zeros(talks.provision.shape, jnp.int32)
    power = numbers.faction.power.reshape(talks.faction.shape) * talks.faction
    power = power / jnp.maximum(jnp.sum(power, axis=1, keepdims=True), 1e-6)
    return Talks(
        kind=jnp.sum(place, axis=1, dtype=jnp.int32),
        record=jnp.zeros((3, *weights.types.shape), jnp.float32),
        power=power,
        channel=talks.channel_state,
        plan=jnp.int32(NO_PLAN),
        plan_day=jnp.int32(0),
        calm=jnp.int32(0),
        provision=provisions,
        last_try=provisions - 1,
        separated=params.layout.group_inside * 0.0,
        waiting=talks.plan * 0.0,
        pace=jnp.float32(0.0),
        wins=jnp.zeros(2, jnp.float32),
        front=jnp.float32(0.0),
        deterrence=numbers.intervention.deterrence,
        offered=plans,
        refused=plans,
        accepted=plans,
        carried=plans,
        ended=plans,
        last_end=plans,
        accepted_day=plans - 1,
        carried_day=plans - 1,
        kept=provisions,
        broken=provisions,
        lapsed=provisions,
        failed=provisions,
        failures=talks.plan * 0.0,
        strike_day=jnp.int32(-1),
        attacks=jnp.int32(0),
        values=indifferent(params),
        today=quiet(params),
    )
