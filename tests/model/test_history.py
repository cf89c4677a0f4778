"""What of the timeline a run may know: by date, by publication, by mode."""

import datetime

import numpy as np
import pytest

from corridor.model.history import history
from corridor.model.layout import layout
from corridor.scenario.load import load
from corridor.scenario.timeline import ControlEntry, OffensiveEntry, TruceEntry

DAYS = 30


@pytest.fixture(scope="module")
def plain():
    scenario = load("teaching-six")
    return scenario.model_copy(update={"timeline": []})


def day(scenario, number):
    return scenario.period.start + datetime.timedelta(days=number)


def entry(scenario, kind, at, late=0, **fields):
    name = {OffensiveEntry: "offensive", TruceEntry: "truce", ControlEntry: "control"}[kind]
    dates = {"date": day(scenario, at), "published": day(scenario, at + late), "source": "judgement: a test"}
    return kind(kind=name, **dates, **fields)


def told(scenario, *entries, until=19, impose="record"):
    written = scenario.model_copy(update={"timeline": list(entries)})
    return history(written, DAYS, day(scenario, until), impose)


def test_an_entry_holds_from_its_day_to_the_next_or_to_the_last_known_day(plain):
    start = entry(plain, OffensiveEntry, 3, camp="besieger", running=True)
    stop = entry(plain, OffensiveEntry, 7, camp="besieger", running=False)
    truce = entry(plain, TruceEntry, 5, level=0.25)
    given = told(plain, start, truce, stop)
    days = np.arange(DAYS)
    np.testing.assert_array_equal(given.offensive_known[:, 0], (days >= 3) & (days < 20))
    np.testing.assert_array_equal(given.offensive[:, 0], (days >= 3) & (days < 7))
    np.testing.assert_array_equal(given.truce, np.where((days >= 5) & (days < 20), 0.25, 1.0).astype(np.float32))
    assert not np.any(given.offensive_known[:, 1])


def test_what_was_published_later_is_not_known(plain):
    late = entry(plain, OffensiveEntry, 3, late=17, camp="besieger", running=True)
    assert not np.any(told(plain, late, until=19).offensive_known)
    assert np.any(told(plain, late, until=20).offensive_known)
    ahead = entry(plain, OffensiveEntry, 21, camp="besieger", running=True)
    assert not np.any(told(plain, ahead, until=20).offensive_known)


def test_control_is_imposed_on_the_record_only(plain):
    zone = plain.zones[1].id
    taken = entry(plain, ControlEntry, 4, zone=zone, held=0.5)
    record = told(plain, taken)
    np.testing.assert_array_equal(record.held_known, np.arange(DAYS) < 20)
    assert float(record.held[3, 1]) == pytest.approx(float(layout(plain).held[1]))
    assert float(record.held[4, 1]) == 0.5
    assert not np.any(told(plain, taken, impose="decisions").held_known)


def test_a_free_run_knows_nothing(plain):
    start = entry(plain, OffensiveEntry, 0, camp="besieger", running=True)
    given = told(plain, start, impose="nothing")
    assert not np.any(given.offensive_known) and not np.any(given.held_known) and np.all(given.truce == 1)
    before = told(plain, start, until=-1)
    assert not np.any(before.offensive_known)
    assert np.any(told(plain, start, impose="decisions").offensive_known)
