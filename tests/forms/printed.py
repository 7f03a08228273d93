"""What a paper says, as text: of its content, of the Word file and of the PDF; and any facts for a form."""

from datetime import date
from io import BytesIO

from docx import Document
from hypothesis import strategies as st
from pypdf import PdfReader

from taonguon.forms import filling, loading, pdf, vocabulary, word

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁẰẪĐẾỊỐỢỬỸ0123456789"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WORDS = st.text(LETTERS, min_size=1, max_size=60)
DAY_ENDINGS = ("on", "from", "to", "born", "since", "day", "_on")


def texts(told):
    """Return every text of a block, in its order."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        keys = sorted(told, key=lambda key: key != "label")  # a label stands before its value
        return [text for key in keys if key != "kind" for text in texts(told[key])]
    return [text for one in told for text in texts(one)] if isinstance(told, list | tuple) else []


def said(paper):
    """Return all that a paper says."""
    return " ".join(text for block in paper.blocks for text in texts(dict(block)))


def rows(paper, head):
    """Return the rows of the table that has a column of this name."""
    tables = [block for block in paper.blocks if block["kind"] == "table"]
    return next(one["rows"] for one in tables if head in [c["head"] for c in one["columns"]])


def in_word(paper):
    """Return the text of the Word file, what stands in its corner first, tables among it."""
    file = Document(BytesIO(word.render(paper)))
    corner = (line.text for line in file.sections[0].first_page_header.paragraphs)
    parts = (part.text or "" for part in file.element.body.iter() if part.tag.endswith("}t"))
    return " ".join([*corner, *parts])


def in_pdf(paper):
    """Return the text of the PDF, its white space in single blanks."""
    reader = PdfReader(BytesIO(pdf.render([paper])))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def squeezed(text):
    """Return a text without blanks, dots and boxes, which each format sets in its own way."""
    return "".join(char for char in text if not char.isspace() and char not in ".…☐\u00a0")


def values_for(form):
    """Return a strategy of values for all that a form may name; each may be missing."""
    known = vocabulary.shipped().values
    keys = sorted(loading.keys(form) | ({form.bears} - {""}))
    some = {key: _value(known[key]) for key in keys}
    return st.fixed_dictionaries({}, optional=some)


def _value(known):
    if known.item:
        row = {name: _scalar(name) for name in known.item}
        return st.lists(st.fixed_dictionaries({}, optional=row), max_size=7)
    return st.lists(WORDS, max_size=5) if known.key == "month.reasons" else _scalar(known.key)


def _scalar(name):
    last = name.rpartition(".")[2]
    if last == "tasks":
        return st.lists(WORDS, max_size=3)
    if last.startswith(("may_", "no_helper")):
        return st.booleans()
    if last in DAY_ENDINGS or last.endswith("_on"):
        return DAYS
    counts = last.endswith("_count") or last in {"official", "probationary", "seats", "passed"}
    return st.integers(0, 2000) if counts else WORDS


def ways(value, on=date(2026, 1, 1)):
    """Return the ways in which a value may stand on paper."""
    if isinstance(value, date):
        short = f"{value.day:02d}" if value.day < 10 else str(value.day)
        month = f"{value.month:02d}" if value.month < 3 else str(value.month)
        return {f"{short}/{month}/{value.year}", f"ngày {short} tháng {month} năm {value.year}"}
    if isinstance(value, int):
        return {f"{value:02d}", str(value)}
    return {str(value), str(value).upper()}


def holds(form, values, on):
    """Assert what holds of every form and any facts: nothing raises, nothing is left, all is true."""
    told = dict(values)
    if form.per:
        told["item"] = (told.get(form.per) or [{}])[0]
    paper, lacks = filling.preview(form, told, on=on), filling.missing(form, told, on=on)
    text = said(paper)
    assert "{" not in text
    assert "}" not in text
    for key, value in filling.used(form, told, on=on).items():
        fact = told.get(key)
        if value is None or key in lacks or isinstance(fact, list | bool | dict):
            continue
        assert any(way in text for way in ways(fact)), (form.code, key, fact)
    if lacks:
        return
    assert filling.fill(form, told, on=on).blocks == paper.blocks
