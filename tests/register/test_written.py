"""Values of fields as people write them."""
from __future__ import annotations

import pytest

from attache.errors import InputError
from attache.register.editing import checked
from attache.register.written import plain_value


def test_numbers_are_numbers_only_where_the_field_holds_some() -> None:
    assert (plain_value("dead", "012"), plain_value("attributed_to", "12")) == (12, "12")


def test_number_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(InputError, match="E-DECISION"):
        checked("dead", plain_value("dead", "9" * 5_000))
