"""`jupyter nbconvert --to oar`: the same page, through nbconvert's base template."""

from typing import TYPE_CHECKING, Any

from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import Bool, Unicode, default

from oar_analysis.export.page import Options, build_page, read_page

if TYPE_CHECKING:
    from nbformat import NotebookNode


class OarExporter(TemplateExporter):
    """Export an executed notebook as one HTML page that needs no network (see `export_page`)."""

    export_from_notebook = "Page OAR (HTML sans réseau)"
    output_mimetype = "text/html"

    static = Bool(default_value=False, help="No script at all, for mail").tag(config=True)
    identity = Unicode("", help="Printed in the footer").tag(config=True)
    draft = Bool(default_value=False, help="Draft banner").tag(config=True)
    stale = Unicode("", help="Why this is a former good version").tag(config=True)
    fold_code = Bool(default_value=False, help="Show the code, folded").tag(config=True)

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_name_default(self) -> str:
        return "oar"

    def _template_file_default(self) -> str:
        return "index.html.j2"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        """Return where the package keeps its template: nothing is installed in share/jupyter."""
        from importlib.resources import files

        return [str(files("oar_analysis.export").joinpath("templates"))]

    def from_notebook_node(  # type: ignore[override]
        self, nb: "NotebookNode", resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources; raises PageError as `export_page` does.

        nbconvert annotates its base class with a notebook where its exporters return text.
        """
        options = Options(
            static=self.static,
            identity=self.identity,
            draft=self.draft,
            stale=self.stale,
        )
        page = build_page(read_page(nb, fold_code=self.fold_code), options)
        resources = {**(resources or {}), "oar": page}
        html, resources = super().from_notebook_node(nb, resources, **kw)
        return html, resources
