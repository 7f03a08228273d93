"""Values for every key a form may name, by what the forms ask of it: plain, at their longest, or bare.

Nobody of these exists. `plain` has two rows a list, `long` names of 60 characters and seven rows,
`bare` nothing that a form can do without.
"""

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from taonguon.forms import filling, loading, look, vocabulary
from taonguon.forms.form import CONDITIONS
from taonguon.forms.loading import PLACEHOLDER, SPELLED

VARIANTS = ("plain", "long", "bare")
DAY = date(2026, 11, 23)
LONG = "Nguyễn Hoàng Phương Quỳnh Như Công Tằng Tôn Nữ Thị Bích Ngọc"
NAMES = ("Trần Thị Lụa", "Vũ Quang Đạo", "Phạm Thị Bưởi", "Đỗ Văn Ích", "Bùi Thị Én")
SAID = {
    "place": "Khánh Nhạc", "cell.name": "Chi bộ xóm 6", "cell.superior": "Đảng bộ xã Khánh Nhạc",
    "committee.name": "Đảng ủy xã Khánh Nhạc", "committee.superior": "Tỉnh ủy Ninh Bình",
    "commune.name": "Đảng bộ xã Khánh Nhạc", "province.name": "tỉnh Ninh Bình",
    "cell.over": "Đảng ủy xã Khánh Nhạc", "section.name": "Đảng ủy bộ phận Xưởng 2",
    "base.name": "Đảng ủy Công ty May", "person.sex": "Nữ", "signer.post": "BÍ THƯ",
    "person.hometown": "xã Khánh Nhạc, tỉnh Ninh Bình", "person.occupation": "Làm ruộng",
    "person.residence": "xóm 6, xã Khánh Nhạc, tỉnh Ninh Bình", "person.post": "Đội viên",
    "person.unit": "Hợp tác xã Khánh Nhạc", "certificate.grade": "Khá",
    "certificate.centre": "Trung tâm chính trị xã Khánh Nhạc", "class.place": "Hội trường xã",
    "vote_meeting.form": "bỏ phiếu kín", "vote_meeting.place": "Nhà văn hóa xóm 6",
    "cell_vote.form": "bỏ phiếu kín", "vote_meeting.time": "19 giờ 30", "month.name": "11/2026",
    "cell.line": "Chi bộ xóm 6, Đảng bộ xã Khánh Nhạc", "person.card": "37.104512",
}  # fmt: skip
DAYS = re.compile(r"(^|[._])(on|born|since|day|begins|ends)$|\.(from|to)$")
SHARES = re.compile(r"share$")
COUNTS = re.compile(
    r"(^|[._])(total|favour|against|blank|roll|official|present|absent|left_out|needed|count|issued"
    r"|collected|valid|seats|passed|certified|probationary|introduced|listed|days)$"
)
YES = re.compile(r"(^|\.)(both|several|no_helper|admitted|recognised|youth_union|admission"
                 r"|readmitted|may_\w+)$|(cell|base|recognition)_?(vote|base)\.passed$")  # fmt: skip
NO = re.compile(r"(^|[._])(refused|not_admitted|not_recognised|recognition|failed)$")


@cache
def asked():
    """Return how forms ask for each value: the way it is written, and whether it may be missing."""
    found = {}
    for form in loading.shipped().values():
        for block in form.blocks:
            for text in loading.words(block.told):
                for inside in PLACEHOLDER.findall(text):
                    told = SPELLED.fullmatch(inside)
                    found.setdefault(told["key"], set()).add(told["as"] or "")
    return found


def value(key, variant, number=0):
    """Return an invented value of a key, `number` telling rows apart."""
    ways = asked().get(key, set())
    if SHARES.search(key) or "percent" in ways:
        return Fraction(7 + number, 9 + number)
    if NO.search(key):
        return ""
    if YES.search(key):
        return True
    if DAYS.search(key) and key not in ("verify_requests.to", "item.to"):
        return date(2025, 1, 5) + timedelta(days=33 * number + len(key))
    if COUNTS.search(key) and "percent" not in ways:
        return 9 + number
    if key in SAID and variant != "long":
        return SAID[key]
    if key.endswith("number"):
        return f"{number + 5:02d}-NQ/CB"
    return LONG if variant == "long" else NAMES[(number + len(key)) % len(NAMES)]


def rows(known, variant):
    """Return the rows of a list: those a form prints boxes of are lists of texts themselves."""
    count = {"plain": 2, "long": 7, "bare": 1}[variant]
    return [{name: _cell(known, name, variant, n) for name in known.item} for n in range(count)]


def _cell(known, name, variant, number):
    within = vocabulary.shipped().values.get(f"{known.key}.{name}")
    if within is not None and within.item:
        return rows(within, variant)
    if name == "tasks":
        return [value("item.text", variant, n) for n in range(2)]
    told = value(f"item.{name}", variant, number)
    return "1998" if name == "born" and number % 2 else told


def values(form, variant):
    """Return all values of a form, of its row too; the bare ones without what it can do without."""
    known = vocabulary.shipped().values
    told = {key: _of(known[key], variant) for key in known}
    if form.per:
        told["item"] = {"no": 1, **told[form.per][0]}
    if variant != "bare":
        return told
    needed = filling.missing(form, {"item": told.get("item")}, on=DAY)
    told = {key: one for key, one in told.items() if key in (*needed, "item")}
    while missing := filling.missing(form, told, on=DAY):
        told |= {key: _of(known[key], variant) for key in missing}
    return told


def _of(known, variant):
    if known.item:
        return rows(known, variant)
    if known.key == "month.reasons":
        return [value("item.text", variant, n) for n in range(5)]
    return value(known.key, variant)


def paper(form, variant="plain", number=""):
    """Return a form filled with invented values."""
    mark = look.shipped().issuers[form.issuer].mark
    borne = look.shipped().on(DAY).number(5, form.type, mark) if form.type else ""
    return filling.fill(form, values(form, variant), on=DAY, number=number or borne)


def conditions(form):
    """Return every key that decides whether a block is printed."""
    return {block.told[key] for block in form.blocks for key in CONDITIONS if key in block.told}
