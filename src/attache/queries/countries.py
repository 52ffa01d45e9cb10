"""A country as a person types it: code, name or alias."""
from __future__ import annotations

from functools import cache

from attache.register.folding import folded
from attache.resources import cell_list, table


def country_code(words: str) -> str | None:
    """The ISO 3166 alpha-3 code for a country's code, name or alias, whatever its case and accents; None for other words."""
    return _codes().get(folded(words))


@cache
def _codes() -> dict[str, str]:
    """Codes by folded name. In the table `~` marks the weaker reading of a name that another country has too."""
    named = [(name, row["iso3"]) for row in table("countries") for name in (row["iso3"], row["name"], *_other_names(row))]
    weaker_first = sorted(named, key=lambda pair: not pair[0].startswith("~"))
    return {folded(name.lstrip("=~")): code for name, code in weaker_first}


def _other_names(row: dict[str, str]) -> tuple[str, ...]:
    return cell_list(row["aliases"]) + cell_list(row["foreign"])
