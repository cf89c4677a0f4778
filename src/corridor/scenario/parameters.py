"""The numbers of the mechanisms: meaning, unit, range, default and source of each.

A scenario's ``parameters`` section overrides any of them; what it leaves out keeps the default here, and every
default that rests on a judgement is listed in a run's output.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, quantity


def _value(value: float, why: str) -> dict[str, Any]:
    return {"value": value, "source": f"judgement: {why}"}


def _range(low: float, high: float, why: str) -> dict[str, Any]:
    return {"range": (low, high), "source": f"judgement: {why}"}


def _lognormal(median: float, sigma: float, why: str) -> dict[str, Any]:
    return {"distribution": "lognormal", "median": median, "sigma": sigma, "source": f"judgement: {why}"}


_CDB90 = (
    "Helmbold (CDB90 battle data base; re-fitted on 610 battles: p 0.467 ± 0.047, q 0.722 ± 0.049); "
    "Hartley's mixed linear-logarithmic law (p 0.4, q 0.75)"
)


class SupplyParameters(Section):
    """Numbers of the supply mechanism (MODEL section 2)."""

    openness_exponent: Quantity = quantity(
        "how sharply a segment closes as the other side takes its zone",
        "1",
        0.25,
        8,
        _range(1, 3, "a road is lost well before the last building beside it"),
    )
    rationing: Quantity = quantity(
        "1: use falls with the stock's effect (rationing); 0: full use until the stock is out",
        "1",
        0,
        2,
        _value(1, "fighters save what they are short of"),
    )
    idle_use: Quantity = quantity(
        "share of full consumption used on a day without an offensive",
        "1",
        0,
        1,
        _range(0.3, 0.7, "Khe Sanh used near its planning rate throughout; quiet fronts less"),
    )


class BombardmentParameters(Section):
    """Numbers of the bombardment mechanism (MODEL section 3)."""

    intensity_calm: Quantity = quantity(
        "intensity on a day without a besieger offensive, where nothing is imposed",
        "1",
        0,
        1,
        _range(0.05, 0.4, "wide; intensity is a decision of the besieger"),
    )
    intensity_offensive: Quantity = quantity(
        "intensity during a besieger offensive, where nothing is imposed",
        "1",
        0,
        1,
        _range(0.5, 1.0, "wide; intensity is a decision of the besieger"),
    )
    deaths_rate: Quantity = quantity(
        "civilian deaths a day per 100,000 civilians under bombardment of intensity 1",
        "deaths/day",
        0,
        200,
        _lognormal(6, 0.6, "order of the UN and VDC counts for urban air campaigns, 5 to 10 a day per 100,000"),
    )
    dispersion: Quantity = quantity(
        "standard deviation of the logarithm of a day's deaths around their mean",
        "1",
        0,
        3,
        _value(0.8, "daily counts of deaths are far more variable than Poisson"),
    )
    damage_rate: Quantity = quantity(
        "share of what still stands damaged a day at intensity 1",
        "1/day",
        0,
        0.1,
        _value(0.003, "damage accumulates over months"),
    )


class AssaultParameters(Section):
    """Numbers of the assault mechanism (MODEL section 4)."""

    loss_besieged: Quantity = quantity(
        "besieged losses a day at full tempo as a share, with 1,000 of power against 1,000 persons",
        "1/day",
        0,
        5,
        _lognormal(
            0.006,
            0.6,
            "modern urban sieges lose a few tenths of a percent killed a day, about four times that with wounded",
        ),
    )
    loss_besieger: Quantity = quantity(
        "besieger losses a day at full tempo as a share, with 1,000 of power against 1,000 persons",
        "1/day",
        0,
        5,
        _lognormal(0.006, 0.6, "as for the besieged; terrain already favours the defender"),
    )
    power_exponent: Quantity = quantity(
        "exponent of the firing side's power in the loss law", "1", 0, 2, {"value": 0.45, "source": _CDB90}
    )
    persons_exponent: Quantity = quantity(
        "exponent of the persons under fire in the loss law", "1", 0, 2, {"value": 0.73, "source": _CDB90}
    )
    dispersion: Quantity = quantity(
        "standard deviation of the logarithm of a day's losses around their mean",
        "1",
        0,
        3,
        _value(0.7, "residual spread of losses between battles in CDB90 is larger (1.2)"),
    )
    killed_share: Quantity = quantity(
        "share of losses that are killed; the rest are wounded out of action",
        "1",
        0,
        1,
        _range(0.2, 0.35, "about three wounded for each killed"),
    )
    tempo_calm: Quantity = quantity(
        "tempo of the fighting with no offensive, as a share of an offensive's",
        "1",
        0,
        1,
        _range(0.05, 0.25, "static fronts still exchange fire every day"),
    )
    contest_rate: Quantity = quantity(
        "contests over a building a day, for a unit of contact (square root of a zone's buildings) at full tempo",
        "1/day",
        0,
        50,
        _lognormal(
            1.5, 0.6, "gives 0.05 to 0.4 square km a day on an offensive, the span of Raqqa 2017 and Mosul 2016-17"
        ),
    )
    buildings_exponent: Quantity = quantity(
        "how contests grow with a zone's buildings (0.5: like its perimeter)",
        "1",
        0,
        1,
        _value(0.5, "a front is a line: it grows like the square root of an area"),
    )
    battle_exponent: Quantity = quantity(
        "exponent of the power ratio in the odds of winning a battle",
        "1",
        0,
        4,
        {
            "distribution": "normal",
            "mean": 0.48,
            "sd": 0.12,
            "source": "CDB90 battle data base: logit of attacker success on log force ratio, 0.478 ± 0.125",
        },
    )
    battle_buildings: Quantity = quantity(
        "buildings between the two outcomes of one battle; a building's exponent is 2 × battle_exponent / this",
        "buildings",
        1,
        1000,
        _range(4, 30, "a battle decides a block or a few"),
    )
    effort_temperature: Quantity = quantity(
        "spread of effort over zones: small puts all on the zone of highest priority",
        "1",
        0.05,
        100,
        _range(0.5, 2, "offensives pick an axis but press elsewhere"),
    )
    mirror: Quantity = quantity(
        "share of the defence that follows the attacker's effort; the rest stands evenly along the contact",
        "1",
        0,
        1,
        _range(0.4, 0.9, "interior lines let a pocket shift fighters in a day"),
    )
    cover: Quantity = quantity(
        "defenders for a unit of contact at which a share 1/e of it is left uncovered",
        "persons",
        0,
        1e4,
        _lognormal(8, 0.5, "force to space: a front thins until it has gaps"),
    )
    pursuit_rate: Quantity = quantity(
        "uncovered buildings entered a day, for a unit of contact, on an offensive",
        "1/day",
        0,
        200,
        _lognormal(12, 0.5, "an undefended quarter is walked through in a day or two"),
    )
    start_besieger: Quantity = quantity(
        "hazard that a ready besieger starts an offensive",
        "1/day",
        0,
        1,
        _lognormal(0.02, 0.6, "one every month or two"),
    )
    start_besieged: Quantity = quantity(
        "hazard that a ready besieged camp, relief force included, starts an offensive",
        "1/day",
        0,
        1,
        _lognormal(0.01, 0.6, "one every two or three months"),
    )
    length_besieger: Quantity = quantity(
        "mean length of a besieger offensive", "days", 1, 1000, _lognormal(25, 0.5, "weeks")
    )
    length_besieged: Quantity = quantity(
        "mean length of an offensive of the besieged camp", "days", 1, 1000, _lognormal(12, 0.5, "one to two weeks")
    )


class CohesionParameters(Section):
    """Numbers of the cohesion mechanism (MODEL section 5)."""

    recover: Quantity = quantity(
        "share of lost cohesion regained a day",
        "1/day",
        0,
        1,
        _range(0.01, 0.04, "a unit out of action is rebuilt in one to three months"),
    )
    loss_weight: Quantity = quantity(
        "cohesion lost for each share of the group lost",
        "1",
        0,
        20,
        _lognormal(1.0, 0.5, "breakpoints by own losses alone fit badly (Helmbold), hence wide"),
    )
    shortage_weight: Quantity = quantity(
        "cohesion lost a day when supply has no effect left",
        "1/day",
        0,
        1,
        _lognormal(0.006, 0.6, "hunger works over months"),
    )
    ground_weight: Quantity = quantity(
        "cohesion lost for each share of the pocket lost",
        "1",
        0,
        20,
        _lognormal(0.7, 0.6, "whether losing ground feeds on itself is an open question: wide"),
    )
    bombardment_weight: Quantity = quantity(
        "cohesion lost a day under bombardment of intensity 1",
        "1/day",
        0,
        1,
        _lognormal(0.003, 0.6, "small: bombing alone seldom breaks fighters"),
    )
    hope_weight: Quantity = quantity(
        "cohesion regained a day while a route in is open or a relief offensive runs",
        "1/day",
        0,
        1,
        _lognormal(0.005, 0.6, "relief in sight steadies a pocket"),
    )
    command_weight: Quantity = quantity(
        "cohesion lost when all others under the same command break",
        "1",
        0,
        1,
        _range(0.1, 0.5, "a neighbour that breaks uncovers a flank"),
    )
    desertion_rate: Quantity = quantity(
        "hazard of desertion at no cohesion; falls with its square",
        "1/day",
        0,
        1,
        _lognormal(0.004, 0.7, "few leave a closed pocket"),
    )
    dissolve_rate: Quantity = quantity(
        "rate at which a broken group leaves the fight", "1/day", 0, 5, _value(0.5, "a broken group is gone in days")
    )
    surrender_share: Quantity = quantity(
        "chance that a broken group surrenders; otherwise it melts away, or withdraws by an open exit",
        "1",
        0,
        1,
        _range(0.1, 0.6, "unknown"),
    )


class CivilianParameters(Section):
    """Numbers of the civilians mechanism (MODEL section 6)."""

    flee_contact: Quantity = quantity(
        "hazard of leaving a zone wholly in contact at full tempo, exits open",
        "1/day",
        0,
        1,
        _lognormal(0.05, 0.7, "fronts empty within weeks"),
    )
    flee_bombardment: Quantity = quantity(
        "hazard of leaving under bombardment of intensity 1, exits open",
        "1/day",
        0,
        1,
        _lognormal(0.003, 0.7, "most stay under bombing alone"),
    )
    flee_hunger: Quantity = quantity(
        "hazard of leaving when food is out, exits open",
        "1/day",
        0,
        1,
        _lognormal(0.01, 0.7, "hunger works over months"),
    )
    flee_capture: Quantity = quantity(
        "share of those still in a building who leave across the front as it is taken",
        "1",
        0,
        1,
        _range(0.2, 0.8, "unknown; both were reported"),
    )
    shelling_rate: Quantity = quantity(
        "civilian deaths a day per 100,000 civilians from ground fire at full tempo",
        "deaths/day",
        0,
        200,
        _lognormal(1.5, 0.7, "ground fire kills a fraction of what air strikes do where both are counted"),
    )
    ration_half: Quantity = quantity(
        "days of food in store at which half of full rations are eaten",
        "days",
        0.1,
        1000,
        _value(10, "rations shrink long before the store is empty"),
    )


class EndingParameters(Section):
    """Numbers of the ending mechanism (MODEL section 0)."""

    relief_open: Quantity = quantity(
        "share of its routes' capacity at which a pocket counts as open",
        "1",
        0.01,
        1,
        _value(0.25, "a road under fire half the time still feeds a pocket"),
    )
    relief_days: Quantity = quantity(
        "days in a row that a pocket once closed must be open to count as relieved",
        "days",
        1,
        1000,
        _value(60, "shorter openings have been closed again"),
    )
    last_fighters: Quantity = quantity(
        "fighters below which a pocket is no longer defended",
        "persons",
        0,
        1e5,
        _value(50, "a remnant can't hold a line"),
    )


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
