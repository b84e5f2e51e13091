"""Evidence bundles: a BagIt bag (RFC 8493) of posts' records that standard tools can check."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import bagit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from headcount.app import PROGRAM
from headcount.errors import UsageFault
from headcount.sealing import stamped_bytes
from storage import Archive, canonical

Post = tuple[int, int]
_PARTS = ("README.txt", "check.py")


@contextmanager
def new_bag(folder: Path, *, identifier: str, description: str) -> Iterator[Path]:
    """A folder to fill, which becomes a bag under its name when the block ends well, and goes if it does not.

    Raises:
        UsageFault: there is something in its place.
        OSError: it cannot be written.
    """
    if folder.exists():
        raise UsageFault(f"{folder}: already there; nothing was written.")
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yield unfinished
        info = {
            "External-Identifier": identifier,
            "External-Description": description,
            "Bag-Software-Agent": PROGRAM,
        }
        bagit.make_bag(str(unfinished), info, checksums=["sha256"])
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def fill(folder: Path, archive: Archive, posts: Sequence[Post], sealed: Mapping[str, Any]) -> dict[str, int]:
    """Write all of a bag but its report; returns how many records it has of each kind.

    Within one moment of the archive, the one that was sealed.
    """
    for name in _PARTS:
        shutil.copyfile(str(resources.files("headcount") / "data" / "bundle" / name), folder / name)
    counts: dict[str, int] = {}
    observed: set[Post] = set()
    with (folder / "records.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for record in archive.records(posts):
            counts[record["kind"]] = counts.get(record["kind"], 0) + 1
            if record["kind"] == "observation":
                run = record["fields"][record["names"].index("run")]
                observed.add((run, int(record["post"].partition("/")[0])))
            file.write(_line(record))
    _write_lines(folder / "observed.jsonl", map(_line, archive.digests(sorted(observed))))
    _write_lines(folder / "readings.jsonl", map(_line, archive.readings(posts)))
    _write_lines(
        folder / "journal.txt", (f"{line}\n" for line in archive.journal_lines(sealed["seal"]["rows"]))
    )
    _write_seal(folder / "seal", sealed)
    return counts


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _write_seal(folder: Path, sealed: Mapping[str, Any]) -> None:
    """The seal, and its parts as openssl takes them."""
    folder.mkdir()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sealed["public_key"]))
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "seal.json").write_text(
        json.dumps(sealed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (folder / "signed.json").write_bytes(canonical(sealed["seal"]).encode())
    (folder / "signature.bin").write_bytes(bytes.fromhex(sealed["signature"]))
    (folder / "public.pem").write_bytes(pem)
    (folder / "stamped.json").write_bytes(stamped_bytes(sealed))
    for number, stamp in enumerate(sealed["stamps"], start=1):
        (folder / f"stamp-{number}.tsr").write_bytes(base64.b64decode(stamp["response"]))
