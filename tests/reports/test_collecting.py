"""The collector is put off while rows are read, and back on after, whatever happens."""

import gc

import pytest

from reports.collecting import uncollected


def test_the_collector_is_off_within_and_as_it_was_after() -> None:
    """Also where it was off before, and where reading fails."""
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()
