"""The coarse Ghouta case as data: what is imposed, and what no prior may know."""

import datetime

import networkx
import pytest

from corridor.evidence.ledger import Ledger, read
from corridor.scenario.load import folder_of, load
from corridor.scenario.schema import Scenario
from corridor.scenario.sources import figures
from corridor.scenario.timeline import ControlEntry

START = datetime.date(2018, 2, 18)


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("eastern-ghouta-2018")


@pytest.fixture(scope="module")
def book(case: Scenario) -> Ledger:
    assert case.evidence
    return read(folder_of("eastern-ghouta-2018") / case.evidence, case)


def lost(case: Scenario, day: str) -> float:
    """Share of what the opposition held in the pocket at the start that is lost, by the record up to a day."""
    held = {z.id: z.held for z in case.zones}
    for entry in case.timeline:
        if isinstance(entry, ControlEntry) and entry.date <= datetime.date.fromisoformat(day):
            held[entry.zone] = entry.held
    pocket = [z for z in case.zones if z.pocket]
    return 1 - sum(z.area_km2 * (1 - held[z.id]) for z in pocket) / sum(z.area_km2 * (1 - z.held) for z in pocket)


def test_ground_hangs_together(case: Scenario):
    assert networkx.is_connected(networkx.Graph((z.id, n) for z in case.zones for n in z.neighbours))
    assert sum(z.pocket for z in case.zones) == 12


# shares in the ledger (share-01 to share-04), widened by the 0.1 that approximate areas allow
@pytest.mark.parametrize(("day", "reported"), [("2018-03-10", 0.5), ("2018-03-17", 0.75), ("2018-03-19", 0.8)])
def test_imposed_record_agrees_with_reported_shares(case: Scenario, day: str, reported: float):
    assert lost(case, day) == pytest.approx(reported, abs=0.1)


def test_record_starts_at_nothing_and_ends_at_all(case: Scenario):
    assert lost(case, "2018-02-18") == pytest.approx(0)
    assert lost(case, "2018-04-14") == pytest.approx(1)


def test_both_ways_in_are_closed_from_the_start(case: Scenario):
    held = {z.id: z.held for z in case.zones}
    assert [max(held[s] for s in r.segments) for r in case.routes] == [1, 1]


def test_nothing_is_imposed_on_a_forecast(case: Scenario):
    assert case.questions.known_until == START
    assert not [e for e in case.timeline if max(e.date, e.published) <= START]


def test_no_prior_rests_on_what_was_published_later(case: Scenario):
    for figure in figures(case):
        if not (figure.default or figure.quantity.on_judgement or "timeline" in figure.path):
            published = figure.quantity.published or case.sources[figure.quantity.source].published
            assert published is not None and published <= START, figure.path


def test_forecast_sees_the_closing_of_the_roads_and_no_outcome(book: Ledger):
    known = book.as_of(START)
    assert {c.subject for c in known.of("route_open").claims} == {"tunnels", "wafideen-trade"}
    assert not known.of("zone_holder").claims + known.of("front_share").claims + known.of("evacuated").claims
