"""`python -m attache` is `attache`."""
from __future__ import annotations

from attache.cli import main

main()
