"""The rules whose text or a carrier of it was seen, one line each: held against a slip of the hand.

Set beside the study of the regulations, row by row.
"""

from datetime import date, timedelta

import pytest

from taonguon.rules.loading import national

BOOK = national()
# rule, first day, value, source, how well verified
SEEN = [
    ("age.min", "2016-07-25", 18, "29-QĐ/TW, 1.1.1", "text"),
    ("age.min", "2025-07-01", 18, "294-QĐ/TW, 1.1.1", "text"),
    ("age.min", "2026-07-26", 18, "208-QĐ/TW", "third-party"),
    ("age.max", "2016-07-25", 60, "29-QĐ/TW, 1.1.1, 1.1.2", "text"),
    ("age.max", "2025-07-01", 60, "294-QĐ/TW, 1.1.1, 1.1.2", "text"),
    ("age.known", "2016-07-25", True, "29-QĐ/TW, 1.1.1", "text"),
    ("age.known", "2025-07-01", True, "294-QĐ/TW, 1.1.1", "text"),
    ("edu.min", "2016-07-25", "lower_secondary", "29-QĐ/TW, 1.2.1", "text"),
    ("edu.min", "2025-07-01", "lower_secondary", "294-QĐ/TW, 1.2.1", "text"),
    ("edu.min", "2026-07-26", "lower_secondary_programme", "208-QĐ/TW", "third-party"),
    ("edu.exception.hard_area", "2025-06-09", "primary", "06-HD/TW, 1.2a", "text"),
    ("edu.exception.elder", "2025-06-09", "literate", "06-HD/TW, 1.2b", "text"),
    ("consent.elder_schooling", "2025-06-09", "provincial_standing", "06-HD/TW, 1.2b", "text"),
    ("consent.over_age", "2025-07-01", "provincial_standing", "294-QĐ/TW, 1.1.2", "text"),
    ("over_age.conditions", "2025-06-09", ["over_age_statement"], "06-HD/TW, 1.1", "text"),
    ("readmit.wait", "2025-07-01", 36, "294-QĐ/TW, 3.5.1b", "text"),
    ("readmit.wait", "2026-07-26", 36, "208-QĐ/TW", "third-party"),
    ("readmit.cleared", "2025-07-01", 60, "294-QĐ/TW, 3.5.1b", "text"),
    (
        "readmit.never",
        "2025-07-01",
        ["abandoned", "asked_to_leave", "disunity", "corruption", "serious_crime"],
        "294-QĐ/TW, 3.5.2",
        "text",
    ),
    ("readmit.max", "2025-07-01", 1, "294-QĐ/TW, 3.5.3", "text"),
    ("consent.readmission", "2025-07-01", "provincial_standing", "294-QĐ/TW, 3.5.1b", "text"),
    ("consent.political_standard", "2025-06-09", "provincial_standing", "06-HD/TW, 3.7c", "text"),
    ("symp.list.review", "2025-09-29", 1, "38-HD/BTCTW, I.1.1b-d", "text"),
    ("class.required", "2025-06-09", True, "06-HD/TW, 3.1", "text"),
    ("class.provider", "2025-06-09", "political_centre", "06-HD/TW, 3.1", "text"),
    ("class.validity", "2025-06-09", 60, "06-HD/TW, 5.4b", "text"),
    ("helper.after_move", "2025-06-09", ["old_unit_certificate"], "06-HD/TW, 3.9a", "text"),
    ("sponsor.official", "2025-07-01", True, "294-QĐ/TW, 3.2.1", "text"),
    ("sponsor.together", "2021-07-30", 12, "24-QĐ/TW, 3.2", "text"),
    ("sponsor.together", "2025-07-01", 12, "294-QĐ/TW, 3.2.1", "text"),
    ("sponsor.replacement", "2025-07-01", True, "294-QĐ/TW, 3.2.2", "text"),
    ("sponsor.count.default", "2016-07-25", 2, "Điều lệ Đảng, Điều 4.1", "third-party"),
    ("sponsor.count.youth", "2016-07-25", 1, "Điều lệ Đảng, Điều 4.1", "third-party"),
    ("sponsor.count.union", "2016-07-25", 1, "Điều lệ Đảng, Điều 4.1", "third-party"),
    ("intro.body", "2025-07-01", True, "294-QĐ/TW, 3.1", "text"),
    ("special.no_member_village", "2025-07-01", ["assignment"], "294-QĐ/TW, 3.4.1", "text"),
    ("host.student", "2025-06-09", ["school"], "06-HD/TW, 6.2a", "text"),
    ("host.secondment", "2025-06-09", ["host_unit"], "06-HD/TW, 6.2a", "text"),
    ("host.graduate", "2025-06-09", ["residence"], "06-HD/TW, 6.2b", "text"),
    ("host.awaiting_diploma", "2025-06-09", ["school"], "06-HD/TW, 6.2b", "text"),
    ("host.contract_short", "2025-06-09", ["residence"], "06-HD/TW, 6.2c", "text"),
    (
        "host.contract_long",
        "2025-06-09",
        ["employer", "residence_no_employer"],
        "06-HD/TW, 6.2c",
        "text",
    ),
    ("host.army", "2025-07-01", ["army"], "294-QĐ/TW, 4.3.2d", "text"),
    ("host.police", "2025-07-01", ["police"], "294-QĐ/TW, 4.3.2d", "text"),
    (
        "remarks.student",
        "2025-06-09",
        ["remarks_sending", "remarks_residence"],
        "06-HD/TW, 6.2a",
        "text",
    ),
    ("remarks.secondment", "2025-06-09", ["remarks_sending"], "06-HD/TW, 6.2a", "text"),
    ("remarks.contract_short", "2025-06-09", ["remarks_employer"], "06-HD/TW, 6.2c", "text"),
    ("dossier.max_age", "2025-06-09", 12, "06-HD/TW, 5.4a", "text"),
    (
        "verify.scope",
        "2025-06-09",
        [
            "applicant",
            "father",
            "mother",
            "raiser",
            "spouse",
            "spouse_father",
            "spouse_mother",
            "child",
        ],
        "06-HD/TW, 3.4a",
        "text",
    ),
    ("verify.listed", "2025-06-09", ["applicant", "father", "mother"], "06-HD/TW, 3.4a", "text"),
    ("verify.members", "2025-06-09", "nothing", "06-HD/TW, 3.4c", "text"),
    ("verify.members", "2025-09-29", "current", "38-HD/BTCTW, I.1.5", "text"),
    ("verify.same_commune", "2025-06-09", True, "06-HD/TW, 3.4c", "text"),
    ("verify.minors", "2025-06-09", True, "06-HD/TW, 3.4a", "text"),
    ("verify.armed_forces", "2025-06-09", True, "06-HD/TW, 3.4c", "text"),
    ("verify.who_not", "2025-09-29", True, "38-HD/BTCTW, I.1.4.2(23)", "text"),
    ("verify.stamp_first", "2025-09-29", True, "38-HD/BTCTW, I.1.4.2(23)", "text"),
    ("verify.conclusion", "2025-09-29", True, "38-HD/BTCTW, I.1.4.2(25, 26)", "text"),
    ("opinion.mass", "2025-06-09", True, "06-HD/TW, 3.5", "text"),
    ("opinion.residence", "2025-06-09", True, "06-HD/TW, 3.5", "text"),
    ("request.religion", "2018-08-28", ["religion_request"], "06-QĐi/TW", "third-party"),
    ("consent.religion", "2018-08-28", "level_above", "06-QĐi/TW", "third-party"),
    ("consent.dignitary", "2019-09-26", "provincial_standing", "20-HD/BTCTW", "third-party"),
    (
        "special.foreign_spouse",
        "2016-07-25",
        ["spouse_cv", "security_check", "marriage_certificate"],
        "127-QĐ/TW",
        "third-party",
    ),
    ("special.chinese_origin", "2016-07-25", ["three_generations"], "06-TT/TW", "third-party"),
    (
        "special.business_owner",
        "2021-09-27",
        ["tax_confirmation", "insurance_confirmation", "three_year_report"],
        "08-HD/BTCTW (2021)",
        "third-party",
    ),
    (
        "vote.cell",
        "2025-06-09",
        ">= 2/3",
        "06-HD/TW, 3.6b; 294-QĐ/TW, 9.3.4; Điều lệ Đảng, Điều 4.3",
        "text",
    ),
    (
        "vote.cell.base",
        "2025-07-01",
        {
            "always": ["suspended", "prosecuted", "detained"],
            "if_absent": ["temporary_elsewhere", "exempt", "excused"],
        },
        "294-QĐ/TW, 9.3.2",
        "text",
    ),
    ("vote.base_committee", "2025-06-09", ">= 2/3", "06-HD/TW, 3.6c", "text"),
    (
        "vote.committee.base",
        "2025-07-01",
        {"always": ["suspended", "prosecuted", "detained"], "if_absent": ["temporary_elsewhere"]},
        "294-QĐ/TW, 9.3.3",
        "text",
    ),
    ("vote.decide.standing", "2025-06-09", "> 1/2", "06-HD/TW, 3.7a; 294-QĐ/TW, 9.3.4", "text"),
    ("vote.decide.delegated", "2025-06-09", ">= 2/3", "06-HD/TW, 3.7a", "text"),
    ("vote.form", "2025-06-09", "secret_or_open", "06-HD/TW, 5.1", "text"),
    ("vote.counted", "2025-07-01", True, "294-QĐ/TW, 9.3.2", "text"),
    ("vote.max_attempts", "2016-07-25", 3, "29-QĐ/TW, 4.2c", "text"),
    ("vote.max_attempts", "2025-07-01", 3, "294-QĐ/TW, 4.2.3", "text"),
    ("decide.deadline.admit", "2016-07-25", 60, "29-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.admit", "2025-01-20", 60, "232-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.admit", "2025-07-01", 45, "294-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.recognise", "2016-07-25", 30, "29-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.recognise", "2025-01-20", 30, "232-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.recognise", "2025-07-01", 30, "294-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.extension", "2016-07-25", 30, "29-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.extension", "2025-01-20", 30, "232-QĐ/TW, 4.3.1", "text"),
    ("decide.deadline.extension", "2025-07-01", 15, "294-QĐ/TW, 4.3.1", "text"),
    ("decide.notify", "2025-07-01", True, "294-QĐ/TW, 4.3.1", "text"),
    ("ceremony.deadline", "2016-07-25", 30, "29-QĐ/TW, 4.1", "text"),
    ("ceremony.deadline", "2025-01-20", 30, "232-QĐ/TW, 4.1", "text"),
    ("ceremony.deadline", "2025-07-01", 30, "294-QĐ/TW, 4.1", "text"),
    ("ceremony.deadline", "2026-07-26", 30, "208-QĐ/TW", "third-party"),
    ("member_papers.deadline", "2025-09-29", 30, "38-HD/BTCTW, I.2.2", "text"),
    ("recog.cell.deadline", "2016-07-25", 30, "29-QĐ/TW, 4.2a", "text"),
    ("recog.cell.deadline", "2025-07-01", 30, "294-QĐ/TW, 4.2.1", "text"),
    ("move.forward.deadline", "2025-06-09", 15, "06-HD/TW, 3.9b", "text"),
    ("move.decide.deadline", "2025-06-09", 30, "06-HD/TW, 3.9b", "text"),
    ("move.decided", "2025-06-09", 30, "06-HD/TW, 3.9c", "text"),
    ("move.reexamine.deadline", "2025-06-09", 60, "06-HD/TW, 3.9c", "text"),
    ("probation.length", "2016-07-25", 12, "Điều lệ Đảng, Điều 5.1", "third-party"),
    ("newmember.class", "2025-06-09", True, "06-HD/TW, 4.1", "text"),
    ("recog.self_review", "2025-06-09", True, "06-HD/TW, 4.2", "text"),
    ("recog.effective", "2016-07-25", True, "29-QĐ/TW, 4.2b", "text"),
    ("recog.effective", "2025-07-01", True, "294-QĐ/TW, 4.2.2", "text"),
    ("recog.effective", "2026-07-26", True, "208-QĐ/TW", "third-party"),
    ("ceremony.decision", "2016-07-25", True, "29-QĐ/TW, 4.1", "text"),
    ("ceremony.decision", "2025-01-20", True, "232-QĐ/TW, 4.1", "text"),
    ("ceremony.decision", "2025-07-01", True, "294-QĐ/TW, 4.1", "text"),
    ("consent.ceremony_late", "2016-07-25", "level_above", "29-QĐ/TW, 4.1", "text"),
    ("consent.ceremony_late", "2025-01-20", "level_above", "232-QĐ/TW, 4.1", "text"),
    ("consent.ceremony_late", "2025-07-01", "level_above", "294-QĐ/TW, 4.1", "text"),
    ("wrong_admission", "2025-07-01", True, "294-QĐ/TW, 4.4.1, 4.4.2", "text"),
    ("data.acknowledge", "2026-01-01", 2, "Nghị định 356/2025/NĐ-CP, Điều 5", "third-party"),
    ("data.view", "2026-01-01", 10, "Nghị định 356/2025/NĐ-CP, Điều 5", "third-party"),
    ("data.restrict", "2026-01-01", 15, "Nghị định 356/2025/NĐ-CP, Điều 5", "third-party"),
    ("data.delete", "2026-01-01", 20, "Nghị định 356/2025/NĐ-CP, Điều 5", "third-party"),
]

# step, a day, who acts, papers, steps before it, condition
STEPS = [
    ("introduction", "2022-03-01", "mass_organisation", [], [], ""),
    ("listed", "2022-03-01", "cell", ["NQ-CB"], ["introduction"], ""),
    ("helper", "2022-03-01", "cell", ["NQ-CB"], ["listed"], ""),
    ("class_proposed", "2022-03-01", "cell", ["NQ-CB"], ["listed"], "class_needed"),
    ("certificate", "2022-03-01", "political_centre", ["CN-NTVĐ"], [], ""),
    (
        "permission",
        "2022-03-01",
        "committee",
        ["NQ-CB", "NQ-ĐU"],
        ["listed", "helper", "certificate"],
        "",
    ),
    ("application", "2022-03-01", "applicant", ["1-KNĐ"], ["permission"], ""),
    ("cv", "2022-03-01", "applicant", ["2-KNĐ"], ["application"], ""),
    ("cv_sealed", "2022-03-01", "committee", ["2-KNĐ"], ["cv"], ""),
    ("cv_certified", "2022-03-01", "committee", ["2-KNĐ"], ["cv_sealed"], ""),
    ("sponsor_paper", "2022-03-01", "sponsor", ["3-KNĐ"], ["application"], ""),
    (
        "union_resolution",
        "2022-03-01",
        "mass_organisation",
        ["4-KNĐ", "4a-KNĐ"],
        ["application"],
        "introduced_by_union",
    ),
    ("mass_opinion", "2022-03-01", "mass_organisation", ["5A"], ["application"], ""),
    ("residence_opinion", "2022-03-01", "residence_cell", ["5B"], ["application"], ""),
    ("synthesis", "2022-03-01", "cell", ["5-KNĐ"], ["mass_opinion", "residence_opinion"], ""),
    (
        "cell_vote",
        "2022-03-01",
        "cell",
        ["6-KNĐ"],
        ["cv_certified", "sponsor_paper", "union_resolution", "synthesis"],
        "",
    ),
    (
        "section_appraisal",
        "2022-03-01",
        "section_committee",
        ["7-KNĐ"],
        ["cell_vote"],
        "has_section",
    ),
    (
        "base_vote",
        "2022-03-01",
        "base_committee",
        ["8-KNĐ"],
        ["cell_vote", "section_appraisal"],
        "has_base",
    ),
    (
        "appraisal",
        "2022-03-01",
        "board",
        ["TTr", "trích lục"],
        ["cell_vote", "section_appraisal", "base_vote"],
        "",
    ),
    ("decision", "2022-03-01", "district_standing", ["9-KNĐ"], ["appraisal"], ""),
    ("decision_received", "2022-03-01", "committee", ["9-KNĐ"], ["decision"], ""),
    ("ceremony", "2022-03-01", "cell", ["BB-LKN"], ["decision", "decision_received"], ""),
    ("member_papers", "2022-03-01", "committee", ["1-HSĐV", "2-HSĐV"], ["ceremony"], ""),
    ("probation_helper", "2022-03-01", "cell", ["BB-LKN"], ["ceremony"], ""),
    ("new_member_class", "2022-03-01", "political_centre", ["CN-ĐVM"], ["ceremony"], ""),
    ("self_review", "2022-03-01", "member", ["10-KNĐ"], ["ceremony"], ""),
    ("helper_remarks", "2022-03-01", "named_helper", ["11-KNĐ"], ["ceremony"], ""),
    ("probation_opinions", "2022-03-01", "cell", ["12-KNĐ"], ["ceremony"], ""),
    (
        "recognition_vote",
        "2022-03-01",
        "cell",
        ["13-KNĐ"],
        ["self_review", "helper_remarks", "probation_opinions", "new_member_class"],
        "",
    ),
    (
        "recognition_section",
        "2022-03-01",
        "section_committee",
        ["14-KNĐ"],
        ["recognition_vote"],
        "has_section",
    ),
    (
        "recognition_base",
        "2022-03-01",
        "base_committee",
        ["15-KNĐ"],
        ["recognition_vote", "recognition_section"],
        "has_base",
    ),
    (
        "recognition",
        "2022-03-01",
        "district_standing",
        ["16-KNĐ"],
        ["recognition_vote", "recognition_section", "recognition_base"],
        "",
    ),
    ("announced", "2022-03-01", "cell", ["16-KNĐ"], ["recognition"], ""),
    ("decision", "2025-10-01", "commune_standing", ["9-KNĐ"], ["appraisal"], ""),
    (
        "recognition",
        "2025-10-01",
        "commune_standing",
        ["16-KNĐ"],
        ["recognition_vote", "recognition_section", "recognition_base"],
        "",
    ),
]


@pytest.mark.parametrize(("key", "start", "value", "source", "verified"), SEEN)
def test_a_rule_says_from_a_day_on(key, start, value, source, verified):
    told = BOOK.value(key, date.fromisoformat(start))
    assert (told.value, str(told.source), told.verified) == (value, source, verified)


@pytest.mark.parametrize(("key", "start"), [(one[0], one[1]) for one in SEEN])
def test_the_day_before_another_value_or_none_was_in_force(key, start):
    day = date.fromisoformat(start)
    first = BOOK.rules[key].values[0].start
    if day > first:
        assert BOOK.rules[key].on(day - timedelta(days=1)).start < day


@pytest.mark.parametrize(("step", "day", "actor", "papers", "needs", "when"), STEPS)
def test_a_step_is_taken_by_whom_on_what_after_which(step, day, actor, papers, needs, when):
    how = BOOK.at(date.fromisoformat(day)).steps[step]
    assert how.actor == actor
    assert list(how.papers) == papers
    assert list(how.needs) == needs
    assert how.when == when


def test_every_rule_is_either_seen_or_said_to_be_unverified():
    seen = {one[0] for one in SEEN}
    for key, rule in BOOK.rules.items():
        assert key in seen or {one.verified for one in rule.values} == {"unverified"}


def test_every_step_of_the_course_stands_in_the_table():
    assert {one[0] for one in STEPS} == set(BOOK.course)
