"""Known, dated events that a run may impose: decisions of the parties, and changes of control.

Each entry carries ``published``: a run that knows history up to a day imposes only what happened *and* was public
by then.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, quantity
from corridor.scenario.words import Camp, Cited, Id, Note, Share

_KIND = "which kind of event this is"


class Dated(Section):
    """What every entry has."""

    date: datetime.date = Field(description="the day it took effect")
    published: datetime.date = Field(description="the day it became public")
    source: Cited
    note: Note = None


class OffensiveEntry(Dated):
    """A camp's offensive starts or stops."""

    kind: Literal["offensive"] = Field(description=_KIND)
    camp: Camp
    running: bool = Field(description="true: it starts; false: it stops")


class BombardmentEntry(Dated):
    """Bombardment goes to this intensity; null hands it back to the model."""

    kind: Literal["bombardment"] = Field(description=_KIND)
    intensity: Share | None = Field(description="intensity from this day on; null: the model decides again")


class TruceEntry(Dated):
    """Ground fighting goes to this share of what it would be; null ends the truce."""

    kind: Literal["truce"] = Field(description=_KIND)
    level: Share | None = Field(description="share of the fighting that goes on; null: the truce is over")


class ExitEntry(Dated):
    """Civilians can leave to this degree; null hands it back to the model."""

    kind: Literal["exit"] = Field(description=_KIND)
    open: Share | None = Field(description="how far civilians can leave; null: as where nothing is imposed")


class RouteEntry(Dated):
    """A route carries this share of what its zones would let pass; null ends it."""

    kind: Literal["route"] = Field(description=_KIND)
    route: Id = Field(description="the route")
    factor: Share | None = Field(description="share of its flow that is let pass; null: all of it again")


class ArrivalEntry(Dated):
    """Fighters join a group from outside the model's flows."""

    kind: Literal["arrival"] = Field(description=_KIND)
    group: Id = Field(description="the group they join")
    persons: Quantity = quantity("how many arrive", "persons", 0, 1e6)


class ControlEntry(Dated):
    """A zone changes hands, or part of it: an outcome, imposed only on a run that follows the record."""

    kind: Literal["control"] = Field(description=_KIND)
    zone: Id = Field(description="the zone")
    held: Share = Field(description="share held by the besieger's side from this day on")


class PlanEntry(Dated):
    """Something happened to a plan."""

    kind: Literal["plan"] = Field(description=_KIND)
    plan: Id = Field(description="the plan")
    event: Literal["offered", "refused", "in_force", "ended"] = Field(
        description="put forward; turned down; agreed and begun; over, however it ended"
    )


class ProvisionEntry(Dated):
    """What became that day of a provision of the plan in force."""

    kind: Literal["provision"] = Field(description=_KIND)
    plan: Id = Field(description="the plan")
    provision: Id = Field(description="its provision")
    result: Literal["kept", "broken", "failed"] = Field(
        description="done; not done, whether it was tried or not; tried in vain"
    )


class ChannelEntry(Dated):
    """A channel opens, closes, or is said to be closed while it is not."""

    kind: Literal["channel"] = Field(description=_KIND)
    channel: Id = Field(description="the channel")
    state: Literal["open", "closed", "said_closed"] = Field(description="its state from this day on")


class CalendarEntry(Dated):
    """A political event known in advance, such as an election: power moves to a faction."""

    kind: Literal["calendar"] = Field(description=_KIND)
    party: Id = Field(description="the party")
    faction: Id = Field(description="the faction that gains")
    shift: float = Field(ge=-10, le=10, description="log odds by which its power rises")


class DeploymentEntry(Dated):
    """Air defence is deployed (or withdrawn), which deters an outside strike."""

    kind: Literal["deployment"] = Field(description=_KIND)
    deployed: bool = Field(description="true: from this day on; false: no longer")


class StrikeEntry(Dated):
    """An outside strike on the besieger's camp took place, or that day passed without one."""

    kind: Literal["strike"] = Field(description=_KIND)
    struck: bool = Field(description="true: it took place")


class IncidentEntry(Dated):
    """A breach of which it is disputed who did it: views learn of each party as far as it may be the one."""

    kind: Literal["incident"] = Field(description=_KIND)
    by: dict[Id, Share] = Field(
        min_length=1,
        description="chance that each party did it, by the reports of the day; what is left to 1: none of them",
    )


TimelineEntry = Annotated[
    OffensiveEntry
    | BombardmentEntry
    | TruceEntry
    | ExitEntry
    | RouteEntry
    | ArrivalEntry
    | ControlEntry
    | PlanEntry
    | ProvisionEntry
    | ChannelEntry
    | CalendarEntry
    | DeploymentEntry
    | StrikeEntry
    | IncidentEntry,
    Field(discriminator="kind"),
]
