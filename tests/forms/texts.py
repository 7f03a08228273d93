"""The words of a paper, of its PDF and of its Word file, in the order they are read."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from taonguon.forms import pdf, word
from taonguon.forms.filling import DOTS

UNREAD = str.maketrans("", "", ".…☐")
TEXTS = ("text", "about", "label")


def lines(paper):
    """Return every line of a paper: its blocks from top to bottom, a table row by row."""
    found = [paper.draft] if paper.draft else []
    for block in paper.blocks:
        found += [one for one in LINES.get(block["kind"], _plain)(block) if one]
    return found


def _plain(block):
    return [str(block[key]) for key in TEXTS if block.get(key)] + list(block.get("items", ()))


def _letterhead(block):
    left = [*block["left"], block["star"], block["number"], block["summary"]]
    return [block["form"], *(left if block["left"] else []), *block["right"], block["dated"]]


def _title(block):
    return [block["text"], block.get("about", ""), "-----"]


def _to(block):
    items = block["items"]
    label = block.get("label", "Kính gửi")
    return [f"{label}: {items[0]}"] if len(items) == 1 else [f"{label}:", *_items(block)]


def _items(block):
    return [f"- {item}" for item in block["items"]]


def _field(block):
    return [f"{block['label']}: {block['text']}"]


def _lines(block):
    return [f"{block['label']}:" if block.get("label") else "", *[DOTS] * block["count"]]


def _table(block):
    heads = [column["head"] for column in block["columns"]]
    rows = [*block["rows"], *([block["total"]] if block["total"] else [])]
    return [" | ".join(row) for row in (heads, *rows)]


def _tally(block):
    return [" | ".join(row) for row in block["rows"]]


def _sign(block):
    sent = (
        ["Nơi nhận:", *(f"- {one}" for one in block["recipients"])] if block["recipients"] else []
    )
    keys = ("place", "by", "post", "note", "name")
    signed = [column.get(key, "") for column in block["columns"] for key in keys]
    return [*sent, *[one for one in signed if one != DOTS]]


LINES = {
    "letterhead": _letterhead, "title": _title, "to": _to, "grounds": _items, "items": _items,
    "field": _field, "lines": _lines, "table": _table, "tally": _tally, "sign": _sign,
    "options": lambda block: block["items"],
}  # fmt: skip


def squeezed(text):
    """Return a text without its spaces, dots and rules, which each way of setting makes its own way."""
    return "".join(text.replace(" | ", "").split()).translate(UNREAD)


def _pages(paper):
    return PdfReader(BytesIO(pdf.render([paper]))).pages


def pages(paper):
    """Return how many pages a paper has as PDF."""
    return len(_pages(paper))


def last_page(paper):
    """Return the text of the last page of a paper's PDF."""
    return _pages(paper)[-1].extract_text()


def of_pdf(paper):
    """Return the text of a paper's PDF, its page numbers left out."""
    found = []
    for number, page in enumerate(_pages(paper), 1):
        told = [line.strip() for line in page.extract_text().splitlines()]
        if number > 1:
            told.remove(str(number))
        found += told
    return "\n".join(found)


def printed(paper):
    """Return the text of a paper's PDF, squeezed, the head of a table told once however often it stands."""
    told = squeezed(of_pdf(paper))
    for block in paper.blocks:
        if block["kind"] == "table":
            head = squeezed("".join(column["head"] for column in block["columns"]))
            first = told.find(head) + len(head)
            told = told[:first] + told[first:].replace(head, "")
    return told


def of_word(paper):
    """Return the text of a paper's Word file, what stands in the corner first."""
    file = Document(BytesIO(word.render(paper)))
    found = [line.text for line in file.sections[0].first_page_header.paragraphs]
    found += [node.text or "" for node in file.element.body.iter(qn("w:t"))]
    return "".join(found)
