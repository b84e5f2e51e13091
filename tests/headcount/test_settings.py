"""What headcount.toml may say, and how it is told what is wrong."""

import re
from importlib import resources
from pathlib import Path

import pytest

from headcount.errors import UsageFault
from headcount.settings import FILE, ReportSettings, Settings, read_settings
from headcount.weekly import costs_of
from reports.subject.costs import CostModel

EVERYTHING = """
[archive]
path = "data/archive.db"

[network]
proxy = "socks5://127.0.0.1:9050"

[telegram]
session = "telegram.session"
api_id = 12345
api_hash = "0123456789abcdef0123456789abcdef"

[preview]
base_url = "https://t.me"

[collect]
recheck_days = 14
since = 2025-01-01
senders = "pseudonym"
comments = false

[[channels]]
name = "example_channel"
via = "telegram"
region = "RU-KDA"

[[channels]]
name = "https://t.me/s/another_example"
via = "preview"

[[channels]]
name = "-1001234567890"

[lexicon]
extra = ["my_roles.csv"]

[report]
out = "weekly"
languages = ["en", "ru"]
formats = ["html", "md", "json"]
timezone = "Europe/Moscow"
"""


def written(folder: Path, text: str) -> Path:
    """Put a settings file into the folder."""
    path = folder / "headcount.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    """Read a settings file that is wrong, and return what is said of it."""
    with pytest.raises(UsageFault) as caught:
        read_settings(written(folder, text))
    return str(caught.value)


def test_every_setting_of_the_contract_is_read(tmp_path: Path) -> None:
    """All tables and keys are known, and links and ids of channels are brought to one form."""
    settings = read_settings(written(tmp_path, EVERYTHING))
    assert [channel.name for channel in settings.channels] == [
        "example_channel",
        "another_example",
        "1234567890",
    ]
    assert settings.channels[0].region == "RU-KDA"
    assert settings.channels[1].via == "preview"
    assert settings.report.timezone == "Europe/Moscow"


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    """Nothing has to be said."""
    assert read_settings(written(tmp_path, "")) == Settings(folder=tmp_path, file=tmp_path / FILE)


def test_relative_paths_begin_at_the_settings_file(tmp_path: Path) -> None:
    """A scheduler calls from anywhere."""
    settings = read_settings(written(tmp_path, EVERYTHING))
    assert settings.path(settings.archive.path) == tmp_path / "data/archive.db"


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_right_one(tmp_path: Path) -> None:
    """A typo is found by its line and mended by the hint."""
    said = fault(tmp_path, '[report]\nout = "weekly"\ntimezon = "Europe/Moscow"\n')
    assert "headcount.toml, line 3: report.timezon" in said
    assert "did you mean `timezone`?" in said


def test_an_unknown_table_is_named(tmp_path: Path) -> None:
    """Also at the top."""
    said = fault(tmp_path, "\n[reports]\nout = 'x'\n")
    assert "line 2: reports" in said
    assert "`report`" in said


def test_an_unknown_key_of_the_second_channel_is_found_in_the_second(tmp_path: Path) -> None:
    """The line is that of the right block."""
    first = '[[channels]]\nname = "first_one"\nregion = "RU-KDA"\n'
    text = f'{first}\n[[channels]]\nname = "second_one"\nregoin = "RU-KDA"\n'
    said = fault(tmp_path, text)
    assert "line 7: channels[1].regoin" in said
    assert "`region`" in said


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('[collect]\nrecheck_days = "two weeks"\n', "collect.recheck_days", 2),
        ('[collect]\nsenders = "everybody"\n', "collect.senders", 2),
        ('[report]\n\ntimezone = "Moscow"\n', "report.timezone", 3),
        ('[report]\nformats = ["html", "docx"]\n', "report.formats[1]", 2),
        ('[[channels]]\nname = "no spaces please"\n', "channels[0].name", 2),
        ('[[channels]]\nname = "example_channel"\nregion = "Krasnodar"\n', "channels[0].region", 3),
        ('[network]\nproxy = "127.0.0.1"\n', "network.proxy", 2),
        ("[[channels]]\nvia = 'preview'\n", "channels[0].name", 1),
    ],
)
def test_a_wrong_value_is_named_with_key_and_line(tmp_path: Path, text: str, key: str, line: int) -> None:
    """Types, choices, zones, regions, proxies."""
    assert f"line {line}: {key}:" in fault(tmp_path, text)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Nobody mends a file one error a run."""
    said = fault(tmp_path, '[collect]\nsenders = "x"\n[report]\nlanguages = ["de"]\n')
    assert "collect.senders" in said
    assert "report.languages" in said


def test_a_file_that_is_no_toml_is_told_where(tmp_path: Path) -> None:
    """The TOML reader's own place is passed on."""
    assert "line 1" in fault(tmp_path, "[archive\n")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """A binary file ends in a sentence, not in a traceback."""
    path = tmp_path / "headcount.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageFault, match="cannot be read"):
        read_settings(path)


def test_secrets_are_not_repeated_in_errors(tmp_path: Path) -> None:
    """A wrong api_hash is named by its key, not by its value."""
    said = fault(tmp_path, '[telegram]\napi_id = "supersecret"\napi_hash = 5\n')
    assert "telegram.api_id" in said
    assert "supersecret" not in said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('name = "a"', "line 1: alerts[0]: has no condition"),
        ('name = "a"\nsize = 0', "line 3: alerts[0].size"),
        ("size = 5", "line 1: alerts[0].name"),
        ('name = "a"\nsizes = 5', "line 3: alerts[0].sizes: there is no such setting; did you mean `size`?"),
        ('name = "a"\norigin = "KPR"', "line 3: alerts[0].origin"),
        ('name = "a"\nregion = "Tver"', "line 3: alerts[0].region"),
        ('name = "a"\nnewcomer = true\nunusual = true', "make two alerts of them"),
        ('name = "a"\nsize = 5\n[[alerts]]\nname = "a"\nsize = 6', "two alerts are named 'a'"),
        ('name = "a\\nb"\nsize = 5', "line 2: alerts[0].name"),
    ],
)
def test_an_alert_that_cannot_be_meant_is_named_with_its_line(tmp_path: Path, table: str, said: str) -> None:
    """Before anything is collected."""
    assert said in fault(tmp_path, f"[[alerts]]\n{table}\n")


def test_a_table_that_no_key_belongs_to_says_what_it_has(tmp_path: Path) -> None:
    """Under the names that the file has for them."""
    said = fault(tmp_path, '[email]\nhost = "h"\nfrom = "a@b.c"\nto = ["a@b.c"]\nfrm = "x"\nzzz = 1\n')
    assert "line 5: email.frm: there is no such setting; did you mean `from`?" in said
    assert "known are: host, port, security, user, from, to, attach." in said


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_mail_goes_to_the_usual_port_unless_one_is_given(tmp_path: Path, security: str, port: int) -> None:
    """Of each kind of security."""
    text = f'[email]\nhost = "h"\nsecurity = "{security}"\nfrom = "a@b.c"\nto = ["a@b.c"]\n'
    for more, expected in (("", port), ("port = 2525\n", 2525)):
        settings = read_settings(written(tmp_path, text + more))
        assert settings.email is not None
        assert settings.email.port == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("repeat_days = 0", "line 2: report.repeat_days"),
        ("similarity = 0.5", "line 2: report.similarity"),
        ("similarity = 'much'", "line 2: report.similarity"),
        ("[report.costs]\nmonthly = -1", "line 3: report.costs.monthly"),
        ("[report.costs]\nmontly = 1", "did you mean `monthly`?"),
    ],
)
def test_rules_and_costs_of_reports_have_bounds(tmp_path: Path, line: str, said: str) -> None:
    """A wrong one names its key and line."""
    path = tmp_path / "headcount.toml"
    path.write_text(f"[report]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageFault, match=re.escape(said)):
        read_settings(path)


def test_fees_are_off_unless_a_fee_is_named(tmp_path: Path) -> None:
    """How long workers stay is no fee by itself; the template's example is one when its comment signs go."""
    assert costs_of(ReportSettings()) is None
    path = tmp_path / "headcount.toml"
    path.write_text("[report.costs]\nmonths = 6\n", encoding="utf-8")
    assert costs_of(read_settings(path).report) is None
    template = resources.files("headcount").joinpath("data", "headcount.toml").read_text(encoding="utf-8")
    example = re.search(r"^# (costs = .*)$", template, re.MULTILINE)
    assert example is not None
    path.write_text(f"[report]\n{example[1]}\n", encoding="utf-8")
    assert costs_of(read_settings(path).report) == CostModel(20_000, 3_500, 12, 8.7, 60_000, 1_600)
