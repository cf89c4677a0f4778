"""A chronicle says each event exactly once, in names of the scenario."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pytest
import xarray as xr

from corridor.ensemble.one import One, OnRecord
from corridor.model.agenda import STATES, provisions
from corridor.model.state import COLLAPSE, FROZEN, OPEN, WITHDRAWAL
from corridor.model.talks import (
    BREACH,
    BROKEN,
    CARRIED_OUT,
    FAILED,
    KEPT,
    LAPSED,
    PENDING,
    SPOILER,
)
from corridor.report.events import listed
from corridor.report.story import facts, printed, story
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario

DAYS = 12
SCENARIO = load("teaching-six")
PLAN = [plan.id for plan in SCENARIO.plans].index("envoy-plan")
FLAT = [f"{plan.id}/{p.id}" for plan, p in provisions(SCENARIO)]
PARTY = {p.id: i for i, p in enumerate(SCENARIO.parties)}
CALM = OnRecord(*(np.zeros(shape, bool) for shape in (DAYS, (DAYS, 2), DAYS, (DAYS, 1), DAYS)))


def quiet(scenario: Scenario = SCENARIO) -> dict[str, Any]:
    """Evenings on which nothing happens."""

    def still(start: Any) -> np.ndarray:
        return np.repeat(np.asarray(start)[None], DAYS, axis=0)

    groups, parties = len(scenario.groups), len(scenario.parties)
    return {
        "held": still([z.held for z in scenario.zones]),
        "offensive": still([0.0, 0.0]),
        "openness": still([1.0] * len(scenario.routes)),
        "broken": still([False] * groups),
        "departed": still([0.0] * groups),
        "civilians": still([1000.0] * len(scenario.zones)),
        "displaced": still(0.0),
        "civilian_deaths": still(0.0),
        "food": still(30.0),
        "ending": still(OPEN),
        "ending_day": still(-1),
        "status": still(0),
        "plan": still(-1),
        "offered": still(-1),
        "proposer": still(-1),
        "accepted": still(0),
        "refused_by": still([0] * parties),
        "ended": still(-1),
        "ended_by": still(0),
        "provision_state": still([0] * len(FLAT)),
        "tried": still([0] * len(FLAT)),
        "done": still([0] * len(FLAT)),
        "power": still([[0.4, 0.6, 0.0, 0.0]] + [[1.0, 0.0, 0.0, 0.0]] * (parties - 1)),
        "channel_state": still([STATES[c.state] for c in scenario.channels]),
        "separated": still([0] * groups),
        "attack": still(0),
        "strike": still(0),
    }


AXES = {
    "held": "zone", "civilians": "zone", "offensive": "camp", "openness": "route", "broken": "group",
    "departed": "group", "separated": "group", "refused_by": "party", "provision_state": "provision",
    "tried": "provision", "done": "provision", "power": "party faction", "channel_state": "channel",
}  # fmt: skip


class Span(NamedTuple):
    """Days from ``first`` to before ``stop``."""

    first: int
    stop: int | None


def made(changes: Mapping[Any, Any], record: OnRecord = CALM) -> One:
    """A member that lives the changed evenings: ``{(name, day or span, index...): value}``."""
    evenings = quiet()
    for (name, *where), value in changes.items():
        at = tuple(slice(x.first, x.stop) if isinstance(x, Span) else x for x in where)
        evenings[name][at] = value
    data = {name: (("day", *AXES.get(name, "").split()), array) for name, array in evenings.items()}
    return One(SCENARIO, 17, xr.Dataset(data), record)


def said(one: One) -> list[tuple[int, str, str]]:
    """Day, kind and text of what is told before the end."""
    return [(line.day, line.kind, line.text) for line in story(one)[:-1]]


def on(name: str, first: int, index: Any = (), stop: int | None = None) -> tuple[Any, ...]:
    """Where a figure changes from a day on."""
    return (name, Span(first, stop), *(index if isinstance(index, tuple) else (index,)))


def test_a_quiet_siege_has_one_line() -> None:
    (line,) = story(made({}))
    assert (line.day, line.kind, line.text) == (DAYS - 1, "ending", "At the horizon the siege is still open.")


WAR = [
    (
        {on("offensive", 2, 0, 6): 1.0},
        [(2, "offensive", "An offensive of Province begins."), (6, "offensive", "An offensive of Province ends.")],
    ),
    (
        {on("offensive", 0, 0): 1.0, on("offensive", 0, 1): 1.0},
        [(0, "offensive", "An offensive of Province begins. An offensive of Town begins.")],
    ),
    (
        {on("openness", 3, 0): 0.05, on("openness", 5, 0): 0.3, on("openness", 7, 0): 0.6, on("openness", 9, 0): 0.3},
        [
            (3, "road", "The supply route “North Road” is cut."),
            (7, "road", "The supply route “North Road” is open again."),
        ],
    ),
    ({on("broken", 4, 0): True}, [(4, "broken", "No longer able to fight as a force: Town Guard.")]),
    (
        {("departed", 4, 0): 50.0, on("departed", 5, 0): 90.0},
        [(4, "leaving", "Leaving the pocket from today on: Town Guard.")],
    ),
    ({on("separated", 4, 0): 1}, [(4, "parted", "Parted from the others: Town Guard.")]),
    (
        {on("civilian_deaths", 2): 150.0, on("civilian_deaths", 6): 2500.0},
        [
            (2, "deaths", "More than 100 civilians have been killed so far."),
            (6, "deaths", "More than 2,000 civilians have been killed so far."),
        ],
    ),
    ({on("displaced", 5): 3200.0}, [(5, "flight", "Half of the civilians have left the pocket.")]),
    (
        {on("food", 3, (), 8): 0.1, on("food", 6, (), 8): 2.0},
        [
            (3, "food", "The pocket has run out of food."),
            (8, "food", "There is food for some days in the pocket again."),
        ],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), WAR, ids=lambda x: x[0][1] if isinstance(x, list) else "")
def test_an_event_of_the_war_is_told_once(changes: dict, expected: list) -> None:
    assert said(made(changes)) == expected


def test_zones_are_grouped_by_day_and_told_when_they_change_hands() -> None:
    town = [i for i, zone in enumerate(SCENARIO.zones) if zone.held < 0.05]
    one, two = SCENARIO.zones[town[0]].name, SCENARIO.zones[town[1]].name
    changes = {
        **{on("held", 3, i): 0.97 for i in town[:2]},
        on("held", 5, town[0]): 0.7,  # contested again: it has not changed hands
        on("held", 6, town[0]): 0.96,
        on("held", 8, town[1]): 0.0,
    }
    found = [line for line in said(made(changes)) if line[1] == "ground"]
    assert found == [
        (3, "ground", f"{one} and {two} come under the control of Province."),
        (8, "ground", f"{two} comes under the control of Town."),
    ]


def test_shares_of_the_pocket_lost_are_told_once_each() -> None:
    pocket = [i for i, zone in enumerate(SCENARIO.zones) if zone.pocket]
    changes = {on("held", 4, i): 0.5 + 0.5 * SCENARIO.zones[i].held for i in pocket}
    found = [line for line in said(made(changes)) if line[1] == "pocket"]
    assert found == [(4, "pocket", "Half of the pocket has been lost.")]


NAME = "“The envoy's plan”"
OFFER = {("offered", 2): PLAN, ("proposer", 2): PARTY["envoy"]}


def test_an_offer_says_who_put_it_forward_and_what_became_of_it() -> None:
    assert said(made(OFFER | {("refused_by", 2, PARTY["town-council"]): 1})) == [
        (2, "offer", f"The Envoy puts forward {NAME}. Refused by Town Council.")
    ]
    assert said(made(OFFER)) == [(2, "offer", f"The Envoy puts forward {NAME}. It is not accepted.")]
    accepted = made(OFFER | {("accepted", 2): 1, on("plan", 2): PLAN})
    assert said(accepted) == [
        (2, "offer", f"The Envoy puts forward {NAME}. All who must accept it do, and it comes into force.")
    ]
    assert said(made({on("plan", 3): PLAN})) == [(3, "offer", f"{NAME} is in force.")]


def _under(changes: dict[Any, Any]) -> list[tuple[int, str, str]]:
    """What is told under a plan in force from day 0."""
    found = said(made({on("plan", 0): PLAN} | changes))
    assert found[0] == (0, "offer", f"{NAME} is in force.")
    return found[1:]


def test_promises_are_told_for_the_first_time_only() -> None:
    halt, leave = FLAT.index("envoy-plan/halt"), FLAT.index("envoy-plan/guard-leaves")
    daily = {
        on("provision_state", 0, halt): KEPT,
        ("provision_state", 4, halt): BROKEN, ("provision_state", 6, halt): BROKEN,
        ("provision_state", 8, halt): BROKEN, ("tried", 8, halt): 1, ("provision_state", 10, halt): BROKEN,
        ("tried", 10, halt): 1,
    }  # fmt: skip
    assert _under(daily) == [
        (0, "kept", "Kept: cessation by Provincial Government."),
        (4, "broken", "Not kept: cessation by Provincial Government."),
        (8, "vain", "Tried in vain: cessation by Provincial Government."),
    ]
    once = {on("provision_state", 0, leave): PENDING, ("tried", 3, leave): 1, on("provision_state", 5, leave): KEPT}
    assert _under(once) == [
        (3, "vain", "Tried in vain: withdrawal by Town Council."),
        (5, "kept", "Kept: withdrawal by Town Council."),
    ]
    assert _under({on("provision_state", 5, leave): LAPSED}) == [
        (5, "deadline", "Deadline missed: withdrawal by Town Council.")
    ]
    assert _under({on("provision_state", 5, leave): FAILED}) == [
        (5, "deadline", "Deadline missed: withdrawal by Town Council, though it tried.")
    ]


def test_an_attack_and_the_end_of_a_plan_are_told() -> None:
    assert _under({("attack", 4): 1}) == [(4, "attack", "An attack breaks the calm under the plan.")]
    over = {on("plan", 5): -1, ("ended", 5): PLAN}
    halt = FLAT.index("envoy-plan/halt")
    ((day, kind, text),) = _under(over | {("ended_by", 5): BREACH, ("done", Span(0, 4), halt): 1})
    assert (day, kind) == (5, "plan end")
    assert text.startswith(f"{NAME} is over after 6 days: a breach has ended it. Days kept of 6: cessation by Provinc")
    assert "cessation by Provincial Government on 4;" in text
    assert "withdrawal" not in text  # done once: no days to count
    assert "an attack has ended it" in _under(over | {("ended_by", 5): SPOILER})[0][2]
    ((day, kind, text),) = _under({("ended", 5): PLAN, ("ended_by", 5): CARRIED_OUT})
    assert text.startswith(f"{NAME} goes on after 6 days: it has been carried out.")


def test_power_channels_and_a_strike_are_told() -> None:
    hard = {on("power", 4, (0, 0)): 0.6, on("power", 4, (0, 1)): 0.4, on("power", 9, (0, 0)): 0.3}
    assert said(made(hard)) == [
        (4, "power", "Inside Town Council, “Hold out” gains the majority."),
        (9, "power", "Inside Town Council, “Hold out” loses the majority."),
    ]
    channel = {on("channel_state", 3, 0): STATES["closed"], on("channel_state", 6, 0): STATES["open"]}
    assert said(made(channel)) == [
        (3, "channel", "The channel between Town Council and Provincial Government through The Envoy closes."),
        (6, "channel", "The channel between Town Council and Provincial Government through The Envoy opens."),
    ]
    assert said(made({("strike", 5): 1})) == [
        (5, "strike", "An outside strike by Neighbouring Republic hits Province.")
    ]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (COLLAPSE, "the pocket has been stormed or has broken"),
        (WITHDRAWAL, "have withdrawn"),
        (FROZEN, "an agreement holds"),
    ],
)
def test_the_last_line_is_the_ending_and_nothing_is_told_after_it(how: int, words: str) -> None:
    over = {on("ending", 6): how, on("ending_day", 6): 6, on("offensive", 8, 0): 1.0}
    (line,) = story(made(over))
    assert (line.day, line.kind) == (6, "ending")
    assert words in line.text


def test_what_was_imposed_is_marked() -> None:
    record = CALM._replace(talks=np.arange(DAYS) < 4, offensive=np.arange(DAYS)[:, None].repeat(2, 1) < 4)
    one = made(OFFER | {on("offensive", 3, 0, 6): 1.0}, record)
    assert [line.on_record for line in story(one)] == [True, True, False, False]
    text = printed(one, "who decides")
    assert text.splitlines()[1] == "who decides"
    assert text.count("(on record)") == 2
    assert "2001-03-03  The Envoy puts forward “The envoy's plan”. It is not accepted. (on record)" in text
    assert facts(one)["lines"][0]["date"] == "2001-03-03"


def test_a_long_list_ends_in_a_count() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed("abcdefg") == "a, b, c, d, e, f and g"
    assert listed("abcdefgh") == "a, b, c, d, e, f and 2 more"
