"""Numbers of the assault mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned

_CDB90 = (
    "Helmbold (CDB90 battle data base; re-fitted on 610 battles: p 0.467 ± 0.047, q 0.722 ± 0.049); "
    "Hartley's mixed linear-logarithmic law (p 0.4, q 0.75)"
)


class AssaultParameters(Section):
    """Numbers of the assault mechanism (MODEL section 4)."""

    loss_besieged: Quantity = quantity(
        "besieged losses a day at full tempo as a share, with 1,000 of power against 1,000 persons",
        "1/day",
        0,
        5,
        skewed(0.004, 0.7, "counted deaths of fighters in modern urban sieges are 0.03 to 0.2 % a day and undercounts"),
    )
    loss_besieger: Quantity = quantity(
        "besieger losses a day at full tempo as a share, with 1,000 of power against 1,000 persons",
        "1/day",
        0,
        5,
        skewed(0.0025, 0.7, "counted deaths are like the besieged camp's; terrain already multiplies its power"),
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
        fixed(0.7, "residual spread of losses between battles in CDB90 is larger (1.2)"),
    )
    killed_share: Quantity = quantity(
        "share of losses that are killed; the rest are wounded out of action",
        "1",
        0,
        1,
        spanned(0.2, 0.35, "about three wounded for each killed"),
    )
    tempo_calm: Quantity = quantity(
        "tempo of the fighting with no offensive, as a share of an offensive's",
        "1",
        0,
        1,
        spanned(0.05, 0.25, "static fronts still exchange fire every day"),
    )
    contest_rate: Quantity = quantity(
        "contests over a building a day, for a unit of contact (square root of a zone's buildings) at full tempo",
        "1/day",
        0,
        50,
        skewed(
            0.35, 0.6, "gives 0.05 to 0.4 square km a day on an offensive, the span of two urban sieges of the 2010s"
        ),
    )
    buildings_exponent: Quantity = quantity(
        "how contests grow with a zone's buildings (0.5: like its perimeter)",
        "1",
        0,
        1,
        fixed(0.5, "a front is a line: it grows like the square root of an area"),
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
        2,
        1000,
        spanned(4, 30, "a battle decides a block or a few"),
    )
    effort_temperature: Quantity = quantity(
        "spread of effort over zones: small puts all on the zone of highest priority",
        "1",
        0.05,
        100,
        spanned(0.2, 1, "an offensive has an axis; what lies off it is pressed far less"),
    )
    mirror: Quantity = quantity(
        "share of the defence that follows the attacker's effort; the rest stands evenly along the contact",
        "1",
        0,
        1,
        spanned(0.4, 0.9, "interior lines let a pocket shift fighters in a day"),
    )
    cover: Quantity = quantity(
        "defenders for a unit of contact at which a share 1/e of it is left uncovered",
        "persons",
        0,
        1e4,
        skewed(
            1.2,
            0.5,
            "a unit is some 30 m of front; pockets were held for years at 100 to 200 a km, gaps open below about 40",
        ),
    )
    pursuit_rate: Quantity = quantity(
        "uncovered buildings entered a day, for a unit of contact, on an offensive",
        "1/day",
        0,
        200,
        skewed(8, 0.5, "an undefended quarter is walked through in a few days"),
    )
    start_besieger: Quantity = quantity(
        "hazard that a ready besieger starts an offensive",
        "1/day",
        0,
        1,
        skewed(0.02, 0.6, "one every month or two"),
    )
    start_besieged: Quantity = quantity(
        "hazard that a ready besieged camp, relief force included, starts an offensive",
        "1/day",
        0,
        1,
        skewed(0.01, 0.6, "one every two or three months"),
    )
    length_besieger: Quantity = quantity(
        "mean length of a besieger offensive", "days", 1, 1000, skewed(25, 0.5, "weeks")
    )
    length_besieged: Quantity = quantity(
        "mean length of an offensive of the besieged camp",
        "days",
        1,
        1000,
        skewed(12, 0.5, "one to two weeks"),
    )
