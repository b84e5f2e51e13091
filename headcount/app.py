"""What every command shares: options, settings, the archive, and how errors end it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import RenderableType

from collector.clock import Clock
from collector.errors import SourceError
from headcount import __version__, errors
from headcount.console import Screen, print_json, show
from headcount.settings import FILE, Settings, read_settings
from headcount.workers import Batch, Rows, build_apart, in_order
from parser import LexiconError, is_built
from parser import __version__ as PARSER_VERSION  # noqa: N812  a constant
from parser import load as load_parser
from parser.lexicon.rows import lexicon_hash
from storage import Archive, ArchiveBusy, ArchiveError, NoArchive, Watched, Writer

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not

PROGRAM = f"headcount {__version__}"


_BUILDING = "Building every form of the word lists, once; this takes half a minute."


@dataclass(frozen=True)
class Result:
    """How a command ended: what failed (``{"what", "reason"}``), what was counted, more for ``--json``."""

    counts: Mapping[str, int] = field(default_factory=dict)
    failed: Sequence[Mapping[str, str]] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    shown: Sequence[RenderableType] = ()
    """What a person is shown on standard output, where ``--json`` is not asked for."""
    code: int | None = None
    after: Callable[[], None] = lambda: None
    """Called when all of it is printed: what is to be told once is told then."""

    def as_json(self) -> dict[str, Any]:
        """The object that ``--json`` prints."""
        return {"ok": not self.failed, "failed": list(self.failed), "counts": dict(self.counts), **self.more}


class App:
    """A command's surroundings: its settings, its archive, its screen, the time."""

    def __init__(self, settings: Settings, archive: Path, screen: Screen, clock: Clock) -> None:
        self.settings = settings
        self.archive_path = archive
        self.screen = screen
        self.clock = clock

    @contextmanager
    def reading(self) -> Iterator[Archive]:
        """The archive, read-only beside any writer."""
        with Archive.open(self.archive_path) as archive:
            yield archive

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The archive, for this process alone, knowing the channels of the settings."""
        with Writer.writing(self.archive_path, now=self.clock.now) as archive:
            archive.watch(self.watched())
            yield archive

    @contextmanager
    def changing(self) -> Iterator[Writer]:
        """The archive that is there, for this process alone; a slip in its name makes no new one."""
        if not self.archive_path.is_file():
            raise NoArchive(self.archive_path)
        with self.writing() as archive:
            yield archive

    def watched(self) -> list[Watched]:
        """The settings' channels as the archive wants them."""
        return [Watched(channel.name, channel.region) for channel in self.settings.channels]

    def parser(self) -> Parser:
        """The parser with the settings' own word lists; takes a while when they have changed."""
        if not is_built(self.extra):
            self.screen.say(_BUILDING)
        return load_parser(self.extra)

    def build_word_lists(self) -> None:
        """Build what has changed once, and not once in each process that then reads."""
        if not is_built(self.extra):
            self.screen.say(_BUILDING)
            build_apart(self.extra)

    @property
    def extra(self) -> list[Path]:
        """The settings' own word lists."""
        return [self.settings.path(path) for path in self.settings.lexicon.extra]

    def reading_with(self) -> tuple[str, str]:
        """The parser's version and the hash of its word lists, without loading it."""
        return PARSER_VERSION, lexicon_hash(self.extra)

    def read_in_order(
        self, work: Callable[[Parser, Batch], Rows], batches: Iterable[Batch], *, workers: int
    ) -> Iterator[Rows]:
        """What ``work`` makes of each batch, in order, in so many processes; see ``headcount.workers``."""
        if workers > 1:
            self.build_word_lists()
        return in_order(work, batches, load=self.parser, extra=self.extra, workers=workers)


def workers_option(body: Callable[..., Any]) -> Callable[..., Any]:
    """``--workers``, for commands that read many posts."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="Processes that read posts at once.",
    )(body)


def command(*, json: bool = False) -> Callable[[Callable[..., Result | None]], Callable[..., None]]:
    """Make a function of an ``App`` a command's body: the common options, and one end for every error."""

    def decorate(body: Callable[..., Result | None]) -> Callable[..., None]:
        @click.option("--config", type=click.Path(path_type=Path), help=f"Settings file (default: ./{FILE}).")
        @click.option(
            "--archive", type=click.Path(path_type=Path), help="Archive to use instead of the settings' own."
        )
        @click.option("-v", "--verbose", count=True, help="Say more.")
        @click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
        @functools.wraps(body)
        def wrapped(
            *,
            config: Path | None,
            archive: Path | None,
            verbose: int,
            quiet: bool,
            as_json: bool = False,
            **given: Any,
        ) -> None:
            screen = Screen(-1 if quiet else verbose)
            result = _run(body, config, archive, screen, given)
            if as_json:
                print_json(result.as_json())
            else:
                show(result.shown)
            _closing(screen, result)
            code = result.code if result.code is not None else int(bool(result.failed))
            if code:
                raise click.exceptions.Exit(code)

        if json:
            flag = click.option(
                "--json", "as_json", is_flag=True, help="Print one JSON object last on standard output."
            )
            return flag(wrapped)
        return wrapped

    return decorate


def _run(
    body: Callable[..., Result | None],
    config: Path | None,
    archive: Path | None,
    screen: Screen,
    given: dict[str, Any],
) -> Result:
    try:
        settings = _settings(config)
        path = archive or settings.path(settings.archive.path)
        return body(App(settings, path, screen, Clock()), **given) or Result()
    except errors.CommandError as error:
        return _ended(screen, str(error), error.code)
    except ArchiveBusy as error:
        return _ended(screen, str(error), errors.EXIT_BUSY)
    except (ArchiveError, SourceError, LexiconError) as error:
        return _ended(screen, str(error), errors.EXIT_FAILED)
    except KeyboardInterrupt:
        return _ended(screen, "Stopped. What was done so far is saved.", errors.EXIT_INTERRUPTED)
    except errors.Terminated:
        return _ended(screen, "Terminated. What was done so far is saved.", errors.EXIT_TERMINATED)


def _closing(screen: Screen, result: Result) -> None:
    try:
        result.after()
    except ArchiveError as error:
        screen.detail(f"{error} What was shown is shown again by the next run.")


def _ended(screen: Screen, message: str, code: int) -> Result:
    screen.error(message)
    return Result(failed=[{"what": "headcount", "reason": message}], code=code)


def _settings(config: Path | None) -> Settings:
    named = config or (Path(os.environ["HEADCOUNT_CONFIG"]) if os.environ.get("HEADCOUNT_CONFIG") else None)
    if named is not None:
        return read_settings(named)
    return read_settings(Path(FILE)) if Path(FILE).exists() else Settings()
