"""The order of a day as a value: put in, take out, refuse what cannot be."""

import pytest

from corridor.errors import CorridorError
from corridor.model.day import default
from corridor.model.state import Mechanism, nothing_given

NAMES = ["politics", "outlook", "offers", "agreements", "tempo", "supply", "bombardment", "assault", "cohesion",
         "civilians", "intervention", "learning", "ending"]  # fmt: skip


def mine(name="mine"):
    return Mechanism(name, lambda key, state, params, given: (state, nothing_given()))


def names(order):
    return [m.name for m in order.mechanisms]


def test_the_day_as_it_stands():
    assert names(default()) == NAMES


def test_after_before_without():
    assert names(default().after("supply", mine())) == [*NAMES[:6], "mine", *NAMES[6:]]
    assert names(default().before("politics", mine("a"), mine("b"))) == ["a", "b", *NAMES]
    assert names(default().after("ending", mine())) == [*NAMES, "mine"]
    assert names(default().without("assault")) == [n for n in NAMES if n != "assault"]
    assert names(default()) == NAMES  # a value: changing it made others


def test_what_cannot_be_is_refused():
    with pytest.raises(CorridorError, match=r"no mechanism is called 'suply'.*supply"):
        default().after("suply", mine())
    with pytest.raises(CorridorError, match="no mechanism is called 'war'"):
        default().without("war")
    with pytest.raises(CorridorError, match="a mechanism called 'tempo' stands in the day already"):
        default().before("supply", mine("tempo"))
