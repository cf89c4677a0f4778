"""Who decides, who leans on whom, and what is on the table: named here, at work in the talks.

The day of the war does not read these sections. They are validated so that a scenario can already carry its
diplomacy as data.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, quantity
from corridor.scenario.words import Camp, Cited, Id, Name, Note


class Faction(Section):
    """A current inside a party."""

    id: Id
    name: Name


class Party(Section):
    """A government, an armed command or a mediator: parties decide, groups fight."""

    id: Id
    name: Name
    kind: Literal["government", "armed_command", "mediator"] = Field(description="what decides here")
    camp: Camp | None = Field(None, description="None: in neither camp")
    factions: list[Faction] = Field(default_factory=list, description="currents inside it")


class Sponsor(Section):
    """A party's leverage over a group."""

    party: Id = Field(description="party that has the leverage")
    group: Id = Field(description="group that it can move")
    leverage: Quantity = quantity("how far the party can move the group; negative: eggs it on", "1", -1, 1)


class Provision(Section):
    """One promise of a plan."""

    id: Id
    kind: str = Field(min_length=1, description="what is promised, e.g. cessation, aid_access, withdrawal")
    obligor: Id = Field(description="party that must keep it")
    note: Note = None


class Plan(Section):
    """A named list of provisions, with the day on which its text became public."""

    id: Id
    name: Name
    published: datetime.date = Field(description="the day its text became public")
    source: Cited
    provisions: list[Provision] = Field(min_length=1, description="what is promised, and by whom")


class Account(Section):
    """A rival reading of the case."""

    id: Id
    name: Name
    summary: str = Field(description="what decides this siege in this reading")
