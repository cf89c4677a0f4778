"""Numbers of an outside strike."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class InterventionParameters(Section):
    """Numbers of the intervention mechanism (MODEL section 11)."""

    hazard: Quantity = quantity(
        "hazard of a strike with hardliners in full power, the client sure to lose, no talks and no deterrence",
        "1/day", 0, 1, skewed(0.004, 0.8, "threatened often, done seldom"),
    )  # fmt: skip
    deterrence: Quantity = quantity(
        "deterrence on day 0; the hazard falls by exp(-deterrence)", "1", 0, 10,
        spanned(0.3, 1.5, "aircraft of a great power stand there already"),
    )  # fmt: skip
    deployment: Quantity = quantity(
        "deterrence that an air-defence deployment adds",
        "1",
        0,
        10,
        spanned(0.3, 1.5, "it raises the price, not a wall"),
    )
    shelving: Quantity = quantity(
        "how far talks in progress shelve the option", "1", 0, 1, spanned(0.5, 0.95, "not while one is talking")
    )
    damage: Quantity = quantity(
        "share of the besieger's power and stock that a strike takes", "1", 0, 1,
        spanned(0.01, 0.1, "airfields and depots, not infantry"),
    )  # fmt: skip
    escalation: Quantity = quantity(
        "chance that a strike ends a plan in force", "1", 0, 1, fixed(0.5, "talks stop, or hurry")
    )
    news: Quantity = quantity(
        "log odds by which a strike moves the besieged camp's view of a battle", "1", 0, 5,
        spanned(0.1, 1.0, "hope of more"),
    )  # fmt: skip
