"""Papers as Word files by the same measures, for those who go on writing in them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_BREAK,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from taonguon.forms.filling import DOTS, KEEP
from taonguon.forms.paper import Paper
from taonguon.forms.seal import png

EDGE = 6  # mm left free below the seal
FONT = "Times New Roman"  # what offices have; Tinos has its widths
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # a file says nothing of when it was made
PLACES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
CENTER = PLACES["center"]
QR = 13  # mm
BESIDE = 80  # twentieths of a pt beside the words of a cell
Room = Doc | _Cell


class _Setting:
    """One Word file being set: where to write, and by which measures."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.look = paper, paper.look
        self.file: Doc = Document()
        self._page()
        self._style()
        self._meta()

    @property
    def tight(self) -> bool:
        """Tell whether all must keep within a frame."""
        return bool(self.look.get("frame"))

    @property
    def width(self) -> int:
        """The width of the text, in mm."""
        return int(self.look["width"] - self.look["left"] - self.look["right"])

    def _page(self) -> None:
        section, look = self.file.sections[0], self.look
        if look["width"] > look["height"]:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(look["width"]), Mm(look["height"])
        section.top_margin, section.bottom_margin = Mm(look["top"]), Mm(look["bottom"])
        section.left_margin, section.right_margin = Mm(look["left"]), Mm(look["right"])
        section.header_distance = section.footer_distance = Mm(5 if self.tight else 8)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTER
        _field(number, "PAGE")

    def _style(self) -> None:
        style = self.file.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(self.look["body"])
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        spacing = style.paragraph_format
        spacing.space_after, spacing.space_before = Pt(1 if self.tight else 3), Pt(0)
        spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        spacing.line_spacing = Pt(self.look["line"])

    def _meta(self) -> None:
        told = self.file.core_properties
        told.title, told.author, told.language = self.paper.title, "", "vi-VN"
        told.keywords = f"{self.paper.number} {self.paper.seal}".strip()
        told.comments = ""
        told.created = told.modified = MADE

    def write(self, room: Room, text: str, **how: Any) -> Paragraph:
        """Add a paragraph; `how` says bold, italic, underline, size in pt, align, indent in mm."""
        line = _first(room) or room.add_paragraph()
        if text:
            run = line.add_run(text)
            run.bold, run.italic = how.get("bold"), how.get("italic")
            run.underline = how.get("underline")
            if "size" in how:
                run.font.size = Pt(how["size"])
        if "align" in how:
            line.alignment = how["align"]
        if how.get("indent"):
            line.paragraph_format.first_line_indent = Mm(self.look["indent"])
        return line

    def body(self, text: str, *, indent: bool = True, **how: Any) -> Paragraph:
        """Add a paragraph of the body, justified."""
        line = self.write(self.file, text, indent=indent, **how)
        line.alignment = how.get("align", WD_ALIGN_PARAGRAPH.JUSTIFY)
        return line

    def leader(self, text: str, after: str = "") -> Paragraph:
        """Add a line whose rest is dots, with what stands after them at the right."""
        line = self.write(self.file, f"{text}\t{after}" if after else f"{text} \t")
        leader = WD_TAB_LEADER.DOTS
        stop = Mm(self.width)
        line.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, leader)
        return line

    def grid(self, rows: int, columns: int, widths: list[float], *, ruled: bool = False) -> Table:
        """Add a table of the text's width, its columns in the given proportions."""
        table: Table = self.file.add_table(rows, columns)
        if ruled:
            table.style = "Table Grid"
        _narrow(table)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for n, part in enumerate(widths):
            wide = Mm(self.width * part / sum(widths))
            table.columns[n].width = wide
            for cell in table.columns[n].cells:
                cell.width = wide
        return table


def _first(room: Room) -> Paragraph | None:
    """Return the empty paragraph a cell begins with; None when it was written in."""
    if not isinstance(room, _Cell) or len(room.paragraphs) > 1:
        return None
    line = room.paragraphs[0]
    return None if line.runs else line


def _field(line: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = line.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # python-docx has no fields of its own


def render(paper: Paper) -> bytes:
    """Return the paper as a .docx file; its bytes differ only in how the parts are packed."""
    at = _Setting(paper)
    if paper.draft:
        at.write(at.file, paper.draft, italic=True, size=at.look["small"], align=CENTER)
    for block in paper.blocks:
        before = len(at.file.element.body)
        BLOCKS[block["kind"]](at, block)
        if block.get(KEEP):
            _kept(at, before)
    if paper.seal:
        _seal(at)
    into = BytesIO()
    at.file.save(into)
    return into.getvalue()


def _kept(at: _Setting, before: int) -> None:
    """Let what was written since stay on the page of what comes next."""
    for part in at.file.element.body[before - 1 : -1]:  # the last part is the section's measures
        if part.tag == qn("w:p"):
            Paragraph(part, at.file).paragraph_format.keep_with_next = True


def _seal(at: _Setting) -> None:
    paper, size = at.paper, min(QR, at.look["bottom"] - EDGE)
    line = at.file.sections[0].first_page_footer.paragraphs[0]
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.add_run().add_picture(BytesIO(png(f"{paper.number} {paper.seal}".strip())), width=Mm(size))
    words = f"Số {paper.number}, mã kiểm tra: " if paper.number else "Mã kiểm tra: "
    line.add_run(f"  {words}{paper.seal}").font.size = Pt(8)


def _letterhead(at: _Setting, told: Mapping[str, Any]) -> None:
    if told["form"]:
        corner = at.file.sections[0].first_page_header.paragraphs[0]
        corner.alignment = PLACES["right"]
        run = corner.add_run(told["form"])
        run.italic, run.font.size = True, Pt(at.look["small"])
    if not told["left"]:
        _right(at, at.file, told)
    elif not told["right"]:
        for n, line in enumerate(told["left"]):
            at.write(at.file, line, bold=n > 0)
    else:
        wide = 1.5 if told["head"] == "state" else 1.25
        left, right = at.grid(1, 2, [1, wide]).rows[0].cells
        _left(at, left, told)
        _right(at, right, told)
        if not at.tight:
            at.write(at.file, "")


def _left(at: _Setting, cell: _Cell, told: Mapping[str, Any]) -> None:
    size = at.look["head"]
    for n, line in enumerate(told["left"]):
        at.write(cell, line, bold=n > 0, size=size, align=CENTER)
    for text in (told["star"], told["number"]):
        if text:
            at.write(cell, text, size=size, align=CENTER)
    if told["summary"]:
        at.write(cell, told["summary"], italic=True, size=at.look["summary"], align=CENTER)


def _right(at: _Setting, room: Room, told: Mapping[str, Any]) -> None:
    size = at.look["head"]
    *above, last = told["right"]
    for line in above:
        at.write(room, line, bold=True, size=at.look["small"] + 1, align=CENTER)
    at.write(room, last, bold=True, underline=True, size=size, align=CENTER)
    if told["dated"]:
        at.write(room, told["dated"], italic=True, size=size, align=CENTER)


def _title(at: _Setting, told: Mapping[str, Any]) -> None:
    title = at.write(at.file, told["text"], bold=True, size=at.look["title"], align=CENTER)
    title.paragraph_format.space_before = Pt(0 if at.tight else 6)
    if told.get("about"):
        at.write(at.file, told["about"], bold=True, align=CENTER)
    at.write(at.file, "-----", align=CENTER)


def _to(at: _Setting, told: Mapping[str, Any]) -> None:
    label = told.get("label", "Kính gửi")
    if len(told["items"]) == 1:
        at.write(at.file, f"{label}: {told['items'][0]}", indent=True)
        return
    at.write(at.file, f"{label}:", indent=True)
    for item in told["items"]:
        at.write(at.file, f"- {item}", indent=True)


def _items(at: _Setting, told: Mapping[str, Any]) -> None:
    for item in told["items"]:
        at.body(f"- {item}")


def _text(at: _Setting, told: Mapping[str, Any]) -> None:
    style, align = told.get("style", ""), told.get("align", "")
    how: dict[str, Any] = {"bold": "bold" in style, "italic": "italic" in style}
    if align:
        at.body(told["text"], indent=False, align=PLACES[align], **how)
    else:
        at.body(told["text"], indent=not told.get("flush"), **how)


def _heading(at: _Setting, told: Mapping[str, Any]) -> None:
    line = at.body(told["text"], indent=not told.get("flush"), bold=True)
    line.paragraph_format.keep_with_next = True


def _answer(at: _Setting, told: Mapping[str, Any]) -> None:
    label = f"{told['label']}: " if told["label"] else ""
    if told["text"] == DOTS:
        at.leader(label.rstrip())
    else:
        at.body(label + told["text"], indent=False)


def _lines(at: _Setting, told: Mapping[str, Any]) -> None:
    if told.get("label"):
        at.body(f"{told['label']}:").paragraph_format.keep_with_next = True
    for _n in range(told["count"]):
        at.leader("")


def _table(at: _Setting, told: Mapping[str, Any]) -> None:
    columns = told["columns"]
    rows = [*told["rows"], *([told["total"]] if told["total"] else [])]
    table = at.grid(1 + len(rows), len(columns), [c.get("width", 1) for c in columns], ruled=True)
    size = at.look["body"] - 2
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        head = at.write(cell, column["head"], bold=True, size=size, align=CENTER)
        # LibreOffice loses the rows after a head that stands on a page alone.
        head.paragraph_format.keep_with_next = True
    _repeated(table)
    for row, texts in zip(list(table.rows)[1:], rows, strict=True):
        last = texts is told["total"]
        for cell, text, column in zip(row.cells, texts, columns, strict=True):
            at.write(cell, text, bold=last, size=size, align=PLACES[column.get("align", "left")])
    at.write(at.file, "")


def _narrow(table: Table) -> None:
    """Leave little room beside the words of a table, and break none of its rows over two pages."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), str(BESIDE))
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    table._tbl.tblPr.append(margins)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeated(table: Table) -> None:
    """Let the head of a table stand on each page it runs over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _tally(at: _Setting, told: Mapping[str, Any]) -> None:
    for row in told["rows"]:
        at.leader(row[0], " ".join(part for part in row[1:] if part))


def _options(at: _Setting, told: Mapping[str, Any]) -> None:
    if told.get("label"):
        boxes = "   ".join(f"☐\u00a0{item}" for item in told["items"])
        at.body(f"{told['label']}:  {boxes}", indent=False, align=PLACES["left"])
        return
    for item in told["items"]:
        at.write(at.file, f"☐  {item}", indent=True)


def _sign(at: _Setting, told: Mapping[str, Any]) -> None:
    columns, sent = told["columns"], told["recipients"]
    if at.file.paragraphs:  # none is signed on an empty page
        at.file.paragraphs[-1].paragraph_format.keep_with_next = True
    spare = bool(sent) or len(columns) == 1
    table = at.grid(1, len(columns) + spare, [1.0] * spare + [1.2] * len(columns))
    cells = table.rows[0].cells
    if sent:
        small = at.look["small"] + 1
        at.write(cells[0], "Nơi nhận:", underline=True, size=small)
        for line in sent:
            at.write(cells[0], f"- {line}", size=small)
    for cell, column in zip(cells[spare:], columns, strict=True):
        _signature(at, cell, column)


def _signature(at: _Setting, cell: _Cell, told: Mapping[str, Any]) -> None:
    if told.get("place"):
        at.write(cell, told["place"], italic=True, align=CENTER)
    for key, how in (("by", {"bold": True}), ("post", {}), ("note", {"italic": True})):
        if told[key]:
            line = at.write(cell, told[key], align=CENTER, **how)
            line.paragraph_format.keep_with_next = True
    name = "" if told["name"] == DOTS else told["name"]
    signed = at.write(cell, name, bold=True, align=CENTER)
    signed.paragraph_format.space_before = Pt(at.look["sign"])


def _cut(at: _Setting, _told: Mapping[str, Any]) -> None:
    at.leader("")


def _note(at: _Setting, told: Mapping[str, Any]) -> None:
    at.body(told["text"], indent=False, italic=True, size=at.look["small"])


def _break(at: _Setting, _told: Mapping[str, Any]) -> None:
    at.write(at.file, "").add_run().add_break(WD_BREAK.PAGE)


BLOCKS: Mapping[str, Callable[[_Setting, Mapping[str, Any]], None]] = {
    "letterhead": _letterhead,
    "title": _title,
    "to": _to,
    "grounds": _items,
    "heading": _heading,
    "text": _text,
    "field": _answer,
    "lines": _lines,
    "items": _items,
    "table": _table,
    "tally": _tally,
    "options": _options,
    "sign": _sign,
    "note": _note,
    "cut": _cut,
    "break": _break,
}
