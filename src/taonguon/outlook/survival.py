"""How long the stages last and who leaves: learnt from few facts, cells leaning on the commune.

Each stage has, for each band of waiting, a chance to go on in a month, and a chance to drop out: two
risks that compete. The commune's facts are added to the shipped priors (a beta for each chance);
cells, months of the year and years multiply the chance to go on, each pooled towards 1 as strongly as
they prove alike (a gamma whose shape is the likeliest by all of them: empirical Bayes).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln  # type: ignore[import-untyped]

from taonguon.core.courses import (
    CLASS_STAGE,
    STAGES,
    Calendar,
    Priors,
    month_of,
)
from taonguon.outlook.history import ADVANCE, LEAVE, Cut, Real, Whole, counted, gone

_ALIKE = np.linspace(-1.0, 6.0, 57)  # logarithms of the shapes tried


@dataclass(frozen=True, slots=True)
class Factor:
    """Factors around 1, each known by a gamma: its shape and rate."""

    shape: Real
    rate: Real

    def drawn(self, rng: np.random.Generator, times: int) -> Real:
        """Return factors drawn so many times, a row for each time."""
        return rng.gamma(self.shape, size=(times, *self.shape.shape)) / self.rate

    def times(self, known: tuple[float, ...]) -> "Factor":
        """Return the factors multiplied by others that are known."""
        return Factor(self.shape, self.rate / np.array(known))

    @property
    def mean(self) -> Real:
        """Return the factors' means."""
        found: Real = self.shape / self.rate
        return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is known of stages and arrivals on a day, as distributions to draw from.

    `advance` and `leave` are pairs of the parameters of betas; `arrivals` are those a month.
    """

    bands: Whole
    advance: tuple[Real, Real]
    leave: tuple[Real, Real]
    classes: tuple[Real, Real]
    cell: Factor
    season: Factor
    stage_season: Factor
    year: Factor
    doubt: float
    arrivals: tuple[float, float]
    arrivals_cell: Factor
    arrivals_season: Factor
    arrivals_year: Factor


def band_of(waited: Whole, bands: Whole) -> Whole:
    """Return the band that each wait in months lies in."""
    return np.searchsorted(bands, waited, side="right") - 1


def fit(cut: Cut, priors: Priors, founded: Whole) -> Fitted:
    """Return what the facts up to the day of the cut say, beginning from the priors.

    `founded` are the cells' first months, in the order of the cut's cells.
    """
    bands = np.array(priors.bands, dtype=np.int64)
    key = cut.stage * bands.size + band_of(cut.waited, bands)
    tried = _tried(cut)
    advance = _beta(
        np.array([priors.stages[stage].advance for stage in STAGES]).ravel(),
        priors.weight, key, (cut.outcome == ADVANCE).astype(float), tried,
    )  # fmt: skip
    leaving = np.where(cut.outcome == ADVANCE, 0.5, 1.0) * cut.exposure
    leave = _beta(
        np.array([priors.stages[stage].leave for stage in STAGES]),
        priors.weight * bands.size, cut.stage, (cut.outcome == LEAVE).astype(float), leaving,
    )  # fmt: skip
    expected = _risked(advance, key, cut, tried)
    factors = _factors(cut, priors, expected)
    return Fitted(bands, advance, leave, _classes(cut, priors), *factors, priors.doubt,
                  *_arrivals(cut, priors, founded))  # fmt: skip


def _tried(cut: Cut) -> Real:
    """Return how much of a chance to go on each row had; in the class stage, where a class ended."""
    held = np.isin(cut.month, sorted(cut.classes)) | (cut.stage != CLASS_STAGE)
    tried: Real = np.where(cut.outcome == LEAVE, 0.5, 1.0) * cut.exposure * held
    return tried


def _risked(advance: tuple[Real, Real], key: Whole, cut: Cut, tried: Real) -> Real:
    """Return what each row risked of going on: its rate, for those who went only up to their going."""
    rate = -np.log1p(-advance[0] / (advance[0] + advance[1]))[key]
    risked: Real = np.where(cut.outcome == ADVANCE, 1 - rate / np.expm1(rate), rate * tried)
    return risked


def _beta(prior: Real, weight: float, key: Whole, happened: Real, tried: Real) -> tuple[Real, Real]:
    events = counted(key, happened, prior.size)
    trials = counted(key, tried, prior.size)
    return weight * prior + events, weight * (1 - prior) + np.maximum(trials - events, 0)


def _classes(cut: Cut, priors: Priors) -> tuple[Real, Real]:
    """Return the chance of each month of the year to see a class end, leaning on all of them."""
    now = month_of(cut.day)
    seen = np.bincount(np.arange(cut.first, now) % 12, minlength=12).astype(float)
    ended = np.bincount(
        np.array([one % 12 for one in cut.classes if cut.first <= one < now], dtype=np.int64),
        minlength=12,
    ).astype(float)
    share = (priors.class_weight * priors.class_months + ended.sum()) / (
        priors.class_weight + seen.sum()
    )
    weight = 2.0  # a month of the year leans on the others as if seen in two years
    return weight * share + ended, weight * (1 - share) + seen - ended


def _factors(cut: Cut, priors: Priors, expected: Real) -> tuple[Factor, Factor, Factor, Factor]:
    """Return the factors of cells, of months, of a stage's months, and of the year of the cut."""
    happened = (cut.outcome == ADVANCE).astype(float)
    cells = cut.arrived.shape[0]
    cell = _of(cut.cell, cells, happened, expected, priors.spread["cell"])
    expected = expected * cell.mean[cut.cell]
    free = cut.stage != CLASS_STAGE  # for it the classes themselves have their months
    month, own = cut.month % 12, cut.stage * 12 + cut.month % 12
    expected = expected * np.where(free, np.array(priors.pace)[month], 1.0)
    season = _of(month[free], 12, happened[free], expected[free], priors.spread["month"])
    expected = expected * np.where(free, season.mean[month], 1.0)
    stage = _of(
        own[free], 12 * len(STAGES), happened[free], expected[free], priors.spread["stage_month"]
    )
    expected = expected * np.where(free, stage.mean[own], 1.0)
    year = cut.month // 12 - cut.first // 12
    years = month_of(cut.day) // 12 - cut.first // 12 + 1
    yearly = _of(year, years, happened, expected, priors.spread["year"])
    return cell, season.times(priors.pace), stage, Factor(yearly.shape[-1:], yearly.rate[-1:])


def _arrivals(
    cut: Cut, priors: Priors, founded: Whole
) -> tuple[tuple[float, float], Factor, Factor, Factor]:
    """Return the introductions a month in a cell, and the factors of cells, months and this year."""
    months = np.arange(cut.first, cut.first + cut.arrived.shape[1])
    there = (months[None, :] >= founded[:, None]).astype(float)
    there[:, -1:] *= gone(cut.day)
    weight = priors.arrivals_weight * 12
    shape = weight * priors.arrivals / 12 + float(cut.arrived.sum())
    rate = weight + float(there.sum())
    expected = there * shape / rate
    cell = pooled(cut.arrived.sum(1), expected.sum(1), priors.spread["arrivals"])
    by_month, by_year = months % 12, months // 12 - cut.first // 12
    arrived = cut.arrived.sum(0)
    season = _of(by_month, 12, arrived, expected.sum(0), priors.spread["month"])
    seasonal = expected.sum(0) * season.mean[by_month]
    years = int(by_year[-1]) + 1 if months.size else 1
    yearly = _of(by_year, years, arrived, seasonal, priors.spread["arrivals_year"])
    return (shape, rate), cell, season, Factor(yearly.shape[-1:], yearly.rate[-1:])


def _of(
    place: Whole, places: int, events: Real, expected: Real, prior: tuple[float, float]
) -> Factor:
    """Return the factor of each place, given what happened and was expected row by row."""
    return pooled(counted(place, events, places), counted(place, expected, places), prior)


def pooled(events: Real, expected: Real, prior: tuple[float, float]) -> Factor:
    """Return the factor of each place by what happened and what was expected, pooled towards 1.

    How strongly is the likeliest by all places together, with the prior on the shape's logarithm:
    events are Poisson around the expected ones times the factor, factors gamma around 1.
    """
    shape = np.exp(_ALIKE)[:, None]
    known = expected > 0
    n, e = events[known][None, :], expected[known][None, :]
    likely = gammaln(n + shape) - gammaln(shape) + shape * np.log(shape / (shape + e))
    likely = likely + n * np.log(e / (shape + e))
    whole = likely.sum(1) - ((_ALIKE - prior[0]) / prior[1]) ** 2 / 2
    best = float(np.exp(_ALIKE[int(np.argmax(whole))]))
    return Factor(best + events, best + expected)


def class_chances(fitted: Fitted, calendar: Calendar, months: Whole) -> tuple[Real, Real]:
    """Return the betas of the months to come; a month with a class in the calendar is sure."""
    alpha, beta = (told[months % 12].copy() for told in fitted.classes)
    planned = np.isin(months, [month_of(one) for one in calendar.class_ends])
    return np.where(planned, 1e6, alpha), np.where(planned, 1e-3, beta)
