"""A straight line through a few points of unequal precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """Slope per unit of time, in the unit of y.

    `fixed_error` takes the given standard errors as they are; `dispersion` is the weighted residual mean square (1 when
    the errors explain all scatter), `df` its degrees of freedom.
    """

    slope: float
    fixed_error: float
    dispersion: float
    df: int

    @property
    def chi2(self) -> float:
        """`(slope / fixed_error)²`: the trend against the given errors alone."""
        return (self.slope / self.fixed_error) ** 2

    def p(self, least: float = 0.0) -> float:
        """Two-sided p of the slope: t-test with `fixed_error · sqrt(max(least, dispersion))`.

        With `least` 0 that is ordinary weighted regression; with 1 scatter smaller than the errors counts for nothing.
        """
        error = self.fixed_error * max(least, self.dispersion) ** 0.5
        if error == 0:
            return 0.0 if self.slope else 1.0
        return float(2 * special.stdtr(self.df, -abs(self.slope) / error))


def weighted_line(
    times: Sequence[float], y: Sequence[float], errors: Sequence[float], season: Sequence[bool] | None = None
) -> Line:
    """Least squares with weights 1/error². With `season`, the points where it is true have a level of their own.

    So half-years are compared with the same half of other years: one degree of freedom less. ValueError when there are
    not more points than levels and slope, when times do not differ, or when an error is not above zero.
    """
    t, w = np.array(times, dtype=np.float64), 1 / _positive(errors) ** 2
    columns = [np.ones_like(t), t - np.average(t, weights=w)]
    if season is not None and len(set(season)) == 2:
        columns.append(np.array(season, dtype=np.float64))
    x, target = np.stack(columns, axis=1), np.array(y, dtype=np.float64)
    df = len(t) - x.shape[1]
    information = (x.T * w) @ x
    if df < 1 or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("too few different points for a line")
    covariance = np.linalg.inv(information)
    coefficients = covariance @ ((x.T * w) @ target)
    dispersion = float((w * (target - x @ coefficients) ** 2).sum() / df)
    return Line(float(coefficients[1]), float(covariance[1, 1] ** 0.5), dispersion, df)


def _positive(errors: Sequence[float]) -> Floats:
    found = np.array(errors, dtype=np.float64)
    if not (np.isfinite(found) & (found > 0)).all():
        raise ValueError("every standard error must be above zero")
    return found
