"""`attache export --canonical` and `attache backup`: the register as a whole."""
from __future__ import annotations

import sys
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import click

from attache.cli.options import register_option
from attache.outputs.formats import written_whole
from attache.register.backup import back_up
from attache.register.connection import reading
from attache.register.database import Location
from attache.register.export import canonical as canonical_lines


@click.command(short_help="Write all that the register holds, to compare registers.")
@click.option("--canonical", is_flag=True, help="Sorted JSON lines without times: equal where the same is held.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@register_option
def export(register_path: Location, canonical: bool, output: Path | None) -> int:
    """Write pages, readings, claims, events with their members and decisions as sorted JSON lines, and the SHA-256 of them."""
    if not canonical:
        raise click.UsageError("say --canonical: there is no other export yet")
    digest = sha256()
    with reading(register_path) as register, written_whole(output) if output else nullcontext(sys.stdout) as out:
        for line in canonical_lines(register):
            out.write(f"{line}\n")
            digest.update(f"{line}\n".encode())
    click.echo(f"sha256 {digest.hexdigest()}", err=True)
    return 0


@click.command(short_help="Copy the register, also while others write.")
@click.argument("file", type=click.Path(path_type=Path))
@register_option
def backup(file: Path, register_path: Location) -> int:
    """Copy the register to a new FILE, as it is at one moment, and verify the copy."""
    back_up(register_path, file)
    click.echo(f"{file}: sound", err=True)
    return 0
