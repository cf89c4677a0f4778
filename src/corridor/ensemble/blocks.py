"""Blocks computed in threads and handed over in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def threads() -> int:
    """How many blocks to compute at once: the processors this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def in_order(work: Callable[[int], T], first: int, stop: int) -> Iterator[tuple[int, T]]:
    """Compute ``work(first) .. work(stop - 1)`` in threads and yield each with its number, in order.

    XLA gives up Python's lock while it computes, so one thread a processor keeps them all busy. At most one result more
    than there are threads waits to be taken, so memory does not grow with the number of blocks.
    """
    workers = threads()
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[int, Future[T]]] = deque()
        number = first
        try:
            while number < stop or waiting:
                while number < stop and len(waiting) <= workers:
                    waiting.append((number, pool.submit(work, number)))
                    number += 1
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
