"""What a reader waits for and receives: first paint, first live chart, sizes of published pages.

    python benchmarks/page.py reports/2017 [rounds]

Each page is opened from disk in a Chromium of its own, a new profile each round; the medians are
printed in milliseconds, beside the size of the page and of its form for mail (in envoi.zip).
"""

import statistics
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

from oar_analysis.export import find_chromium

ROUNDS = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LIVE = """new Promise((done) => {
  const first = document.querySelector(".chart:has(script.spec)");
  if (!first) return done(null);
  first.scrollIntoView();
  const look = () => document.querySelector(".is-live") ? done(performance.now())
    : requestAnimationFrame(look);
  look();
})"""
# Asked frame by frame: Playwright's own waiting needs the eval that the pages' policy forbids.
PAINT = """new Promise((done) => {
  const look = () => {
    const [seen] = performance.getEntriesByName("first-contentful-paint");
    return seen ? done(seen.startTime) : requestAnimationFrame(look);
  };
  look();
})"""


def opened(chromium: BrowserType, program: str, path: Path) -> tuple[float | None, float | None]:
    """Return the milliseconds to the first paint and to the first live chart, if there is one."""
    browser = chromium.launch(executable_path=program, args=ARGUMENTS)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.resolve().as_uri(), wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    live = page.evaluate(LIVE)
    painted = page.evaluate(PAINT)
    browser.close()
    return painted, live


def median(values: list[float | None]) -> str:
    """Return the median of what was measured, or a dash."""
    known = [one for one in values if one is not None]
    return f"{statistics.median(known):.0f}" if known else "-"


def main() -> None:
    """Print a line a page."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    program = find_chromium()
    if program is None:
        sys.exit("No Chromium found: apt install chromium, or set OAR_CHROMIUM.")
    mailed = zipfile.ZipFile(folder / "envoi.zip")
    sizes = {one.filename: one.file_size for one in mailed.infolist()}
    print("| page | kB | kB, mail | first paint, ms | first live chart, ms |")
    print("|---|---|---|---|---|")
    with sync_playwright() as play:
        for path in sorted(folder.glob("*.html")):
            seen = [opened(play.chromium, str(program), path) for _ in range(rounds)]
            size = path.stat().st_size / 1000
            mail = f"{sizes[path.name] / 1000:.0f}" if path.name in sizes else "-"
            times = " | ".join(median(list(column)) for column in zip(*seen, strict=True))
            print(f"| {path.stem} | {size:.0f} | {mail} | {times} |", flush=True)


if __name__ == "__main__":
    main()
