"""The paper that is measured, a decision on admission: its values, and the same words for the peers."""

import html
from datetime import date
from pathlib import Path
from typing import Any

from taonguon.forms import filling, loading, pdf, word
from taonguon.forms.paper import Paper

ON = date(2026, 3, 4)
NAME, NUMBER = "{{ name }}", "{{ number }}"  # as docxtpl fills them
PAGE, TEMPLATE = "page.html", "template.docx"
VALUES: dict[str, Any] = {
    "place": "Khánh Nhạc", "committee.name": "Đảng ủy xã Khánh Nhạc",
    "committee.superior": "Tỉnh ủy Ninh Bình", "cell.name": "Chi bộ xóm 6",
    "cell.over": "Đảng ủy xã Khánh Nhạc", "cell_vote.number": "19-NQ/CB",
    "cell_vote.on": date(2026, 1, 9), "decision.on": ON, "person.born": date(1999, 5, 19),
    "person.hometown": "xã Khánh Nhạc, tỉnh Ninh Bình", "signer.post": "BÍ THƯ",
    "person.residence": "xóm 6, xã Khánh Nhạc, tỉnh Ninh Bình", "signer.name": "Trần Văn Ân",
}  # fmt: skip
STYLE = """
@page {{ size: {width}mm {height}mm; margin: {top}mm {right}mm {bottom}mm {left}mm }}
body {{ font: {body}pt/{line}pt Tinos; margin: 0 }}
p {{ margin: 0 0 3pt; text-align: justify; text-indent: {indent}mm }}
p.c, td {{ text-align: center; text-indent: 0; vertical-align: top }}
table {{ width: 100%; margin-bottom: 10pt }}
td.l {{ text-align: left; font-size: 12pt }}
.draft {{ border: 0.6pt solid; font-size: {small}pt }}
.dots {{ border-bottom: 1pt dotted }}
.name {{ margin-top: {sign}pt }}
"""


def name(number: int) -> str:
    """Return the name of the person of one paper."""
    return f"Nguyễn Thị Lụa {number}"


def paper(number: int) -> Paper:
    """Return one decision, filled from its values."""
    return _filled(name(number), f"{number:02d}-QĐ/ĐU")


def _filled(who: str, number: str) -> Paper:
    values = {**VALUES, "person.name": who}
    return filling.fill(loading.shipped()["9-KNĐ"], values, on=ON, number=number)


def write(folder: Path) -> None:
    """Write what the peers fill: a page in HTML and a Word template, name and number left open."""
    made = _filled(NAME, NUMBER)
    (folder / PAGE).write_text(page(made), "utf-8")
    (folder / TEMPLATE).write_bytes(word.render(made))


def page(made: Paper) -> str:
    """Return a paper as one page of HTML, set in the same font by the same measures."""
    faces = "".join(
        f"@font-face {{ font-family: Tinos; src: url({(pdf.FONTS / file).as_uri()}); {style} }}"
        for file, style in (
            ("Tinos-Regular.ttf", ""), ("Tinos-Bold.ttf", "font-weight: bold"),
            ("Tinos-Italic.ttf", "font-style: italic"),
        )
    )  # fmt: skip
    letterhead, *blocks = made.blocks
    parts = [f'<p class="c draft">{_e(made.draft)}</p>', _head(letterhead)]
    parts += [_KINDS[block["kind"]](block) for block in blocks]
    style = faces + STYLE.format(**made.look)
    return f'<html lang="vi"><style>{style}</style><body>{"".join(parts)}</body></html>'


def _e(text: str) -> str:
    return html.escape(text)


def _head(told: Any) -> str:
    left = [_e(told["left"][0]), *(f"<b>{_e(line)}</b>" for line in told["left"][1:])]
    left += [_e(told["star"]), _e(told["number"])]
    right = [
        *(f"<b><u>{_e(line)}</u></b>" for line in told["right"]),
        f"<i>{_e(told['dated'])}</i>",
    ]
    corner = f'<p style="text-align: right"><i>{_e(told["form"])}</i></p>'
    return f"{corner}<table><tr><td>{'<br>'.join(left)}<td>{'<br>'.join(right)}</table>"


def _title(told: Any) -> str:
    return f'<p class="c"><b>{_e(told["text"])}<br>{_e(told["about"])}</b><br>-----</p>'


def _text(told: Any) -> str:
    if told.get("align") == "center":
        return f'<p class="c"><b>{_e(told["text"])}</b></p>'
    return f"<p>{_e(told['text'])}</p>"


def _field(told: Any) -> str:
    return f'<p class="dots">{_e(told["label"])}:</p>'


def _grounds(told: Any) -> str:
    return "".join(f"<p>- {_e(item)}</p>" for item in told["items"])


def _sign(told: Any) -> str:
    sent = "<br>".join(["<u>Nơi nhận:</u>", *(f"- {_e(line)}" for line in told["recipients"])])
    (one,) = told["columns"]
    signed = (
        f'<b>{_e(one["by"])}</b><br>{_e(one["post"])}<p class="c name"><b>{_e(one["name"])}</b></p>'
    )
    return f'<table><tr><td class="l">{sent}<td>{signed}</table>'


_KINDS = {"title": _title, "grounds": _grounds, "text": _text, "sign": _sign, "field": _field}
