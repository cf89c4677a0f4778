"""Numbers of agreements: tries, consent, spoilers, collapse."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class AgreementParameters(Section):
    """Numbers of the agreements mechanism (MODEL section 9)."""

    try_able: Quantity = quantity(
        "chance a day that an able and willing party tries", "1", 0, 1, fixed(0.95, "willing, with days off")
    )
    try_unable: Quantity = quantity(
        "chance a day that a willing and unable party tries", "1", 0, 1, fixed(0.9, "it tries as the able one does")
    )
    try_preserving: Quantity = quantity(
        "chance a day that a party that preserves the force tries", "1", 0, 1,
        spanned(0.05, 0.3, "now and then, for show"),
    )  # fmt: skip
    unable_success: Quantity = quantity(
        "how much of an able party's success an unable one has in binding its clients", "1", 0, 1,
        spanned(0.02, 0.2, "the clients do not follow"),
    )  # fmt: skip
    second_thoughts: Quantity = quantity(
        "how strongly a better prospect in fighting on keeps a party from trying, per unit of the pocket's worth",
        "1", 0, 50, skewed(4.0, 0.5, "a party that has come to gain from war drags its feet"),
    )  # fmt: skip
    escort_consent: Quantity = quantity(
        "log odds by which a credible escort raises a group's consent to leave", "1", 0, 10,
        spanned(1.0, 3.0, "fear of the road is what holds most back"),
    )  # fmt: skip
    prospect_consent: Quantity = quantity(
        "log odds by which certain defeat raises a group's consent to leave", "1", 0, 20,
        spanned(2.0, 6.0, "those about to lose everything take the buses"),
    )  # fmt: skip
    spoiler_refusal: Quantity = quantity(
        "log odds by which a spoiler group's consent lies below the others'", "1", 0, 20,
        spanned(0.5, 3.0, "what ends the war for others ends the group"),
    )  # fmt: skip
    road_risk: Quantity = quantity(
        "chance a day that those leaving are attacked, without an escort", "1", 0, 1,
        spanned(0.02, 0.15, "convoys were fired on in several evacuations"),
    )  # fmt: skip
    spoiler_rate: Quantity = quantity(
        "attacks a day by which spoilers try to break a truce, at full strength and command", "1/day", 0, 5,
        skewed(0.08, 0.7, "some attacks in most truces that leave a group out"),
    )  # fmt: skip
    spoiler_kills: Quantity = quantity(
        "chance that a spoiler's attack ends the plan", "1", 0, 1,
        spanned(0.02, 0.25, "most truces survive most attacks"),
    )  # fmt: skip
    stray_rate: Quantity = quantity(
        "incidents a day that nobody ordered, at full contact, in a truce", "1/day", 0, 5,
        skewed(0.1, 0.7, "lines that touch, units that did not hear"),
    )  # fmt: skip
    calm_days: Quantity = quantity(
        "days in a row without a seen breach after which a plan has proved itself", "days", 1, 60,
        fixed(7.0, "the clock in many truce texts"),
    )  # fmt: skip
    settling: Quantity = quantity(
        "how much a plan that has proved itself lowers the chance that a breach ends it", "1", 0, 1,
        spanned(0.3, 0.8, "hazards of collapse fall with age; part of it is selection, part is not"),
    )  # fmt: skip
    renewal: Quantity = quantity(
        "log odds of renewing a term that ran without a seen breach in its last days", "1", -10, 10,
        spanned(0.0, 3.0, "terms of a day or three were often extended, seldom for long"),
    )  # fmt: skip
