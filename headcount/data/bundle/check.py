"""Checks this bag with nothing but Python's own library: python3 check.py. README.txt says what it checks."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def sha256(text: str) -> str:
    """The hash of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows(name: str) -> Iterator[Any]:
    """The JSON values of a file's lines."""
    with (HERE / name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def check(name: str, *, good: bool) -> None:
    """Stop at the first thing that is not as it should be."""
    if not good:
        raise SystemExit(f"NOT AS RECORDED: {name}")


def main() -> None:
    """Walk the journal, then hold every record against it."""
    seal = json.loads((HERE / "seal" / "seal.json").read_text(encoding="utf-8"))["seal"]
    before, last, recorded, channels = "0" * 64, 0, {}, {}
    with (HERE / "journal.txt").open(encoding="utf-8") as journal:
        for line in journal:
            linked, _, hash_ = line.rstrip("\n").rpartition("|")
            seq, _, kind, ref, subject, commitment = linked.split("|")
            check(f"journal row {seq}", good=int(seq) == last + 1 and sha256(f"{before}|{linked}") == hash_)
            before, last = hash_, last + 1
            if kind == "channel":  # a channel is as its last row says
                channels[int(ref)] = commitment
            recorded[kind, int(ref), subject if kind == "observations" else ""] = commitment
    check("the seal's journal row", good=(seal["rows"], seal["hash"]) == (last, before))
    observed = set()
    for digest in rows("observed.jsonl"):
        key = ("observations", digest["run"], str(digest["channel_id"]))
        check(f"observations of run {key[1]}", good=sha256("".join(digest["commitments"])) == recorded[key])
        observed |= set(digest["commitments"])
    count = 0
    for record in rows("records.jsonl"):
        count += 1
        kind, ref, fields = record["kind"], record["ref"], record["fields"]
        written = json.dumps([record["nonce"], *fields], ensure_ascii=False, separators=(",", ":"))
        commitment = sha256(written)
        if kind == "observation":
            good = commitment in observed
        elif kind == "channel":
            good = commitment == channels[ref]
        else:
            good = commitment == recorded[kind, ref, ""]
        check(f"{kind} {ref}", good=good)
        if record.get("raw") is not None:
            check(f"raw answer of {kind} {ref}", good=sha256(record["raw"]) == fields[-1])
    print(f"All is as recorded: {last} journal rows, {count} records.")


if __name__ == "__main__":
    main()
