"""Aleppo's diplomacy as data: no good or ill faith as a premise, and the record told once, in one way."""

import datetime

import pytest

from corridor.evidence.ledger import Ledger, read
from corridor.scenario.load import folder_of, load
from corridor.scenario.plans import same_core
from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import CalendarEntry, ChannelEntry, PlanEntry, ProvisionEntry, TruceEntry


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("aleppo-2016")


@pytest.fixture(scope="module")
def book(case: Scenario) -> Ledger:
    assert case.evidence
    return read(folder_of("aleppo-2016") / case.evidence, case)


SPONSORS = {"russia", "iran", "syrian-government", "united-states", "turkey", "saudi-arabia", "qatar", "jfs"}
HEADINGS = {  # diplomacy.csv: what each row whose kind is an offer, a pause, a veto or a deal is called as a plan
    *("july-corridors", "three-hour-pauses", "un-48-hours", "september-agreement", "envoy-escort", "french-draft"),
    *("october-pause", "november-pause", "un-aid-plan", "local-administration", "us-december", "five-day-truce"),
    *("december-13", "december-15"),
}


def test_types_are_no_premise(case: Scenario):
    assert {s.party for s in case.sponsors} == SPONSORS
    for types in [p.types for p in case.parties]:  # one and the same for every party of both sides
        assert {types.able.span(), types.unable.span(), types.preserving.span()} == {(0.1, 0.6)}


def test_no_current_is_known_to_prevail(case: Scenario):
    for party in case.parties:
        assert len({f.power.span() for f in party.factions}) <= 1, party.id


def test_only_one_could_strike_from_outside(case: Scenario):
    assert [p.id for p in case.parties if p.strikes] == ["united-states"]


def test_numbers_and_command_of_the_spoiler_are_two_quantities(case: Scenario):
    (spoiler,) = [g for g in case.groups if g.spoiler]
    joint = {c.id for c in case.commands if c.joint}
    # "900 of 8,000" and "decides for all" can both be true
    assert spoiler.strength.span() == (100, 4000) and spoiler.command_share.span() == (0.05, 0.8)
    assert {g.command for g in case.groups if g.camp == "besieged"} == joint


def test_every_plan_is_there_with_who_must_keep_what(case: Scenario):
    assert {p.id for p in case.plans} == HEADINGS
    party_of = {g.id: g.party for g in case.groups}
    for plan in case.plans:
        for provision in plan.provisions:
            if provision.kind == "withdrawal":  # each promises for its own fighters
                assert {party_of[g] for g in provision.groups} == {provision.obligor}, (plan.id, provision.id)


def test_the_agreement_of_september_is_refused_in_october_and_carried_out_in_december(case: Scenario):
    plans = {p.id: p for p in case.plans}
    for later in ("envoy-escort", "us-december", "december-13", "december-15"):
        assert same_core(plans["september-agreement"], plans[later], case.kinds)
    assert not same_core(plans["september-agreement"], plans["october-pause"], case.kinds)
    assert not plans_on(case, "2016-10-06") and plans_on(case, "2016-12-15") == {"december-15"}


def plans_on(case: Scenario, day: str) -> set[str]:
    """Plans in force on a day, by the record."""
    running: set[str] = set()
    for entry in case.timeline:
        if isinstance(entry, PlanEntry) and entry.date <= datetime.date.fromisoformat(day):
            running = {entry.plan} if entry.event == "in_force" else running - {entry.plan}
    return running


def test_truces_and_plans_agree(case: Scenario):
    truces = [(e.date, e.level is not None) for e in case.timeline if isinstance(e, TruceEntry)]
    for date, begins in truces:
        assert bool(plans_on(case, str(date))) is begins, date


def test_nothing_of_the_september_agreement_is_laid_to_ill_will(case: Scenario):
    results = {(e.provision, e.result) for e in case.timeline
               if isinstance(e, ProvisionEntry) and e.plan == "september-agreement"}  # fmt: skip
    # not done, whether it was tried or not: that is what the accounts dispute
    assert results == {(p, "broken") for p in ("aid", "road", "road-opposition", "separation")}


def test_elections_are_known_in_advance_and_their_outcome_is_not(case: Scenario):
    dates = [(e.date, e.published, e.faction, e.shift) for e in case.timeline if isinstance(e, CalendarEntry)]
    assert [str(d[0]) for d in dates] == ["2016-11-08", "2017-01-20"]
    assert all(published < case.period.start for _, published, _, _ in dates)
    assert dates[1][3] == 0


def test_the_suspended_channel_goes_on_under_another_name(case: Scenario, book: Ledger):
    states = [(str(e.date), e.state) for e in case.timeline if isinstance(e, ChannelEntry) and e.channel == "us-russia"]
    assert states == [("2016-10-03", "closed"), ("2016-10-05", "said_closed")]
    told = {(str(c.published), c.value) for c in book.of("channel_state").claims if c.subject == "us-russia"}
    assert set(states) <= told


# the last event of the ledger that a plan's entries in the timeline must not contradict
FATES = {"september-agreement": "ended", "french-draft": "refused", "envoy-escort": "refused", "december-15": "ended"}


@pytest.mark.parametrize(("plan", "event"), FATES.items(), ids=FATES)
def test_what_became_of_a_plan(case: Scenario, book: Ledger, plan: str, event: str):
    assert [e.event for e in case.timeline if isinstance(e, PlanEntry) and e.plan == plan][-1] == event
    assert {c.subject for c in book.of("plan_event").claims} == HEADINGS
