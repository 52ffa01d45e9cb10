"""`attache serve`: the register in the browser, and for programs over HTTP."""
from __future__ import annotations

from pathlib import Path

import click
import uvicorn

from attache.api.access import LOOPBACK, Access
from attache.cli.options import register_option
from attache.web import application


@click.command(short_help="Open the register in the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8321, show_default=True, help="The port to listen on; 0: any that is free.")
@click.option("--allowed-host", "allowed_hosts", multiple=True, metavar="NAME", help="Another name under which the desk may be called.")
@register_option
def serve(host: str, port: int, allowed_hosts: tuple[str, ...], register_path: Path) -> int:
    """Open the register in the browser, and for programs over HTTP: http://127.0.0.1:8321 and /api/v1."""
    access = Access(hosts=(*LOOPBACK, *allowed_hosts))
    click.echo(f"http://{host}:{port}", err=True)
    uvicorn.run(application(register_path, access), host=host, port=port, log_level="warning", access_log=False, server_header=False)
    return 0
