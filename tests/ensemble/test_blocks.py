"""Blocks come in order whichever is done first, few wait, and a failure is the caller's."""

import threading

import pytest

from corridor.ensemble import blocks
from corridor.ensemble.blocks import in_order


def test_results_come_in_order_though_the_first_is_done_last(monkeypatch):
    monkeypatch.setattr(blocks, "threads", lambda: 3)
    second = threading.Event()

    def work(number):
        # Block 5 is not done before block 6 is.
        if number == 5:
            assert second.wait(timeout=60)
        if number == 6:
            second.set()
        return number * 10

    assert list(in_order(work, 5, 12)) == [(n, n * 10) for n in range(5, 12)]


def test_few_results_wait_to_be_taken(monkeypatch):
    monkeypatch.setattr(blocks, "threads", lambda: 2)
    begun = []
    results = in_order(lambda number: begun.append(number), 0, 500)
    for taken, _ in enumerate(results, start=1):
        # Two threads, so three are begun before the first is handed over, and one more for each that is taken.
        assert len(begun) <= taken + 2
    assert sorted(begun) == list(range(500))


def test_nothing_to_do_and_a_later_start():
    assert list(in_order(lambda number: number, 4, 4)) == []
    assert list(in_order(lambda number: number, 3, 4)) == [(3, 3)]


def test_a_failure_is_raised_in_its_turn():
    def work(number):
        if number == 2:
            raise ValueError("block 2")
        return number

    results = in_order(work, 0, 9)
    assert [next(results), next(results)] == [(0, 0), (1, 1)]
    with pytest.raises(ValueError, match="block 2"):
        next(results)


def test_there_is_at_least_one_thread():
    assert blocks.threads() >= 1
