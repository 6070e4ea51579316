"""What the notebooks share: where the warehouse and its truth lie, how few is too few, what clusters do to an interval, how
a chart is shown."""

import io
import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xxhash
from deltalake import DeltaTable
from IPython.display import Image
from scipy.stats import norm
from scipy.stats import t as student

# Fewer people or observations than this are never shown.
FEW = 20

# More clusters than this gold does not tell apart.
MOST_CLUSTERS = 128

# Okabe and Ito's colours, which people with any kind of colour vision can tell apart.
BLUE, ORANGE, GREEN, RED, SKY, PINK, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#767676"

plt.rcParams.update({
    "figure.figsize": (8, 3.6),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#DDDDDD",
    "axes.axisbelow": True,
    "legend.frameon": False,
    "font.size": 10,
})
pd.options.display.float_format = "{:,.3f}".format


def warehouse() -> Path:
    """The folder that VITALS_WAREHOUSE names, else that of the demo."""
    folder = Path(os.environ.get("VITALS_WAREHOUSE") or Path(__file__).parent / "../.vitals/demo/warehouse")
    if not (folder / "gold").is_dir():
        raise FileNotFoundError(f"{folder} holds no gold tables; run ./vitals demo, or set VITALS_WAREHOUSE")
    return folder


def delta(name: str) -> DeltaTable:
    """A table by its layer and name: gold.kpi_daily."""
    return DeltaTable(str(warehouse() / name.replace(".", "/")))


def truth(name: str):
    """What the generator of the demo knows, from the folder beside the warehouse."""
    return json.loads((warehouse().parent / "truth" / f"{name}.json").read_text())


def trailing(kpi: str) -> pd.DataFrame:
    """A KPI over the last 28 days, all slices and estimates, from gold."""
    rows = delta("gold.kpi_period").to_pandas(filters=[("period", "=", "trailing_28d"), ("kpi", "=", kpi)])
    return rows[rows.end_date == rows.end_date.max()].set_index(["slice_key", "estimate"])


def period(rows: pd.DataFrame) -> str:
    """What a gold row of a period says of its own maturity."""
    row = rows.iloc[0]
    final = "final" if row.is_mature else "provisional"
    return f"{row.date} to {row.end_date}, as of {row.as_of_date}: {final}"


def clusters(rows: pd.DataFrame, key: str) -> pd.Series:
    """The channel of each row; a row without one is a cluster of its own, by its key.

    Of more clusters than gold tells apart, those whose hashes begin alike are taken together, as in gold.
    """
    names = rows.channel_id.fillna(rows[key])
    hashes = names.map({name: xxhash.xxh64_intdigest(name.encode(), seed=42) >> 32 for name in names.unique()})
    while hashes.nunique() > MOST_CLUSTERS:
        hashes //= 2
    return hashes


def spread(cluster, moves, size) -> tuple[float, float]:
    """Standard error of an estimate if whole clusters vary, and not single rows, and its degrees of freedom.

    The error is that of Bell and McCaffrey (2002), the freedom Satterthwaite's; of fewer than two clusters both are 0.

    cluster, moves, size: of each row its cluster, how far it moves the estimate, and what it weighs
    """
    sums = pd.DataFrame({"moves": np.asarray(moves, float), "size": size}).groupby(np.asarray(cluster)).sum()
    if len(sums) < 2:
        return 0.0, 0.0
    part = sums["size"] / sums["size"].sum()
    weight = part**2 / (1 - part)
    freedom = 1 / ((part**2).sum() + weight.sum() ** 2 - (weight**2).sum())
    return np.sqrt((sums.moves**2 / (1 - part)).sum()), freedom


def point(freedom: float, confidence: float = 0.95) -> float:
    """Student's point, with one degree of freedom at least."""
    return student.isf((1 - confidence) / 2, max(1, freedom))


def longer(cluster, moves, size, independent: float, confidence: float = 0.95) -> float:
    """How many times as long an interval is if whole clusters vary, and not single rows.

    Clusters that are alike by chance make it no shorter than that of twice as many independent rows.

    cluster, moves, size: as in spread
    independent: standard error of the estimate if rows were independent
    """
    error, freedom = spread(cluster, moves, size)
    if freedom == 0 or independent == 0:
        return 1.0
    return max(0.5**0.5, point(freedom, confidence) * error / (norm.isf((1 - confidence) / 2) * independent))


def chart(figure, alt: str) -> Image:
    """The figure as a picture that says in words what it shows."""
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
    return Image(png.getvalue(), alt=alt)
