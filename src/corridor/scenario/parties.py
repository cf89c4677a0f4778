"""Who decides, who leans on whom, and what is on the table: named here, at work in the talks.

The day of the war does not read these sections. They are validated so that a scenario can already carry its
diplomacy as data.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, quantity

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]


class Faction(Section):
    """A current inside a party."""

    id: Id
    name: str


class Party(Section):
    """A government, an armed command or a mediator: parties decide, groups fight."""

    id: Id
    name: str = Field(description="the name it uses of itself, or a neutral one")
    kind: Literal["government", "armed_command", "mediator"]
    camp: Literal["besieger", "besieged"] | None = Field(None, description="None: in neither camp")
    factions: list[Faction] = Field(default_factory=list)


class Sponsor(Section):
    """A party's leverage over a group."""

    party: Id
    group: Id
    leverage: Quantity = quantity("how far the party can move the group; negative: eggs it on", "1", -1, 1)


class Provision(Section):
    """One promise of a plan."""

    id: Id
    kind: str = Field(min_length=1, description="what is promised, e.g. cessation, aid_access, withdrawal")
    obligor: Id = Field(description="party that must keep it")
    note: str | None = None


class Plan(Section):
    """A named list of provisions, with the day on which its text became public."""

    id: Id
    name: str
    published: datetime.date
    source: str
    provisions: list[Provision] = Field(min_length=1)


class Account(Section):
    """A rival reading of the case."""

    id: Id
    name: str
    summary: str
