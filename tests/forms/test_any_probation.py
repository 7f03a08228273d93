"""Whatever the facts of a case are, no form raises, none keeps a placeholder, and values equal facts."""

import re
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core import votes as core_votes
from taonguon.core.days import add_months
from taonguon.core.ratio import Ratio, Rounding, percent
from taonguon.forms import filling, loading, pdf, word
from taonguon.papers.values import ballots, probation, votes
from taonguon.papers.values import case as steps
from taonguon.rules.loading import national
from tests import dossiers
from tests.forms.reading import text, words

BOOK = national()
CODES = (
    "10-KNĐ", "11-KNĐ", "12-KNĐ", "13-KNĐ", "14-KNĐ", "15-KNĐ", "16-KNĐ", "1-HSĐV", "2-HSĐV",
    "1-TĐV", "phieu-bieu-quyet", "bien-ban-kiem-phieu", "bien-ban-hop-chi-bo", "trich-luc",
    "to-trinh", "danh-sach-de-nghi", "thong-bao-ket-qua", "de-nghi-xoa-ten", "bien-ban-le-ket-nap",
    "giay-moi", "chuong-trinh",
)  # fmt: skip
PLACES = {
    "place": "Khánh Nhạc", "committee.name": "Đảng ủy xã Khánh Nhạc",
    "committee.superior": "Tỉnh ủy Ninh Bình", "cell.name": "Chi bộ xóm 6",
    "cell.superior": "Đảng bộ xã Khánh Nhạc", "base.name": "Đảng ủy Công ty May",
    "base.superior": "Đảng ủy xã Khánh Nhạc", "section.name": "Đảng ủy bộ phận Xưởng 2",
    "section.superior": "Đảng ủy Công ty May",
}  # fmt: skip
NAMES = st.text(
    "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ABC'-", min_size=1, max_size=60
)
EXCUSES = st.sampled_from(["", "exempt", "suspended", "temporary_elsewhere", "excused", "detained"])


@st.composite
def a_vote(draw):
    """Draw a vote: somebody comes or not, counted or not; the tally may not add up."""
    present = draw(st.lists(st.tuples(st.booleans(), EXCUSES), max_size=12))
    voters = [
        {"name": f"Đảng viên {n}", "present": there, "excuse": excuse}
        for n, (there, excuse) in enumerate(present)
    ]
    number = st.integers(0, 12)
    tally = {"favour": draw(number), "against": draw(number), "blank": draw(st.integers(0, 2))}
    if draw(st.booleans()):
        there = sum(one["present"] for one in voters)
        tally = {"favour": there, "against": 0, "blank": 0}
    return {"form": draw(st.sampled_from(["secret", "open", ""])), "voters": voters, "tally": tally}


@st.composite
def a_case(draw):
    """Draw a case: a known course of which steps are missing, moved in time, with other votes."""
    shift = timedelta(days=draw(st.integers(-2500, 300)))
    rows = []
    for kind, on, data in (*dossiers.TO_2025, ("deletion_proposed", "2023-05-05", {})):
        if draw(st.integers(0, 9)) == 0:
            continue
        said = {**data, "on_paper": {"number": draw(st.sampled_from(["", "05-NQ/CB"]))}}
        if "voters" in data and draw(st.booleans()):
            said |= draw(a_vote())
        if kind in ("decision", "recognition"):
            said["approved"] = draw(st.booleans())
        rows.append((kind, (date.fromisoformat(on) + shift).isoformat(), said))
    return dossiers.case(rows)


PEOPLE = st.fixed_dictionaries(
    {"person.name": NAMES},
    optional={
        "person.born": st.one_of(st.dates(), st.just("1999")),
        "person.hometown": NAMES,
        "person.sex": st.sampled_from(["Nam", "Nữ"]),
        "signer.name": NAMES,
    },
)
LISTED = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "born": st.one_of(st.dates(), st.just("1999"), st.just("")),
        "share": st.fractions(0, 1),
        "votes": st.just("7/9"),
        "vote_on": st.dates(),
    },
)
LISTS = (
    "vote_meeting.admissions", "vote_meeting.recognitions", "proposed.admissions",
    "proposed.recognitions", "cards", "ceremony.admitted",
)  # fmt: skip
GATHERED = st.fixed_dictionaries(
    {}, optional={name: st.lists(LISTED, max_size=9) for name in LISTS}
)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def told_of(case, on):
    """Return all values of a case on a day that need no database."""
    told = steps.of(case, BOOK, on) | votes.of(case, BOOK, on)
    return told | probation.of(case, BOOK, on) | ballots.of(case, BOOK, on)


@QUIET
@given(case=a_case(), who=PEOPLE, more=GATHERED, on=st.dates(date(2015, 1, 1), date(2027, 1, 1)))
def test_no_form_raises_and_none_keeps_a_placeholder(case, who, more, on):
    values = {**PLACES, **who, **more, **told_of(case, on)}
    for code in CODES:
        form = loading.shipped()[code]
        missing = filling.missing(form, values, on=on)
        made = filling.preview(form, values, on=on)
        assert not [one for one in words(made) if "{" in one or "}" in one]
        if not missing:
            filled = filling.fill(form, values, on=on)
            assert filled.content() == made.content()
        for key in missing:
            assert filling.absent(values.get(key))


@settings(QUIET, max_examples=2)
@given(case=a_case(), who=PEOPLE, more=GATHERED)
def test_any_paper_can_be_set_as_pdf_and_word(case, who, more):
    on = case.events[-1].on if case.events else date(2023, 1, 1)
    values = {**PLACES, **who, **more, **told_of(case, on)}
    papers = [filling.preview(loading.shipped()[code], values, on=on) for code in CODES]
    assert pdf.render(papers).startswith(b"%PDF")
    assert all(word.render(one).startswith(b"PK") for one in papers)


SAID = re.compile(
    r"là đảng viên chính thức: (\d+) đồng chí \(đạt ([\d,]+%)\); số không tán thành: (\d+) đồng chí "
    r"\(chiếm ([\d,]+%)\), so với (\d+) đảng viên"
)


@QUIET
@given(
    favour=st.integers(0, 40), against=st.integers(0, 40), away=st.integers(0, 9),
    left_out=st.integers(0, 5), began=st.dates(date(2020, 1, 1), date(2025, 12, 31)),
)  # fmt: skip
def test_what_is_printed_of_a_vote_is_what_was_counted(favour, against, away, left_out, began):
    present = favour + against
    if present + away == 0:
        return
    names = [f"Đảng viên {n}" for n in range(present + away + left_out)]
    voters = [
        {"name": name, "present": n < present, "excuse": "suspended" if n >= present + away else ""}
        for n, name in enumerate(names)
    ]
    vote = {"form": "secret", "voters": voters, "tally": {"favour": favour, "against": against}}
    ends = add_months(began, 12)
    case = dossiers.case([
        ("ceremony", began.isoformat(), {}), ("recognition_vote", ends.isoformat(), vote),
    ])  # fmt: skip
    values = {**PLACES, "person.name": "Trần Minh Khang", **told_of(case, ends)}
    values["recognition_vote.probationary"] = 0
    said = text(filling.fill(loading.shipped()["13-KNĐ"], values, on=ends))
    roll, found = present + away, SAID.search(said)
    rounded = [percent(Ratio(part, roll), Rounding(2)) for part in (favour, against)]
    assert (int(found[1]), int(found[3]), int(found[5])) == (favour, against, roll)
    assert [found[2], found[4]] == rounded
    enough = Fraction(favour, roll) >= core_votes.majority(">= 2/3").share
    format_ = filling.look.shipped().on(ends)
    assert (f"chính thức kể từ ngày {format_.short(ends)}" in said) == enough
    assert (filling.stopped(loading.shipped()["13-KNĐ"], values) is None) == enough
