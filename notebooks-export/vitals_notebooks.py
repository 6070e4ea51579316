"""What the notebooks share: where the warehouse and its truth lie, how few is too few, how a chart is shown."""

import io
import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from deltalake import DeltaTable
from IPython.display import Image

# Fewer people or observations than this are never shown.
FEW = 20

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


def chart(figure, alt: str) -> Image:
    """The figure as a picture that says in words what it shows."""
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
    return Image(png.getvalue(), alt=alt)
