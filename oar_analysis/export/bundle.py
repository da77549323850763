"""The JavaScript of live charts: vl-convert's bundle, kept by version in the user's cache.

Making it takes two to three seconds; reading it back, none. Without a home or with a cache that
cannot be written, it is made anew each time and nothing else changes.
"""

import os
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

VEGALITE_VERSION = "6.4"
# All that the page needs of it; the default snippet also sets `vega`, to null (1.9.0).
SNIPPET = "window.vegaEmbed = vegaEmbed;"
# Vega is distributed under the BSD 3-Clause licence, which asks for this notice.
NOTICE = (
    "/* Vega, Vega-Lite, Vega-Embed: Copyright University of Washington Interactive Data Lab "
    "and contributors, BSD-3-Clause, https://github.com/vega; d3: Copyright Mike Bostock, ISC. */\n"
)


@cache
def bundle() -> str:
    """Return the JavaScript that defines `vegaEmbed`, to stand in a script element."""
    path = _cache_path()
    if path is not None:
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_text(encoding="utf-8")
            if text.startswith(NOTICE) and text.endswith("\n"):
                return text
    import vl_convert

    text = (
        NOTICE
        + vl_convert.javascript_bundle(SNIPPET, vl_version=VEGALITE_VERSION).rstrip("\n")
        + "\n"
    )
    if "</script" in text.lower() or "<!--" in text:
        text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    if path is not None:
        _keep(path, text)
    return text


def _cache_path() -> Path | None:
    """Return where the bundle is kept, or None when the user has no home."""
    name = f"vega-bundle-{version('vl-convert-python')}-{VEGALITE_VERSION}.js"
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(base) / "oar-analysis" / name


def _keep(path: Path, text: str) -> None:
    """Write the bundle whole or not at all; a cache that refuses is no fault."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
