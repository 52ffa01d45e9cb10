"""The options that several verbs share."""
from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from attache.outputs.formats import FORMATS
from attache.register.database import location_of
from attache.settings import DEFAULT_ENGINE, DEFAULT_REGISTER, MOST_SHOWN

Command = Callable[..., Any]


def login() -> str:
    """The name under which this person is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def register_option(command: Command) -> Command:
    """`--register PATH`, also from the environment."""
    return click.option(
        "--register", "register_path", type=location_of, metavar="PATH", envvar="ATTACHE_REGISTER", default=DEFAULT_REGISTER,
        show_default=True, show_envvar=True, help="The register to use: a file, or postgresql://USER@HOST/DATABASE.",
    )(command)


def engine_option(command: Command) -> Command:
    """`--engine NAME`."""
    return click.option(
        "--engine", default=DEFAULT_ENGINE, show_default=True, help="The parser: embedded, or spacy:PIPELINE."
    )(command)


def read_all_option(command: Command) -> Command:
    """`--read-all`."""
    return click.option(
        "--read-all", is_flag=True, help="Parse every sentence, also those whose words, like their page's, are not those of politics."
    )(command)


def output_options(command: Command) -> Command:
    """`--format` and `-o FILE`."""
    form = click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, jsonl when piped.")
    file = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE, in its ending's format.")
    return form(file(command))


def asking_options(command: Command) -> Command:
    """`--as-of` and `--limit`."""
    as_of = click.option("--as-of", help="The register as it was: a revision's number, or the end of a day (2024-05-01).")
    limit = click.option(
        "--limit", type=click.IntRange(min=0), help=f"No more than this many; 0: all. Default: {MOST_SHOWN} in a table, all elsewhere."
    )
    return as_of(limit(command))
