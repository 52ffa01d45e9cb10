"""The options by which a verb takes inputs, and the pages they come to."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from attache.sources.containers import Manner
from attache.sources.fetch import Fetcher
from attache.sources.inputs import Inputs
from attache.sources.kinds import KINDS, Kind
from attache.sources.records import mapping_of

Command = Callable[..., Any]


def input_options(command: Command) -> Command:
    """`--from`, `--map`, `--follow` and `--allow-private`."""
    kind = click.option("--from", "kind", type=click.Choice(KINDS), help="What the inputs are. Default: seen from their first bytes.")
    fields = click.option("--map", "fields", default="", help="Fields of records: text=body,published=date,title=…,url=…,id=…")
    follow = click.option("--follow", is_flag=True, help="Fetch the pages that feeds and sitemaps given as files name.")
    return kind(fields(follow(private_option(command))))


def private_option(command: Command) -> Command:
    """`--allow-private`."""
    return click.option("--allow-private", is_flag=True, help="Also fetch from private networks, this machine included.")(command)


def inputs_of(kind: Kind | None, fields: str, *, follow: bool, allow_private: bool) -> Inputs:
    """Who takes the inputs. Raises SettingsError."""
    return Inputs(Fetcher(private=allow_private), Manner(kind, mapping_of(fields)), follow=follow)
