"""`attache serve`: the register in the browser, and for programs over HTTP."""
from __future__ import annotations

import ipaddress
import os
from functools import partial

import click

from attache.api.access import LOOPBACK, Access
from attache.api.server import listening, run
from attache.api.tokens import hash_of, kept_hash, made_token
from attache.cli.dossier import read_dossier
from attache.cli.options import login, register_option
from attache.register.connection import reading, settle
from attache.register.database import Location
from attache.settings import MOST_SERVING
from attache.web import application


@click.command(short_help="Open the register in the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8321, show_default=True, help="The port to listen on; 0: any free one.")
@click.option("--allowed-host", "names", multiple=True, metavar="NAME", help="Another name under which the desk is called; given often.")
@click.option("--new-token", is_flag=True, help="Make another token and forget the one before.")
@click.option("--token", envvar="ATTACHE_TOKEN", show_envvar=True, help="Ask for this token (better given by the environment).")
@click.option("--processes", type=click.IntRange(1, 64), help="How many processes answer; as many as cores, but no more than "
    f"{MOST_SERVING}, where others are let in, else 1.")
@register_option
def serve(
    host: str, port: int, names: tuple[str, ...], new_token: bool, token: str | None, processes: int | None, register_path: Location
) -> int:
    """Open the register in the browser, and for programs under /api/v1. Only this machine can ask. With another --host, or an
    --allowed-host, others can: then everybody has to show a token, which is made and said once.
    """
    if not _is_loopback(host) and not names:
        raise click.UsageError(f"--host {host} lets others in: name with --allowed-host what they call this machine")
    with reading(register_path):  # said now, not with the first question
        pass
    settle(register_path)
    shared = bool(names) or new_token
    access = Access((*LOOPBACK, *(name.lower() for name in names)), _token(register_path, token, shared, new_token), login())
    with listening(host, port) as at:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{at.getsockname()[1]}", err=True)
        run(partial(application, register_path, access, read_dossier), at, processes or _processes(names))
    return 0


def _token(register_path: Location, given: str | None, shared: bool, new: bool) -> str | None:
    """The hash of the token to ask for, or None where nobody else can ask."""
    if given:
        return hash_of(given)
    if not shared:
        return None
    kept = None if new else kept_hash(register_path)
    if kept:
        return kept
    made = made_token(register_path)
    click.echo(f"token, said only now: {made}", err=True)
    return hash_of(made)


def _processes(names: tuple[str, ...]) -> int:
    return min(os.cpu_count() or 1, MOST_SERVING) if names else 1


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
