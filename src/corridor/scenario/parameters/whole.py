"""The ``parameters`` section as a whole."""

from __future__ import annotations

from pydantic import Field

from corridor.scenario.parameters.agreements import AgreementParameters
from corridor.scenario.parameters.assault import AssaultParameters
from corridor.scenario.parameters.bombardment import BombardmentParameters
from corridor.scenario.parameters.civilians import CivilianParameters
from corridor.scenario.parameters.cohesion import CohesionParameters
from corridor.scenario.parameters.ending import EndingParameters
from corridor.scenario.parameters.intervention import InterventionParameters
from corridor.scenario.parameters.learning import LearningParameters
from corridor.scenario.parameters.offers import OfferParameters
from corridor.scenario.parameters.politics import PoliticsParameters
from corridor.scenario.parameters.supply import SupplyParameters
from corridor.scenario.quantity import Section


class Parameters(Section):
    """The numbers of every mechanism; each part may be left out and keeps its defaults."""

    politics: PoliticsParameters = Field(
        default_factory=lambda: PoliticsParameters(), description="factions inside a party"
    )
    offers: OfferParameters = Field(
        default_factory=lambda: OfferParameters(), description="what parties expect and put forward"
    )
    agreements: AgreementParameters = Field(
        default_factory=lambda: AgreementParameters(), description="tries, consent, spoilers, collapse"
    )
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
    intervention: InterventionParameters = Field(
        default_factory=lambda: InterventionParameters(), description="an outside strike"
    )
    learning: LearningParameters = Field(
        default_factory=lambda: LearningParameters(), description="what is learned about sponsors"
    )
    ending: EndingParameters = Field(default_factory=lambda: EndingParameters(), description="how a siege ends")
