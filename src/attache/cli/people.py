"""`attache people` and `bodies`: who is in the register, and one of them in full."""
from __future__ import annotations

from pathlib import Path

import click

from attache.cli.answers import Answer, answer
from attache.cli.options import asking_options, output_options, register_option
from attache.outputs import people as out
from attache.outputs.formats import Format
from attache.queries.moments import moment
from attache.queries.people import figures, profiles
from attache.register.connection import reading
from attache.register.database import Location
from attache.register.persons import Kind


@click.command(short_help="List people, or show one: offices over time, names, events.")
@click.argument("who", metavar="[NAME]", required=False)
@click.option("--name", help="Words of the person's name.")
@click.option("--of", help="A country (code or name) or words of the body of the last office.")
@asking_options
@register_option
@output_options
def people(
    who: str | None, name: str | None, of: str | None, as_of: str | None, limit: int | None, register_path: Location, form: Format | None,
    output: Path | None,
) -> int:
    """List people with the office held last, those of most pages first; or, by NAME however it is spelled, show one in full."""
    _give("person", who, name, of, as_of, register_path, answer(form, output, limit))
    return 0


@click.command(short_help="List parties, forces, companies and other bodies, or show one.")
@click.argument("who", metavar="[NAME]", required=False)
@click.option("--name", help="Words of the body's name.")
@click.option("--of", help="A country (code or name).")
@asking_options
@register_option
@output_options
def bodies(
    who: str | None, name: str | None, of: str | None, as_of: str | None, limit: int | None, register_path: Location, form: Format | None,
    output: Path | None,
) -> int:
    """List bodies with sector and country, those of most pages first; or, by NAME, show one in full."""
    _give("body", who, name, of, as_of, register_path, answer(form, output, limit))
    return 0


def _give(kind: Kind, who: str | None, name: str | None, of: str | None, as_of: str | None, register_path: Location, to: Answer) -> None:
    with reading(register_path) as register:
        at = moment(register, as_of)
        if who is None:
            shape, show = (out.FIGURES, out.show_figures) if kind == "person" else (out.BODIES, out.show_bodies)
            to.give(figures(register, kind, name, of, to.one_more, at), shape, show, "nobody fits")
            return
        found = profiles(register, who, kind, at)
        if to.flat:
            to.give(out.tenures(found), out.TENURES, lambda items, _: len(list(items)), "")
        else:
            to.give(found, out.PROFILES, out.show_profiles, "")
