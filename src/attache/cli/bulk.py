"""`attache bulk`: pages of an archive read by many workers into files of readings."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from attache.cli.batches import complain, status_of, with_progress
from attache.cli.options import engine_option, read_all_option
from attache.cli.readers import make_reader
from attache.cli.stopping import Stop, stoppable
from attache.errors import InputError
from attache.ingest import Outcome, Tally
from attache.ingest.workers import MakeReader, workers
from attache.settings import SHARD_BYTES
from attache.sources.addresses import is_address
from attache.sources.containers import Manner
from attache.sources.kinds import KINDS, Kind
from attache.sources.records import mapping_of

if TYPE_CHECKING:
    from attache.ingest.bulk import Came, Workers

Where = Literal["processes", "ray"]


@click.command(short_help="Read an archive with many workers, into Parquet that `add --readings` takes in.")
@click.argument("inputs", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder for the readings.")
@click.option("--on", "where", type=click.Choice(("processes", "ray")), help="Who reads. Default: processes, or ray with --address.")
@click.option("--address", help="A Ray cluster that sees the same files: ray://HOST:PORT, or auto on one of its machines.")
@click.option("--workers", "count", type=click.IntRange(1), help="How many read at once. Default: one a processor.")
@click.option("--shard-bytes", type=click.IntRange(10_000), default=SHARD_BYTES, show_default=True, help="Of inputs, read in one go.")
@click.option("--from", "kind", type=click.Choice(KINDS), help="What the inputs are. Default: seen from their first bytes.")
@click.option("--map", "fields", default="", help="Fields of JSON, CSV and Parquet records: text=body,published=date,title=…,url=…,id=…")
@engine_option
@read_all_option
def bulk(
    inputs: tuple[str, ...], out: Path, where: Where | None, address: str | None, count: int | None, shard_bytes: int, kind: Kind | None,
    fields: str, engine: str, read_all: bool,
) -> int:
    """Read files and folders, of all the kinds that `attache add` takes, into Parquet files of readings: one a shard of the inputs.
    `attache add --readings FOLDER` takes them into a register.

    Interrupted and called again, it goes on: shards that are done are passed over unless their inputs changed.
    """
    from attache.ingest.bulk import bulk as read_in_bulk
    from attache.ingest.shards import shards_of

    if any(is_address(given) or given == "-" for given in inputs):
        raise click.UsageError("bulk takes files and folders; `attache add` also fetches, and reads standard input")
    if address and where == "processes":
        raise click.UsageError("--address is of a Ray cluster; it does not go with --on processes")
    planned, manner = list(shards_of(inputs, shard_bytes)), Manner(kind, mapping_of(fields))
    make = make_reader(engine, every=read_all)
    with _workers("ray" if address else where or "processes", make, count, address) as readers, stoppable() as stop:
        came = read_in_bulk(planned, out, manner, readers, lambda: bool(stop.status))
        return _told(with_progress(came), stop)


@contextmanager
def _workers(where: Where, make: MakeReader, count: int | None, address: str | None) -> Iterator[Workers]:
    """Whoever reads. Raises SettingsError."""
    if where == "ray":
        from attache.ingest.ray_workers import on_ray

        cluster: AbstractContextManager[Workers] = on_ray(make, count, address)
        with cluster as readers:
            yield readers
        return
    from attache.ingest.bulk import InProcesses

    with workers(make, count or os.cpu_count() or 1) as reader:
        yield InProcesses(reader)


def _told(came: Iterator[Came], stop: Stop) -> int:
    """Names refusals as shards are done, then counts; the exit status."""
    tally, shards, before = Tally(), 0, 0
    for each in came:
        shards, before = shards + 1, before + each.before
        if each.marker:
            each.marker.tally(tally)
        for trouble in each.marker.refused if each.marker else ():
            complain(InputError(trouble.code, trouble.subject, trouble.message))
        if each.error:
            complain(each.error)
            tally.count(Outcome(each.name, "refused", each.error))
        if stop.status:
            break
    done = f" ({before} before)" if before else ""
    click.echo(f"{shards} shards{done}: {tally}", err=True)
    return stop.status or status_of(tally)
