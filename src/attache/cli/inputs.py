"""The options by which a verb takes inputs, and the pages they come to."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from attache.sources.containers import Manner
from attache.sources.kinds import KINDS, Kind
from attache.sources.records import mapping_of

Command = Callable[..., Any]


def input_options(command: Command) -> Command:
    """`--from` and `--map`."""
    kind = click.option("--from", "kind", type=click.Choice(KINDS), help="What the inputs are. Default: seen from their first bytes.")
    fields = click.option("--map", "fields", default="", help="Fields of JSON and CSV records: text=body,published=date,title=…,url=…,id=…")
    return kind(fields(command))


def manner_of(kind: Kind | None, fields: str) -> Manner:
    """How inputs are taken."""
    return Manner(kind, mapping_of(fields))
