"""Hostile texts in every field of a page come out as texts in a real Chromium."""

from pathlib import Path
from typing import Any

import pytest
from browsing import enliven, open_details, opened
from page_sample import notebook
from playwright.sync_api import Browser

from oar_analysis.export import export_page
from oar_analysis.figure import (
    Callout,
    Card,
    CardRow,
    Column,
    DataTable,
    Details,
    Heading,
    KeyFigure,
    KeyFigures,
    PageFoot,
    PageInfo,
    Point,
    Prose,
    Series,
    line_figure,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


HOSTILE = (
    "<script>document.title='pris'</script><img src=x onerror=\"document.title='pris'\">"
    "[clic](javascript:document.title='pris') \"'><b>gras</b> \u202eesrevni\u202c &amp; </script>"
)


def hostile_blocks() -> list[Any]:
    """Every text field of every block, hostile."""
    series = Series(
        label=HOSTILE,
        unit="t",
        points=(Point(year=2016, value=1), Point(year=2017, missing=HOSTILE)),
    )
    others = [
        Series(label=f"{HOSTILE} {i}", unit="t", points=(Point(year=2017, value=i),))
        for i in (1, 2)
    ]
    row = CardRow(
        label=HOSTILE,
        previous=HOSTILE,
        current=HOSTILE,
        change=HOSTILE,
        target=HOSTILE,
        verdict=HOSTILE,
        sign="limited",
        note=HOSTILE,
    )
    table = DataTable(
        key=HOSTILE,
        caption=HOSTILE,
        columns=(Column(title=HOSTILE, kind="text"), Column(title=HOSTILE, unit=HOSTILE)),
        rows=((HOSTILE, HOSTILE),),
        source=HOSTILE,
        notes=(HOSTILE,),
    )
    return [
        PageInfo(
            title=HOSTILE,
            body=HOSTILE,
            scheme=HOSTILE,
            year=2017,
            section=HOSTILE,
            description=HOSTILE,
            reading=HOSTILE,
        ),
        KeyFigures((KeyFigure(value=HOSTILE, label=HOSTILE, detail=HOSTILE),), label=HOSTILE),
        Heading(HOSTILE),
        Card(
            code=HOSTILE,
            title=HOSTILE,
            year=2017,
            status=HOSTILE,
            verdict=HOSTILE,
            sign="achieved",
            steering=HOSTILE,
            rows=(row,),
            note=HOSTILE,
        ),
        Prose(HOSTILE),
        Callout("warning", HOSTILE, title=HOSTILE),
        Details(HOSTILE, (table,)),
        line_figure(
            [series, *others],
            key="f",
            title=HOSTILE,
            subtitle=HOSTILE,
            source=HOSTILE,
            notes=(HOSTILE,),
        ),
        PageFoot(method=(HOSTILE,), sources=(HOSTILE,), limits=(HOSTILE,)),
    ]


def test_hostile_text_comes_out_as_text(browser: Browser, tmp_path: Path) -> None:
    for static in (False, True):
        path = tmp_path / f"{static}.html"
        text = export_page(
            notebook(hostile_blocks()), static=static, identity=HOSTILE, stale=HOSTILE
        )
        # Also without the policy: the escaping must hold by itself.
        bare = text.replace('http-equiv="Content-Security-Policy"', 'name="rien"')
        path.write_text(bare, encoding="utf-8")
        seen = opened(browser, path)
        if not static:
            enliven(seen.page)
        open_details(seen.page)
        page = seen.page
        assert (
            page.locator("main img:not([src^='data:']), main b, [onerror], [onclick]").count() == 0
        )
        assert page.locator("a[href^='javascript']").count() == 0
        assert "<script>document.title='pris'</script>" in page.locator("h1").inner_text()
        body = page.locator("body").inner_text()
        assert not any(
            chr(code) in body for code in (0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2069)
        )
        assert page.title().startswith("<script>")
        seen.check()
        page.close()
