"""The token that others than this machine have to show: given, or made once and kept as a hash beside the register.

In: a token, or the path of a register. Out: its SHA-256. Raises SettingsError E-WEAK-TOKEN for one that
could be guessed, E-NO-TOKEN where none can be kept.
"""
from __future__ import annotations

import os
import re
import secrets
from hashlib import sha256
from pathlib import Path

from attache.errors import InputError, SettingsError
from attache.register.database import Location
from attache.register.postgres.address import ServerAddress

SHORTEST_TOKEN = 20  # characters
_HASH = re.compile(r"[0-9a-f]{64}")


def hash_of(token: str) -> str:
    """The hash of a given token."""
    if len(token) < SHORTEST_TOKEN:
        raise SettingsError("E-WEAK-TOKEN", "ATTACHE_TOKEN", f"shorter than {SHORTEST_TOKEN} characters; leave it out and one is made")
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def kept_hash(register_path: Location) -> str | None:
    """The hash that was kept beside the register, if one was."""
    try:
        kept = _place(register_path).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError("E-UNREADABLE", str(_place(register_path)), "cannot be read") from error
    return kept if _HASH.fullmatch(kept) else None


def made_token(register_path: Location) -> str:
    """A new token; only its hash is kept, readable to the owner alone."""
    token, place = secrets.token_urlsafe(32), _place(register_path)
    try:
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(hash_of(token))
    except OSError as error:
        raise InputError("E-OUTPUT", str(place), (error.strerror or "cannot be written").lower()) from error
    return token


def _place(register_path: Location) -> Path:
    if isinstance(register_path, ServerAddress):
        message = "a register on a server has no folder to keep a token's hash in; give one in ATTACHE_TOKEN"
        raise SettingsError("E-NO-TOKEN", str(register_path), message)
    return register_path.with_name(f"{register_path.name}.token")
