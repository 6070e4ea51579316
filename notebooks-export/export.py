"""Executes notebooks in place and exports each as one HTML page that loads nothing; see run."""

import html
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
NOTEBOOKS = sorted(HERE.glob("*.ipynb"))

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
body { max-width: 64rem; margin: 0 auto; padding: 1rem; }
nav { font-size: .9rem; border-bottom: 1px solid #ccc; padding-bottom: .5rem; }
nav a, nav b { margin-right: 1rem; }
a { color: #0b5cad; }
pre, code { font: .85rem/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; margin: .5rem 0; }
.highlight { background: #f5f5f5; border-left: 3px solid #9db8d2; padding: .1rem .8rem; }
.output pre, .dataframe { font-size: .85rem; }
.output_area, .text_cell_render { overflow-x: auto; }
table { border-collapse: collapse; margin: .7rem 0; border: 0; }
th, td { padding: .25rem .6rem; border: 0; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
.dataframe th, .dataframe td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.dataframe tbody th { text-align: left; font-weight: 600; }
img { max-width: 100%; height: auto; background: #fff; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #16181b; }
  a { color: #7db8f0; }
  .highlight { background: #202327; border-color: #4a6a8a; }
  th, td { border-color: #3a3d42; }
  nav { border-color: #3a3d42; }
}
@media print { nav { display: none; } pre { white-space: pre-wrap; } }
"""


def execute(path: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of a fresh run, and nothing that tells when, where or by whom."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as sockets:
        NotebookClient(
            notebook,
            timeout=600,
            startup_timeout=300,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(HERE)}},
            # Over socket files of ours, not over ports that anybody on the machine can reach.
            config=Config(KernelManager={"transport": "ipc", "ip": f"{sockets}/kernel"}),
            # What Java says goes to the terminal, not into a cell.
            extra_arguments=["--IPKernelApp.capture_fd_output=False"],
        ).execute()
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })
    return notebook


def title(notebook: nbformat.NotebookNode) -> str:
    return notebook.cells[0].source.splitlines()[0].removeprefix("# ")


def page(path: Path, notebook: nbformat.NotebookNode) -> str:
    """The notebook as a page without scripts that needs no other file."""
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    links = "\n".join(
        f"<b>{html.escape(title(notebook))}</b>"
        if other == path
        else f'<a href="{other.stem}.html">{html.escape(title(nbformat.read(other, as_version=4)))}</a>'
        for other in NOTEBOOKS
    )
    light = HtmlFormatter(style="xcode").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    text = f"""<!DOCTYPE html>
<!-- generated, do not edit; run notebooks-export/run -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{html.escape(title(notebook))} - Vitals</title>
<style>
{light}
@media (prefers-color-scheme: dark) {{
{dark}
}}
{STYLE}</style>
</head>
<body>
<nav aria-label="Notebooks">
{links}
</nav>
<main>
{body}
</main>
</body>
</html>
"""
    return re.sub(r"[ \t]+\n", "\n", text)


def main(words: list[str]) -> None:
    if os.environ.get("VITALS_WAREHOUSE"):
        # The notebooks run in their own folder.
        os.environ["VITALS_WAREHOUSE"] = str(Path(os.environ["VITALS_WAREHOUSE"]).resolve())
    names = [word for word in words if word != "--html"]
    chosen = [path for path in NOTEBOOKS if not names or path.stem in names]
    for name in set(names) - {path.stem for path in chosen}:
        sys.exit(f"there is no notebook {name}; there are {', '.join(path.stem for path in NOTEBOOKS)}")
    for path in chosen:
        if "--html" not in words:
            print(f"executing {path.stem}", flush=True)
            nbformat.write(execute(path), path)
        path.with_suffix(".html").write_text(page(path, nbformat.read(path, as_version=4)))


if __name__ == "__main__":
    main(sys.argv[1:])
