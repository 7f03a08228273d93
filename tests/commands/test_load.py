"""`taonguon load`: shows, asks, writes when told to, and says what it did and how to take it back."""

import pytest

from taonguon.imports.models import Load
from taonguon.ledger.models import Act
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests.imports import an_hoa
from tests.imports.an_hoa import COMMUNE, HAMLET_1, HAMLET_2, LAN, MAI

pytestmark = pytest.mark.django_db


@pytest.fixture
def books(tmp_path):
    """Return a list of cells, and one of members of which one names a cell that is not there."""
    return [
        an_hoa.write(tmp_path, "members", LAN, {**MAI, "Chi bộ": "Chi bộ thôn 7"}),
        an_hoa.write(tmp_path, "cells", HAMLET_1, HAMLET_2),
    ]


@pytest.fixture
def load(taonguon, books):
    """Return how to load them with further words."""
    return lambda *words: taonguon("load", *books, "--organisation", COMMUNE, *words)


def test_a_commune_that_is_not_there_is_founded_and_told(load):
    answer = load("--yes")
    assert answer.code == 0
    assert f"Sổ chưa có “{COMMUNE}”: khi ghi sẽ lập mới." in answer.out.splitlines()
    assert f"Đã lập mới “{COMMUNE}”." in answer.out.splitlines()
    assert Organisation.objects.get(kind="commune").name == COMMUNE


def test_a_commune_that_is_there_is_not_spoken_of(load):
    load("--yes")
    assert "lập mới" not in load("--yes").out


def test_the_preview_counts_and_names_the_doubtful_rows(load):
    lines = load("--yes").out.splitlines()
    assert lines[1:4] == [
        "Danh sách chi bộ: nhận 2 dòng (mới 2, đổi 0, đã có 0), nghi ngờ 0, bỏ qua 3",
        "Danh sách đảng viên: nhận 1 dòng (mới 1, đổi 0, đã có 0), nghi ngờ 1, bỏ qua 3",
        (
            "  members.xlsx · members · 5: Chi bộ “Chi bộ thôn 7” chưa có trong sổ: "
            "nạp danh sách chi bộ trước, hoặc sửa tên chi bộ."
        ),
    ]


def test_many_rows_in_doubt_for_one_reason_are_told_together(taonguon, tmp_path):
    rows = [{**MAI, "Họ và tên": f"Lê Thị Mai {n}", "Chi bộ": "Chi bộ thôn 7"} for n in range(23)]
    book = an_hoa.write(tmp_path, "members", *rows)
    lines = taonguon("load", book, "--organisation", COMMUNE).out.splitlines()
    at = lines.index(
        "  23 dòng: Chi bộ “Chi bộ thôn 7” chưa có trong sổ: nạp danh sách chi bộ trước, "
        "hoặc sửa tên chi bộ."
    )
    assert lines[at + 1] == "    members.xlsx · members · 4, 5, 6, 7, 8, 9, 10, 11 …"
    assert sum("chưa có trong sổ: nạp" in line for line in lines) == 1


def test_doubts_of_one_reason_with_other_values_show_the_first_as_an_example(taonguon, tmp_path):
    rows = [{**MAI, "Họ và tên": f"Lê Thị Mai {n}", "Chi bộ": f"Chi bộ thôn {n}"} for n in (7, 8)]
    book = an_hoa.write(tmp_path, "members", *rows, {**LAN, "Chi bộ": "Chi bộ thôn 7",
                                                     "Ngày chính thức": "31/2/2016"})  # fmt: skip
    lines = taonguon("load", book, "--organisation", COMMUNE).out.splitlines()
    assert any(line.startswith("  3 dòng, như: Chi bộ “Chi bộ thôn 7”") for line in lines)
    assert any(line.startswith("  members.xlsx · members · 6: Cột") for line in lines)


def test_the_preview_shows_how_some_rows_of_each_file_were_understood(load):
    lines = load("--yes").out.splitlines()
    at = lines.index("Đã hiểu members.xlsx thế này:")
    assert lines[at + 1].startswith("  members · 4: Nguyễn Thị Lan · Chi bộ thôn 1 · ")
    assert "Ngày vào Đảng: 19/5/2015" in lines[at + 1]
    assert "Đã hiểu cells.xlsx thế này:" in lines


def test_what_was_written_is_counted(load):
    number = "Đã ghi (lần nạp số {}): mới 3, đổi 0 dòng."
    lines = load("--yes").out.splitlines()
    assert number.format(Load.objects.get().pk) in lines


def test_a_load_that_brings_nothing_says_so(load):
    load("--yes")
    again = load("--yes")
    assert again.code == 0
    assert again.out.splitlines()[-1] == "Không có gì mới so với sổ: không ghi gì thêm."


def test_the_last_line_is_the_command_that_undoes_it(load, taonguon):
    last = load("--yes").out.splitlines()[-1]
    assert last.startswith("Hoàn tác bằng: taonguon undo ")
    assert taonguon(*last.split("taonguon ")[1].split()).code == 0
    assert Person.objects.count() == 0


def test_without_a_terminal_and_without_yes_nothing_is_written_and_it_says_how(load):
    answer = load()
    assert answer.code == 1
    assert "Thêm --yes để ghi khi không có người trả lời." in answer.out
    assert answer.out.splitlines()[-1] == "Chưa ghi gì vào sổ."
    assert (Act.objects.count(), Load.objects.get().state) == (0, "dropped")


@pytest.mark.parametrize("typed", ["c", "C", "có", "Có ", "co", "y", "yes"])
def test_on_a_terminal_yes_writes(load, answer, typed):
    answer(f"{typed}\n")
    said = load()
    assert said.code == 0
    assert "Ghi vào sổ? (c = có, k = không)" in said.out
    assert Person.objects.count() == 1


@pytest.mark.parametrize("typed", ["k\n", "\n", "không\n", "cc\n", ""])
def test_on_a_terminal_anything_else_does_not(load, answer, typed):
    answer(typed)
    said = load()
    assert said.code == 1
    assert said.out.endswith("Chưa ghi gì vào sổ.\n")
    assert (Act.objects.count(), Load.objects.get().state) == (0, "dropped")


def test_json_stands_alone_on_the_output(load):
    answer = load("--yes", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.values["rows"] == {
        "accepted": 3, "doubtful": 1, "ignored": 6, "new": 3, "changed": 0, "known": 0,
    }  # fmt: skip
    (left,) = answer.values["doubtful"]
    assert (left["file"], left["sheet"], left["row"]) == ("members.xlsx", "members", 5)


def test_json_without_yes_shows_the_preview_beside_it(load, answer):
    answer("c\n")
    said = load("--json")
    assert "Danh sách đảng viên: nhận 1 dòng" in said.err
    assert said.values["changed"] is True


@pytest.mark.parametrize("name", ["Chi bộ xóm 6", "  ", "Đảng bộ xã " + "x" * 200])
def test_a_name_that_is_no_communes_is_refused(taonguon, books, name):
    answer = taonguon("load", *books, "--organisation", name, "--yes")
    assert answer.code == 1
    assert "không phải tên đầy đủ của một đảng bộ xã" in answer.err
    assert not Load.objects.exists()


def test_brackets_in_a_name_are_shown_as_they_are(taonguon, tmp_path):
    book = an_hoa.write(tmp_path, "members", {**MAI, "Chi bộ": "Thôn [red]7"})
    answer = taonguon("load", book, "--organisation", "Đảng bộ xã [b]An Hòa[/b]")
    assert "“Đảng bộ xã [b]An Hòa[/b]”" in answer.out
    assert "Thôn [red]7" in answer.out


def test_one_file_given_twice_counts_once(taonguon, books):
    answer = taonguon("load", *books, *books, "--organisation", COMMUNE, "--yes", "--json")
    assert answer.code == 0
    assert (Person.objects.count(), Organisation.objects.count()) == (1, 3)
    assert answer.values["rows"]["new"] == 3


def test_what_changed_while_the_question_stood_is_not_overwritten(load, monkeypatch, tmp_path):
    def meanwhile(_screen):
        an_hoa.load(an_hoa.write(tmp_path, "cells", HAMLET_1, name="khac"))
        return True

    monkeypatch.setattr("taonguon.commands.load._confirmed", meanwhile)
    answer = load()
    assert answer.code == 1
    assert answer.err.startswith("Sổ đã thay đổi từ lúc xem trước")
    assert Person.objects.count() == 0
