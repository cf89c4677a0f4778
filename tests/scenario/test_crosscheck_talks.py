"""Contradictions about parties, channels and events are told where they stand, with the nearest valid name."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from corridor import cli
from corridor.errors import ScenarioError
from corridor.scenario.load import from_data
from corridor.scenario.references import circles
from scenario.altered import SELF_PROPOSED, altered
from scenario.test_crosscheck_plans import SENTENCES as OF_PLANS

LESSON = {"unit": "1", "source": "lesson"}
PUBLIC = {"date": "2001-03-25", "published": "2001-03-25", "source": "lesson"}
FACTION = {"id": "only", "name": "Only"}


def quantity(value: float) -> dict[str, Any]:
    return {"value": value, **LESSON}


# name: (what is set, by path; the line told, after "f: ")
SENTENCES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown patron": (
        {"parties.0.patron": "neighbor"},
        "parties.town-council.patron: got 'neighbor'; no party has this id; did you mean 'neighbour'?",
    ),
    "own patron": ({"parties.2.patron": "neighbour"}, "parties.neighbour.patron: got 'neighbour', the party itself"),
    "patrons in a circle": (
        {"parties.2.patron": "provincial-government", "parties.1.patron": "town-council"},
        "parties.town-council.patron: got 'neighbour'; patrons go in a circle: town-council -> neighbour -> "
        "provincial-government -> town-council; leave one of them out",
    ),
    "fronts for nobody": (
        {"parties.3.fronts_for": "neighbor"},
        "parties.envoy.fronts_for: got 'neighbor'; no party has this id; did you mean 'neighbour'?",
    ),
    "fronts for itself": ({"parties.3.fronts_for": "envoy"}, "parties.envoy.fronts_for: got 'envoy', the party itself"),
    "two principals": (
        {"parties.2.principal": True},
        "parties.neighbour.principal: got true; 'town-council' is the principal of the besieged camp already",
    ),
    "principal of no camp": (
        {"parties.3.principal": True},
        "parties.envoy.principal: got true; a party in neither camp decides for none",
    ),
    "account of an unknown party": (
        {"accounts.0.believed_by": ["envoy", "neighbor"]},
        "accounts.road-decides.believed_by.1: got 'neighbor'; no party has this id; did you mean 'neighbour'?",
    ),
    "party with two accounts": (
        {"accounts.0.believed_by": ["neighbour"], "accounts.1.believed_by": ["envoy", "neighbour"]},
        "accounts.hunger-decides.believed_by.1: got 'neighbour' again; it holds account 'road-decides' already; one a "
        "party",
    ),
    "powers that don't sum": (
        {"parties.0.factions.0.power": quantity(0.9)},
        "parties.town-council.factions: powers sum to 1.3 at the middle of their ranges (hold-out 0.9, settle 0.4); "
        "expected 1, within 0.02",
    ),
    "one faction of half the power": (
        {"parties.1.factions": [FACTION]},
        "parties.provincial-government.factions: powers sum to 0.5",
    ),
    "types without weight": (
        {"parties.0.types": {kind: quantity(0) for kind in ("able", "unable", "preserving")}},
        "parties.town-council.types: all weights are 0; at least one must be above 0",
    ),
    "unknown sponsor": (
        {"sponsors.0.party": "neighbor"},
        "sponsors.0.party: got 'neighbor'; no party has this id; did you mean 'neighbour'?",
    ),
    "sponsor of an unknown group": (
        {"sponsors.0.group": "relief"},
        "sponsors.0.group: got 'relief'; no group has this id; did you mean 'relief-column'?",
    ),
    "unknown party of a group": (
        {"groups.0.party": "council"},
        "groups.town-guard.party: got 'council'; no party has this id; did you mean 'town-council'?",
    ),
    "party of the other camp": (
        {"groups.0.party": "provincial-government"},
        "groups.town-guard.party: got 'provincial-government', a party of the besieger camp; expected one of the "
        "besieged camp, or of neither",
    ),
    "share of a command that is not joint": (
        {"groups.0.command_share": quantity(0.4)},
        "groups.town-guard.command_share: got 0.4; command 'town-command' is no joint one: set joint: true there",
    ),
    "channel to nobody": (
        {"channels.0.between": ["town-council", "provincial-goverment"]},
        "channels.through-the-envoy.between.1: got 'provincial-goverment'; no party has this id; did you mean "
        "'provincial-government'?",
    ),
    "channel to itself": (
        {"channels.0.between": ["envoy", "envoy"], "channels.0.via": None, **SELF_PROPOSED},
        "channels.through-the-envoy.between: got 'envoy' twice; a channel joins two different parties",
    ),
    "carried by nobody": (
        {"channels.0.via": "envoi", **SELF_PROPOSED},
        "channels.through-the-envoy.via: got 'envoi'; no party has this id; did you mean 'envoy'?",
    ),
    "carried by an end of it": (
        {"channels.0.via": "town-council", **SELF_PROPOSED},
        "channels.through-the-envoy.via: got 'town-council', one of its two ends; leave it out for a direct channel",
    ),
    "in force before the start": (
        {"timeline.0": {"date": "2001-02-20", "published": "2001-02-20", "source": "lesson", "kind": "plan",
                        "plan": "pause", "event": "in_force"}},
        "timeline.0.date: got 2001-02-20; before day 0, 2001-03-01: its deadlines would lie before the start",
    ),
    "incident of a party there is not": (
        {"timeline.4": PUBLIC | {"kind": "incident", "by": {"envoi": 0.5}}},
        "timeline.4.by: got 'envoi'; no party has this id; did you mean 'envoy'?",
    ),
    "incident of too many": (
        {"timeline.4": PUBLIC | {"kind": "incident", "by": {"envoy": 0.6, "neighbour": 0.6}}},
        "timeline.4.by: got chances that sum to 1.2; allowed: at most 1, as one party did it",
    ),
    "incident told beforehand": (
        {"timeline.4": PUBLIC | {"kind": "incident", "by": {"envoy": 0.6}, "published": "2001-03-24"}},
        "timeline.4.published: got 2001-03-24; an incident can't be public before it happens, 2001-03-25",
    ),
    "event of an unknown plan": (
        {"timeline.4": PUBLIC | {"kind": "plan", "plan": "paus", "event": "offered"}},
        "timeline.4.plan: got 'paus'; no plan has this id; did you mean 'pause'?",
    ),
    "refusal known beforehand": (
        {"timeline.4": PUBLIC | {"kind": "plan", "plan": "pause", "event": "refused", "published": "2001-03-24"}},
        "timeline.4.published: got 2001-03-24; an outcome can't be public before it happens, 2001-03-25",
    ),
    "event of an unknown provision": (
        {"timeline.4": PUBLIC | {"kind": "provision", "plan": "pause", "provision": "halte", "result": "kept"}},
        "timeline.4.provision: got 'halte'; no provision of 'pause' has this id; did you mean 'halt'?",
    ),
    "kept while not in force": (
        {"timeline.4": PUBLIC | {"kind": "provision", "plan": "pause", "provision": "halt", "result": "kept"}},
        "timeline.4.date: got 2001-03-25; the timeline has plan 'pause' not in force that day",
    ),
    "event of an unknown channel": (
        {"timeline.4": PUBLIC | {"kind": "channel", "channel": "envoy", "state": "open"}},
        "timeline.4.channel: got 'envoy'; no channel has this id; allowed: through-the-envoy",
    ),
    "election in an unknown party": (
        {"timeline.4": PUBLIC | {"kind": "calendar", "party": "town-concil", "faction": "settle", "shift": 1}},
        "timeline.4.party: got 'town-concil'; no party has this id; did you mean 'town-council'?",
    ),
    "election of an unknown faction": (
        {"timeline.4": PUBLIC | {"kind": "calendar", "party": "town-council", "faction": "setle", "shift": 1}},
        "timeline.4.faction: got 'setle'; no faction of 'town-council' has this id; did you mean 'settle'?",
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
    "share of a joint command": {"commands.0.joint": True, "groups.0.command_share": quantity(0.4)},
    "two parties with an account each": {
        "accounts.0.believed_by": ["neighbour"], "accounts.1.believed_by": ["envoy"],
    },
    "party in neither camp": {"groups.0.party": "envoy"},
    "powers within the tolerance": {"parties.0.factions.0.power": quantity(0.62)},
    "a channel that is closed may open": {"channels.0.state": "closed"},
    "kept on the last day and broken on the first of the next": {
        "timeline": [
            PUBLIC | {"kind": "plan", "plan": "pause", "event": "in_force", "published": "2001-03-20"},
            PUBLIC | {"kind": "provision", "plan": "pause", "provision": "halt", "result": "kept"},
            PUBLIC | {"kind": "plan", "plan": "envoy-plan", "event": "in_force", "date": "2001-03-26"},
            PUBLIC | {"kind": "provision", "plan": "envoy-plan", "provision": "aid", "result": "broken",
                      "date": "2001-03-26", "published": "2001-03-26"},
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_what_is_no_contradiction(name: str) -> None:
    assert from_data(altered(FINE[name]), "f")


def test_the_next_plan_ends_the_last() -> None:
    changes = copy.deepcopy(FINE["kept on the last day and broken on the first of the next"])
    changes["timeline"][3] |= {"plan": "pause", "provision": "halt"}
    with pytest.raises(ScenarioError, match="'pause' not in force that day"):
        from_data(altered(changes), "f")


def test_circles_are_told_once_from_their_first_member() -> None:
    assert circles({"a": "b", "b": "c"}) == []
    assert circles({"z": "b", "a": "b", "b": "c", "c": "a"}) == [["a", "b", "c", "a"]]
    assert circles({"a": "b", "b": "a", "x": "y", "y": "x"}) == [["a", "b", "a"], ["x", "y", "x"]]


@pytest.mark.parametrize(
    "name",
    ["patrons in a circle", "powers that don't sum", "unknown obligor", "nobody may propose", "nobody can propose",
     "unknown kind", "deadline before the start of the plan", "in force before the start"],
)  # fmt: skip
def test_the_command_line_says_so_and_ends_with_1(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, told = (SENTENCES | OF_PLANS)[name]
    path = tmp_path / "scenario.yaml"
    data = json.loads(json.dumps(altered(changes | {"evidence": None}), default=str))
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["corridor", "check", str(path)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    said = capsys.readouterr()
    assert stop.value.code == 1
    assert "Traceback" not in said.out + said.err
    assert told in " ".join((said.out + said.err).split())
