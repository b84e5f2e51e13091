"""The console script ``headcount``."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

import click

from headcount import __version__
from headcount.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TERMINATED, Terminated

COMMANDS = {
    "demo": "demo:demo",
    "init": "init:init",
    "login": "login:login",
    "logout": "login:logout",
    "collect": "collect:collect",
    "import": "importing:import_",
    "parse": "parse:parse",
    "extract": "extract:extract",
    "explain": "explain:explain",
    "lexicon": "lexicon:lexicon",
    "report": "report:report",
    "trends": "trends:trends",
    "run": "run:run",
    "review": "review:review",
    "browse": "browse:browse",
    "schedule": "schedule:schedule",
    "watch": "watch:watch",
    "status": "status:status",
    "doctor": "doctor:doctor",
    "verify": "verify:verify",
    "seal": "seal:seal",
    "bundle": "bundle:bundle",
    "redact": "removing:redact",
    "forget": "removing:forget",
    "backup": "backing_up:backup",
    "restore": "backing_up:restore_",
    "export": "export:export",
}
"""Each command and where it is; imported when it is used, so that ``--help`` is quick."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        imported = __import__(f"headcount.commands.{module}", fromlist=[name])
        found = getattr(imported, name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with its whole sentence, which click would cut at the line's end."""
        with formatter.section("Commands"):
            commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
            formatter.write_dl(
                [(name, found.get_short_help_str(limit=200)) for name, found in commands if found]
            )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headcount")
def cli() -> None:
    """Archive job posts of public Telegram channels, read who is asked for and where, report it weekly."""


def main() -> None:
    """Run the program and end it with the contract's exit codes."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = EXIT_INTERRUPTED
    except Terminated:
        code = EXIT_TERMINATED
    except BrokenPipeError:
        # the reader of our output has gone (`| head`); Python would complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_FAILED
    sys.exit(code if isinstance(code, int) else 0)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated
