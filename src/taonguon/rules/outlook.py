"""The shipped priors of the forecast and what it must have to be shown, as `outlook.toml` tells them."""

from functools import cache
from pathlib import Path

from taonguon.core.courses import STAGES, Priors, StagePrior
from taonguon.rules.reading import File, Table, read

FILE = Path(__file__).parent / "outlook.toml"
SPREADS = ("cell", "arrivals", "month", "stage_month", "year", "arrivals_year")


@cache
def shipped() -> Priors:
    """Return the priors as shipped. Raises BadRule naming file and line."""
    return load(FILE)


def load(path: Path) -> Priors:
    """Return the priors told in a file. Raises BadRule for what is missing or cannot be."""
    file = read(path)
    bands = tuple(file.data.get("bands", ()))
    whole = Table(file, ("bands",), file.data)
    if bands[:1] != (0,) or list(bands) != sorted(set(bands)):
        raise whole.refuse("phải bắt đầu từ 0 và tăng dần.", "must begin with 0 and rise.")
    spread = Table(file, ("spread",), file.data.get("spread", {}))
    stages = {name: _stage(file, name, len(bands)) for name in STAGES}
    return Priors(
        bands=bands,
        stages=stages,
        weight=_above_nothing(whole, "weight"),
        pace=_pace(_table(file, "months")),
        arrivals=_above_nothing(_table(file, "arrivals"), "per_cell_year"),
        arrivals_weight=_above_nothing(_table(file, "arrivals"), "weight"),
        class_months=_share(_table(file, "classes"), "share_of_months"),
        class_weight=_above_nothing(_table(file, "classes"), "weight"),
        spread={name: _pair(spread, name) for name in SPREADS},
        doubt=_above_nothing(_table(file, "model"), "shape"),
        least_admitted=_whole(_table(file, "enough"), "admitted"),
        least_known_percent=_whole(_table(file, "enough"), "known_percent"),
        fewest_cases=_whole(_table(file, "enough"), "fewest_cases"),
        draws=_whole(_table(file, "simulation"), "draws"),
        seed=_whole(_table(file, "simulation"), "seed"),
    )


def _table(file: File, name: str) -> Table:
    return Table(file, (name,), file.data.get(name, {}))


def _stage(file: File, name: str, bands: int) -> StagePrior:
    table = Table(file, ("stages", name), file.data.get("stages", {}).get(name, {}))
    told = table.data.get("advance")
    if not isinstance(told, list) or len(told) != bands or not all(map(_is_share, told)):
        raise table.refuse(
            f"“advance” phải có {bands} số trên 0 và dưới 1.",
            f"“advance” must have {bands} numbers above 0 and below 1.",
        )
    return StagePrior(tuple(map(float, told)), _share(table, "leave"))


def _pace(table: Table) -> tuple[float, ...]:
    told = table.data.get("pace")
    if not isinstance(told, list) or len(told) != 12 or not all(_is_above_nothing(n) for n in told):
        raise table.refuse(
            "“pace” phải có 12 số trên 0, từ tháng 1.",
            "“pace” must have 12 numbers above 0, from January.",
        )
    return tuple(map(float, told))


def _is_share(told: object) -> bool:
    return type(told) in (int, float) and 0 < float(str(told)) < 1


def _share(table: Table, key: str) -> float:
    told = table.data.get(key)
    if not _is_share(told):
        raise table.refuse(
            f"“{key}” phải là số trên 0 và dưới 1.", f"“{key}” must be above 0 and below 1."
        )
    return float(str(told))


def _is_above_nothing(told: object) -> bool:
    return type(told) in (int, float) and float(str(told)) > 0


def _above_nothing(table: Table, key: str) -> float:
    told = table.data.get(key)
    if not _is_above_nothing(told):
        raise table.refuse(f"“{key}” phải là số trên 0.", f"“{key}” must be a number above 0.")
    return float(str(told))


def _whole(table: Table, key: str) -> int:
    told = table.data.get(key)
    if type(told) is not int or told < 1:
        raise table.refuse(f"“{key}” phải là số nguyên từ 1.", f"“{key}” must be a whole number.")
    return told


def _pair(table: Table, key: str) -> tuple[float, float]:
    told = table.data.get(key)
    if not isinstance(told, list) or [type(one) for one in told] != [float, float] or told[1] <= 0:
        raise table.refuse(
            f"“{key}” phải là hai số lẻ, số sau trên 0.", f"“{key}” must be two decimals."
        )
    return float(told[0]), float(told[1])
