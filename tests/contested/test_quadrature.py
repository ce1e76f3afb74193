"""Quadrature: exact where theory says so, and equal to scipy's adaptive integrator on a bent curve."""

import numpy as np
import pytest
from scipy.integrate import quad

from landreform.contested.quadrature import panels


@pytest.mark.parametrize("degree", [0, 1, 20, 39])
def test_exact_for_polynomials_up_to_degree_39(degree):
    x, w = panels([-1.0, 0.3, 2.0])
    exact = (2.0 ** (degree + 1) - (-1.0) ** (degree + 1)) / (degree + 1)
    assert (w * x**degree).sum() == pytest.approx(exact, rel=1e-13)


def test_a_corner_at_a_knot_costs_nothing():
    def corner(t):
        return np.minimum(np.exp(-(t**2)), np.exp(-((t - 1.0) ** 2)))

    x, w = panels([-8.0, -4, -2, -1, 0, 0.5, 1, 2, 3, 5, 9])
    reference, error = quad(corner, -8.0, 9.0, points=[0.5], epsabs=1e-13, epsrel=1e-13)
    assert error < 1e-12
    assert (w * corner(x)).sum() == pytest.approx(reference, abs=1e-12)


def test_knots_may_come_in_any_order_and_twice():
    x, w = panels([3.0, 1.0, 1.0, 2.0])
    assert x.shape == (2, 20)
    assert w.sum() == pytest.approx(2.0, rel=1e-14)


@pytest.mark.parametrize("knots", [[], [1.0], [1.0, 1.0], [0.0, np.inf], [0.0, np.nan]])
def test_no_interval_is_an_error(knots):
    with pytest.raises(ValueError, match="two different finite knots"):
        panels(knots)
