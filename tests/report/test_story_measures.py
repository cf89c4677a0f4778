"""A chronicle tells what becomes of one side's own measure while negotiations go on beside it."""

from corridor.model.talks import BREACH
from report.test_story import NAME, OFFER, PARTY, PLAN, SCENARIO, made, on, said


def test_an_offer_beside_a_measure_leaves_it_standing_or_takes_its_place() -> None:
    other = 1 - PLAN
    measure = f"“{SCENARIO.plans[other].name}”"
    stands = OFFER | {on("plan", 0): other, ("refused_by", 2, PARTY["town-council"]): 1}
    assert said(made(stands))[1:] == [
        (2, "offer", f"The Envoy puts forward {NAME}. Refused by Town Council. {measure} stands.")
    ]
    over = OFFER | {("accepted", 2): 1, on("plan", 0): other, on("plan", 2): PLAN}
    offer, end = said(made(over))[1:]
    assert offer == (2, "offer", f"The Envoy puts forward {NAME}. All who must accept it do, and it comes into force.")
    assert end[:2] == (2, "plan end") and end[2].startswith(f"{measure} is over after 2 days: another plan takes its")
    # Both lives are told where the new plan ends on its first day.
    short = over | {on("plan", 2): -1, ("ended", 2): PLAN, ("ended_by", 2): BREACH}
    first, second = (text for _, kind, text in said(made(short)) if kind == "plan end")
    assert first == end[2] and second.startswith(f"{NAME} is over after 1 day: a breach has ended it.")
