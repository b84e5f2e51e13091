"""``extract --engine dask``: data sets to requests on several workers, over TCP."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.cluster.plan import Part, plan
from headcount.cluster.posts import _lines, posts
from headcount.cluster.work import OtherParserError, Task, run
from headcount.errors import UsageFault
from parser import __version__ as PARSER  # noqa: N812  a constant
from parser import load
from parser.lexicon.rows import lexicon_hash

PROGRAM = (sys.executable, "-c", "from headcount.cli import main; main()")
STAMP = {"parser": PARSER, "lexicon": lexicon_hash()}


def lines(first: int, count: int) -> str:
    """JSON Lines of posts, two in three of which are requests."""
    made = []
    for n in range(first, first + count):
        text = f"Нужны {n + 2} сварщиков и швея, г. Тверь" if n % 3 else f"Доброе утро, {n}"
        made.append({"id": f"1234500001/{n + 1}", "text": text, "date": "2026-11-02T09:00:00Z"})
    return "".join(json.dumps(post, ensure_ascii=False) + "\n" for post in made)


@pytest.fixture(autouse=True, scope="module")
def _word_lists() -> None:
    """Build them once: each process here loads them for itself."""
    load()


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A folder of ten files, so of ten parts."""
    folder = tmp_path / "feed"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.jsonl").write_text(lines(200 * number, 200), encoding="utf-8")
    return folder


def extract(feed: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, with Dask."""
    command = [*PROGRAM, "extract", "--engine", "dask", str(feed), "--out", str(out), *words]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=300)


def requests_in(out: Path) -> list[tuple[Any, ...]]:
    """The data set's rows, in the order of posts."""
    wanted = ["id", "n", "role", "headcount_min", "headcount_max", "regions"]
    rows = pq.read_table(out / "requests", columns=wanted).to_pylist()
    return sorted((tuple(map(str, row.values())) for row in rows), key=repr)


def of_one_process(feed: Path) -> list[tuple[Any, ...]]:
    """The same rows from what ``extract`` prints."""
    files = sorted(map(str, feed.iterdir()))
    printed = subprocess.run([*PROGRAM, "extract", *files], check=True, capture_output=True).stdout
    rows = []
    for post in map(json.loads, printed.splitlines()):
        for n, one in enumerate(post["requests"]):
            people = (one["headcount_min"], one["headcount_max"])
            rows.append(tuple(map(str, (post["id"], n, one["role"], *people, one["regions"]))))
    return sorted(rows, key=repr)


class Cluster:
    """Dask's own scheduler and workers, each a process, on loopback."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--no-show",
            "--scheduler-file",
        )
        wait_for(self.file.exists)
        self.url = json.loads(self.file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker that nobody starts again."""
        return self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--scheduler-file")

    def _start(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words, str(self.file)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process


@contextmanager
def a_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that is gone in the end."""
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        for process in cluster.processes:
            process.kill()
            process.wait()


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 240
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def begin(feed: Path, out: Path, cluster: Cluster) -> subprocess.Popen[str]:
    """Start the program over a cluster, and wait for the first part that is done."""
    command = [
        *PROGRAM,
        "extract",
        "--engine",
        "dask",
        "--scheduler",
        cluster.url,
        str(feed),
        "--out",
        str(out),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    wait_for(lambda: process.poll() is not None or any(out.glob("done/*")))
    return process


def test_a_killed_worker_costs_no_row(feed: Path, tmp_path: Path) -> None:
    """Two workers over TCP, one killed in mid-run: the rows of one process."""
    out = tmp_path / "out"
    with a_cluster(tmp_path) as cluster:
        first, _ = cluster.worker(), cluster.worker()
        process = begin(feed, out, cluster)
        os.kill(first.pid, signal.SIGKILL)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert requests_in(out) == of_one_process(feed)
    assert len(list(out.glob("done/*.json"))) == 10


def test_after_a_killed_scheduler_the_same_command_goes_on(feed: Path, tmp_path: Path) -> None:
    """What was done is not done again."""
    out = tmp_path / "out"
    with a_cluster(tmp_path) as cluster:
        cluster.worker()
        process = begin(feed, out, cluster)
        os.kill(cluster.scheduler.pid, signal.SIGKILL)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 1
        assert "give the same command again" in err
        assert "Traceback" not in err
    done = {path: path.stat().st_mtime_ns for path in out.glob("done/*.json")}
    assert 0 < len(done) < 10
    ended = extract(feed, out)
    assert ended.returncode == 0, ended.stderr
    assert requests_in(out) == of_one_process(feed)
    assert {path: path.stat().st_mtime_ns for path in done} == done
    assert not list(out.glob("making-*"))


def test_a_folder_of_another_input_is_left_alone(feed: Path, tmp_path: Path) -> None:
    """So is one that holds anything else; nothing was done, exit 2."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    assert extract(feed, out).returncode == 2
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_faulty_posts_are_counted_and_named(tmp_path: Path) -> None:
    """The others are read; exit 1."""
    feed = tmp_path / "posts.jsonl"
    feed.write_text(lines(1, 2) + "{broken\n" + '{"id": 9}\n', encoding="utf-8")
    ended = extract(feed, tmp_path / "out")
    assert ended.returncode == 1
    assert "2 posts are none, as post 3: is no JSON" in ended.stderr
    assert len(requests_in(tmp_path / "out")) == 4


def task(part: Part, out: Path, **other: Any) -> Task:
    """A task for a worker in this process."""
    return Task(0, part, str(out), **{"stamp": STAMP, **other})


def test_a_worker_with_another_lexicon_takes_no_part(feed: Path, tmp_path: Path) -> None:
    """It says what it has, and writes nothing."""
    part = plan([str(feed)])[0]
    with pytest.raises(OtherParserError, match=STAMP["lexicon"]):
        run(task(part, tmp_path / "out", stamp={**STAMP, "lexicon": "sha256:other"}))
    assert not (tmp_path / "out").exists()


def test_a_persons_own_word_list_goes_to_the_workers(tmp_path: Path) -> None:
    """By its bytes: a worker has no settings."""
    own = tmp_path / "my_roles.csv"
    own.write_text(
        "title,lang,kind,role,role_ru,isco08\nбоцман-такелажник,ru,noun,boatswain rigger,боцман,8350\n",
        encoding="utf-8",
    )
    feed = tmp_path / "posts.jsonl"
    feed.write_text(json.dumps({"id": 1, "text": "Нужны 3 боцмана-такелажника"}) + "\n", encoding="utf-8")
    stamp = {**STAMP, "lexicon": lexicon_hash([own])}
    run(task(plan([str(feed)])[0], tmp_path / "out", stamp=stamp, extra={own.name: own.read_bytes()}))
    assert pq.read_table(tmp_path / "out" / "requests")["role"].to_pylist() == ["boatswain rigger"]


def test_parquet_and_packed_lines_are_read_alike(tmp_path: Path) -> None:
    """Numbers and times become text; other columns are not looked at."""
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    rows = [{"id": n, "views": 5, "text": f"Нужны {n} швей", "date": moment} for n in range(2, 12)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=4)
    parts = plan([str(tmp_path / "a.parquet")], part_bytes=1)
    assert [(part.start, part.end) for part in parts] == [(0, 1), (1, 2), (2, 3)]
    of_parquet = [post for part in parts for batch in posts(part) for post in batch]
    assert (of_parquet[0].id, of_parquet[0].date) == ("2", "2026-11-02 09:00:00.000000Z")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    (part,) = plan([str(tmp_path / "b.jsonl.gz")])
    assert [post.text for batch in posts(part) for post in batch] == [post.text for post in of_parquet]


@pytest.mark.parametrize("name", ["nothing.jsonl", "posts.txt"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """As wrong usage, before anything is done."""
    (tmp_path / "posts.txt").touch()
    with pytest.raises(UsageFault, match=name):
        plan([str(tmp_path / name)])


@given(
    st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=12),
    st.integers(1, 20),
)
def test_every_line_is_in_one_part(made: Sequence[bytes], step: int) -> None:
    """However the file is cut, with or without an end of line at its end."""
    for content in (b"\n".join(made), b"".join(line + b"\n" for line in made)):
        found = [
            line
            for start in range(0, len(content), step)
            for line in _lines(BytesIO(content), start, min(start + step, len(content)))
        ]
        assert found == list(BytesIO(content))


def test_posts_of_a_data_set_go_into_an_archive(run: Any, folder: Path) -> None:
    """As docs/cluster.md says: DuckDB writes what Telegram Desktop would, and `headcount import` reads it."""
    (folder / "posts.jsonl").write_text(lines(1, 6), encoding="utf-8")
    assert extract(folder / "posts.jsonl", folder / "out").returncode == 0
    page = Path(__file__).parents[2] / "docs" / "cluster.md"
    (query,) = [part.split("```")[0] for part in page.read_text(encoding="utf-8").split("```sql\n")[2:3]]
    duckdb.execute(query)
    assert run("import", "result.json", "--json").json["counts"]["posts"] == 4
    assert run("parse", "--json").json["counts"]["requests"] == 4
