"""Work shared among processes: each is a copy of this one, so that it knows all that is known here.

Where a system cannot copy processes, or there is one core, everything is done here, in turn, with
the same outcome.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_FEW = 16
"""So little work is done sooner than it is shared."""
_shared: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What the copies of this process find when they begin: arguments need no form for a pipe."""
_is_one: list[bool] = []
"""Not empty in a process that works for another."""


def worker_count() -> int:
    """How many processes to use: REFORM_WORKERS, else the cores that this one may use."""
    if _is_one or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    named = os.environ.get("REFORM_WORKERS", "")
    if named.isdigit():
        return max(1, int(named))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    work: Callable[[Item], Outcome], items: Sequence[Item], at_once: int = 1
) -> Iterator[Outcome]:
    """The outcome of ``work`` for every item, in their order; ``at_once`` of them go to a process
    together. Outcomes go through a pipe, so they are best small.

    Raises what ``work`` raises, and BrokenProcessPool where a process was ended from outside.
    """
    count = min(worker_count(), len(items) // _FEW)
    if count <= 1:
        yield from map(work, items)
        return
    context = multiprocessing.get_context("fork")
    _shared.append((work, items))
    gc.freeze()  # what exists already is copied only where it changes: no collector may touch it
    try:
        with ProcessPoolExecutor(
            count, mp_context=context, initializer=_begin, initargs=(os.getpid(),)
        ) as pool:
            yield from pool.map(_one, range(len(items)), chunksize=at_once)
    finally:
        gc.unfreeze()
        _shared.pop()


def _begin(parent: int) -> None:
    """A process that works for another has none to work for it, and ends when that one does."""
    _is_one.append(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _one(index: int) -> Any:
    work, items = _shared[-1]
    return work(items[index])


@contextmanager
def collector_held_off() -> Iterator[None]:
    """No search for circles while millions of rows are made, none of which is in one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def tracked(done: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Pass on what is done, and show how far it is: a bar on a terminal, elsewhere a line from
    time to time, and nothing where it is soon over.
    """
    if sys.stderr.isatty():
        console = Console(stderr=True)
        yield from track(done, what, total=total, console=console, transient=True)
        return
    told = time.monotonic() + _SOON
    for number, item in enumerate(done, start=1):
        yield item
        if total > _SHORT and time.monotonic() > told:
            told = time.monotonic() + _AGAIN
            sys.stderr.write(f"{what}: {number:,} of {total:,}\n")


_SOON, _AGAIN = 2, 10
"""Seconds until the first line, and between two."""
_SHORT = 200
"""So few things are never told."""
