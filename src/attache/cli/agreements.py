"""`attache agreements`: who agreed what with whom and how far it has come."""
from __future__ import annotations

from pathlib import Path

import click

from attache.cli.answers import answer
from attache.cli.options import asking_options, output_options, register_option
from attache.outputs import agreements as out
from attache.outputs.formats import Format
from attache.queries import agreements as asked
from attache.queries.moments import moment
from attache.register.accords import STAGES, Stage
from attache.register.connection import reading
from attache.register.database import Location


@click.command(short_help="List agreements and how far they have come, or show one.")
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--party", "parties", multiple=True, help="A state (code or name) or a party's name; given twice, between the two.")
@click.option("--stage", type=click.Choice(STAGES), help="How far it has come.")
@asking_options
@register_option
@output_options
def agreements(
    identity: str | None, parties: tuple[str, ...], stage: Stage | None, as_of: str | None, limit: int | None, register_path: Location,
    form: Format | None, output: Path | None,
) -> int:
    """List agreements with their parties, kind, duration and stage, the latest first; or, by ID, show one with the proof of each stage."""
    to = answer(form, output, limit)
    with reading(register_path) as register:
        at = moment(register, as_of)
        if identity is None:
            to.give(asked.agreements(register, parties, stage, to.one_more, at), out.PACTS, out.show_pacts, "no agreement fits")
        else:
            to.give([asked.agreement(register, identity, at)], out.PACTS, out.show_pact, "")
    return 0
