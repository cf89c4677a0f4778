"""Numbers of the cohesion mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class CohesionParameters(Section):
    """Numbers of the cohesion mechanism (MODEL section 5)."""

    recover: Quantity = quantity(
        "share of lost cohesion regained a day",
        "1/day",
        0,
        1,
        spanned(0.01, 0.04, "a unit out of action is rebuilt in one to three months"),
    )
    loss_weight: Quantity = quantity(
        "cohesion lost for each share of the group lost",
        "1",
        0,
        20,
        skewed(0.7, 0.5, "breakpoints by own losses alone fit badly (Helmbold), hence wide"),
    )
    shortage_weight: Quantity = quantity(
        "cohesion lost a day when supply has no effect left",
        "1/day",
        0,
        1,
        skewed(0.006, 0.6, "hunger works over months"),
    )
    ground_weight: Quantity = quantity(
        "cohesion lost for each share of the pocket lost",
        "1",
        0,
        20,
        skewed(0.4, 0.6, "whether losing ground feeds on itself is an open question: wide"),
    )
    bombardment_weight: Quantity = quantity(
        "cohesion lost a day under bombardment of intensity 1",
        "1/day",
        0,
        1,
        skewed(0.003, 0.6, "small: bombing alone seldom breaks fighters"),
    )
    hope_weight: Quantity = quantity(
        "cohesion regained a day while a route in is open or a relief offensive runs",
        "1/day",
        0,
        1,
        skewed(0.005, 0.6, "relief in sight steadies a pocket"),
    )
    command_weight: Quantity = quantity(
        "cohesion lost when all others under the same command break",
        "1",
        0,
        1,
        spanned(0.1, 0.5, "a neighbour that breaks uncovers a flank"),
    )
    desertion_rate: Quantity = quantity(
        "hazard of desertion at no cohesion; falls with its square",
        "1/day",
        0,
        1,
        skewed(0.004, 0.7, "few leave a closed pocket"),
    )
    dissolve_rate: Quantity = quantity(
        "rate at which a broken group leaves the fight", "1/day", 0, 5, fixed(0.5, "a broken group is gone in days")
    )
    surrender_share: Quantity = quantity(
        "chance that a broken group surrenders; otherwise it melts away, or withdraws by an open exit",
        "1",
        0,
        1,
        spanned(0.1, 0.6, "unknown"),
    )
