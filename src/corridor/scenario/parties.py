"""Who decides: parties with their factions, types and payoffs; who leans on whom; by what channels they talk."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, spanned
from corridor.scenario.words import Camp, Id, Name, Note

MOST_FACTIONS = 4
"""Factions of a party, at most."""


class Faction(Section):
    """A current inside a party."""

    id: Id
    name: Name
    power: Quantity = quantity(
        "share of the party's decision on day 0; the factions of a party sum to 1 at their middles", "1", 0, 1,
        fixed(0.5, "two currents, neither known to prevail"),
    )  # fmt: skip
    hardness: float = Field(
        0.0, ge=-1, le=1, description="-1 leans to any deal, 0 weighs it as the party does, 1 leans against all"
    )


class Types(Section):
    """What kind of sponsor a party may be: weights of the three types, scaled to sum to 1."""

    able: Quantity = quantity(
        "able and willing to bind those it leans on", "1", 0, 1, fixed(0.34, "no type is favoured beforehand")
    )
    unable: Quantity = quantity("willing and unable", "1", 0, 1, fixed(0.33, "no type is favoured beforehand"))
    preserving: Quantity = quantity(
        "preserves the force: promises and does not try", "1", 0, 1, fixed(0.33, "no type is favoured beforehand")
    )


class Payoff(Section):
    """What a party weighs, in units of the whole pocket's worth to its camp."""

    ground: Quantity = quantity(
        "worth of the whole pocket going to its own camp; below 0: to the other camp", "1", -2, 2,
        fixed(1.0, "the unit: the pocket's worth to a party of the camp"),
    )  # fmt: skip
    preserved: Quantity = quantity(
        "worth of all fighters in the pocket leaving it intact", "1", -2, 2,
        fixed(0.0, "no value of its own unless the scenario says so"),
    )  # fmt: skip
    civilians: Quantity = quantity(
        "cost of a day on which the pocket's civilians suffer in full", "1/day", 0, 1,
        fixed(0.0005, "a year of it weighs about a fifth of the pocket"),
    )  # fmt: skip
    days: Quantity = quantity(
        "cost of a day of war in lives, money and attention", "1/day", 0, 1,
        spanned(0.0005, 0.003, "a war given up after one to five years for its cost alone"),
    )  # fmt: skip
    blame: Quantity = quantity(
        "cost of refusing a plan that others accept, or of being seen to break one", "1", 0, 1,
        spanned(0.0, 0.05, "words are cheap, but not free"),
    )  # fmt: skip
    escalation: Quantity = quantity(
        "worth of an outside strike on the besieger's camp, its risks included", "1", -2, 2,
        fixed(-0.2, "most fear it more than they gain"),
    )  # fmt: skip


class Party(Section):
    """A government, an armed command or a mediator: parties decide, groups fight."""

    id: Id
    name: Name
    kind: Literal["government", "armed_command", "mediator"] = Field(description="what decides here")
    camp: Camp | None = Field(None, description="None: in neither camp")
    principal: bool = Field(False, description="decides for its camp whether to fight on; one a camp")
    factions: list[Faction] = Field(default_factory=list, max_length=MOST_FACTIONS, description="currents inside it")
    patron: Id | None = Field(None, description="party that stands behind it")
    fronts_for: Id | None = Field(None, description="party whose plans it may carry under its own name")
    bias: float = Field(0.0, ge=-1, le=1, description="known bias of its word: 1 the besieger's camp, -1 the besieged")
    types: Types = Field(default_factory=lambda: Types(), description="what kind of sponsor it may be")
    payoff: Payoff = Field(default_factory=lambda: Payoff(), description="what it weighs")
    odds_bias: Quantity = quantity(
        "how far it overrates its own camp's odds in a battle, in log odds", "1", -5, 5,
        spanned(-0.2, 0.6, "parties at war tend to be optimists; how much is not known"),
    )  # fmt: skip
    conviction: Quantity = quantity(
        "battles' worth of evidence that its view of the odds rests on", "battles", 0.5, 1000,
        spanned(4.0, 20.0, "a view held firmly enough to survive a few battles"),
    )  # fmt: skip
    strikes: bool = Field(False, description="could strike the besieger's camp from outside")


class Sponsor(Section):
    """A party's leverage over a group."""

    party: Id = Field(description="party that has the leverage")
    group: Id = Field(description="group that it can move")
    leverage: Quantity = quantity("how far the party can move the group; negative: eggs it on", "1", -1, 1)


class Channel(Section):
    """A way in which two parties talk."""

    id: Id
    between: tuple[Id, Id] = Field(description="the two parties")
    via: Id | None = Field(None, description="mediator or government that carries it; None: direct")
    state: Literal["open", "closed", "said_closed"] = Field(
        "open", description="on day 0; said_closed: talks go on while both say they don't"
    )
    contacts: Quantity = quantity(
        "contacts on which a plan can be put forward", "1/day", 0, 10,
        spanned(0.05, 0.5, "from every other day to every third week"),
    )  # fmt: skip
    note: Note = None


class Account(Section):
    """A rival reading of the case."""

    id: Id
    name: Name
    summary: str = Field(description="what decides this siege in this reading")
    believed_by: list[Id] = Field(
        default_factory=list, description="parties that hold it; a party holds one account at most"
    )
    changes: dict[str, Quantity] = Field(
        default_factory=dict,
        description="numbers that this reading sees otherwise, by path as for `--set`: groups.garrison.quality",
    )
