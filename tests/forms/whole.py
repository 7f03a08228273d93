"""All that a paper says in one row of letters, as the paper tells it and as a PDF or Word file holds it.

White space, dots to write on and boxes to tick are set in each format's own way, and left out.
"""

import re
from io import BytesIO

from docx import Document
from pypdf import PdfReader

from taonguon.forms.filling import DOTS

LEADERS = re.compile(r"\.{3,}|…+|☐")
LEADER = "\0"  # where dots lead from a label to its figure
SPACES = re.compile(r"\s+")


def bare(text):
    """Return a text without white space, leaders and boxes."""
    return LEADERS.sub("", SPACES.sub("", text))


def told(paper):
    """Return all that a paper says, its fixed words and dashes too, in the order of reading."""
    letterhead, *blocks = paper.blocks
    parts = [paper.draft, letterhead["form"], *letterhead["left"], letterhead["star"]]
    parts += [letterhead["number"], letterhead["summary"], *letterhead["right"]]
    parts += [
        letterhead["dated"],
        *(text for block in blocks for text in _of[block["kind"]](block)),
    ]
    return bare("".join(parts))


def same(told, held):
    """Tell whether a file holds all that a paper says; a short leader may be a dot or two."""
    return re.fullmatch(re.escape(told).replace(LEADER, r"\.{0,2}"), held) is not None


def heads(paper):
    """Return the heads of the paper's tables, each in one row of letters: they stand on every page."""
    tables = (block["columns"] for block in paper.blocks if block["kind"] == "table")
    return [bare("".join(column["head"] for column in columns)) for columns in tables]


def pages(data):
    """Return the text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def of_pdf(data, paper):
    """Return all that a PDF of one paper says, numbers of pages and repeated heads left out."""
    first, *others = (bare(text) for text in pages(data))
    for number, text in enumerate(others, 2):
        rest = text.removeprefix(str(number))
        repeated = [head for head in heads(paper) if rest.startswith(head) and head in first]
        first += rest.removeprefix(max(repeated, key=len)) if repeated else rest
    return first


def of_word(data):
    """Return all that a Word file says, what stands above its first page after the draft's mark."""
    document = Document(BytesIO(data))
    body = _letters(document.element.body)
    return bare(_letters(document.sections[0].first_page_header._element)), bare(body)


def _letters(part):
    return "".join(node.text or "" for node in part.iter() if node.tag.endswith("}t"))


def _listed(block):
    return [f"-{item}" for item in block["items"]]


def _to(block):
    items = block["items"]
    label = block.get("label", "Kính gửi") + ":"
    return [label, *(_listed(block) if len(items) > 1 else items)]


def _labelled(block, text=""):
    return [f"{block['label']}:", text] if block.get("label") else [text]


def _table(block):
    cells = [cell for row in (*block["rows"], block["total"]) for cell in row]
    return [column["head"] for column in block["columns"]] + cells


def _sign(block):
    to = ["Nơi nhận:", *(f"-{line}" for line in block["recipients"])] if block["recipients"] else []
    order = ("place", "by", "post", "note", "name")
    return to + [column.get(key, "") for column in block["columns"] for key in order]


_of = {
    "title": lambda block: [block["text"], block.get("about", ""), "-----"],
    "to": _to,
    "grounds": _listed,
    "items": _listed,
    "heading": lambda block: [block["text"]],
    "text": lambda block: [block["text"]],
    "note": lambda block: [block["text"]],
    "field": lambda block: _labelled(block, "" if block["text"] == DOTS else block["text"]),
    "lines": _labelled,
    "table": _table,
    "tally": lambda block: [part for row in block["rows"] for part in (row[0], LEADER, *row[1:])],
    "options": lambda block: [*_labelled(block), *block["items"]],
    "sign": _sign,
    "cut": lambda _block: [],
    "break": lambda _block: [],
}
