"""The words of a paper read back: from its content, from the Word file, from the PDF."""

import re
from io import BytesIO

from docx import Document
from pypdf import PdfReader

from taonguon.forms.filling import DOTS

NOT_WORDS = frozenset({"kind", "head", "style", "align"})
SPACES = re.compile(r"\s+")


def words(paper):
    """Return every text that a paper prints, from top to bottom; lines left to the hand are none."""
    return [text for block in paper.blocks for text in _within(block) if text and text != DOTS]


def _within(told):
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        heads = "text" in told and "head" in told  # a column of a table
        for key, one in told.items():
            if key not in NOT_WORDS or (key == "head" and (heads or "width" in told)):
                yield from _within(one)
    elif isinstance(told, list | tuple):
        for one in told:
            yield from _within(one)


def text(paper):
    """Return the words of a paper in one line each."""
    return "\n".join(words(paper))


def bare(told):
    """Return a text without spaces: pages and lines break where they will."""
    return SPACES.sub("", told)


def of_word(data):
    """Return all text of a Word file, the corner of its first page first, tables in their place."""
    document = Document(BytesIO(data))
    corner = document.sections[0].first_page_header._element
    parts = (corner, document.element.body)
    nodes = (node for part in parts for node in part.iter() if node.tag.endswith("}t"))
    return "".join(node.text or "" for node in nodes)


def of_pdf(data):
    """Return all text of a PDF, the numbers at the heads of its pages left out."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    return "\n".join([pages[0], *(re.sub(r"^\s*\d+\s", "", page) for page in pages[1:])])
