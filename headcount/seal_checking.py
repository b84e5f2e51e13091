"""``headcount verify --seal``: does the archive still have the sealed past, and who says so."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from headcount.app import App
from headcount.errors import CommandError, UsageFault
from headcount.sealing import Seal, disagreement, read_seal
from headcount.timestamps import read_roots
from storage import Archive


@dataclass(frozen=True, slots=True)
class SealedPast:
    """A seal beside the archive: ``wrong`` says why the archive does not have the past that it pins."""

    path: Path
    seal: Seal
    key_checked: bool
    wrong: str | None

    def lines(self) -> list[str]:
        """What a person is told."""
        seal = self.seal
        when = f"sealed {seal.sealed} by {seal.tool}, {seal.past.rows:,} journal rows"
        stamps = [
            f"Time-stamped {one.at} by {one.subject}, certificate {one.certificate} ({one.trust})."
            for one in seal.stamps
        ]
        signed = (
            "The seal is signed by the key whose fingerprint you gave."
            if self.key_checked
            else f"The seal is signed by the key {seal.fingerprint}. That proves nothing unless it is the "
            "fingerprint that you keep elsewhere: compare, or give yours with --key-fingerprint."
        )
        return [f"{self.path}: the archive contains this past unchanged: {when}.", *stamps, signed]

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "rows": self.seal.past.rows,
            "hash": self.seal.past.hash,
            "sealed": self.seal.sealed,
            "contained": self.wrong is None,
            "key_fingerprint": self.seal.fingerprint,
            "key_checked": self.key_checked,
            "stamps": [
                {
                    "authority": stamp.authority,
                    "at": stamp.at,
                    "subject": stamp.subject,
                    "certificate": stamp.certificate,
                    "trust": stamp.trust,
                }
                for stamp in self.seal.stamps
            ],
        }


def open_seal(app: App, path: Path, expected: str | None) -> tuple[Seal, bool]:
    """Read a seal, and compare its key with the fingerprint kept elsewhere, which a terminal is asked for.

    Raises:
        CommandError: it is no seal, was changed, or is signed by another key.
        UsageFault: what was given is no fingerprint.
    """
    seal = read_seal(path, roots=read_roots([app.settings.path(root) for root in app.settings.seal.roots]))
    if expected is None and sys.stdin.isatty():
        expected = click.prompt(
            "Fingerprint of the archive's seal key, from where you keep it (empty: do not compare)",
            default="",
            show_default=False,
            err=True,
        )
    wanted = "".join((expected or "").replace(":", "").split()).lower()
    if not wanted:
        return seal, False
    if len(wanted) != 64 or set(wanted) - set("0123456789abcdef"):
        raise UsageFault(f"--key-fingerprint: {expected!r:.80} is no fingerprint (64 hex digits).")
    if wanted != seal.fingerprint:
        raise CommandError(
            f"{path}: is signed by another key, {seal.fingerprint}: not a seal of this archive's."
        )
    return seal, True


def compare(archive: Archive, path: Path, seal: Seal, *, key_checked: bool) -> SealedPast:
    """Compare the archive's past with the sealed one."""
    return SealedPast(path, seal, key_checked, disagreement(seal.past, archive.past(seal.past.rows)))
