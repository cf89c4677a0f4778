"""What the talks are made of: who decides, who leans on whom, and the plans, as arrays.

``TalksLayout`` is what all members share; the ``*Numbers`` are what each member draws. Field names of the numbers are
the paths of the scenario file. Masks and memberships are 1.0 or 0.0.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor.types import (
    CampByParty,
    ChannelByParty,
    ChannelCount,
    LeverageByGroup,
    LeverageByParty,
    LeverByProvision,
    PartyByFaction,
    PartyByGroup,
    PartyByParty,
    PerChannel,
    PerCurrent,
    PerGroup,
    PerLeverage,
    PerParty,
    PerPlan,
    PerProvision,
    PlanByParty,
    PlanByPlan,
    PlanByProvision,
    ProvisionByGroup,
    ProvisionByParty,
    ProvisionByProvision,
    ProvisionByRoute,
    ProvisionByZone,
    Scalar,
    ViewByParty,
    ViewByProvision,
)

TYPES = ("able", "unable", "preserving")
"""Names of a sponsor's types by number."""
ABLE, UNABLE, PRESERVING = range(3)


class TalksLayout(NamedTuple):
    """What every member shares of the talks."""

    party: PerParty
    """Real parties."""
    view: ViewByParty
    """Through which view each party sees; columns sum to 1 (padding: 0)."""
    principal: CampByParty
    """The party that decides for each camp; rows of 0 where none does."""
    mediator: PerParty
    bias: PerParty
    """Known bias of each party's word: 1 the besieger's camp, -1 the besieged."""
    strikes: PerParty
    """Parties that could strike the besieger's camp from outside."""
    patron: PartyByParty
    """Rows: parties; 1.0 at the party that stands behind."""
    fronts: PartyByParty
    """Rows: parties; 1.0 at the party for which it may front."""
    faction: PartyByFaction
    """Real factions; a party that states none has one, of hardness 0."""
    hardness: PartyByFaction
    group_party: PartyByGroup
    """Whose fighters each group's are."""
    spoiler: PerGroup
    joint: PerGroup
    """Groups under a joint command."""
    leverage_party: LeverageByParty
    leverage_group: LeverageByGroup
    channel: PerChannel
    """Real channels."""
    channel_party: ChannelByParty
    """The two ends of each channel."""
    channel_carrier: ChannelByParty
    """Who carries each channel for its ends; rows of 0: direct."""
    channel_state: ChannelCount
    """State on day 0: see ``talks.CHANNELS``."""
    plan: PerPlan
    plan_days: PerPlan
    """Term in days; 0: open-ended."""
    unilateral: PerPlan
    """Measures that one side takes alone: see ``scenario.plans.sides``."""
    plan_proposer: PlanByParty
    plan_required: PlanByParty
    plan_provision: PlanByProvision
    same_core: PlanByPlan
    """Plans that share a record; 1.0 on the diagonal."""
    provision: PerProvision
    lever: LeverByProvision
    """Which lever each provision moves, in the order of ``kinds.LEVERS``."""
    once: PerProvision
    """Done once, by its deadline; else kept every day."""
    deadline: PerProvision
    """Days from the start of the plan."""
    obligor: ProvisionByParty
    beneficiary: ProvisionByParty
    guarantor: ProvisionByParty
    after: ProvisionByProvision
    """Rows: provisions; 1.0 at the one that must be kept first."""
    observed: ViewByProvision
    """Which views see each provision."""
    provision_group: ProvisionByGroup
    provision_zone: ProvisionByZone
    provision_route: ProvisionByRoute
    clients: PerProvision
    """Provisions that need clients to follow: separation, and what a sponsor promises for groups not its own."""
    leaves: PlanByProvision
    """Rows: plans; share of the pocket's fighters on day 0 that each provision takes out."""


class PoliticsNumbers(NamedTuple):
    """Numbers of the politics mechanism."""

    breach_news: Scalar
    kept_news: Scalar
    prospect_news: Scalar
    return_rate: Scalar
    hard_weight: Scalar


class OfferNumbers(NamedTuple):
    """Numbers of the outlook and offers mechanisms."""

    temperature: Scalar
    patience: Scalar
    step_pace: Scalar
    memory: Scalar
    cooling: Scalar
    own_weight: Scalar
    exposing: Scalar
    indirect_ease: Scalar


class AgreementNumbers(NamedTuple):
    """Numbers of the agreements mechanism."""

    try_able: Scalar
    try_unable: Scalar
    try_preserving: Scalar
    unable_success: Scalar
    second_thoughts: Scalar
    escort_consent: Scalar
    prospect_consent: Scalar
    spoiler_refusal: Scalar
    road_risk: Scalar
    spoiler_rate: Scalar
    spoiler_kills: Scalar
    stray_rate: Scalar
    calm_days: Scalar
    settling: Scalar
    renewal: Scalar


class LearningNumbers(NamedTuple):
    """Numbers of the learning mechanism."""

    tries_seen: Scalar
    attribution: Scalar
    partiality: Scalar
    forgetting: Scalar
    word_weight: Scalar


class InterventionNumbers(NamedTuple):
    """Numbers of the intervention mechanism."""

    hazard: Scalar
    deterrence: Scalar
    deployment: Scalar
    shelving: Scalar
    damage: Scalar
    escalation: Scalar
    news: Scalar


class PartyNumbers(NamedTuple):
    """The scenario's ``parties``."""

    odds_bias: PerParty
    conviction: PerParty
    able: PerParty
    unable: PerParty
    preserving: PerParty
    type_draw: PerParty
    """Uniform: decides which type the party truly is, by the weights before it."""
    ground: PerParty
    preserved: PerParty
    civilians: PerParty
    days: PerParty
    blame: PerParty
    escalation: PerParty


class FactionNumbers(NamedTuple):
    """The factions of all parties, ``MOST_FACTIONS`` a party, one party after another."""

    power: PerCurrent


class ProvisionNumbers(NamedTuple):
    """The provisions of all plans; what one leaves out is its kind's."""

    effect: PerProvision
    capability: PerProvision
    kills: PerProvision
    sensitivity: PerProvision
    specificity: PerProvision


class SponsorNumbers(NamedTuple):
    """The scenario's ``sponsors``."""

    leverage: PerLeverage


class ChannelNumbers(NamedTuple):
    """The scenario's ``channels``."""

    contacts: PerChannel


class TalksNumbers(NamedTuple):
    """Everything uncertain about the talks, as one member drew it."""

    politics: PoliticsNumbers
    offers: OfferNumbers
    agreements: AgreementNumbers
    learning: LearningNumbers
    intervention: InterventionNumbers
    party: PartyNumbers
    faction: FactionNumbers
    provision: ProvisionNumbers
    sponsor: SponsorNumbers
    channel: ChannelNumbers
