"""The site in a browser: it opens, says what gold says, and can be used without a mouse."""

import csv
import json
import math
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import FORMULA, HOME, IMAGE, PAGES, SIZES, read
from pyarrow import parquet
from pypdf import PdfReader

MOST_BYTES = 1_500_000
FIRST_PAINT_MILLIS = 1000


def explorer(site: Path, **choice) -> str:
    return (site / "explore.html").as_uri() + "#" + "&".join(f"{name}={value}" for name, value in choice.items())


def until(page, expression: str, *argument) -> None:
    """Waits until something is true; the way of Playwright evaluates text in the page, which its policy forbids."""
    for _ in range(400):
        if page.evaluate(expression, *argument):
            return
        page.wait_for_timeout(25)
    raise AssertionError("It never came true: " + expression)


def drawn(page):
    """Waits until the explorer shows what was chosen."""
    until(page, "document.querySelectorAll('#numbers tbody tr').length > 0")
    return page


def rows(page) -> list[list[str]]:
    return page.locator("#numbers tbody tr").evaluate_all("trs => trs.map(tr => [...tr.cells].map(c => c.innerText))")


def choose(page, control: str, value: str) -> None:
    """Chooses, and waits until the page has followed."""
    count = "Number(document.getElementById('chart').dataset.drawn)"
    before = page.evaluate(count)
    page.select_option(control, value)
    until(page, f"{count} > {before}")


@pytest.fixture(scope="module")
def paints():
    """How many milliseconds each page took to its first paint, opened from disk."""
    return {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_disk_and_from_a_server_and_paints(visit, site, address, paints, name):
    for where in (f"{address}/{name}", site / name):
        page = visit(where)
        assert page.locator("h1").count() == 1
        assert page.locator("nav [aria-current=page]").count() == 1
        if name == "explore.html":
            assert len(rows(drawn(page))) > 0
            assert page.locator("#chart canvas").count() == 1
        # Names are hostile, and none of them became markup.
        assert page.locator("img").count() == 0
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    paints[name] = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")


def test_the_report_opens(visit, report):
    page = visit(report)
    assert page.title().startswith("Community health")


def serious(page) -> list[str]:
    # Axe would read the style sheets once more, which a page opened from disk may not.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", [*PAGES, "report"])
def test_a_page_is_no_wider_than_its_screen_and_axe_finds_nothing_serious(visit, site, report, name, size, scheme):
    # Axe writes into the page, which the policy of the site forbids to everybody.
    page = visit(report if name == "report" else site / name, size, scheme, bypass_csp=True)
    if name == "explore.html":
        drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert serious(page) == []


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_axe_finds_nothing_serious_in_slices_and_their_changes(visit, site, size, scheme):
    page = visit(explorer(site, kpi="reports_received", by="week", dimension="category"), size, scheme, bypass_csp=True)
    drawn(page)
    assert serious(page) == []


def test_numbers_are_worded_as_in_reports(visit, site):
    page = drawn(visit(site / "explore.html"))
    with open(HOME / "reports/tests/numbers.csv", encoding="utf-8", newline="") as file:
        numbers = list(csv.DictReader(file))
    said = page.evaluate("all => all.map(n => Vitals.format.value(Number(n.value), n.unit))", numbers)
    assert said == [number["text"] for number in numbers]


ALL_POINTS = """
async () => {
  const all = [];
  for (const kpi of JSON.parse(document.getElementById('data').textContent).kpis.filter((kpi) => kpi.file)) {
    const numbers = await Vitals.load(kpi);
    for (const by of ['day', 'week', 'month'].filter((by) => numbers[by])) {
      for (const estimate of kpi.estimates) {
        numbers.slices.forEach((slice, i) => {
          for (const p of Vitals.points(kpi, numbers, by, estimate, i)) {
            const { state, status, value, low, high, n, valueText, intervalText, basisText } = p;
            const of = { kpi: kpi.id, least: kpi.least, by, estimate: estimate.id, slice, start: p.start };
            all.push({ ...of, state, status, value, low, high, n, valueText, intervalText, basisText });
          }
        });
      }
    }
  }
  return all;
}
"""


@pytest.fixture(scope="module")
def points(browser, site):
    """Every point that the explorer can show."""
    page = browser.new_page()
    page.goto((site / "explore.html").as_uri())
    found = drawn(page).evaluate(ALL_POINTS)
    page.close()
    return found


@pytest.fixture(scope="module")
def gold(hostile):
    """Cells of gold by KPI, granularity, estimate, slice and first day."""
    cells = {}
    for table, by in (("gold.kpi_daily", lambda row: "day"), ("gold.kpi_period", lambda row: row["period"])):
        columns = ["kpi", "estimate", "slice", "date", "value", "ci_low", "ci_high", "n", "is_small", "is_mature"]
        read_columns = columns + (["period"] if table.endswith("period") else [])
        for row in read(hostile, table).select(read_columns).to_pylist():
            slice_ = tuple(text for pair in row["slice"] for text in pair)
            cells[row["kpi"], by(row), row["estimate"], slice_, str(row["date"])] = row
    return cells


def test_every_number_is_that_of_gold(points, gold):
    compared = 0
    for point in points:
        row = gold.get((point["kpi"], point["by"], point["estimate"], tuple(point["slice"]), point["start"]))
        if point["state"] in "t-":
            assert point["value"] is None, point
            continue
        for ours, theirs, digits in (("value", "value", 4), ("low", "ci_low", 3), ("high", "ci_high", 3)):
            if row[theirs] is None:
                assert point[ours] is None, point
            else:
                assert math.isclose(point[ours], row[theirs], rel_tol=0.51 * 10 ** (1 - digits)), (point, row)
        assert point["n"] == row["n"]
        assert (point["status"] == "f") == row["is_mature"], point
        compared += 1
    assert compared > 1000


def test_no_number_of_few_people_is_shown(points, gold):
    shown = [point for point in points if point["state"] not in "t-"]
    # That nothing was counted is told of nobody.
    few = [point for point in shown if 0 < point["n"] < point["least"]]
    assert few == []
    small = {key for key, row in gold.items() if row["is_small"] and row["n"] > 0 and row["value"] is not None}
    listed = {(p["kpi"], p["by"], p["estimate"], tuple(p["slice"]), p["start"]) for p in shown}
    assert small
    assert not small & listed
    # Not only small numbers are hidden, but also those from which one could be told.
    hidden = {
        (p["kpi"], p["by"], p["estimate"], tuple(p["slice"]), p["start"]) for p in points if p["state"] == "t"
    }
    assert hidden - small


def test_the_site_says_what_the_report_says(points, visit, report):
    page = visit(report)
    said = page.locator("tr[id^=figure-]").evaluate_all(
        "rows => rows.map(r => [r.id, [...r.cells].map(c => c.textContent).join(' | ')])"
    )
    start = re.search(r"week-(\S+)\.html", report.name)[1]
    week = {
        f"figure-{p['kpi']}-{p['estimate']}": p
        for p in points
        if p["by"] == "week" and p["start"] == start and not p["slice"]
    }
    compared = 0
    for figure, text in said:
        point = week.get(figure)
        if point and point["state"] not in "t-" and "too few" not in text:
            for part in ("valueText", "intervalText", "basisText"):
                assert point[part] in text, (figure, point[part], text)
            compared += 1
    assert compared > 30


def test_the_table_says_what_gold_says(visit, site, gold):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    days = {
        key[4]: row for key, row in gold.items() if key[:4] == ("reports_received", "day", "value", ())
    }
    shown = rows(page)
    assert len(shown) == len(days)
    for row, (_, cell) in zip(shown, sorted(days.items(), reverse=True), strict=True):
        if row[2] != "too few":
            assert row[2] == f"{int(cell['value']):,}"


def test_choices_change_chart_table_and_address(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received")))
    last = page.locator("#to").input_value()

    page.locator("#from").fill(last)
    until(page, "document.querySelectorAll('#numbers tbody tr').length === 1")
    assert page.locator("#numbers thead th").nth(7).is_visible()
    choose(page, "#compare", "")
    assert not page.locator("#numbers thead th").nth(7).is_visible()

    choose(page, "#by", "week")
    choose(page, "#dimension", "category")
    boxes = page.locator("#values input:checked")
    first = boxes.count()
    assert 0 < first <= 6
    assert {row[1] for row in rows(page)} == set(boxes.evaluate_all("all => all.map(box => box.value)"))
    boxes.first.click()
    until(page, f"document.querySelectorAll('#values input:checked').length === {first - 1}")
    until(page, f"new Set([...document.querySelectorAll('#numbers tbody tr')].map(r => r.cells[1].innerText)).size === {first - 1}")

    again = drawn(visit(page.url))
    assert rows(again) == rows(page)
    assert again.locator("#legend").inner_text() == page.locator("#legend").inner_text()

    page.get_by_role("button", name="Start again").click()
    until(page, "document.getElementById('dimension').value === ''")
    assert page.locator("#kpi").input_value() == "reports_received"
    assert page.locator("#by").input_value() == "day"


def test_by_day_a_slice_has_its_first_number_and_the_others_by_week(visit, site):
    page = drawn(visit(explorer(site, kpi="time_to_resolution", estimate="p90", by="day")))
    assert page.locator("#by").input_value() == "day"
    choose(page, "#dimension", "category")
    assert page.locator("#by").input_value() == "week"
    assert page.locator("#message").inner_text() == "By week, because by day a slice has only its median."
    assert rows(page)

    choose(page, "#estimate", "p50")
    choose(page, "#by", "day")
    assert page.locator("#by").input_value() == "day"
    assert page.locator("#message").inner_text() == ""
    assert rows(page)


def test_a_day_is_compared_with_the_same_weekday_before(visit, site, gold):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day", compare="before")))
    newest = rows(page)[0]
    days = sorted(key[4] for key in gold if key[:4] == ("reports_received", "day", "value", ()))
    before = gold["reports_received", "day", "value", (), days[-8]]["value"]
    now = gold["reports_received", "day", "value", (), days[-1]]["value"]
    assert newest[6] == f"{int(before):,}"
    change = float(newest[7].rstrip("%").replace("−", "-").replace("+", ""))
    assert math.isclose(change, (now - before) / before * 100, rel_tol=0.06)


def test_every_kpi_and_every_dimension_can_be_chosen(visit, site):
    page = drawn(visit(site / "explore.html"))
    for kpi in page.locator("#kpi option:not([disabled])").evaluate_all("all => all.map(o => o.value)"):
        if page.locator("#kpi").input_value() != kpi:
            choose(page, "#kpi", kpi)
        assert page.locator("#message").inner_text() == ""
        dimensions = page.locator("#dimension option").evaluate_all("all => all.map(o => o.value)")
        if len(dimensions) > 1:
            choose(page, "#dimension", dimensions[-1])
            assert len(rows(page)) > 0
    assert page.locator("#definition").get_attribute("href").startswith("kpis.html#kpi-")


def test_the_chart_can_be_read_with_the_keyboard(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.locator("#step").focus()
    before = page.locator("#readout").inner_text()
    page.keyboard.press("ArrowLeft")
    after = page.locator("#readout").inner_text()
    assert after != before
    assert page.locator("#step").get_attribute("aria-valuetext") == after
    assert page.locator("#cursor").is_visible()
    page.locator("#kpi").focus()
    page.keyboard.press("ArrowDown")
    until(page, "document.getElementById('kpi').value !== 'reports_received'")


def typed(page, field: str, digits: str) -> None:
    """Types a date as Americans write it, a key at a time, as Chromium asks for it here."""
    page.locator(field).focus()
    page.keyboard.type(digits, delay=15)


def days(page) -> tuple[date, date]:
    """The first and the last day that a reader can choose."""
    return tuple(date.fromisoformat(page.locator("#from").get_attribute(end)) for end in ("min", "max"))


def american(day: date) -> str:
    return f"{day:%m%d%Y}"


def worded(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def shows(page, start: date, end: date) -> None:
    """Waits until table, fields and address have the days from one to another, and no others."""
    until(page, "count => document.querySelectorAll('#numbers tbody tr').length === count", (end - start).days + 1)
    assert (rows(page)[0][0], rows(page)[-1][0]) == (worded(end), worded(start))
    assert [page.locator(field).input_value() for field in ("#from", "#to")] == [str(start), str(end)]
    assert f"&from={start}&to={end}&" in page.url


def says(page, *texts: str) -> None:
    """Waits until the message is these sentences and nothing else."""
    until(page, "text => document.getElementById('message').innerText === text", " ".join(texts))


def test_dates_can_be_typed_digit_by_digit(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    first, last = days(page)
    # Each digit makes a whole date of the field, most of them of the first two thousand years.
    start, end = first + timedelta(days=2), last - timedelta(days=3)
    typed(page, "#from", american(start))
    shows(page, start, last)
    assert page.evaluate("document.activeElement.id") == "from"
    typed(page, "#to", american(end))
    shows(page, start, end)
    page.keyboard.press("Enter")
    page.locator("#compare").focus()
    shows(page, start, end)
    says(page)


def test_a_date_can_be_typed_while_another_kpi_is_on_its_way(visit, address):
    page = drawn(visit(f"{address}/explore.html#kpi=reports_received&by=day"))
    first, last = days(page)
    start = first + timedelta(days=2)
    held = []
    page.route("**/data/sla_attainment-*.js", lambda route: held.append(route))
    page.select_option("#kpi", "sla_attainment")
    typed(page, "#from", american(start)[:5])
    before = page.evaluate("document.getElementById('chart').dataset.drawn")
    held[0].continue_()
    until(page, "before => document.getElementById('chart').dataset.drawn > before", before)
    page.keyboard.type(american(start)[5:], delay=15)
    page.locator("#compare").focus()
    shows(page, start, last)
    assert page.locator("#kpi").input_value() == "sla_attainment"


def test_a_later_choice_is_not_undone_by_numbers_that_load_slowly(visit, address):
    page = drawn(visit(f"{address}/explore.html#kpi=reports_received&by=day"))
    held = []
    page.route("**/data/sla_attainment-*.js", lambda route: held.append(route))
    page.select_option("#kpi", "sla_attainment")
    page.select_option("#kpi", "appeal_rate")
    until(page, "document.getElementById('chart-title').textContent.includes('ppeal')")
    held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator("#kpi").input_value() == "appeal_rate"
    assert "kpi=appeal_rate" in page.url

    page.evaluate("location.hash = '#content'")
    page.wait_for_timeout(100)
    assert page.locator("#kpi").input_value() == "appeal_rate"


def test_a_typed_date_without_numbers_is_replaced_when_it_is_done_and_the_page_says_so(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    first, last = days(page)
    known = f"there are numbers from {worded(first)} to {worded(last)}."

    typed(page, "#from", "01202020")
    page.wait_for_timeout(100)
    assert page.locator("#from").input_value() == "2020-01-20"
    says(page)
    page.locator("#compare").focus()
    says(page, f"From is {worded(first)} instead of 20 Jan 2020: {known}")
    shows(page, first, last)

    # Passing through changes nothing, so the message stays until the next choice.
    page.locator("#to").focus()
    page.locator("#compare").focus()
    says(page, f"From is {worded(first)} instead of 20 Jan 2020: {known}")

    typed(page, "#to", "12312030")
    page.keyboard.press("Enter")
    says(page, f"To is {worded(last)} instead of 31 Dec 2030: {known}")
    shows(page, first, last)
    choose(page, "#compare", "")
    says(page)

    typed(page, "#to", "01")
    page.keyboard.press("Backspace")
    page.locator("#compare").focus()
    says(page, f"To is {worded(last)}, because what was given is no date.")
    shows(page, first, last)


def test_a_range_can_be_moved_past_itself_and_is_turned_only_when_both_dates_are_done(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    first, last = days(page)
    third, fifth = first + timedelta(days=2), first + timedelta(days=4)
    typed(page, "#to", american(third))
    shows(page, first, third)
    typed(page, "#from", american(fifth))
    page.locator("#to").focus()
    page.wait_for_timeout(100)
    assert page.locator("#from").input_value() == str(fifth)
    typed(page, "#to", american(last))
    shows(page, fifth, last)
    says(page)

    page.locator("#compare").focus()
    typed(page, "#to", american(third))
    page.locator("#compare").focus()
    says(page, "From and To are swapped, because From was after To.")
    shows(page, third, fifth)


def test_what_an_address_asks_in_vain_is_said(visit, site):
    page = drawn(visit(explorer(site, kpi="nope")))
    title = page.locator("#kpi option:checked").inner_text()
    says(page, f"This is {title}, because there is no KPI “nope”.")
    first, last = days(page)
    again = drawn(visit(page.url))
    assert page.locator("#kpi").input_value() in page.url
    says(again)

    known = f"there are numbers from {worded(first)} to {worded(last)}."
    in_vain = {"from": "2020-01-01", "to": "2030-12-31"}
    says(
        drawn(visit(explorer(site, by="day", **in_vain))),
        f"To is {worded(last)} instead of 31 Dec 2030: {known}",
        f"From is {worded(first)} instead of 1 Jan 2020: {known}",
    )
    page = drawn(visit(explorer(site, by="day", **{"from": f"{first}x"})))
    says(page, f"From is {worded(first)}, because what was given is no date.")
    shows(page, first, last)
    page = drawn(visit(explorer(site, by="day", **{"from": last, "to": first})))
    says(page, "From and To are swapped, because From was after To.")
    shows(page, first, last)

    # Dates that nobody gave follow the numbers without a word.
    page = drawn(visit(explorer(site, by="week")))
    choose(page, "#by", "day")
    says(page)
    page = drawn(visit(explorer(site, kpi="%3Cimg%20src%3Dx%3E%20call%20me")))
    says(page, f"This is {title}, because there is no KPI “…img…src…x…call…me”.")


HEAR = """
() => {
  window.heard = [];
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    const live = target.closest('[role=status], [aria-live]');
    if (live && live.ariaLive !== 'off' && live.textContent) heard.push([live.id, live.textContent]);
  })).observe(document.getElementById('content'), { childList: true, subtree: true });
}
"""


def test_a_change_is_announced_once_and_a_step_only_by_its_slider(visit, site):
    page = drawn(visit(explorer(site, kpi="reports_received", by="day")))
    page.evaluate(HEAR)

    def heard():
        return page.evaluate("() => heard.splice(0)")

    def text(id):
        return page.locator(id).inner_text()

    choose(page, "#by", "week")
    assert heard() == [["readout", text("#readout")], ["chart-summary", text("#chart-summary")]]
    choose(page, "#compare", "range")
    assert heard() == []

    choose(page, "#by", "day")
    heard()
    newest = text("#readout")
    page.locator("#step").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.locator("#chart").hover()
    assert text("#readout") != newest
    assert heard() == []
    choose(page, "#dimension", "category")
    assert [id for id, _ in heard()] == ["readout", "chart-summary"]

    # Where nothing is to be said, the place for it is there for a screen reader already.
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    live = [node for node in tree if node.get("role", {}).get("value") == "status"]
    assert len(live) == 2


def test_long_tables_can_be_filtered(visit, site):
    page = visit(site / "quality.html")
    checks = page.locator("table:has(#checked-caption) tbody tr")
    page.select_option("#checked-by-table", index=1)
    assert 0 < checks.locator("visible=true").count() < checks.count()
    page = visit(site / "tables.html")
    page.fill("#tables-search", "kpi_daily")
    assert page.locator("#tables article").locator("visible=true").count() < page.locator("#tables article").count()
    page = visit(site / "kpis.html")
    page.fill("#definitions-search", "nothing is called so")
    assert page.locator("#definitions article").locator("visible=true").count() == 0


def test_a_link_to_a_definition_leads_to_it(visit, site):
    page = drawn(visit(explorer(site, kpi="sla_attainment")))
    page.get_by_role("link", name="Whole definition").click()
    assert page.locator("#kpi-sla_attainment h3").is_visible()


def test_hostile_names_are_text(visit, site, report):
    quality = visit(site / "quality.html")
    assert quality.locator("#unused-caption").count() == 1
    for text in (IMAGE, FORMULA):
        assert quality.get_by_text(text).count() > 0

    page = drawn(visit(explorer(site, kpi="reports_received", by="week", dimension="language")))
    assert page.locator("#values label", has_text=IMAGE).count() == 1
    page.locator("#values label", has_text=IMAGE).locator("input").set_checked(True)
    until(page, "text => document.getElementById('readout').innerText.includes(text)", IMAGE)
    assert page.locator("#legend", has_text=IMAGE).count() == 1
    assert page.locator("img").count() == 0
    assert visit(report).locator("img").count() == 0


def test_the_browser_itself_refuses_markup_and_foreign_scripts(browser, site):
    # Not by way of visit, because each refusal is a complaint in the console.
    page = browser.new_page()
    page.goto((site / "explore.html").as_uri())
    drawn(page)
    refused = page.evaluate(
        """() => {
          const tries = {
            markup: () => { document.body.innerHTML = '<b>x</b>'; },
            script: () => { document.createElement('script').src = 'http://127.0.0.1:1/x.js'; },
            local: () => { document.createElement('script').src = 'data/../index.js'; },
          };
          return Object.entries(tries).filter(([, attempt]) => {
            try { attempt(); return false; } catch { return true; }
          }).map(([name]) => name);
        }"""
    )
    page.close()
    assert refused == ["markup", "script", "local"]


def test_the_report_of_a_known_community_is_the_one_that_is_kept(example):
    """Byte by byte; when it changes on purpose, look at it and keep the new one as CONTRIBUTING says."""
    kept = HOME / "reports/examples/small"
    new = example.parent
    names = {str(file.relative_to(kept)) for file in kept.rglob("*") if file.is_file()}
    assert names == {str(file.relative_to(new)) for file in new.rglob("*") if file.suffix in (".html", ".csv", ".svg")}
    for name in sorted(names):
        assert (new / name).read_bytes() == (kept / name).read_bytes(), name


def test_no_csv_of_the_report_holds_a_formula(report):
    found = 0
    for file in report.with_suffix("").glob("*.csv"):
        with open(file, encoding="utf-8", newline="") as text:
            for cell in (cell for row in csv.reader(text) for cell in row):
                assert not re.match(r"[=+\-@\t\r]", cell) or re.fullmatch(r"-?[\d.]+(E-?\d+)?", cell), (file.name, cell)
                found += cell == "'" + FORMULA
    assert found > 0


def test_every_table_of_the_report_is_parquet_with_the_same_rows(report):
    names = sorted(file.stem for file in report.with_suffix("").glob("*.csv"))
    assert len(names) > 10
    for name in names:
        table = parquet.read_table(report.with_suffix("") / f"{name}.parquet")
        with open(report.with_suffix("") / f"{name}.csv", encoding="utf-8", newline="") as text:
            header, *rows = csv.reader(text)
        assert table.column_names == header
        assert table.num_rows == len(rows)
        for column, values in zip(header, zip(*rows, strict=True), strict=False):
            # A CSV file tells no empty text from none.
            assert [v in (None, "") for v in table[column].to_pylist()] == [v == "" for v in values], (name, column)


def test_the_pdf_says_what_the_page_says_and_does_nothing(report):
    pdf = PdfReader(report.with_suffix(".pdf"))
    # Fonts join letters, and lines break where they like.
    text = unicodedata.normalize("NFKC", "".join("".join(page.extract_text() for page in pdf.pages).split()))
    for name in (IMAGE, FORMULA, "Community health", "Headline figures", "Definitions"):
        assert "".join(name.split()) in text, name
    actions = {"/JS", "/JavaScript", "/Launch", "/URI", "/AA", "/EmbeddedFiles", "/SubmitForm", "/GoToR"}
    for number in range(1, len(pdf.xref_objStm) + 1 + max(pdf.xref[0], default=0)):
        held = pdf.get_object(number) if number in pdf.xref[0] or number in pdf.xref_objStm else None
        if isinstance(held, dict):
            assert not actions & set(held) and held.get("/S") not in actions, held


def test_a_chart_file_shows_by_itself(visit, report):
    file = report.with_suffix("") / "trend-timeliness-time_to_resolution.svg"
    page = visit(file)
    assert page.locator("svg").evaluate("svg => getComputedStyle(svg.querySelector('.line')).stroke") == "rgb(0, 114, 178)"


def test_the_site_is_small_and_paints_at_once(site, written, paints, capsys):
    sizes = {file: file.stat().st_size for file in site.rglob("*") if file.is_file() and file.name != ".vitals-site"}
    total = sum(sizes.values())
    with capsys.disabled():
        data = sum(size for file, size in sizes.items() if file.parent.name == "data")
        print(f"\n  site: {total / 1000:,.0f} kB in {len(sizes)} files, {data / 1000:,.0f} kB of it numbers")
        print("  first paint, ms: " + ", ".join(f"{name[:-5]} {paint:.0f}" for name, paint in paints.items()))
    assert total == written["bytes"]
    assert total < MOST_BYTES
    slow = {name: paint for name, paint in paints.items() if paint > FIRST_PAINT_MILLIS}
    if slow:
        with capsys.disabled():
            print(f"  over {FIRST_PAINT_MILLIS} ms: {json.dumps(slow)}")
