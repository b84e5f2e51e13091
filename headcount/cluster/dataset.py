"""What is written: a Parquet file of requests a part, and a marker beside it once the file is whole.

```
OUT/plan.json               the parts of the input, the parser, the lexicon: what the folder is of
OUT/requests/00017.parquet  a row a request of the part; a part without requests has a file without rows
OUT/done/00017.json         how much the part held and which of its posts were faulty; written last
```
A file comes under its name only when it is whole, so a part is done or it is not, whatever was killed.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from headcount.cluster.plan import Part
from headcount.errors import UsageFault

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("date", pa.string()),
        ("n", pa.int32()),
        ("role", pa.string()),
        ("isco08", pa.string()),
        ("role_text", pa.string()),
        ("headcount_min", pa.int64()),
        ("headcount_max", pa.int64()),
        ("headcount_text", pa.string()),
        ("regions", pa.list_(pa.string())),
        ("origins", pa.list_(pa.string())),
        ("confidence", pa.float64()),
        ("language", pa.string()),
        ("closed", pa.bool_()),
        ("post_confidence", pa.float64()),
        ("reading", pa.string()),
        ("text", pa.string()),
    ]
)
"""``n`` counts a post's requests from 0; ``reading`` is the whole line of ``extract`` without its ``id``. A
post that is a request but names no role has one row in which ``n`` is null."""

Rows = Iterable[Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A folder that parts are written into, on a disk or wherever fsspec writes."""

    url: str

    def begin(self, parts: Sequence[Part], stamp: Mapping[str, str]) -> None:
        """Note what the folder is of, or see that it is of the same.

        Raises:
            UsageFault: it holds parts of another input, parser or lexicon.
        """
        wanted = json.dumps({**stamp, "parts": [part.to_dict() for part in parts]}, indent=1).encode()
        fs, root = fsspec.core.url_to_fs(self.url)
        if fs.exists(f"{root}/plan.json"):
            if fs.cat_file(f"{root}/plan.json") != wanted:
                raise UsageFault(
                    f"{self.url}: holds the requests of another input, parser or lexicon; name another --out."
                )
        elif fs.exists(root) and fs.ls(root):
            raise UsageFault(f"{self.url}: is not empty; name another --out.")
        else:
            self._put("plan.json", wanted)

    def done(self) -> dict[int, dict[str, Any]]:
        """The markers of the parts that are done, by the part's number."""
        fs, root = fsspec.core.url_to_fs(self.url)
        if not fs.exists(f"{root}/done"):
            return {}
        found = [path for path in fs.find(f"{root}/done") if path.endswith(".json")]
        return {int(path.rsplit("/", 1)[1][:-5]): json.loads(fs.cat_file(path)) for path in found}

    def write(self, number: int, rows: Rows) -> int:
        """Write a part's requests; returns how many."""
        fs, root = fsspec.core.url_to_fs(self.url)
        fs.makedirs(f"{root}/requests", exist_ok=True)
        making = f"{root}/making-{uuid.uuid4().hex}"
        count = 0
        try:
            with fs.open(making, "wb") as file, pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
                for batch in rows:
                    writer.write_table(pa.Table.from_pylist(list(batch), schema=SCHEMA))
                    count += len(batch)
            fs.mv(making, f"{root}/requests/{number:05}.parquet")
        except BaseException:
            if fs.exists(making):
                fs.rm_file(making)
            raise
        return count

    def finish(self, number: int, marker: Mapping[str, Any]) -> None:
        """Say that a part is done."""
        self._put(f"done/{number:05}.json", json.dumps(marker, ensure_ascii=False).encode())

    def _put(self, name: str, content: bytes) -> None:
        fs, root = fsspec.core.url_to_fs(self.url)
        fs.makedirs(f"{root}/{name}".rsplit("/", 1)[0], exist_ok=True)
        making = f"{root}/making-{uuid.uuid4().hex}"
        fs.pipe_file(making, content)
        fs.mv(making, f"{root}/{name}")
