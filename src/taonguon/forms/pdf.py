"""Papers as one PDF, set by typst in this process; the same papers give the same bytes."""

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader, PdfWriter

from taonguon.forms.paper import Paper
from taonguon.forms.seal import svg

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ENGINE = f"typst {version('typst')}, pypdf {version('pypdf')}"
AT_ONCE = 20  # papers set in one go: what the compiler remembers of more takes too much memory
SCREEN = 110  # dots an inch of a picture for the screen
_one_at_a_time = threading.Lock()  # a compiler keeps what it read, and serves one caller


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(
        input=str(HERE / "paper.typ"), root=str(HERE), font_paths=fonts, ignore_system_fonts=True
    )


def render(papers: Sequence[Paper]) -> bytes:
    """Return the papers bound in one PDF, each beginning on a page of its own.

    Raises ValueError for no papers.
    """
    if not papers:
        raise ValueError("no papers to bind")
    parts = [_set(papers[n : n + AT_ONCE]) for n in range(0, len(papers), AT_ONCE)]
    return parts[0] if len(parts) == 1 else _bound(parts)


def _set(papers: Sequence[Paper]) -> bytes:
    told = json.dumps([_told(paper) for paper in papers], ensure_ascii=False)
    with _one_at_a_time:
        found = _compiler().compile(
            format="pdf", sys_inputs={"papers": told}, timestamp=0, pdf_tags=False
        )
    if not isinstance(found, bytes):
        raise TypeError("a PDF comes in one piece")
    return found


def _bound(parts: Sequence[bytes]) -> bytes:
    """Return PDFs one behind the other as one, with the title of the first and the keywords of all."""
    writer, told = PdfWriter(), [PdfReader(BytesIO(part)) for part in parts]
    for part in told:
        writer.append(part, import_outline=False)
    heads: list[Mapping[str, Any]] = [part.metadata or {} for part in told]
    keywords = ", ".join(filter(None, (head.get("/Keywords", "") for head in heads)))
    writer.metadata = {"/Title": heads[0].get("/Title", ""), "/Keywords": keywords}
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def picture(paper: Paper, dots: int = SCREEN) -> bytes:
    """Return the first page of a paper as PNG of so many dots an inch."""
    told = json.dumps([_told(paper)], ensure_ascii=False)
    with _one_at_a_time:
        found = _compiler().compile(format="png", ppi=dots, sys_inputs={"papers": told})
    pages = found if isinstance(found, list) else [found]
    if not isinstance(pages[0], bytes):
        raise TypeError("a picture comes page by page")
    return pages[0]


def _told(paper: Paper) -> dict[str, Any]:
    qr = svg(f"{paper.number} {paper.seal}".strip()) if paper.seal else ""
    return {**paper.content(), "seal": paper.seal, "qr": qr}
