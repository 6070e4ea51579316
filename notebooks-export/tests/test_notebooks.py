"""The notebooks run on any world, and what is committed of them is whole, in order, and tells nothing of a machine."""

import getpass
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1]
HOME = NOTEBOOKS.parent
sys.path.insert(0, str(NOTEBOOKS))

import export  # noqa: E402

SMALL_WORLD = ["--days", "10", "--channels", "6", "--messages", "800", "--reports", "60", "--quiet"]
each = pytest.mark.parametrize("path", export.NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Path:
    named = os.environ.get("VITALS_TEST_WORLD")
    if named:
        return Path(named).resolve()
    folder = tmp_path_factory.mktemp("world") / "demo"
    made = subprocess.run(
        [HOME / "vitals", "demo", "--out", str(folder), *SMALL_WORLD], text=True, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return folder


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def warnings(notebook):
    return [output.text for output in outputs(notebook) if output.get("name") == "stderr"]


def texts(notebook):
    """Everything in words: sources and outputs, but no pictures."""
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            yield from (str(part) for kind, part in output.get("data", {}).items() if not kind.startswith("image/"))


@each
def test_runs_afresh_on_a_small_world(path, world, monkeypatch):
    monkeypatch.setenv("VITALS_WAREHOUSE", str(world / "warehouse"))
    notebook = export.execute(path)
    assert warnings(notebook) == []
    assert "few" in " ".join(texts(notebook)) or path.stem.startswith("4"), "a small world has cells that are not shown"


@each
def test_is_committed_as_it_ran_from_top_to_bottom(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    assert [output for output in outputs(notebook) if output.output_type == "error"] == []
    assert warnings(notebook) == []
    assert path.stat().st_size < 1_000_000


@each
def test_begins_with_a_question_and_ends_with_what_it_does_not_show(path):
    cells = nbformat.read(path, as_version=4).cells
    assert "**Question.**" in cells[0].source
    assert "## What was found" in [cell.source for cell in cells]
    assert cells[-1].source.startswith("## What this does not show")


@each
def test_page_is_of_the_committed_notebook(path):
    page = export.page(path, nbformat.read(path, as_version=4))
    assert path.with_suffix(".html").read_text() == page, "stale; run notebooks-export/run --html"


@each
def test_page_loads_nothing(path):
    page = path.with_suffix(".html").read_text()
    assert '<html lang="en">' in page
    assert "<script" not in page
    assert re.findall(r"""(?:src|srcset|action)\s*=\s*["'](?!data:)|<link|@import|url\(""", page) == []
    for target in re.findall(r'href="([^"#]+)', page):
        assert (NOTEBOOKS / target).exists(), target


@each
def test_every_chart_says_what_it_shows(path):
    pictures = re.findall(r"<img [^>]*>", path.with_suffix(".html").read_text())
    assert pictures
    assert [picture[-200:] for picture in pictures if not re.search(r'alt="[^"]{40,}"', picture)] == []


@each
def test_tells_nothing_of_a_machine_or_a_person(path):
    notebook = nbformat.read(path, as_version=4)
    words = "\n".join(texts(notebook))
    assert re.findall(r"/(?:home|root|tmp|Users|work|var|mnt)/\S*|[A-Z]:\\\\\S*", words) == []
    assert re.findall(r"https?://\S+", words) == []
    assert re.findall(r"\b[0-9a-f]{32}\b", words) == [], "a pseudonym"
    # Short and everyday names are words as well.
    names = {socket.gethostname(), getpass.getuser()} - {"root", "localhost", "runner", "user"}
    assert [name for name in names if len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", words)] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert [cell.metadata for cell in notebook.cells if cell.metadata] == []


def test_libraries_are_pinned_and_name_no_registry():
    pinned = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+")
    for name in ("requirements.txt", "constraints.txt"):
        lines = [line for line in (NOTEBOOKS / name).read_text().splitlines() if line and not line.startswith("#")]
        assert [line for line in lines if not pinned.fullmatch(line)] == []
    spark = re.search(r"<spark.version>(.+)</spark.version>", (HOME / "pom.xml").read_text()).group(1)
    assert f"pyspark=={spark}" in (NOTEBOOKS / "requirements.txt").read_text()
