"""A small community with hostile names in what its pages show, the site and the report of it, and a browser."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pyarrow
import pytest
from deltalake import DeltaTable, write_deltalake
from playwright.sync_api import sync_playwright

HOME = Path(__file__).resolve().parents[2]
IMAGE = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://x")'
#: A day of the week whose report is kept in reports/examples.
EXAMPLE = "2026-01-05"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PAGES = [
    "index.html",
    "explore.html",
    "experiments.html",
    "restatements.html",
    "corrections.html",
    "quality.html",
    "kpis.html",
    "tables.html",
]


def vitals(*words):
    """Runs a verb and gives back what it printed."""
    done = subprocess.run([str(HOME / "vitals"), *map(str, words)], text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(folder: Path, table: str) -> pyarrow.Table:
    """A table of the warehouse, read without Vitals."""
    return DeltaTable(str(folder / "warehouse" / table.replace(".", "/"))).to_pyarrow_table()


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """A demo: the one that the environment names, or a small one."""
    if os.environ.get("VITALS_TEST_WORLD"):
        return Path(os.environ["VITALS_TEST_WORLD"])
    folder = tmp_path_factory.mktemp("world") / "demo"
    vitals("demo", "--out", folder, "--days=10", "--channels=6", "--messages=800", "--reports=60", "--quiet")
    return folder


def renamed(folder: Path, table: str, change) -> None:
    """Puts other values into a table, as logs with such names would have."""
    path = str(folder / "warehouse" / table.replace(".", "/"))
    rows = read(folder, table)
    lists = rows.to_pylist()
    for row in lists:
        change(row)
    write_deltalake(
        path,
        pyarrow.Table.from_pylist(lists, schema=rows.schema),
        mode="overwrite",
        partition_by=DeltaTable(path).metadata().partition_columns or None,
    )


def slices(row) -> None:
    """One language and one category that somebody thought funny."""
    named = {
        dimension: {"de": IMAGE, "spam": FORMULA}.get(value, value) for dimension, value in dict(row["slice"]).items()
    }
    row["slice"] = list(named.items())
    if named:
        keyed = {d: v.replace("\\", "\\\\").replace("|", "\\|") for d, v in named.items()}
        row["slice_key"] = "|".join(f"{d}={keyed[d]}" for d in sorted(keyed))


def files(row) -> None:
    row["ignored_by_type"] = [(IMAGE, 3), (FORMULA, 2)]
    row["unread_fields"] = [("report.created/" + IMAGE, 3), (FORMULA, 1)]


def reasons(row) -> None:
    row["reason"] = {"bad_json": IMAGE, "bad_timestamp": FORMULA}.get(row["reason"], row["reason"])


@pytest.fixture(scope="session")
def hostile(world, tmp_path_factory):
    """The world with hostile names in it, its site and its report."""
    folder = tmp_path_factory.mktemp("hostile")
    for layer in ("gold", "ops"):
        shutil.copytree(world / "warehouse" / layer, folder / "warehouse" / layer)
    shutil.copytree(world / "warehouse/silver/channel_day", folder / "warehouse/silver/channel_day")
    renamed(folder, "gold.kpi_daily", slices)
    renamed(folder, "gold.kpi_period", slices)
    renamed(folder, "ops.ingest_file", files)
    renamed(folder, "ops.quarantine", reasons)
    (folder / "site.json").write_text(
        vitals("site", "--warehouse", folder / "warehouse", "--out", folder / "site", "--json", "--quiet")
    )
    vitals("report", "--warehouse", folder / "warehouse", "--out", folder / "reports", "--quiet", "--pdf")
    return folder


@pytest.fixture(scope="session")
def example(world, tmp_path_factory):
    """The weekly report of the world as it is, without hostile names."""
    folder = tmp_path_factory.mktemp("example")
    vitals("report", "--warehouse", world / "warehouse", "--date", EXAMPLE, "--out", folder, "--quiet")
    return next(folder.glob("week-*.html"))


@pytest.fixture(scope="session")
def site(hostile):
    return hostile / "site"


@pytest.fixture(scope="session")
def report(hostile):
    """The weekly report, one HTML file."""
    return next((hostile / "reports").glob("week-*.html"))


@pytest.fixture(scope="session")
def written(hostile):
    """What ./vitals site said."""
    return json.loads((hostile / "site.json").read_text())


@pytest.fixture(scope="session")
def address(hostile):
    """The same files on a web server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(hostile / "site"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser):
    """Opens pages, and holds them to it: nothing complains, nothing is asked for from elsewhere, nothing pops up."""
    contexts = []
    wrong = []

    def asked(request):
        if not request.url.startswith(("file://", "http://127.0.0.1:")):
            wrong.append("asks for " + request.url)

    def popped(dialog):
        wrong.append("says " + dialog.message)
        dialog.dismiss()

    def go(where, size="desktop", scheme="light", **options):
        context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(f"{said.type}: {said.text}") if said.type != "log" else None)
        page.on("pageerror", lambda error: wrong.append(f"fails: {error}"))
        page.on("request", asked)
        page.on("dialog", popped)
        page.goto(where if isinstance(where, str) else where.as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []
