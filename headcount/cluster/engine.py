"""Handing a plan's parts to Dask's workers, and going on where an earlier try ended."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dask import config
from distributed import Client, LocalCluster, as_completed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from collector.progress import Progress
from headcount.cluster.dataset import Dataset
from headcount.cluster.plan import plan
from headcount.cluster.work import OtherParserError, Task, run
from headcount.errors import CommandError

TRIES = 3
"""How often a part is begun anew after a worker died over it, or could not read its file."""


def extract(
    urls: Sequence[str],
    out: str,
    *,
    scheduler: str | None,
    workers: int,
    stamp: Mapping[str, str],
    extra: Sequence[Path],
    progress: Progress,
) -> list[dict[str, Any]]:
    """Read all parts that are not done; returns the markers of all, in order.

    Without ``scheduler`` so many ``workers`` are started on this machine.

    Raises:
        CommandError: the scheduler is lost, a part could not be read, or a worker has another parser. Parts
            that are done stay so.
    """
    parts = plan(urls)
    dataset = Dataset(out)
    dataset.begin(parts, stamp)
    markers = dataset.done()
    lists = {path.name: path.read_bytes() for path in extra}
    tasks = [
        Task(number, part, out, stamp, lists) for number, part in enumerate(parts) if number not in markers
    ]
    progress("parts", len(markers), len(parts))
    if tasks:
        try:
            with _client(scheduler, workers) as client:
                for number, marker in _done(client, tasks):
                    markers[number] = marker
                    progress("parts", len(markers), len(parts))
        except (CommClosedError, FutureCancelledError, OSError, TimeoutError) as error:
            where = scheduler or "the workers"
            raise CommandError(f"{where}: the connection was lost or refused ({error}). {_AGAIN}") from error
    return [markers[number] for number in range(len(parts))]


_AGAIN = "What is done is kept: give the same command again to go on."


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once, by us
    with config.set(
        {"distributed.comm.timeouts.connect": "10s", "distributed.scheduler.allowed-failures": TRIES}
    ):
        if scheduler is not None:
            with Client(scheduler, set_as_default=False) as client:
                yield client
            return
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=50,
            ) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client


def _done(client: Client, tasks: Sequence[Task]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each part's marker as it gets done."""
    futures = {client.submit(run, task, retries=TRIES, pure=False): task for task in tasks}
    for future in as_completed(list(futures), loop=client.loop):
        task = futures[future]
        try:
            yield task.number, future.result()
        except OtherParserError as error:
            raise CommandError(
                f"A worker cannot take part: {error}, here it is parser {task.stamp['parser']} with lexicon "
                f"{task.stamp['lexicon']}. Install the same headcount on all. {_AGAIN}"
            ) from error
        except KilledWorker as error:
            raise CommandError(
                f"{task.part.url}: {TRIES} workers died over a part of it, perhaps for lack of "
                f"memory. {_AGAIN}"
            ) from error
        except (OSError, ValueError) as error:
            raise CommandError(f"{task.part.url}: cannot be read ({error}). {_AGAIN}") from error
