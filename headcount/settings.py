"""``headcount.toml``: read, checked, with errors that name the key, its line and the nearest right one."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from headcount.errors import UsageFault
from headcount.settings_telling import REGION, AlertSettings, EmailSettings, Table, named_once

FILE = "headcount.toml"

OWN = frozenset({"folder", "file"})
"""Fields of the settings that no file sets."""


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write one like Europe/Moscow") from None
    return name


def channel_name(name: str) -> str:
    """A username, t.me link or numeric id, as a username or id.

    Raises:
        ValueError: it is none of them.
    """
    found = re.fullmatch(
        r"(?:https?://)?(?:t\.me/(?:s/)?|telegram\.me/)?@?([A-Za-z]\w{3,31}|-?\d+)/?", name.strip()
    )
    if not found:
        raise ValueError(f"{name!r} is no username, t.me link or numeric id of a public channel")
    return re.sub(r"^-100(?=\d{9,})|^-", "", found[1])


class ArchiveSettings(Table):
    """``[archive]``."""

    path: Path = Path("archive.db")
    """The archive, one SQLite file. Beside it lies archive.db.key, which names people by pseudonyms."""


class NetworkSettings(Table):
    """``[network]``."""

    proxy: str | None = Field(default=None, pattern=r"^(socks5h?|socks4|http)://\S+$")
    """For everything that leaves this machine; if it fails, nothing goes around it."""


class TelegramSettings(Table):
    """``[telegram]``."""

    session: Path = Path("telegram.session")
    """A Telethon session file, made by `headcount login`; who has it has the account."""
    api_id: int | None = None
    """Of your own, from https://my.telegram.org; $TELEGRAM_API_ID goes before it."""
    api_hash: str | None = Field(default=None, repr=False)
    """Its secret; $TELEGRAM_API_HASH goes before it and is the better place."""


class PreviewSettings(Table):
    """``[preview]``."""

    base_url: str = Field(default="https://t.me", pattern=r"^https?://\S+$")
    """Where public web pages of channels are."""


class CollectSettings(Table):
    """``[collect]``."""

    recheck_days: int = Field(default=14, ge=0)
    """How young a post is to be read again for edits and disappearance."""
    since: date | None = None
    """How far back a first pass reaches; absent: everything."""
    senders: Literal["pseudonym", "none", "full"] = "pseudonym"
    """How persons are kept: by a keyed hash, not at all, or as they are."""
    comments: bool = False
    """A channel's discussion group too (by Telegram's own protocol alone)."""


class ChannelSettings(Table):
    """One of ``[[channels]]``."""

    name: Annotated[str, AfterValidator(channel_name)]
    """Username, t.me link or numeric id of a public channel or public group."""
    via: Literal["telegram", "preview"] = "telegram"
    """By Telegram's own protocol, with an account, or from public web pages, without."""
    region: str | None = Field(default=None, pattern=REGION)
    """Where work is when a post names no place: ISO 3166-2, or two letters of a country."""


class LexiconSettings(Table):
    """``[lexicon]``."""

    extra: list[Path] = Field(default=[])
    """Your own lists of roles (CSV), in addition to the bundled ones."""


class CostsSettings(Table):
    """``[report.costs]``: what an agency takes, in RUB of a worker unless said otherwise."""

    once: float = Field(default=0, ge=0)
    """A fee taken once."""
    monthly: float = Field(default=0, ge=0)
    """A fee taken each month."""
    months: int = Field(default=12, ge=1)
    """For how many months."""
    pay_percent: float = Field(default=0, ge=0, le=100)
    """Percent of pay taken each month."""
    pay: float | None = Field(default=None, gt=0)
    """Pay a month; absent: the median that the week's posts offer."""
    embassy_usd: float = Field(default=0, ge=0)
    """What the embassy takes an order, in US dollars."""


class ReportSettings(Table):
    """``[report]``."""

    out: Path = Path("weekly")
    """Folder of the reports."""
    languages: list[Literal["en", "ru"]] = Field(default=["en", "ru"], min_length=1)
    """Of pages and texts; the first one is that of e-mails."""
    formats: list[Literal["html", "md", "json", "xlsx", "pdf"]] = Field(
        default=["html", "md", "json", "xlsx"], min_length=1
    )
    """What a report is written as; pdf wants the extra `pdf`."""
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/Moscow"
    """Weeks begin on Monday 00:00 here."""
    repeat_days: int = Field(default=60, ge=1, le=366)
    """How long after its first posting a request that is posted again is still the same one."""
    similarity: float = Field(default=0.7, ge=0.6, le=1)
    """How much of two texts must be the same for that."""
    costs: CostsSettings = CostsSettings()
    """What an agency takes of a worker; off unless a fee is named."""


class ReviewSettings(Table):
    """``[review]``."""

    reviewer: str | None = Field(default=None, min_length=1, max_length=80)
    """Who confirms and corrects on the page of `headcount review`."""
    audit: int = Field(default=60, ge=10, le=10_000)
    """Posts in the random sample by which a week's figures are audited."""


class SealSettings(Table):
    """``[seal]``."""

    authorities: list[Annotated[str, Field(pattern=r"^https?://\S+$")]] = Field(default=[])
    """RFC 3161 time-stamping authorities that `headcount seal` asks."""
    roots: list[Path] = Field(default=[])
    """Their root certificates (PEM), so that their stamps can be checked to the end."""


class Settings(Table):
    """All of a settings file. ``folder`` is where relative paths begin: that of ``file``, if there is one."""

    archive: ArchiveSettings = ArchiveSettings()
    network: NetworkSettings = NetworkSettings()
    telegram: TelegramSettings = TelegramSettings()
    preview: PreviewSettings = PreviewSettings()
    collect: CollectSettings = CollectSettings()
    channels: list[ChannelSettings] = Field(default=[])
    lexicon: LexiconSettings = LexiconSettings()
    report: ReportSettings = ReportSettings()
    review: ReviewSettings = ReviewSettings()
    seal: SealSettings = SealSettings()
    alerts: Annotated[list[AlertSettings], AfterValidator(named_once)] = Field(default=[])
    email: EmailSettings | None = None
    folder: Path = Field(default=Path(), exclude=True)
    file: Path | None = Field(default=None, exclude=True)

    def path(self, relative: Path) -> Path:
        """A path of the settings, from the settings file's folder."""
        return self.folder / relative.expanduser()


def read_settings(path: Path) -> Settings:
    """Read and check a settings file.

    Raises:
        UsageFault: not there, not TOML, an unknown key, a wrong type or value; names the key and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except FileNotFoundError:
        raise UsageFault(f"{path}: there is no such settings file. `headcount init` writes one.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFault(f"{path}: cannot be read as a settings file ({error}).") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageFault(f"{path}: is no TOML: {error}.") from None
    for own in sorted(OWN & set(values)):
        raise UsageFault(_unknown(path, text, (own,), _known(())))
    try:
        return Settings.model_validate(values | {"folder": path.parent, "file": path})
    except ValidationError as error:
        raise UsageFault(
            "\n".join(_message(path, text, dict(problem)) for problem in error.errors())
        ) from None


def _message(path: Path, text: str, problem: dict[str, Any]) -> str:
    place = tuple(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return _unknown(path, text, place, _known(place[:-1]))
    key = _dotted(place)
    silent = problem["type"] == "missing" or "api_" in key or isinstance(problem["input"], dict)
    given = "" if silent else f" (it is {problem['input']!r:.60})"
    said = problem["msg"].removeprefix("Value error, ")
    return f"{path}, line {_line(text, place)}: {key}: {said[0].lower() + said[1:]}{given}."


def _unknown(path: Path, text: str, place: tuple[Any, ...], known: list[str]) -> str:
    near = difflib.get_close_matches(str(place[-1]), known, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(known)}."
    return f"{path}, line {_line(text, place)}: {_dotted(place)}: there is no such setting; {hint}"


def _known(place: tuple[Any, ...]) -> list[str]:
    model: Any = Settings
    for part in place:
        if (
            isinstance(part, str)
            and isinstance(model, type)
            and issubclass(model, BaseModel)
            and part in model.model_fields
        ):
            annotation = model.model_fields[part].annotation
            # of list[ChannelSettings] and EmailSettings | None the model in them
            model = next((one for one in get_args(annotation) if isinstance(one, type)), annotation)
    return [field.alias or name for name, field in model.model_fields.items() if name not in OWN]


def _dotted(place: tuple[Any, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def _line(text: str, place: tuple[Any, ...]) -> int:
    """The line where a key stands; of a missing key, the line of its table."""
    names = [part for part in place if isinstance(part, str)]
    nth = next((part for part in place if isinstance(part, int)), 0)
    table, best, seen = "", 1, -1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w.]+)\s*\]", line)
        if header:
            table = header[2]
            seen += header[1] == "[[" and table == names[0]
            if table == names[0] and (header[1] == "[" or seen == nth):
                best = number
            continue
        key = re.match(r"""\s*["']?([\w-]+)["']?\s*[=.]""", line)
        within = names[:-1] == table.split(".") if table else len(names) == 1
        if (
            key
            and key[1] in names
            and (within or (len(names) > 1 and table == names[0]))
            and (table != names[0] or seen in (-1, nth))
        ):
            return number
    return best
