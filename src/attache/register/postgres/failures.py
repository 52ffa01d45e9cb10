"""What a server or libpq says went wrong, in attache's own words."""
from __future__ import annotations

from typing import TYPE_CHECKING

from attache.errors import AttacheError, InputError, RegisterError
from attache.register.postgres.address import ServerAddress
from attache.settings import REGISTER_WAIT_SECONDS

if TYPE_CHECKING:
    import psycopg

_TOO_LONG = "54000"
_UNREACHED = ("E-DB-SERVER", "the server cannot be reached, or does not let in")
_DAMAGED = ("E-DB-CORRUPT", "damaged or not a register; `attache verify` lists what is wrong")
# by SQLSTATE, else by the class that its first two characters are
_BY_STATE = {
    "55P03": ("E-DB-BUSY", f"another program has been writing for {REGISTER_WAIT_SECONDS:g} seconds; try again"),
    "57014": ("E-TIME-LIMIT", "the question takes too long; ask for less: a shorter period, one party"),
    "53100": ("E-DISK-FULL", "no space left; the last page was not kept, all before it are"),
    "58030": ("E-IO", "the disk failed; the last page was not kept"),
    "25006": ("E-READ-ONLY", "may not be written now; questions still work"),
    "42501": ("E-READ-ONLY", "this user has not the rights for it; the register's owner can GRANT them"),
    "42P01": _DAMAGED, "42703": _DAMAGED, "42883": _DAMAGED, "XX": _DAMAGED,
    "08": _UNREACHED, "28": _UNREACHED, "3D": _UNREACHED, "53": _UNREACHED, "57": _UNREACHED,
}


def told(address: ServerAddress, error: psycopg.Error) -> AttacheError:
    """The error about the register at that address, or about what does not fit into it."""
    state = error.sqlstate
    if state == _TOO_LONG:
        return InputError("E-TOO-LARGE", str(address), "a name too long for the server's indexes")
    code, message = (_BY_STATE.get(state) or _BY_STATE.get(state[:2]) or ("E-DB", "failed")) if state else _UNREACHED
    return RegisterError(code, str(address), f"{message} ({address.without_secrets(str(error))})")
