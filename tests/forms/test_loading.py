"""A form's file: what it may say, and that a bad one is refused by name, line and reason in both languages."""

import re
from datetime import date

import pytest

from taonguon.forms import loading, look, vocabulary
from taonguon.forms.form import BLOCKS, CONDITIONS
from taonguon.rules.reading import BadRule
from tests.forms import synthetic

FORMS = loading.shipped()
HEAD = """\
code = "mau-thu"
name = { vi = "Mẫu thử", en = "A trial" }
subject = "case"
issuer = "cell"
"""
BODY = """
[[block]]
kind = "title"
text = "GIẤY"

[[block]]
kind = "field"
label = "Họ và tên"
text = "{person.name|upper}"
"""
WHOLE = HEAD + BODY
SECOND = 10  # the line on which the second block begins


def refused(text, layer=loading.NATIONAL):
    with pytest.raises(BadRule) as told:
        loading.load("mau-thu.toml", text, layer)
    return told.value


def test_a_whole_file_is_a_form():
    form = loading.load("mau-thu.toml", WHOLE)
    assert (form.code, form.key, form.sheet, form.type) == ("mau-thu", "mau-thu", "A4", "")
    assert [(one.kind, one.line) for one in form.blocks] == [("title", 6), ("field", SECOND)]
    assert not form.draft
    assert not form.official
    assert loading.keys(form) == {"person.name", "cell.name", "cell.superior"}


HEADS = (
    ("code", 'code = "mau-thu"\n', "", "thiếu mã mẫu", "code"),
    ("name", ', en = "A trial"', "", "vi và en", "vi and en"),
    ("subject", '"case"', '"nobody"', "“subject” phải là một trong: case", "“subject” must be"),
    ("issuer", '"cell"', '"village"', "“issuer” phải là một trong: cell", "“issuer” must be"),
    ("sheet", 'issuer = "cell"', 'issuer = "cell"\nsheet = "A3"', "“sheet”", "“sheet” must be"),
    ("key", 'issuer = "cell"', 'issuer = "cell"\ncolour = "red"', "mục “colour”", "key “colour”"),
    ("type", 'issuer = "cell"', 'issuer = "cell"\ntype = "HD"', "Chi bộ không ban hành", "HD"),
    ("from", 'issuer = "cell"', 'issuer = "cell"\nfrom = "2025"', "“from” phải là", "“from”"),
    ("to", 'issuer = "cell"', 'issuer = "cell"\nto = 2025', "“to” phải là một ngày", "“to” must"),
    ("source", 'issuer = "cell"', 'issuer = "cell"\nsource = "đâu đó"', "“source”", "“source” needs"),
    ("verified", 'issuer = "cell"',
     'issuer = "cell"\nsource = { instrument = "38-HD/BTCTW" }\nverified = "perhaps"',
     "“verified” phải là", "“verified” must"),
    ("summary", 'issuer = "cell"', 'issuer = "cell"\nsummary = "{nobody.name}"', "nobody.name", "value"),
    *((key, 'issuer = "cell"', f'issuer = "cell"\n{key} = "nobody.name"', f"“{key}”", "nobody.name")
      for key in ("per", "day", "numbers", "bears")),
)  # fmt: skip


@pytest.mark.parametrize(("part", "was", "now", "vi", "en"), HEADS, ids=[one[0] for one in HEADS])
def test_a_bad_head_is_refused_in_both_languages(part, was, now, vi, en):
    told = refused(WHOLE.replace(was, now, 1))
    assert (told.file, told.line) == ("mau-thu.toml", 1)
    assert vi in told.why.vi
    assert en in told.why.en


LABEL = 'label = "Họ và tên"\n'
FILLED = "{person.name|upper}"
WRONG = (
    ("kind", 'kind = "field"', 'kind = "picture"', "“kind” phải là một trong: title", "“kind”"),
    ("missing", LABEL, "", "khối “field” thiếu label", "block “field” lacks label"),
    ("unknown", LABEL, f'{LABEL}colour = "red"\n', "mục “colour”", "key “colour”"),
    ("align", 'kind = "field"\n' + LABEL, 'kind = "text"\nalign = "up"\n', "“align”", "“align”"),
    ("style", 'kind = "field"\n' + LABEL, 'kind = "text"\nstyle = "loud"\n', "“style”", "“style”"),
    ("value", FILLED, "{nobody.name}", "dữ liệu tên “nobody.name”", "value “nobody.name”"),
    ("way", FILLED, "{person.name|shout}", "không hiểu {person.name|shout}", "not understood"),
    ("spelling", FILLED, "{Họ tên}", "không hiểu {Họ tên}", "{Họ tên} is not"),
    ("empty", FILLED, "{}", "không hiểu {}", "{} is not understood"),
    ("when", LABEL, f'{LABEL}when = "nobody"\n', "“nobody”", "“nobody”"),
    ("unless", LABEL, f'{LABEL}unless = "nobody"\n', "“nobody”", "“nobody”"),
    ("each", LABEL, f'{LABEL}each = "nobody"\n', "“nobody”", "“nobody”"),
    ("row of none", FILLED, "{item.name}", "“item.name”", "“item.name”"),
    ("row of others", f'{LABEL}text = "{FILLED}"', f'{LABEL}each = "sponsors"\ntext = "{{item.colour}}"',
     "“item.colour”", "“item.colour”"),
)  # fmt: skip


@pytest.mark.parametrize(("part", "was", "now", "vi", "en"), WRONG, ids=[one[0] for one in WRONG])
def test_a_bad_block_is_refused_with_the_line_on_which_it_begins(part, was, now, vi, en):
    told = refused(WHOLE.replace(was, now, 1))
    assert (told.file, told.line) == ("mau-thu.toml", SECOND)
    assert vi in told.why.vi
    assert en in told.why.en


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_no_block_takes_a_key_of_another_kind(kind):
    told = refused(f'{HEAD}\n[[block]]\nkind = "{kind}"\nnot_mine = 1\n')
    assert "not_mine" in told.why.vi
    assert all(key in told.why.vi for key in BLOCKS[kind] | CONDITIONS)


@pytest.mark.parametrize(
    ("text", "line"),
    [(WHOLE.replace('"GIẤY"', '"GIẤY'), 8), (HEAD.replace('"mau-thu"', "mau thu"), 1)],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(text, line):
    told = refused(text)
    assert told.line == line
    assert told.why.vi.startswith("không đọc được")
    assert told.why.en.startswith("cannot be read")


@pytest.mark.parametrize("text", [HEAD, HEAD + 'block = "x"\n', HEAD + "block = [{kind='cut'}]\n"])
def test_a_file_without_blocks_each_on_its_line_is_refused(text):
    assert "[[block]]" in refused(text).why.vi


def test_what_is_said_of_a_form_as_a_whole_names_its_file():
    told = loading.refused("6-knd.toml", "sai.", "wrong.")
    assert (told.file, told.line, told.why.vi, told.why.en) == ("6-knd.toml", 1, "sai.", "wrong.")


def test_the_row_of_a_paper_is_the_row_of_its_list():
    text = WHOLE.replace('issuer = "cell"', 'issuer = "cell"\nper = "sponsors"', 1)
    told = loading.load("mau-thu.toml", text.replace(FILLED, "{item.name} {item.no}"))
    assert told.per == "sponsors"
    assert loading.keys(told) == {"cell.name", "cell.superior"}
    assert refused(text.replace(FILLED, "{item.colour}")).line == SECOND + 1


def test_every_file_is_named_by_the_key_of_its_form_in_plain_letters():
    for path, layer in loading.files():
        form = loading.load(path.name, path.read_text("utf-8"), layer)
        assert path.name == f"{form.key}.toml"
        assert re.fullmatch(r"[a-z0-9-]+", form.key)


def test_every_form_has_a_code_and_a_key_of_its_own_and_is_read_back_by_its_code():
    assert len({form.key for form in FORMS.values()}) == len(FORMS)
    for code in FORMS:
        assert f'code = "{code}"' in loading.text_of(code)
    with pytest.raises(KeyError):
        loading.text_of("17-KNĐ")


def test_forms_come_in_their_order():
    order = [(form.order, form.code) for form in FORMS.values()]
    assert order == sorted(order)


def test_a_form_changes_its_digest_with_every_word():
    one, other = loading.load("a", WHOLE), loading.load("a", WHOLE.replace("GIẤY", "GIẤY TỜ"))
    assert one.digest != other.digest
    assert one.digest == loading.load("b", WHOLE).digest


def test_a_form_is_used_from_its_first_to_its_last_day():
    text = WHOLE.replace(
        'issuer = "cell"', 'issuer = "cell"\nfrom = 2025-07-01\nto = 2026-06-30', 1
    )
    form = loading.load("a", text)
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [form.in_use(day) for day in days] == [False, True, True, False]
    assert loading.load("a", WHOLE).in_use(date(1990, 1, 1))


def test_types_are_borne_only_by_papers_of_issuers_who_may_issue_them():
    issuers = look.shipped().issuers
    for form in FORMS.values():
        assert not form.type or form.type in issuers[form.issuer].types
        assert not (form.type and form.bears)


def test_no_value_of_the_vocabulary_is_without_words_and_a_place_to_enter_it():
    for key, one in vocabulary.shipped().values.items():
        assert one.name.vi
        assert one.name.en
        assert one.where
        assert one.item == () or not set(one.item) & {"no"}, key


def test_the_invented_values_know_every_condition_of_every_form():
    known = vocabulary.shipped().values
    for form in FORMS.values():
        for key in synthetic.conditions(form):
            assert key in known or key.startswith("item."), (form.code, key)
