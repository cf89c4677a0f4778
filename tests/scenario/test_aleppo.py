"""The Aleppo case as data: what is counted, what is imposed, and what no prior may know."""

import csv
import datetime
import importlib
import re
from collections import Counter
from pathlib import Path

import networkx
import pytest

from corridor.evidence.ledger import Ledger, read
from corridor.scenario.load import folder_of, load
from corridor.scenario.schema import Scenario
from corridor.scenario.sources import figures
from corridor.scenario.timeline import ControlEntry, RouteEntry

FIRST_FORECAST = datetime.date(2016, 10, 7)
# Zones that the compiled table gives an outline, and what the data README says of the enclave they make up:
# 37.7 km², a split quarter counted as half.
POINT_ZONES = {
    *("handarat_camp", "owaija", "shuqayef", "ard_hamra", "karm_tarab", "inzarat", "mallah", "castello", "bani_zeid"),
    *("project_1070", "hikma", "artillery_academy", "dahiyat_assad", "minyan", "sheikh_najjar_old", "maadi"),
}
OUTLINED_KM2 = 37.7
OUTER = ("kafr_hamra", "rashideen", "khan_tuman")


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("aleppo-2016")


@pytest.fixture(scope="module")
def book(case: Scenario) -> Ledger:
    assert case.evidence
    return read(folder_of("aleppo-2016") / case.evidence, case)


def held_on(case: Scenario, day: str) -> dict[str, float]:
    """Share of each zone held by the besieger's side, by the record up to a day."""
    held = {z.id: z.held for z in case.zones}
    for entry in case.timeline:
        if isinstance(entry, ControlEntry) and entry.date <= datetime.date.fromisoformat(day):
            held[entry.zone] = entry.held
    return held


def lost(case: Scenario, day: str) -> float:
    """Share of what the opposition held in the pocket at the start that is lost, by the record up to a day."""
    pocket = {z.id: z for z in case.zones if z.pocket}
    held = held_on(case, day)
    had = sum(z.area_km2 * (1 - z.held) for z in pocket.values())
    return 1 - sum(z.area_km2 * (1 - held[i]) for i, z in pocket.items()) / had


def test_ground(case: Scenario):
    assert len(case.zones) == 96 + 3 + len(OUTER)
    graph = networkx.Graph((z.id, n) for z in case.zones for n in z.neighbours)
    assert networkx.is_connected(graph)
    assert graph.number_of_nodes() == len(case.zones)


def test_pocket_is_the_enclave_of_the_compiled_table(case: Scenario):
    pocket = [z for z in case.zones if z.pocket]
    outlined = sum(z.area_km2 * (1 - z.held) for z in pocket if z.id not in POINT_ZONES)
    assert outlined == pytest.approx(OUTLINED_KM2, abs=0.05)
    # army media, 28 November 2016: 45 km². Proxy areas of the zones without an outline make up the difference.
    assert sum(z.area_km2 * (1 - z.held) for z in pocket) == pytest.approx(45, abs=0.5)


def test_every_quarter_of_the_pocket_has_a_front_or_stands_behind_one(case: Scenario):
    held = {z.id: z.held for z in case.zones}
    graph = networkx.Graph((z.id, n) for z in case.zones for n in z.neighbours)
    for zone in case.zones:
        if zone.pocket:
            assert any(held[n] > 0 for n in networkx.single_source_shortest_path_length(graph, zone.id, cutoff=6))


# control_share.csv: the lowest and highest reported share on the day, widened by the 0.1 that the data README allows
REPORTED = {
    "2016-11-28": (0.33, 0.45),
    "2016-12-01": (0.40, 0.40),
    "2016-12-03": (0.60, 0.60),
    "2016-12-07": (0.75, 0.85),
    "2016-12-12": (0.90, 0.99),
}


@pytest.mark.parametrize(("day", "reported"), REPORTED.items(), ids=REPORTED)
def test_imposed_record_agrees_with_reported_shares(case: Scenario, day: str, reported: tuple[float, float]):
    assert reported[0] - 0.1 - 1e-3 <= lost(case, day) <= reported[1] + 0.1 + 1e-3


def test_record_starts_at_nothing_and_ends_at_all(case: Scenario):
    assert lost(case, "2016-09-22") == pytest.approx(0)
    assert lost(case, "2016-12-22") == pytest.approx(1)


# OCHA: closed since 7 July. SOHR: the south-western corridor open on 6 August. Closed again 4 to 8 September.
ROADS = {
    ("castello", "2016-07-06"): True,
    ("castello", "2016-07-07"): False,
    ("ramouseh", "2016-08-05"): False,
    ("ramouseh", "2016-08-06"): True,
    ("ramouseh", "2016-09-03"): True,
    ("ramouseh", "2016-09-08"): False,
}


@pytest.mark.parametrize(("road", "is_open"), ROADS.items(), ids=[" ".join(r) for r in ROADS])
def test_roads_open_and_close_with_the_record(case: Scenario, road: tuple[str, str], is_open: bool):
    (route,) = [r for r in case.routes if r.id == road[0]]
    held = held_on(case, road[1])
    assert (max(held[s] for s in route.segments) < 1) is is_open
    beside = {z.id: z.neighbours for z in case.zones}
    assert all(b in beside[a] for a, b in zip(route.segments, route.segments[1:], strict=False))


def test_no_prior_rests_on_what_was_published_later(case: Scenario):
    assert case.questions.known_until == FIRST_FORECAST
    for figure in figures(case):
        if figure.default or figure.quantity.on_judgement or "timeline" in figure.path:
            continue
        published = figure.quantity.published or case.sources[figure.quantity.source].published
        assert published is not None and published <= FIRST_FORECAST, figure.path


def test_no_judgement_names_a_later_day(case: Scenario):
    later = re.compile(r"\b(November|December)\b|\b(?:[89]|[1-3]\d) October\b")
    for figure in figures(case):
        if not figure.default and "timeline" not in figure.path:
            assert not later.search(figure.quantity.source), figure.path


def test_priorities_say_nothing_about_the_last_offensive(case: Scenario):
    assert all(z.priority == z.priority_besieged == 0 for z in case.zones if z.pocket)


def test_every_source_is_used(case: Scenario, book: Ledger):
    used = {c.source for c in book.claims} | {c.copies for c in book.claims}
    used |= {f.quantity.source for f in figures(case)} | {e.source for e in case.timeline}
    used |= {p.source for p in case.plans} | set(case.zone_sources.model_dump().values())
    assert set(case.sources) - used == set()


def test_roads_are_never_opened_or_closed_by_decree(case: Scenario):
    assert not any(isinstance(e, RouteEntry) for e in case.timeline)


def test_ledger_is_whole(book: Ledger):
    tables = Counter(c.id.split("-")[0] for c in book.claims)
    assert len(book.claims) >= 300
    # rows of the compiled tables: 126; 20 without the baseline, which nobody reported; 110 without the two that found
    # nothing; 49, some of which tell two events
    assert (tables["control"], tables["share"], tables["forces"]) == (126, 18, 108)
    assert tables["diplomacy"] >= 49


def test_deaths_data_set_enters_as_weekly_totals_that_copy_the_monitor(book: Ledger):
    weekly = [c for c in book.claims if c.source == "ucdp"]
    assert len(weekly) == 4 * 30
    assert all(c.copies == "sohr" for c in weekly)
    assert all((c.about_end - c.about_start).days in (5, 6) for c in weekly)
    # data README: 398 opposition deaths from 15 November to 12 December, by the data set and by SOHR alike
    autumn = [c for c in weekly if c.subject == "besieged" and "2016-11-14" <= str(c.about_start) <= "2016-12-05"]
    assert sum(float(c.value or 0) for c in autumn) == pytest.approx(398, rel=0.05)
    # and one event of 459 deaths lasts until 12 December: no week that it feeds was known before
    assert all(c.published > datetime.date(2016, 12, 12) for c in autumn)


def test_encyclopaedia_is_never_evidence_for_a_forecast(case: Scenario, book: Ledger):
    for day in case.questions.as_of:
        assert not any(c.source == "encyclopaedia" for c in book.as_of(day).claims)


def test_contested_size_of_the_spoiler(book: Ledger):
    told = {
        (c.source, str(c.published), c.quantity, c.form, c.value, c.low, c.high)
        for c in book.claims
        if c.subject in ("jfs-pocket", "pocket") and c.quantity in ("strength", "group_share")
    }
    # MODEL section 13
    assert ("un-envoy", "2016-10-06", "strength", "at_most", None, None, 900.0) in told
    assert ("un-envoy", "2016-10-06", "strength", "at_most", None, None, 8000.0) in told
    assert ("un-envoy", "2016-09-25", "group_share", "at_least", None, 0.5, None) in told
    assert ("russia", "2016-10-07", "strength", "interval", None, 6000.0, 8000.0) in told
    assert ("russia", "2016-10-07", "group_share", "number", 0.5, None, None) in told
    assert ("diplomats", "2016-10-14", "strength", "at_most", None, None, 200.0) in told
    assert [c for c in book.claims if c.quantity == "command_share" and c.published <= FIRST_FORECAST]


def test_rebuilding_gives_the_committed_files(root: Path, shared: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(root / "tools"))
    built = importlib.import_module("build_aleppo").build(shared / "data" / "aleppo-2016")
    for name, text in built.items():
        assert (folder_of("aleppo-2016") / name).read_text(encoding="utf-8") == text, f"{name}: run the build again"


def test_build_without_the_data_says_so(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.syspath_prepend(str(root / "tools"))
    build = importlib.import_module("build_aleppo")
    monkeypatch.setattr(build, "DATA", tmp_path)
    assert build.main() == 1
    assert "zones.csv" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2016_09_22", "2016_11_15", "2016_12_23"])
def test_record_gives_the_compiled_baselines(case: Scenario, shared: Path, day: str):
    with (shared / "data" / "aleppo-2016" / "zones.csv").open(encoding="utf-8", newline="") as file:
        table = {z["zone_id"]: z[f"control_{day}"] for z in csv.DictReader(file)}
    held = held_on(case, day.replace("_", "-"))
    # a zone is G or K when all of it is held, R when none is; the two that army and YPG share are S in the table
    for zone, side in table.items():
        if zone in held and zone not in ("hellok", "bustan_basha"):
            assert {0.0: "R", 1.0: "G"}.get(held[zone], "S") == side.replace("K", "G"), zone
