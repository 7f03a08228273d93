"""Papers as one PDF, set by typst in this process; the same papers give the same bytes."""

import json
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from taonguon.forms.paper import Paper
from taonguon.forms.seal import svg

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ENGINE = f"typst {version('typst')}"
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
    told = json.dumps([_told(paper) for paper in papers], ensure_ascii=False)
    with _one_at_a_time:
        found = _compiler().compile(
            format="pdf", sys_inputs={"papers": told}, timestamp=0, pdf_tags=False
        )
    if not isinstance(found, bytes):
        raise TypeError("a PDF comes in one piece")
    return found


def picture(paper: Paper) -> bytes:
    """Return the first page of a paper as PNG, to be looked at on a screen."""
    told = json.dumps([_told(paper)], ensure_ascii=False)
    with _one_at_a_time:
        found = _compiler().compile(format="png", ppi=SCREEN, sys_inputs={"papers": told})
    pages = found if isinstance(found, list) else [found]
    if not isinstance(pages[0], bytes):
        raise TypeError("a picture comes page by page")
    return pages[0]


def _told(paper: Paper) -> dict[str, Any]:
    qr = svg(f"{paper.number} {paper.seal}".strip()) if paper.seal else ""
    return {**paper.content(), "seal": paper.seal, "qr": qr}
