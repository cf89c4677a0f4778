"""Contradictions in a plan are told where they stand, with the nearest valid name."""

from typing import Any

import pytest

from corridor.errors import ScenarioError
from corridor.scenario.kinds import BUILT_IN
from corridor.scenario.load import from_data
from corridor.scenario.written import plain
from scenario.altered import SELF_PROPOSED, altered

# name: (what is set, by path; the line told, after "f: ")
SENTENCES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown proposer": (
        {"plans.1.proposers": ["provincial-government", "envoi"]},
        "plans.pause.proposers.1: got 'envoi'; no party has this id; did you mean 'envoy'?",
    ),
    "unknown required party": (
        {"plans.1.required": ["provincial-government", "council"]},
        "plans.pause.required.1: got 'council'; no party has this id; did you mean 'town-council'?",
    ),
    "unknown obligor": (
        {"plans.1.provisions.0.obligor": "goverment"},
        "plans.pause.provisions.halt.obligor: got 'goverment'; no party has this id; did you mean "
        "'provincial-government'?",
    ),
    "owed to nobody": ({"plans.1.provisions.0.beneficiaries": ["town"]}, "plans.pause.provisions.halt.beneficiaries.0"),
    "seen by nobody": ({"plans.1.provisions.0.observers": ["envoi"]}, "plans.pause.provisions.halt.observers.0: got"),
    "answered for by nobody": ({"plans.1.provisions.0.guarantor": "x"}, "plans.pause.provisions.halt.guarantor: got"),
    "nobody may propose": ({"plans.1.proposers": []}, "plans.pause.proposers: got 0 entries; expected"),
    "nobody must accept": ({"plans.1.required": []}, "plans.pause.required: got 0 entries; expected"),
    "nobody can propose": (
        {"plans.1.proposers": ["neighbour"]},
        "plans.pause.proposers: nobody can put it forward: neighbour must accept nothing in it and no channel leads "
        "from there to town-council or provincial-government",
    ),
    "unknown kind": (
        {"plans.1.provisions.0.kind": "cesation"},
        "plans.pause.provisions.halt.kind: got 'cesation'; no kind of provision has this name; did you mean "
        "'cessation'?",
    ),
    "unknown kind far from all": (
        {"plans.1.provisions.0.kind": "zzz"},
        "plans.pause.provisions.halt.kind: got 'zzz'; no kind of provision has this name; allowed: cessation, ",
    ),
    "nobody leaves": (
        {"plans.0.provisions.3.groups": []},
        "plans.envoy-plan.provisions.guard-leaves.groups: missing; a provision of kind 'withdrawal' names the groups "
        "that leave",
    ),
    "those outside leave": (
        {"plans.0.provisions.3.groups": ["relief-column"]},
        "plans.envoy-plan.provisions.guard-leaves.groups.0: got 'relief-column', which is not inside the pocket",
    ),
    "unknown group leaves": (
        {"plans.0.provisions.3.groups": ["town-gard"]},
        "plans.envoy-plan.provisions.guard-leaves.groups.0: got 'town-gard'; no group has this id; did you mean "
        "'town-guard'?",
    ),
    "nobody to part from": (
        {"plans.0.provisions.3.kind": "separation"},
        "plans.envoy-plan.provisions.guard-leaves.kind: a provision of kind 'separation' needs a spoiler group",
    ),
    "spoiler parts from itself": (
        {"plans.0.provisions.3.kind": "separation", "groups.0.spoiler": True},
        "plans.envoy-plan.provisions.guard-leaves.groups.0: got 'town-guard', the spoiler group itself",
    ),
    "besieger parts from the spoiler": (
        {"plans.0.provisions.3": {"id": "part", "kind": "separation", "obligor": "envoy", "groups": ["province-army"]},
         "groups.0.spoiler": True},
        "plans.envoy-plan.provisions.part.groups.0: got 'province-army', a group of the besieger camp",
    ),
    "no road": (
        {"plans.1.provisions.2.kind": "demilitarised_road"},
        "plans.pause.provisions.aid.route: missing; a provision of kind 'demilitarised_road' names the road",
    ),
    "unknown road": (
        {"plans.1.provisions.2.route": "nort-road"},
        "plans.pause.provisions.aid.route: got 'nort-road'; no route has this id; did you mean 'north-road'?",
    ),
    "unknown zone": (
        {"plans.1.provisions.2.zones": ["markt"]},
        "plans.pause.provisions.aid.zones.0: got 'markt'; no zone has this id; did you mean 'market'?",
    ),
    "after nothing": (
        {"plans.1.provisions.2.after": "hald"},
        "plans.pause.provisions.aid.after: got 'hald'; no provision of 'pause' has this id; did you mean 'halt'?",
    ),
    "after a provision of another plan": (
        {"plans.1.provisions.2.after": "safe-road"},
        "plans.pause.provisions.aid.after: got 'safe-road'; no provision of 'pause' has this id",
    ),
    "after itself": ({"plans.1.provisions.2.after": "aid"}, "plans.pause.provisions.aid.after: got 'aid', the provi"),
    "each after the other": (
        {"plans.1.provisions.2.after": "halt", "plans.1.provisions.0.after": "aid"},
        "plans.pause.provisions.halt.after: got 'aid'; each waits for the next: halt -> aid -> halt; none can begin",
    ),
    "deadline beyond the term": (
        {"plans.1.provisions.2.deadline": 4},
        "plans.pause.provisions.aid.deadline: got 4 days; it can never be met: the plan's term is 3 days",
    ),
    "deadline of once beyond the term, by default": (
        {"plans.1.provisions.2.kind": "prisoner_exchange", "plans.1.provisions.2.deadline": 10, "plans.1.days": 1},
        "plans.pause.provisions.aid.deadline: got 10 days; it can never be met: the plan's term is 1 day",
    ),
    "deadline before the start of the plan": (
        {"plans.1.provisions.2.deadline": 0},
        "plans.pause.provisions.aid.deadline: got 0; expected a whole number, 1 to 1000",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_contradiction_is_told(name: str) -> None:
    changes, told = SENTENCES[name]
    with pytest.raises(ScenarioError) as error:
        from_data(altered(changes), "f")
    (line,) = error.value.problems
    assert line.startswith("f: " + told)


FINE: dict[str, dict[str, Any]] = {
    "no channels are stated": {"channels": [], "plans.1.proposers": ["neighbour"]},
    "the proposer must accept": {"channels": [{"id": "wire", "between": ["neighbour", "envoy"]}], **SELF_PROPOSED},
    "a deadline at the end of the term": {"plans.1.provisions.2.deadline": 3},
    "published before the start": {"plans.1.published": "1999-01-01"},
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_no_contradiction(name: str) -> None:
    assert from_data(altered(FINE[name]), "f")


def test_a_kind_of_the_scenario_s_own_is_known() -> None:
    own = plain(next(kind for kind in BUILT_IN if kind.id == "cessation")) | {"id": "quiet-nights"}
    data = altered({"plans.1.provisions.0.kind": "quiet-nights"})
    data["kinds"].append(own)
    assert from_data(data, "f")
    data["plans"][1]["provisions"][0]["kind"] = "quiet-night"
    with pytest.raises(ScenarioError, match="did you mean 'quiet-nights'"):
        from_data(data, "f")
