"""Faults say where they are, and arrive whole from another process."""

import pickle

import pytest

from landreform.contested.errors import Fault, InputError

FAULTS = [
    Fault("waves.csv", 7, "communes", "many", "a whole number"),
    Fault("waves.csv", None, None, "", "a header"),
]


@pytest.mark.parametrize("faults", [FAULTS, FAULTS[:1], FAULTS[1]])
def test_an_error_is_the_same_on_the_other_side_of_a_process(faults):
    error = InputError(faults)
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), other.faults, str(other)) == (InputError, error.faults, str(error))


def test_the_text_is_the_first_fault_and_the_count_of_the_rest():
    assert str(InputError(FAULTS)) == (
        "waves.csv, row 7, column communes: found 'many', expected a whole number (and 1 more)"
    )
