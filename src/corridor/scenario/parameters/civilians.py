"""Numbers of the civilians mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class CivilianParameters(Section):
    """Numbers of the civilians mechanism (MODEL section 6)."""

    flee_contact: Quantity = quantity(
        "hazard of leaving a zone wholly in contact at full tempo, exits open",
        "1/day",
        0,
        1,
        skewed(0.05, 0.7, "fronts empty within weeks"),
    )
    flee_bombardment: Quantity = quantity(
        "hazard of leaving under bombardment of intensity 1, exits open",
        "1/day",
        0,
        1,
        skewed(0.003, 0.7, "most stay under bombing alone"),
    )
    flee_hunger: Quantity = quantity(
        "hazard of leaving when food is out, exits open",
        "1/day",
        0,
        1,
        skewed(0.01, 0.7, "hunger works over months"),
    )
    flee_capture: Quantity = quantity(
        "share of those still in a building who leave across the front as it is taken",
        "1",
        0,
        1,
        spanned(0.2, 0.8, "unknown; both were reported"),
    )
    shelling_rate: Quantity = quantity(
        "civilian deaths a day per 100,000 civilians from ground fire at full tempo",
        "deaths/day",
        0,
        200,
        skewed(1.5, 0.7, "ground fire kills a fraction of what air strikes do where both are counted"),
    )
    ration_half: Quantity = quantity(
        "days of food in store at which half of full rations are eaten",
        "days",
        0.1,
        1000,
        fixed(10, "rations shrink long before the store is empty"),
    )
