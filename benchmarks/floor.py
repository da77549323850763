"""The floor: all pages' cells run by exec in one warm interpreter, and their SVGs drawn there.

python benchmarks/floor.py YEAR DATA
"""

import ast
import json
import os
import sys
import time
from pathlib import Path

import IPython.display

from oar_analysis.export.drawing import drawings, forget_drawings
from oar_analysis.scheme import load_scheme

ROOT = Path(__file__).resolve().parent.parent


def bundle(value):
    """Return what a notebook would be given to show of a value."""
    show = getattr(value, "_ipython_display_", None)
    if show:
        shown = []
        IPython.display.display = lambda *values: shown.extend(map(bundle, values))
        show()
        return {"parts": shown}
    make = getattr(value, "_repr_mimebundle_", None)
    found = make() if make else {}
    return found[0] if isinstance(found, tuple) else found


def run_cell(source, names, shown):
    """Run a cell; what its last expression shows goes to `shown`."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is not None:
        shown.append(bundle(eval(compile(ast.Expression(last.value), "cell", "eval"), names)))


def run_page(notebook, parameters):
    """Run a page's cells and draw its charts."""
    shown = []
    names = {"__name__": "__main__", "display": lambda *values: shown.extend(map(bundle, values))}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells):
        run_cell("".join(cell["source"]), names, shown)
        if number == 0:
            names.update(parameters)
    specs = list(charts(shown))
    for spec in specs:
        drawings(spec)
    return len(specs)


def charts(shown):
    """Yield the Vega-Lite specs of the figures among what was shown, those inside blocks too."""
    if isinstance(shown, dict):
        if shown.get("type") == "figure" and isinstance(shown.get("spec"), dict):
            yield shown["spec"]
        for part in shown.values():
            yield from charts(part)
    elif isinstance(shown, list):
        for part in shown:
            yield from charts(part)


def main():
    os.environ["XDG_CACHE_HOME"] = os.devnull  # each chart is drawn, none read from a cache
    year, data = int(sys.argv[1]), sys.argv[2]
    work = [
        (
            json.loads((ROOT / "notebooks" / page.notebook).read_text(encoding="utf-8")),
            {"year": year, "data": data, **page.parameters},
        )
        for page in load_scheme(Path(data) / "raw" / "scheme").pages
    ]
    for notebook, parameters in work:  # warm: imports, first chart
        run_page(notebook, parameters)
    forget_drawings()
    started = time.perf_counter()
    count = sum(run_page(notebook, parameters) for notebook, parameters in work)
    print(json.dumps({"seconds": time.perf_counter() - started, "charts": count}))


if __name__ == "__main__":
    main()
