"""The ``parameters`` section as a whole."""

from __future__ import annotations

from pydantic import Field

from corridor.scenario.parameters.assault import AssaultParameters
from corridor.scenario.parameters.bombardment import BombardmentParameters
from corridor.scenario.parameters.civilians import CivilianParameters
from corridor.scenario.parameters.cohesion import CohesionParameters
from corridor.scenario.parameters.ending import EndingParameters
from corridor.scenario.parameters.supply import SupplyParameters
from corridor.scenario.quantity import Section


class Parameters(Section):
    """The numbers of every mechanism; each part may be left out and keeps its defaults."""

    supply: SupplyParameters = Field(default_factory=lambda: SupplyParameters(), description="roads and stocks")
    bombardment: BombardmentParameters = Field(
        default_factory=lambda: BombardmentParameters(), description="bombardment and its toll"
    )
    assault: AssaultParameters = Field(
        default_factory=lambda: AssaultParameters(), description="losses, buildings, tempo"
    )
    cohesion: CohesionParameters = Field(
        default_factory=lambda: CohesionParameters(), description="what holds a group together"
    )
    civilians: CivilianParameters = Field(default_factory=lambda: CivilianParameters(), description="flight and hunger")
    ending: EndingParameters = Field(default_factory=lambda: EndingParameters(), description="how a siege ends")
