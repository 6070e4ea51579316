"""Takes the pictures of the README from a demo: the report's and the site's, in the light and as people first see them."""

import os
import sys
from pathlib import Path

from conftest import HOME, vitals
from playwright.sync_api import sync_playwright

IMAGES = HOME / "jobs/docs/images"
EXPLORER = "explore.html#kpi=sla_attainment&by=day&dimension=category&value=harassment&value=spam&value=sexual"


def main(demo: Path, images: Path) -> None:
    site = demo / "site"
    vitals("site", "--warehouse", demo / "warehouse", "--out", site, "--quiet")
    report = sorted((demo / "reports").glob("week-*.html"))[-1].as_uri()
    pages = {
        "report-first-screen": (report, None),
        "report-by-category": (report, "#by-category"),
        "report-data-quality": (report, "#quality"),
        "site-overview": ((site / "index.html").as_uri(), None),
        "site-explorer": (site.as_uri() + "/" + EXPLORER, None),
    }
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        for name, (address, part) in pages.items():
            page.goto(address)
            if "explore.html" in address:
                page.locator("#numbers tbody tr").first.wait_for()
            if part:
                page.locator(part).evaluate("part => part.scrollIntoView()")
            file = images / f"{name}.png"
            page.screenshot(path=str(file))
            print(f"Wrote {file.relative_to(HOME) if file.is_relative_to(HOME) else file}")
        chromium.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("screenshots DEMO [IMAGES]: DEMO is a folder made by ./vitals demo; its site is written into it")
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else IMAGES)
