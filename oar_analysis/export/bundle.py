"""The JavaScript of live charts: vl-convert's bundle, kept by version in the user's cache.

Making it takes two to three seconds; reading it back, none.
"""

from functools import cache

from oar_analysis.export.cache import cached

VEGALITE_VERSION = "6.4"
# All that the page needs of it; the default snippet also sets `vega`, to null (1.9.0).
SNIPPET = "window.vegaEmbed = vegaEmbed;"
# Vega is distributed under the BSD 3-Clause licence, which asks for this notice.
NOTICE = (
    "/* Vega, Vega-Lite, Vega-Embed: Copyright University of Washington Interactive Data Lab "
    "and contributors, BSD-3-Clause, https://github.com/vega; d3: Copyright Mike Bostock, ISC. */\n"
)


@cache
def renderer_version() -> str:
    """Return the versions that a bundle or a drawing is made with."""
    from importlib.metadata import version

    return f"{version('vl-convert-python')}-{VEGALITE_VERSION}"


@cache
def bundle() -> str:
    """Return the JavaScript that defines `vegaEmbed`, to stand in a script element."""
    return cached(f"vega-bundle-{renderer_version()}.js", _bundle, alone=True)


def _bundle() -> str:
    import vl_convert

    code = vl_convert.javascript_bundle(SNIPPET, vl_version=VEGALITE_VERSION)
    text = f"{NOTICE}{code.rstrip()}\n"
    if "</script" in text.lower() or "<!--" in text:
        text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return text
