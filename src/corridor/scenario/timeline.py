"""Known, dated events that a run may impose: decisions of the parties, and changes of control.

Each entry carries ``published``: a run that knows history up to a day imposes only what happened *and* was public
by then.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, quantity

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class Dated(Section):
    """What every entry has."""

    date: datetime.date = Field(description="the day it took effect")
    published: datetime.date = Field(description="the day it became public")
    source: str = Field(description="id of a source, or 'judgement: why'")
    note: str | None = None


class OffensiveEntry(Dated):
    """A camp's offensive starts or stops."""

    kind: Literal["offensive"]
    camp: Literal["besieger", "besieged"]
    running: bool


class BombardmentEntry(Dated):
    """Bombardment goes to this intensity; null hands it back to the model."""

    kind: Literal["bombardment"]
    intensity: Share | None


class TruceEntry(Dated):
    """Ground fighting goes to this share of what it would be; null ends the truce."""

    kind: Literal["truce"]
    level: Share | None


class ExitEntry(Dated):
    """Civilians can leave to this degree; null hands it back to the model."""

    kind: Literal["exit"]
    open: Share | None


class RouteEntry(Dated):
    """A route carries this share of what its zones would let pass; null ends it."""

    kind: Literal["route"]
    route: Id
    factor: Share | None


class ArrivalEntry(Dated):
    """Fighters join a group from outside the model's flows."""

    kind: Literal["arrival"]
    group: Id
    persons: Quantity = quantity("how many arrive", "persons", 0, 1e6)


class ControlEntry(Dated):
    """A zone changes hands, or part of it: an outcome, imposed only on a run that follows the record."""

    kind: Literal["control"]
    zone: Id
    held: Share = Field(description="share held by the besieger's side from this day on")


TimelineEntry = Annotated[
    OffensiveEntry | BombardmentEntry | TruceEntry | ExitEntry | RouteEntry | ArrivalEntry | ControlEntry,
    Field(discriminator="kind"),
]
