"""The parts of the benchmark that run whole commands measure something whole."""

from __future__ import annotations

from bench.cluster import measure as measure_cluster
from bench.large import measure as measure_large


def test_each_command_is_timed_at_each_size_and_memory_is_all_processes() -> None:
    """It stops where a command fails, so a row is there for each only if all went well."""
    rows = {row.what: row for row in measure_large(0.0005)}
    for name in (
        "import",
        "parse --workers",
        "report",
        "search",
        "verify",
        "export posts",
        "export requests",
    ):
        assert len([what for what in rows if what.startswith(name)]) == 4, name
    memory = [row for what, row in rows.items() if "most memory" in what]
    assert len(memory) == 4
    assert all(row.ratio > 0.05 for row in memory), "a parser alone takes more than 50 MB"


def test_a_cluster_is_held_against_one_process() -> None:
    """By Dask's workers and by the program's own."""
    assert [row.goal for row in measure_cluster(0.0002)] == [1.7, 1.8]
