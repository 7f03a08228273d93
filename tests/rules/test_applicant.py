"""Papers, rights, requests and the link as data: whole, tied to the rulebook, bad files refused."""

import pytest

from taonguon.core.requests import COMPLAINT, CORRECTION, DELETE, SEE, WITHDRAWAL
from taonguon.rules import applicant
from taonguon.rules.loading import national
from taonguon.rules.reading import BadRule

PAPER = """
["one"]
form = "1-KNĐ"
step = "application"
own = true
name = { vi = "Đơn", en = "Application" }
how = [{ vi = "Viết tay", en = "By hand" }]
where = { vi = "Chi bộ", en = "the cell" }
source = { instrument = "38-HD/BTCTW", clause = "I.1" }
verified = "text"
"""


def test_the_papers_a_person_writes_are_the_application_and_the_cv():
    assert [paper.form for paper in applicant.papers() if paper.own] == ["1-KNĐ", "2-KNĐ"]


def test_every_paper_belongs_to_a_step_and_says_how_it_is_written():
    for paper in applicant.papers():
        assert paper.step in national().steps, paper.key
        assert all(words for one in paper.how for words in one), paper.key


def test_the_handwritten_cv_tells_of_erasures_and_gaps():
    told = next(paper for paper in applicant.papers() if paper.key == "cv")
    words = " ".join(one.vi for one in told.how)
    assert "Viết tay" in words
    assert "không tẩy xóa" in words
    assert "không bỏ trống tháng nào" in words


def test_the_rights_are_those_the_law_names():
    names = ["know", "consent", "correct", "delete", "complain"]
    assert [one.key for one in applicant.rights()] == names
    assert all("91/2025" in one.source.instrument for one in applicant.rights())
    assert applicant.duties()


@pytest.mark.parametrize(
    ("kind", "days"), [(SEE, 10), (CORRECTION, 10), (WITHDRAWAL, 15), (DELETE, 20)]
)
def test_a_request_is_answered_in_the_days_of_the_decree(kind, days):
    rule = national().rules[applicant.kinds()[kind].answer]
    assert (rule.values[-1].value, rule.unit) == (days, "days")


def test_for_a_complaint_no_number_of_days_is_invented():
    assert applicant.kinds()[COMPLAINT].answer == ""


def test_a_link_holds_no_longer_than_the_most():
    assert 1 <= applicant.link().days <= applicant.link().longest


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ('step = "application"', 'step = "nowhere"', "nowhere"),
        ('form = "1-KNĐ"', "", "form"),
        ('how = [{ vi = "Viết tay", en = "By hand" }]', "how = []", "how"),
        (', en = "By hand"', "", "how"),
        ("own = true", 'own = "yes"', "own"),
        ('where = { vi = "Chi bộ", en = "the cell" }', "", "where"),
        ("38-HD/BTCTW", "0-HD", "instruments.toml"),
    ],
)
def test_a_bad_paper_is_refused_with_file_and_reason(tmp_path, good, bad, why):
    file = tmp_path / "papers.toml"
    file.write_text(PAPER.replace(good, bad), "utf-8")
    with pytest.raises(BadRule, match=why) as refusal:
        applicant.papers(file)
    assert (refusal.value.file, refusal.value.line) == ("papers.toml", 2)


@pytest.mark.parametrize(
    "told", ["", "days = 30", "days = 40\nlongest = 30", 'days = "3"\nlongest = 9']
)
def test_a_link_without_sensible_days_is_refused(tmp_path, told):
    file = tmp_path / "rights.toml"
    file.write_text(f"[link]\n{told}\n", "utf-8")
    with pytest.raises(BadRule, match="longest"):
        applicant.link(file)


def test_a_request_answered_by_a_rule_nobody_knows_is_refused(tmp_path):
    file = tmp_path / "rights.toml"
    file.write_text(
        '[requests.see]\nname = { vi = "Xem", en = "See" }\nanswer = "no.rule"\n', "utf-8"
    )
    with pytest.raises(BadRule, match=r"no\.rule"):
        applicant.kinds(file)
