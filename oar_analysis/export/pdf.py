"""Page -> tagged PDF, by a Chromium found on the machine."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from oar_analysis.errors import PageError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "msedge",
)
HINT = "Installez Chromium (Debian : apt install chromium) ou donnez son chemin dans OAR_CHROMIUM."
TIMEOUT = 120


def find_chromium() -> Path | None:
    """Return the Chromium of OAR_CHROMIUM, else the first found on the path, else None."""
    given = os.environ.get("OAR_CHROMIUM", "")
    for name in (given, *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    return None


def export_pdf(html_path: Path, pdf_path: Path) -> None:
    """Print a page as a tagged A4 PDF, whole or not at all.

    Raises PageError when there is no Chromium, when it fails or takes over two minutes.
    """
    chromium = find_chromium()
    if chromium is None:
        raise PageError(f"PDF de {html_path.name} : aucun Chromium trouvé. {HINT}")
    with tempfile.TemporaryDirectory(prefix="oar-pdf-") as folder:
        made = Path(folder) / "page.pdf"
        _print(_command(chromium, html_path, made, Path(folder) / "profil"), html_path)
        if not made.exists() or not made.read_bytes().startswith(b"%PDF"):
            raise PageError(f"PDF de {html_path.name} : {chromium} n'a pas écrit de PDF.")
        beside = pdf_path.with_name(f".{pdf_path.name}.partiel")
        beside.write_bytes(settled(made.read_bytes()))
        beside.replace(pdf_path)


def settled(pdf: bytes) -> bytes:
    """Return the PDF without what differs from one print to the next; its length is kept.

    These are the hour of printing, and the numbers that Chromium gives to the nodes of a page:
    they count on from what it did before, so they become ranks (in the same order, as the
    sorted tree of identifiers needs).

    >>> settled(b"/ModDate (D:20260102030405) /ID (node00000141) (node00000606)")
    b'/ModDate (D:19800101000000) /ID (node00000001) (node00000002)'
    """
    nodes = sorted(set(re.findall(rb"\(node(\d{8})\)", pdf)))
    ranks = {node: b"(node%08d)" % rank for rank, node in enumerate(nodes, start=1)}
    pdf = re.sub(rb"\(node(\d{8})\)", lambda found: ranks[found[1]], pdf)
    return re.sub(
        rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", lambda found: found[1] + b"19800101000000", pdf
    )


def _command(chromium: Path, html: Path, pdf: Path, profile: Path) -> list[str]:
    """Return the command; the sandbox is left only as root, where Chromium refuses it."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        str(chromium),
        "--headless",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
        f"--user-data-dir={profile}",
        *root,
        f"--print-to-pdf={pdf}",
        html.resolve().as_uri(),
    ]


def _print(command: Sequence[str], html: Path) -> None:
    """Run Chromium, and end its whole group if it takes too long."""
    with subprocess.Popen(  # noqa: S603 (a fixed command; the page's path is an argument)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            _, errors = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired as error:
            raise PageError(
                f"PDF de {html.name} : Chromium n'a pas fini en {TIMEOUT} s."
            ) from error
        finally:
            _end(process)
    if process.returncode:
        last = errors.decode(errors="replace").strip().splitlines()[-1:]
        raise PageError(f"PDF de {html.name} : Chromium a échoué ({' '.join(last)}).")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that still runs, with those it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, 9)
    else:
        process.kill()
    process.wait()
