"""The command line: `attache VERB`.

Data on stdout, words and progress on stderr. Exit status: 0 done, 1 failed, 2 used wrongly, 3 done but some inputs failed, 130 and 143
interrupted. A verb's module is loaded when the verb is called, so that `attache --version` answers at once.
"""
from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

import click

from attache.errors import AttacheError

INTERRUPTED = 130

_VERBS = {
    "read": ("read", "Read pages and print what they say; nothing is kept."),
    "add": ("add", "Read pages into the register."),
    "bulk": ("bulk", "Read an archive with many workers, into Parquet that `add --readings` takes in."),
    "sources": ("sources", "List the feeds and sitemaps that are watched; add and remove them."),
    "watch": ("sources", "Read what is new in the sources, again and again."),
    "events": ("ask", "List events: who did what to whom, when, where, according to whom."),
    "show": ("ask", "Show one event, the words it rests on, and every report of it."),
    "timeline": ("ask", "Count and list events in order of time."),
    "dyad": ("ask", "Show what two countries did to each other and together."),
    "search": ("ask", "Find events by words."),
    "people": ("people", "List people, or show one: offices over time, names, events."),
    "bodies": ("people", "List parties, forces, companies and other bodies, or show one."),
    "agreements": ("agreements", "List agreements and how far they have come, or show one."),
    "serve": ("serve", "Open the register in the browser, and for programs over HTTP."),
    "explain": ("read", "Show sentence by sentence what was coded and why."),
    "review": ("review", "List events to look at; accept, reject, edit, merge, split them."),
    "undo": ("review", "Take back a decision."),
    "decisions": ("review", "List what people decided."),
    "reread": ("reread", "Read every page in the register again and say first what changes."),
    "export": ("copying", "Write all that the register holds, to compare registers."),
    "backup": ("copying", "Copy the register, also while others write."),
    "verify": ("verify", "Check every page, text and quote in the register against its hash."),
    "demo": ("demo", "Try it on the example pages that come with attache."),
}


class _Verbs(click.Group):
    """Loads the module of a verb only when it is wanted; the list of verbs needs none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command = getattr(importlib.import_module(f"attache.cli.{_VERBS[cmd_name][0]}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, words) for name, (_, words) in _VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Whoever reads our output may have enough before we are done: that is no failure."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            return 0
        return status


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        try:
            click.echo(f"attache {version('attache')}")
        except PackageNotFoundError:
            click.echo("attache, run from its source")
        ctx.exit()


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]}, epilog="attache VERB --help tells more of a verb.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version and exit.")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
def attache(debug: bool) -> None:
    """Reads the news and keeps the register of who did what to whom, when, where and according to whom."""
    if debug:
        import logging

        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")
        logging.captureWarnings(True)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits with its status. `arguments` default to the process's own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_status(given))


def _status(arguments: list[str]) -> int:
    try:
        status = attache.main(arguments, prog_name="attache", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last stop: people get one line, and the trace when they ask for it
        return _failed(error, with_trace="--debug" in arguments)
    return status if isinstance(status, int) else 0


def _failed(error: Exception, with_trace: bool) -> int:
    if with_trace:
        import traceback

        traceback.print_exception(error)
    known = isinstance(error, AttacheError)
    click.echo(f"attache: {error}" if known else f"attache: E-INTERNAL {type(error).__name__}: {error} (--debug shows where)", err=True)
    return 1


def _discard_output() -> None:
    """What is left in the buffer goes nowhere, so that closing it cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
