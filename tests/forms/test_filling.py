"""Filling a form: how each value is written, what is printed when, what is missing; and all shipped forms."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.forms import filling, loading, look, vocabulary
from taonguon.forms.filling import DOTS
from tests.forms import synthetic
from tests.forms.reading import text, words

FORMS = loading.shipped()
ON = date(2026, 9, 5)
HEAD = """\
code = "mau-thu"
name = { vi = "Mẫu thử", en = "A trial" }
subject = "case"
issuer = "person"
"""
COMMITTEES = {"cell", "section", "base", "committee", "standing"}


def form(*blocks, head=HEAD):
    return loading.load("a.toml", head + "".join(f"\n[[block]]\n{one}\n" for one in blocks))


def says(block, values, **how):
    """Return the one block of a form, filled."""
    return filling.fill(form(block, **how), values, on=ON).blocks[1]


def line(told, values):
    return says(f'kind = "text"\ntext = "{told}"', values)["text"]


WAYS = (
    ("{person.name}", {"person.name": "Đỗ Ích"}, "Đỗ Ích"),
    ("{person.name|upper}", {"person.name": "Đỗ Thị Ích ươ"}, "ĐỖ THỊ ÍCH ƯƠ"),
    ("{person.name|cap}", {"person.name": "đỗ Ích"}, "Đỗ Ích"),
    ("{decision.on}", {"decision.on": date(2026, 9, 5)}, "05/9/2026"),
    ("{decision.on|long}", {"decision.on": date(2026, 2, 15)}, "ngày 15 tháng 02 năm 2026"),
    ("{document.on}", {}, "05/9/2026"),
    ("{cell_vote.favour|two}", {"cell_vote.favour": 7}, "07"),
    ("{cell_vote.favour|two}", {"cell_vote.favour": 107}, "107"),
    ("{cell_vote.favour|two}", {"cell_vote.favour": 0}, "00"),
    ("{cell_vote.favour}", {"cell_vote.favour": 7}, "7"),
    ("{cell_vote.share|percent}", {"cell_vote.share": Fraction(2, 3)}, "66,67%"),
    ("{cell_vote.share|percent}", {"cell_vote.share": Fraction(1)}, "100%"),
    ("{cell_vote.share}", {"cell_vote.share": Fraction(4, 6)}, "2/3"),
    ("sinh {person.born|born}", {"person.born": date(2000, 6, 15)}, "sinh ngày 15/6/2000"),
    ("sinh {person.born|born}", {"person.born": "2000"}, "sinh năm 2000"),
    ("{person.name?}", {}, DOTS),
    ("{person.name?}", {"person.name": ""}, DOTS),
    ("{cell_vote.favour?}", {"cell_vote.favour": 0}, "0"),
    ("{person.name} và {person.name}", {"person.name": "{cell.name}"}, "{cell.name} và {cell.name}"),
)  # fmt: skip


@pytest.mark.parametrize(("told", "values", "printed"), WAYS)
def test_each_value_is_written_in_its_way(told, values, printed):
    assert line(told, values) == printed


def test_missing_values_are_named_once_in_the_order_of_the_paper():
    made = form(
        'kind = "title"\ntext = "{place}"\nabout = "{decision.number}"',
        'kind = "field"\nlabel = "a"\ntext = "{person.name} {place} {person.card?}"',
        'kind = "text"\nwhen = "person.card"\ntext = "{person.hometown}"',
    )
    lacks = ("place", "decision.number", "person.name")
    assert filling.missing(made, {}, on=ON) == lacks
    with pytest.raises(
        filling.Missing, match=r"mau-thu: place, decision\.number, person\.name"
    ) as told:
        filling.fill(made, {}, on=ON)
    assert (told.value.form, told.value.keys) == ("mau-thu", lacks)
    assert filling.missing(made, {"person.card": "1", "place": ""}, on=ON) == (
        *lacks, "person.hometown",
    )  # fmt: skip
    assert text(filling.preview(made, {}, on=ON)).count(DOTS) >= 3


@pytest.mark.parametrize(
    ("value", "there"), [(1, True), ("x", True), (True, True), (0, False), ("", False),
                         (False, False), (None, False), ([], False), ([{}], True)]
)  # fmt: skip
def test_a_block_is_printed_when_its_value_says_something(value, there):
    made = form(
        'kind = "text"\nwhen = "cell_vote.absent"\ntext = "vắng"',
        'kind = "text"\nunless = "cell_vote.absent"\ntext = "đủ"',
    )
    printed = filling.fill(made, {"cell_vote.absent": value}, on=ON).blocks[1:]
    assert [one["text"] for one in printed] == ["vắng" if there else "đủ"]


SPONSORS = [
    {"name": "Ân", "on": date(2026, 9, 1), "helped_on": ""},
    {"name": "Bưởi", "on": date(2026, 9, 12), "helped_on": date(2025, 1, 3)},
]


def test_blocks_of_one_list_are_printed_together_row_after_row():
    made = form(
        'kind = "text"\neach = "sponsors"\ntext = "{item.no}. {item.name}, {item.on}"',
        'kind = "text"\neach = "sponsors"\nwhen = "item.helped_on"\ntext = "từ {item.helped_on}"',
        'kind = "text"\ntext = "hết"',
    )
    printed = filling.fill(made, {"sponsors": SPONSORS}, on=ON).blocks[1:]
    assert [one["text"] for one in printed] == [
        "1. Ân, 01/9/2026", "2. Bưởi, 12/9/2026", "từ 03/01/2025", "hết",
    ]  # fmt: skip
    assert [one.get(filling.KEEP, False) for one in printed] == [False, True, False, False]
    assert filling.fill(made, {}, on=ON).blocks[1:] == ({"kind": "text", "text": "hết"},)


def test_a_table_has_a_row_for_each_of_a_list_then_blanks_and_what_a_row_lacks_is_empty():
    told = says(
        'kind = "table"\nof = "sponsors"\nblank = 2\ntotal = ["", "", "{cell_vote.roll}"]\n'
        'columns = [{ head = "TT", text = "{item.no}", width = 1 }, { head = "Tên", text = "{item.name}" },'
        ' { head = "Giúp đỡ từ", text = "{item.helped_on}", align = "center" }]',
        {"sponsors": SPONSORS, "cell_vote.roll": 9},
    )
    assert [one["head"] for one in told["columns"]] == ["TT", "Tên", "Giúp đỡ từ"]
    assert all("text" not in one for one in told["columns"])
    assert told["rows"] == [["1", "Ân", ""], ["2", "Bưởi", "03/01/2025"], [""] * 3, [""] * 3]
    assert told["total"] == ["", "", "9"]


def test_a_paper_of_a_row_tells_that_row_and_the_list_within_it():
    made = form(
        'kind = "text"\ntext = "{item.no}. {item.to}"',
        'kind = "table"\nof = "item.people"\ncolumns = [{ head = "Ai", text = "{item.relation|cap}" }]',
        'kind = "text"\ntext = "{item.number}"',
        head=HEAD + 'per = "verify_requests"\n',
    )
    row = {"no": 3, "to": "Đảng ủy xã A", "number": "9-CV/ĐU", "people": [{"relation": "bố"}]}
    printed = filling.fill(made, {"item": row}, on=ON).blocks[1:]
    assert printed[0]["text"] == "3. Đảng ủy xã A"
    assert printed[1]["rows"] == [["Bố"]]
    assert printed[2]["text"] == "9-CV/ĐU"
    assert filling.used(made, {"item": row}, on=ON)["item"] == row


GROUNDS = 'kind = "grounds"\nitems = ["Căn cứ A;", "Căn cứ B.", "Xét {place}"]'


def test_grounds_end_with_a_semicolon_the_last_with_a_full_stop():
    told = says(GROUNDS, {"place": "C"})
    assert told["items"] == ["Căn cứ A;", "Căn cứ B;", "Xét C."]


@pytest.mark.parametrize(("align", "end"), [("center", "Xét C,"), ("left", "Xét C.")])
def test_before_the_line_of_the_body_that_decides_the_last_ends_with_a_comma(align, end):
    decides = f'kind = "text"\nalign = "{align}"\ntext = "BAN THƯỜNG VỤ QUYẾT ĐỊNH"'
    made = filling.fill(form(GROUNDS, decides), {"place": "C"}, on=ON)
    assert made.blocks[1]["items"][-1] == end


def test_no_grounds_are_no_fault():
    assert says('kind = "grounds"\nitems = []', {})["items"] == []


def test_boxes_to_tick_come_from_a_list_of_texts():
    told = says('kind = "options"\nof = "month.reasons"', {"month.reasons": ["một", "hai"]})
    assert told["items"] == ["một", "hai"]
    assert "of" not in told


def test_recipients_end_with_who_keeps_it_and_the_signature_bears_the_line_of_its_body():
    head = HEAD.replace('"person"', '"committee"')
    names = {"committee.name": "Đảng ủy xã A", "committee.superior": "Tỉnh ủy B", "place": "A"}
    columns = '[{ post = "BÍ THƯ" }, { by = "KHÁC" }]'
    block = f'kind = "sign"\nrecipients = ["Chi bộ", "Như trên;"]\ncolumns = {columns}'
    told = says(block, names, head=head)
    assert told["recipients"] == ["Chi bộ,", "Như trên,", "Lưu Đảng ủy."]
    assert [one["by"] for one in told["columns"]] == ["T/M ĐẢNG ỦY", "KHÁC"]
    assert says('kind = "sign"\ncolumns = [{}]', names, head=head)["recipients"] == []


@pytest.mark.parametrize(
    ("more", "number", "printed"),
    [('type = "QĐ"\n', "07-QĐ/ĐU", "Số 07-QĐ/ĐU"), ('type = "QĐ"\n', "", "Số      -QĐ/ĐU"),
     ('bears = "certificate.number"\n', "", "Số 12/GCN"), ("", "", "")],
)  # fmt: skip
def test_the_number_stands_in_the_letterhead_without_a_colon(more, number, printed):
    made = form('kind = "cut"', head=HEAD.replace('"person"', '"committee"') + more)
    values = {"committee.name": "Đảng ủy xã a", "committee.superior": "b", "place": "A",
              "certificate.number": "12/GCN"}  # fmt: skip
    told = filling.fill(made, values, on=ON, number=number).blocks[0]
    assert told["number"] == printed
    assert told["left"] == ["B", "ĐẢNG ỦY XÃ A"]
    assert told["dated"] == "A, ngày 05 tháng 9 năm 2026"


def test_a_form_never_seen_is_a_draft_until_it_is_checked():
    source = 'source = { instrument = "38-HD/BTCTW", clause = "Mẫu" }\nverified = "unverified"\n'
    made = form('kind = "cut"', head=HEAD + source)
    assert filling.fill(made, {}, on=ON).draft.startswith("Dự thảo")
    assert filling.fill(made, {}, on=ON, checked=True).draft == ""
    assert filling.fill(form('kind = "cut"'), {}, on=ON).draft == ""


def test_what_was_used_is_kept_as_json_keeps_it():
    block = 'kind = "text"\ntext = "{person.name?} {cell_vote.share|percent} {decision.on}"'
    values = {"cell_vote.share": Fraction(7, 9), "decision.on": ON, "place": "không dùng"}
    assert filling.used(form(block), values, on=ON) == {
        "person.name": None, "cell_vote.share": "7/9", "decision.on": "2026-09-05",
    }  # fmt: skip
    assert filling.kept({"a": (ON, [Fraction(1, 2)], 3)}) == {"a": ["2026-09-05", ["1/2"], 3]}


@pytest.mark.parametrize("variant", synthetic.VARIANTS)
@pytest.mark.parametrize("code", FORMS)
def test_every_form_can_be_filled_and_keeps_the_rules_of_format(code, variant):
    made, sheet = synthetic.paper(FORMS[code], variant), FORMS[code]
    issuer, told = look.shipped().issuers[sheet.issuer], text(made)
    assert "./." not in told
    assert "{" not in told
    assert "}" not in told
    assert not re.search("uỷ", told, re.I)
    assert not re.search(r"\bK/T\b|\bKT\.", told)
    assert not re.search(r"\bSố:", told)
    if sheet.issuer in COMMITTEES and sheet.type:
        assert "TM." not in told
        assert "Thay mặt" not in told
    if not issuer.seal:
        assert not re.search(r"đóng dấu(?! giáp lai)|\(dấu\)", _own(made), re.I)
    for block in made.blocks:
        if block["kind"] == "grounds":
            assert all(one.endswith(";") for one in block["items"][:-1])
            assert block["items"][-1].endswith((",", "."))
        if block["kind"] == "sign" and block["recipients"]:
            assert block["recipients"][-1] == issuer.keep
            assert all(one.endswith(",") for one in block["recipients"][:-1])


def _own(made):
    """Return what stands in the signatures of the body itself."""
    columns = [one for block in made.blocks if block["kind"] == "sign" for one in block["columns"]]
    own = columns[-1:] if columns else []
    return " ".join(str(one["note"]) + str(one["by"]) for one in own)


@pytest.mark.parametrize("code", FORMS)
def test_whatever_a_form_needs_is_missed_when_it_alone_is_gone(code):
    sheet, told = FORMS[code], synthetic.values(FORMS[code], "bare")
    assert filling.missing(sheet, told, on=ON) == ()
    for key in set(told) - {"item", "document.on"}:
        assert key in filling.missing(sheet, {**told, key: None}, on=ON)


def test_all_forms_but_working_sheets_say_who_issues_them():
    for sheet in FORMS.values():
        head = synthetic.paper(sheet).blocks[0]
        assert head["left"] or sheet.issuer == "person"
        assert bool(head["number"]) == bool(sheet.type or sheet.bears)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
SCALARS = st.one_of(
    st.none(), st.just(""), st.just(0), st.booleans(), st.integers(0, 999), TEXTS,
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.fractions(0, 1, max_denominator=99),
)  # fmt: skip


def _any(known):
    if known.item:
        row = {name: SCALARS for name in known.item if name not in ("people", "waiting", "tasks")}
        return st.lists(st.fixed_dictionaries({}, optional=row), max_size=3)
    return st.lists(TEXTS, max_size=3) if known.key == "month.reasons" else SCALARS


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), on=st.dates(date(2015, 1, 1), date(2035, 1, 1)))
@pytest.mark.parametrize("code", FORMS)
def test_whatever_the_values_no_form_raises_and_none_leaves_a_placeholder(code, data, on):
    sheet, known = FORMS[code], vocabulary.shipped().values
    asked = sorted(key for key in loading.keys(sheet) | {sheet.bears, sheet.per} if key in known)
    told = data.draw(st.fixed_dictionaries({key: _any(known[key]) for key in asked}))
    if sheet.per:
        told["item"] = (told[sheet.per] or [{}])[0]
    made = filling.preview(sheet, told, on=on)
    said = " ".join(words(made))
    for one in sorted(_texts(told), key=len, reverse=True):
        said = said.replace(one, "").replace(one.upper(), "")
    assert not re.search(r"\{[a-z_.]+[?|}]", said)
    lacks = filling.missing(sheet, told, on=on)
    assert all(filling.absent(told.get(key)) for key in lacks)
    if not lacks:
        assert filling.fill(sheet, told, on=on).content() == made.content()


def _texts(told):
    if isinstance(told, str):
        return {told} - {""}
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return {one for each in inside for one in _texts(each)}
