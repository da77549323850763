"""Opens a page in Chromium and watches what it asks of the network, says and tries, for tests."""

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

VIOLATIONS = """
window.__blocked = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.__blocked.push(e.violatedDirective + " " + e.blockedURI));
"""


@dataclass
class Seen:
    """What a page asked, said or tried while it was open."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def check(self) -> None:
        blocked = self.page.evaluate("window.__blocked")
        assert (self.asked, self.said, blocked) == ([], [], [])


def opened(browser: Browser, path: Path, width: int = 1440, height: int = 900) -> Seen:
    """Open a page from disk and watch it."""
    page = browser.new_page(viewport={"width": width, "height": height})
    seen = Seen(page)
    local = ("data:", "blob:", path.as_uri())
    page.on("request", lambda r: None if r.url.startswith(local) else seen.asked.append(r.url))
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.add_init_script(VIOLATIONS)
    page.goto(path.as_uri())
    return seen


def enliven(page: Page) -> None:
    """Scroll through the page until every chart is live, then come back."""
    charts = page.locator(".chart:has(script.spec)")
    for index in range(charts.count()):
        charts.nth(index).scroll_into_view_if_needed()
        page.wait_for_function(
            "i => document.querySelectorAll('.chart')[i].matches('.is-live')", arg=index
        )
    page.evaluate("scrollTo(0, 0)")


def open_details(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def axe_violations(page: Page) -> list[str]:
    """Return every violation of every rule, best practice included."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
