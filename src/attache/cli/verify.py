"""`attache verify`: is everything in the register still what was put there?"""
from __future__ import annotations

import click

from attache.cli.options import register_option
from attache.outputs.cleaning import one_line
from attache.register.database import Location
from attache.register.verify import verify as verified


@click.command(short_help="Check the register against its hashes.")
@register_option
def verify(register_path: Location) -> int:
    """Check every page, text, reading and quote in the register against its hash. Exit status 1 when anything is damaged."""
    found = 0
    for damage in verified(register_path):
        found += 1
        click.echo(one_line(f"{damage.table} {damage.key} {damage.problem}"))
    click.echo(f"{found} damaged" if found else "sound", err=True)
    return 1 if found else 0
