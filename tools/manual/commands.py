"""The page of commands: what ``--help`` says of all of them, and what words they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from headcount import errors
from headcount.cli import cli
from tools.manual.markdown import code, prose, table
from tools.manual.markdown import page as whole

COMMON = ("config", "archive", "verbose", "quiet")
"""Options of every command."""

WORDS = {
    "[DIR]": "a folder; made if it is not there",
    "[CHANNEL...]": "usernames, t.me links or numeric ids; absent: those of the settings",
    "CHANNEL": "a username, t.me link or numeric id",
    "PATH...": "exports, folders of them, saved pages, JSON Lines of `export versions`",
    "[FILE...]": "JSON Lines; `-`, or none, is standard input; with `--engine`, folders and URLs too",
    "TEXT|PERMALINK|-": "a text, the address of an archived post, or `-` for a text on standard input",
    "[WEEK]": "an ISO week such as `2026-W47`",
    "[FILE]": "the file to write (absent: named by the time)",
    "WEEK|PERMALINK...": "one ISO week, or addresses of archived posts",
    "PERMALINK": "the address of an archived post, such as `https://t.me/name/17`",
    "FILE": "the backup",
    "[roles|places]": "which list's rows (absent: those of both)",
    "{posts|versions|requests|corrections}": "what to write; [the fields of each](tables.md#exports)",
}
"""What stands for what in a command's usage."""

ENDS = {
    0: "all done",
    errors.EXIT_FAILED: "something failed or was found faulty; what succeeded is kept",
    errors.EXIT_USAGE: "wrong usage or settings; nothing was done",
    errors.EXIT_BUSY: "another process is writing to the archive (readers never get this)",
    errors.EXIT_DAMAGE: "`verify` found damage",
    errors.EXIT_INTERRUPTED: "stopped by Ctrl-C",
    errors.EXIT_TERMINATED: "stopped by SIGTERM",
}  # fmt: skip
"""Exit codes."""


def page() -> str:
    """The page."""
    found = list(commands())
    common = [one for one in found[0][1].params if one.name in COMMON]
    return whole(
        "Commands",
        "the commands themselves",
        "Every command takes `--help` and these. `$HEADCOUNT_CONFIG` names another settings file than "
        "`./headcount.toml`. Messages and progress go to standard error, results to standard output; "
        "`--json` prints one object last ([its shape](json.md#json-of-commands)).",
        _options(common),
        "Exit codes:",
        table(["code", "means"], [[str(code), means] for code, means in ENDS.items()]),
        *(part for name, command in found for part in _command(name, command)),
    )


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, those of groups too."""
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        inner = command.commands if isinstance(command, click.Group) else {}
        yield from ((f"{name} {one}", inner[one]) for one in inner)
        if not inner:
            yield name, command


def _command(name: str, command: click.Command) -> Iterator[str]:
    words = [one for one in command.params if isinstance(one, click.Argument)]
    own = [one for one in command.params if isinstance(one, click.Option) and one.name not in COMMON]
    shown = " ".join(["headcount", name, *(["[OPTIONS]"] if own else []), *map(word, words)])
    yield f"## headcount {name}"
    yield prose(command.help or "")
    yield code(shown)
    if words:
        yield table(["word", "is"], [[code(word(one)), WORDS[word(one)]] for one in words])
    if own:
        yield _options(own)


def word(argument: click.Argument) -> str:
    """What stands for an argument in the usage."""
    return argument.make_metavar(click.Context(cli))


def _options(options: Sequence[click.Parameter]) -> str:
    return table(["option", "does"], [[code(_named(one)), _help(one)] for one in options])


def _named(option: click.Parameter) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    flag = isinstance(option, click.Option) and (option.is_flag or option.count)
    return names if flag else f"{names} {option.make_metavar(click.Context(cli))}"


def _help(option: click.Parameter) -> str:
    assert isinstance(option, click.Option), option
    told = prose(option.help or "")
    return f"{told} Default: `{option.default}`." if option.show_default else told
