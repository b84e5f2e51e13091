"""Confidence intervals that hold for small samples and for shares near none or all.

A share has Wilson's interval [1], on the sample size that a simple random sample without replacement is worth
(the finite population correction). Sums and ratios of independent estimates are made from the limits of their
parts by MOVER, the method of variance estimates recovery [2, 3], which keeps the limits' asymmetry.

[1] E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, J. Am. Stat.
    Assoc. 22:209-212.
[2] G. Y. Zou, A. Donner (2008), Construction of confidence limits about effect measures, Stat. Med.
    27:1693-1702.
[3] R. G. Newcombe (2016), MOVER-R confidence intervals for ratios and products of two independently estimated
    quantities, Stat. Methods Med. Res. 25:1774-1778.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

LEVEL = 0.95
"""How often an interval is to hold the truth."""

Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its interval at ``LEVEL``; ``high`` may be infinite."""

    value: float
    """The estimate."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end of its interval."""

    def times(self, factor: float) -> Estimate:
        """The same in other units; the factor is not negative."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


def wilson(share: float, sampled: int, of: int, *, effect: float = 1.0) -> Estimate:
    """The share of a population of ``of``, of which ``sampled`` were drawn and had this share.

    ``effect`` is Kish's design effect: by how much unequal weights lessen what the sample is worth.
    """
    if sampled >= of:
        return Estimate(share, share, share)
    worth = sampled * (of - 1) / (of - sampled) / effect
    middle = (share + Z * Z / (2 * worth)) / (1 + Z * Z / worth)
    half = Z * sqrt(share * (1 - share) / worth + Z * Z / (4 * worth * worth)) / (1 + Z * Z / worth)
    # at none and all, rounding must not move the end off the share
    return Estimate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def total(parts: Iterable[Estimate]) -> Estimate:
    """The sum of independent estimates."""
    parts = list(parts)
    value = sum(part.value for part in parts)
    below = sqrt(sum((part.value - part.low) ** 2 for part in parts))
    above = sqrt(sum((part.high - part.value) ** 2 for part in parts))
    return Estimate(value, value - below, value + above)


def ratio(top: Estimate, bottom: Estimate) -> Estimate:
    """The ratio of two independent estimates that are not negative; the bottom one is above 0."""
    both = top.value * bottom.value
    low_root = both**2 - top.low * bottom.high * (2 * top.value - top.low) * (2 * bottom.value - bottom.high)
    low = (both - sqrt(max(0.0, low_root))) / (bottom.high * (2 * bottom.value - bottom.high))
    if bottom.low <= 0:
        return Estimate(top.value / bottom.value, max(0.0, low), inf)
    high_root = both**2 - top.high * bottom.low * (2 * top.value - top.high) * (2 * bottom.value - bottom.low)
    high = (both + sqrt(max(0.0, high_root))) / (bottom.low * (2 * bottom.value - bottom.low))
    return Estimate(top.value / bottom.value, max(0.0, low), high)


def student(degrees: int) -> float:
    """The quantile of Student's t for ``LEVEL``, by an expansion good from 3 degrees of freedom on."""
    first = (Z**3 + Z) / 4
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    third = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384
    return Z + first / degrees + second / degrees**2 + third / degrees**3
