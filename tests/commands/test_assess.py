"""`taonguon assess` and `taonguon rules`: without any database, in both languages, one clear refusal."""

import json

import pytest

from taonguon.commands import main as program
from tests.rules.test_casefile import given


@pytest.fixture
def say(capsys):
    """Return how to run a command of the program; gives its code and what it said."""

    def said(*words):
        code = program.main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


@pytest.fixture
def case_file(tmp_path):
    """Return how to write a case to a file."""

    def written(data, name="ho-so.json"):
        path = tmp_path / name
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        path.write_text(text, "utf-8")
        return str(path)

    return written


def test_a_case_is_assessed_in_words(say, case_file):
    path = case_file(given(upto="cell_vote"))
    code, out, _ = say("assess", path, "--on", "1/9/2025")
    assert code == 0
    assert "Ngày xét: 1/9/2025 · giai đoạn: Quyết định" in out
    assert "Ban Xây dựng Đảng thẩm định" in out
    assert (
        "45 ngày làm việc sau 21/8/2025, không tính nghỉ Quốc khánh 1–2/9 → 27/10/2025, "
        "Điểm 4.3.1 QĐ 294"
    ) in out


def test_a_case_is_assessed_in_english(say, case_file):
    path = case_file(given(upto="cell_vote"))
    _, out, _ = say("--lang", "en", "assess", path, "--on", "2025-09-01")
    assert "stage: Decision" in out
    assert "45 working days after 21/8/2025" in out


def test_a_case_is_assessed_as_json(say, case_file):
    path = case_file(given(upto="synthesis"))
    code, out, _ = say("assess", path, "--on", "2025-08-21", "--json")
    told = json.loads(out)
    assert (code, told["stage"], told["next"][0]["step"]) == (0, "vote", "cell_vote")


def test_what_holds_a_case_up_names_the_clause(say, case_file):
    data = given(upto="synthesis")
    data["person"]["born"] = "2009-01-01"
    _, out, _ = say("assess", case_file(data), "--on", "2025-08-21")
    assert "Chưa đủ 18 tuổi (tính theo tháng) vào 21/8/2025" in out
    assert "[Điểm 1.1.1 QĐ 294]" in out


BAD = [
    ('{"person": {"born": "x"}}', "person/born", "không phải là ngày"),
    ('{"person": {}}', "person", "thiếu “born”"),
    ('{"person": {"born": "2000", "colour": 1}}', "person", "không có mục con “colour”"),
    ('{"person": {"born": "2000"}, "events": [{"step": "moon", "on": "2025-01-01"}]}',
     "events/0/step", "không có “moon”"),
    ('{"person": {"born": "2000"}, "events": {}}', "events", "không đúng kiểu"),
    ("[]", "gốc", "không đúng kiểu"),
    ('{"person": {"born": "2000"}, "events": [{"step": "listed", "on": "2025-02-30"}]}',
     "", "không có trong lịch (2025-02-30)"),
    ('{"person": {"born": "2000-02-30"}}', "", "không có trong lịch (2000-02-30)"),
    ('{"person": {"born": "0000-01-01"}}', "", "không có trong lịch (0000-01-01)"),
    ('{"person": {"born": "0000"}}', "", "không có trong lịch (0000-01-01)"),
    ('{"person": {"born": "2000"}, "checked_from": "3000-01-01"}', "", "không có trong lịch"),
    (('{"person": {"born": "2000"}, "events": [{"step": "helper", "on": "2025-03-03", '
     '"official_since": "2025-02-30"}]}'), "", "không có trong lịch (2025-02-30)"),
    (('{"person": {"born": "2000"}, "events": [{"step": "helper", "on": "2025-03-03", '
     '"name": ["A"]}]}'), "events/0/name", "không đúng kiểu"),
    ('{"person": ', "1:12", "không phải tệp JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "words"), BAD)
def test_a_bad_file_is_refused_in_one_sentence(say, case_file, text, where, words):
    code, out, err = say("assess", case_file(text), "--on", "2025-08-21")
    assert (code, out) == (2, "")
    assert where in err
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_refused(say, tmp_path):
    code, _, err = say("assess", str(tmp_path / "none.json"))
    assert code == 2
    assert "Không mở được tệp" in err
    code, _, err = say("--lang", "en", "assess", str(tmp_path / "none.json"))
    assert "cannot be opened" in err


def test_a_day_before_the_rulebook_is_refused(say, case_file):
    code, _, err = say("assess", case_file(given()), "--on", "1/1/2016")
    assert code == 2
    assert "25/7/2016" in err


def test_the_rules_of_a_day(say):
    code, out, _ = say("rules", "--on", "21/8/2025")
    assert code == 0
    assert "Ban thường vụ đảng ủy xã quyết định" in out
    assert "45 ngày làm việc · Điểm 4.3.1 QĐ 294 · 1/7/2025" in out
    _, before, _ = say("rules", "--on", "30/6/2025")
    assert "60 ngày làm việc" in before


def test_the_rules_mark_what_is_not_verified(say):
    _, out, _ = say("--lang", "en", "rules", "--on", "2026-11-01")
    assert "✕ decide.deadline.admit" in out
    assert "◷ age.min" in out
    assert "not verified" in out


def test_the_rules_as_json(say):
    _, out, _ = say("rules", "--on", "2025-08-21", "--json")
    told = json.loads(out)
    assert told["procedure"] == "commune"
    assert told["rules"]["decide.deadline.admit"]["value"] == 45
    assert told["rules"]["decide.deadline.admit"]["source"]["clause"] == "4.3.1"
    assert told["steps"]["cell_vote"]["papers"] == ["6-KNĐ"]


def test_a_layer_is_turned_on_for_one_look(say, tmp_path):
    _, out, _ = say("rules", "--on", "2026-01-05", "--layer", "ha-noi")
    assert "local.cell_to_up" in out
    code, _, err = say("rules", "--layer", "no-such-layer")
    assert code == 2
    assert "no-such-layer" in err
    bad = tmp_path / "mau.toml"
    bad.write_text("[layer]\nlevel = 'moon'\n", "utf-8")
    code, _, err = say("rules", "--layer", str(bad))
    assert code == 2
    assert "mau.toml, dòng 1" in err


def test_the_rules_before_the_rulebook_are_refused(say):
    code, _, err = say("rules", "--on", "1/1/2010")
    assert code == 2
    assert "25/7/2016" in err


@pytest.mark.parametrize("asked", ["2031-12-31", "2032-01-05", "9999-12-31"])
def test_a_move_near_the_end_of_the_calendar_is_assessed(say, case_file, asked):
    steps = ("cell_vote", "moved", "decision", "decision_received", "ceremony")
    days = ("2031-11-01", "2031-12-20", "2031-12-30", "2031-12-30", "2031-12-31")
    events = [{"step": step, "on": on} for step, on in zip(steps, days, strict=True)]
    code, out, err = say("assess", case_file({"person": {"born": "2000"}, "events": events}),
                         "--on", asked)  # fmt: skip
    assert (code, err) == (0, "")
    assert "lịch nghỉ chưa có đến ngày đó" in out


def test_a_proposed_deletion_is_told_as_json(say, case_file):
    data = given(upto="probation_opinions")
    data["events"].append({"step": "deletion_proposed", "on": "2026-10-25"})
    _, out, _ = say("assess", case_file(data), "--on", "2026-10-26", "--json")
    told = {one["code"]: one["said"] for one in json.loads(out)["warnings"]}
    assert told["deletion.proposed"] == {"on": "2026-10-25"}


def test_the_rules_are_told_in_vietnamese_words(say):
    _, out, _ = say("rules", "--on", "2026-11-25")
    assert "chỉ chính trị hiện nay" in out
    assert "luôn không tính: bị đình chỉ" in out
    assert "bỏ phiếu kín hoặc giơ thẻ" in out
    for code in ("current", "nothing", "secret", "always", "if_absent"):
        assert code not in out


def test_the_helper_is_named_as_the_one_who_acts(say, case_file):
    _, out, _ = say("assess", case_file(given(upto="new_member_class")), "--on", "2026-10-21")
    assert "Nhận xét của đảng viên giúp đỡ (đảng viên giúp đỡ)" in out
