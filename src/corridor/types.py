"""Array types with named axes; the shapes are checked in tests.

Axes: ``camp`` (0 besieger, 1 besieged), ``zone``, ``group``, ``depot``, ``route``, ``segment`` (of a route), ``day``,
``member`` (of an ensemble), ``series`` (a recorded daily figure), ``number`` (an entry of a member's drawn numbers);
of the talks: ``party``, ``faction``, ``type`` (of a sponsor), ``view`` (who looks: 0 the besieger's camp, 1 the
besieged camp, 2 neither), ``channel``, ``leverage`` (a sponsor's over a group), ``plan``, ``provision`` (of all plans,
one after another), ``lever`` (what a provision moves).
Every axis but camp, view, type, faction, lever, day and member is padded to a bucket (see ``bucket``).
"""

from __future__ import annotations

import jax
from jaxtyping import Array, Bool, Float, Int, Key, UInt

BESIEGER, BESIEGED = 0, 1
NEITHER = 2
"""The view of those who belong to no camp."""

Scalar = Float[Array, ""]
Count = Int[Array, ""]
Flag = Bool[Array, ""]
PerCamp = Float[Array, "camp"]
PerZone = Float[Array, "zone"]
PerGroup = Float[Array, "group"]
PerDepot = Float[Array, "depot"]
PerRoute = Float[Array, "route"]
PerCause = Float[Array, "cause"]
PerSeries = Float[Array, "series"]
PerNumber = Float[Array, "number"]
ZoneByZone = Float[Array, "zone zone"]
CampByZone = Float[Array, "camp zone"]
CampByGroup = Float[Array, "camp group"]
GroupByZone = Float[Array, "group zone"]
GroupByGroup = Float[Array, "group group"]
GroupByDepot = Float[Array, "group depot"]
GroupByRoute = Float[Array, "group route"]
RouteByDepot = Float[Array, "route depot"]
SegmentZone = Int[Array, "route segment"]
SegmentMask = Bool[Array, "route segment"]
ZoneDay = Int[Array, "zone"]
GroupFlag = Bool[Array, "group"]
ZoneFlag = Bool[Array, "zone"]
PerParty = Float[Array, "party"]
PerView = Float[Array, "view"]
PerChannel = Float[Array, "channel"]
PerPlan = Float[Array, "plan"]
PerProvision = Float[Array, "provision"]
ProvisionFlag = Bool[Array, "provision"]
ProvisionCount = Int[Array, "provision"]
PlanCount = Int[Array, "plan"]
ChannelCount = Int[Array, "channel"]
PartyCount = Int[Array, "party"]
PerCurrent = Float[Array, "current"]
PartyByFaction = Float[Array, "party faction"]
PerType = Float[Array, "type"]
PartyByType = Float[Array, "party type"]
ProvisionByCamp = Float[Array, "provision camp"]
ProvisionByType = Float[Array, "provision type"]
ViewByProvisionByType = Float[Array, "view provision type"]
PartyByParty = Float[Array, "party party"]
PartyByGroup = Float[Array, "party group"]
PartyByPlan = Float[Array, "party plan"]
ViewByParty = Float[Array, "view party"]
ViewByPartyByType = Float[Array, "view party type"]
ViewByProvision = Float[Array, "view provision"]
ViewByPlan = Float[Array, "view plan"]
CampByParty = Float[Array, "camp party"]
ChannelByParty = Float[Array, "channel party"]
LeverageByParty = Float[Array, "leverage party"]
LeverageByGroup = Float[Array, "leverage group"]
PerLeverage = Float[Array, "leverage"]
PlanByParty = Float[Array, "plan party"]
PlanByPlan = Float[Array, "plan plan"]
PlanByProvision = Float[Array, "plan provision"]
ProvisionByParty = Float[Array, "provision party"]
ProvisionByProvision = Float[Array, "provision provision"]
ProvisionByGroup = Float[Array, "provision group"]
ProvisionByZone = Float[Array, "provision zone"]
ProvisionByRoute = Float[Array, "provision route"]
LeverByProvision = Float[Array, "lever provision"]
Words = UInt[Array, "..."]
RandomKey = Key[Array, ""] | jax.Array

BUCKETS = (8, 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256)


def bucket(count: int) -> int:
    """The padded length of an axis with ``count`` real entries.

    Padding to few lengths lets scenarios of different sizes share one compiled program.

    Args:
        count: number of real entries, 0 to 256.

    Returns:
        The smallest of ``BUCKETS`` that holds them.

    Raises:
        ValueError: more than 256 entries.
    """
    for size in BUCKETS:
        if count <= size:
            return size
    raise ValueError(f"got {count} entries on one axis, allowed up to {BUCKETS[-1]}")
