"""The page of experiments in a browser: what gold says of them, and made-up readouts of two nights."""

import shutil
from datetime import date, datetime, timedelta, timezone

import pyarrow
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SIZES, read, vitals
from deltalake import DeltaTable, write_deltalake

# Columns whose types made-up values do not tell.
TYPED = {
    "kpi_version": pyarrow.int32(),
    "margin": pyarrow.float64(),
    "past_correlation": pyarrow.float64(),
    "variance_ratio": pyarrow.float64(),
    "imbalance_p_value": pyarrow.float64(),
    "strata": pyarrow.int32(),
    "control_clusters": pyarrow.int64(),
    "treatment_clusters": pyarrow.int64(),
    "degrees_of_freedom": pyarrow.float64(),
    "design_effect": pyarrow.float64(),
    "permutation_p_value": pyarrow.float64(),
    "dispersion": pyarrow.float64(),
    "control_open": pyarrow.int64(),
    "treatment_open": pyarrow.int64(),
    "speed_ratio": pyarrow.float64(),
    "log_rank_p_value": pyarrow.float64(),
    "label_age": pyarrow.int32(),
}
NOTHING = "No test of a change has a readout so far."


def cells(page, table: str) -> list[list[str]]:
    """The rows of a table by its caption's id."""
    return page.locator(f"table:has(#{table}-caption) tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


def test_the_page_lists_the_experiments_that_gold_has(visit, site, hostile):
    folder = hostile / "warehouse/gold/experiment_readout"
    names = set(read(hostile, "gold.experiment_readout")["experiment"].to_pylist()) if folder.exists() else set()
    page = visit(site / "experiments.html")
    assert set(page.locator("section[id^=test-] code").all_inner_texts()) == names
    assert (NOTHING in page.locator("main").inner_text()) == (not names)
    assert page.locator(".effect canvas").count() == page.locator(".effect").count()


def row(night: date, kpi: str, lift: float, half: float, units: int, **more) -> dict:
    """What a night showed of the banner, of arms with so many units."""
    made_up = {
        "experiment": "hold_banner",
        "metric": kpi,
        "kpi": kpi,
        "variant": "banner",
        "role": "secondary",
        "as_of_date": night,
        "control_assigned": 5000,
        "treatment_assigned": 5100,
        "control_units": units,
        "treatment_units": units,
        "control": 0.2,
        "treatment": 0.2 * (1 + lift),
        "difference": 0.2 * lift,
        "difference_low": 0.2 * (lift - half),
        "difference_high": 0.2 * (lift + half),
        "standard_error": 0.1 * half,
        "lift": lift,
        "lift_low": lift - half,
        "lift_high": lift + half,
        "confidence": 0.95,
        "method": "welch_t",
        "p_value": 0.3,
        "adjusted_p_value": 0.6,
        "chance_to_win": 0.7,
        **dict.fromkeys(TYPED),
        "kpi_version": 1,
        "matured_share": 0.5,
        "sample_ratio_p_value": 0.4,
        "is_split_as_planned": True,
        "crossover_units": 0,
        "crossover_clusters": 0,
        "verdict": "running",
        "verdict_in_words": "withheld: the test still runs",
        "computed_at": datetime(2026, 2, 1, tzinfo=timezone.utc),
    }
    return {**made_up, **more}


@pytest.fixture(scope="module")
def tried(hostile, tmp_path_factory):
    """The site of the same world, in which the last two nights have a readout of one of the tests."""
    folder = tmp_path_factory.mktemp("tried")
    shutil.copytree(hostile / "warehouse", folder / "warehouse")
    shutil.rmtree(folder / "warehouse/gold/experiment_readout", ignore_errors=True)
    last = max(read(hostile, "gold.kpi_daily")["date"].to_pylist())
    rows = []
    for days, lift, half in ((1, 0.05, 0.4), (0, -0.031, 0.1)):
        night = last - timedelta(days=days)
        rows.append(row(night, "sentiment_mean_per_chatter", lift, half, 900))
        rows.append(row(night, "appeal_rate", 0.7654321, half, 7, role="guardrail", margin=0.2, adjusted_p_value=None))
    known = pyarrow.Table.from_pylist(rows)
    schema = pyarrow.schema([each.with_type(TYPED.get(each.name, each.type)) for each in known.schema])
    table = pyarrow.Table.from_pylist(rows, schema)
    write_deltalake(str(folder / "warehouse/gold/experiment_readout"), table, partition_by=["as_of_date"])
    vitals("site", "--warehouse", folder / "warehouse", "--out", folder / "site", "--quiet")
    return folder / "site" / "experiments.html"


def test_an_experiment_is_shown_with_its_interval_and_its_chart(visit, tried):
    page = visit(tried)
    part = page.locator("#test-hold_banner")
    assert page.locator("section[id^=test-] code").all_inner_texts() == ["hold_banner"]
    effects = {line[0]: line for line in cells(page, "test-hold_banner-effects")}
    (shown,) = [line for name, line in effects.items() if name.endswith("secondary")]
    assert shown[2].startswith("−3.1%95%: −13.1% to +6.9%")
    assert "a verdict can come" in part.locator(".verdicts").inner_text()
    assert part.locator(".effect canvas").count() == 1
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    nights = cells(page, "test-hold_banner-nights")
    assert [line[2:4] for line in nights] == [["+5.0%", "−35.0% to +45.0%"], ["−3.1%", "−13.1% to +6.9%"]]


def test_numbers_of_few_units_are_not_in_the_page(visit, tried):
    page = visit(tried)
    assert "76.5" not in page.content() and "0.7654" not in page.content()
    (hidden,) = [line for line in cells(page, "test-hold_banner-effects") if line[1] == "too few"]
    assert set(hidden[1:]) == {"too few"}


CHANGED = date(2026, 1, 19)


@pytest.fixture(scope="module")
def launched(hostile, tmp_path_factory):
    """The site of a world two weeks after the strict policy came: two of its metrics have made-up days, and one few people on one."""
    folder = tmp_path_factory.mktemp("launched")
    shutil.copytree(hostile / "warehouse", folder / "warehouse")
    rows = read(hostile, "gold.kpi_daily")
    (like,) = [
        row
        for row in rows.to_pylist()
        if (row["kpi"], row["slice_key"]) == ("enforcements_per_1k_messages", "all") and row["date"] == date(2026, 1, 8)
    ]
    few = CHANGED + timedelta(days=3)
    named = {"enforcements_per_1k_messages": 4, "report_action_rate": 0.4}
    calm = {"slice_key": "has_hostile_raid=false", "slice": [("has_hostile_raid", "false")]}
    made_up = []
    for kpi, value in named.items():
        for day in (CHANGED + timedelta(days=days) for days in range(-14, 14)):
            n = 2 if (kpi, day) == ("report_action_rate", few) else 900
            level = value * (1.5 if day >= CHANGED else 1) + day.day % 3 / 100
            made_up.append(
                {
                    **like,
                    **(calm if kpi == like["kpi"] else {}),
                    **{"kpi": kpi, "date": day, "value": level, "n": n, "is_small": n < 20, "is_mature": True},
                }
            )
    keep = [row for row in rows.to_pylist() if row["kpi"] not in named]
    path = str(folder / "warehouse/gold/kpi_daily")
    table = pyarrow.Table.from_pylist(keep + made_up, schema=rows.schema)
    write_deltalake(path, table, mode="overwrite", partition_by=DeltaTable(path).metadata().partition_columns or None)
    runs = read(hostile, "ops.job_run")
    nights = runs.to_pylist()
    for night in nights:
        night["as_of_date"] = CHANGED + timedelta(days=13)
    write_deltalake(
        str(folder / "warehouse/ops/job_run"), pyarrow.Table.from_pylist(nights, schema=runs.schema), mode="overwrite"
    )
    vitals("site", "--warehouse", folder / "warehouse", "--out", folder / "site", "--quiet")
    return folder / "site" / "experiments.html"


def test_a_change_after_launch_is_shown_with_its_days(visit, launched):
    page = visit(launched)
    part = page.locator("#change-strict_policy")
    assert "For everyone, since 19 January 2026" in part.inner_text()
    effects = {line[0]: line for line in cells(page, "change-strict_policy-effects")}
    (shown,) = [line for name, line in effects.items() if name.endswith("primary")]
    assert shown[7].startswith("14 and 14")
    assert part.locator(".effect canvas").count() == 1
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    days = cells(page, "change-strict_policy-enforcements_per_1k_messages-has_hostile_raid-false-days")
    assert [days[0][0], days[-1][0]] == ["2026-01-05", "2026-02-01"]
    assert (days[13][3] == "") and days[14][3] != ""


def test_a_change_of_few_people_is_not_in_the_page(visit, launched):
    page = visit(launched)
    (hidden,) = [line for line in cells(page, "change-strict_policy-effects") if line[1] == "too few"]
    assert hidden[0].startswith("Report action rate") and set(hidden[1:6]) == {"too few"}
    assert "Report action rate: too few observations" in page.locator("#change-strict_policy").inner_text()


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing_serious_in_changes_and_they_fit(visit, launched, size, scheme):
    page = visit(launched, size, scheme, bypass_csp=True)
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing_serious_in_experiments_and_they_fit(visit, tried, size, scheme):
    page = visit(tried, size, scheme, bypass_csp=True)
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
