"""Everything that can be wrong with what attache is given, as one tree of errors with stable codes.

AttacheError
├── InputError        a page or path that cannot be read; the batch goes on
├── RegisterError     the register cannot be opened, written or trusted
└── SettingsError     a setting or engine that does not exist or does not fit

A code never changes its meaning; docs/reference.md lists them all.
"""
from __future__ import annotations


class AttacheError(Exception):
    """One clear line: `code`, what it is about (`subject`: a path, an address, a setting), and what is wrong."""

    def __init__(self, code: str, subject: str, message: str) -> None:
        super().__init__(f"{code} {subject}: {message}")
        self.code, self.subject, self.message = code, subject, message

    def __reduce__(self) -> tuple[type[AttacheError], tuple[str, str, str]]:
        return type(self), (self.code, self.subject, self.message)


class InputError(AttacheError):
    """A page or path that cannot be read."""


class RegisterError(AttacheError):
    """The register cannot be opened, written or trusted."""


class SettingsError(AttacheError):
    """A setting that does not exist or does not fit."""
