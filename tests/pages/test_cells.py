"""The pages of cells: profiles and their lines, the committee, who is in charge, and the proposal."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taonguon.cells import actions, facts
from taonguon.cells.models import CommitteeMember
from taonguon.core.charge import CHARGE
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
PROPOSAL = "charge_proposal"


@pytest.fixture
def deputy(signed_in):
    return signed_in("deputy")


@pytest.fixture
def secretary(signed_in):
    return signed_in("secretary")


def panel(answer, title):
    """Return the panel under a heading."""
    (found,) = [
        one for one in page.main(answer).all(of="panel") if title in [h.text for h in one.all("h2")]
    ]
    return found


def selected(field):
    """Return the option that is chosen, None when none is."""
    return next((one for one in field.all("option") if "selected" in one.attributes), None)


def seats():
    return {one.name: one for one in CommitteeMember.objects.all()}


def holder(unit):
    told = facts.charges([unit.pk]).get(unit.pk, ())
    return facts.holder(told, TODAY())


def told(client, unit, **said):
    typed = {"on": TODAY().strftime("%d/%m/%Y"), "source": "Trưởng xóm báo", **said}
    return client.post(reverse("cell_profile_record", args=[unit.pk]), typed, follow=True)


def test_all_cells_stand_with_their_numbers_and_why_some_are_special(office):
    answer = office.get(reverse("cell_profiles"))
    rows = {row[0]: row[1:] for row in page.texts(panel(answer, "Từng chi bộ").one("table"))}
    assert len(rows) == 28
    assert rows["Chi bộ xóm 6"][:3] == ["260 260 hộ", "934 934 nhân khẩu", "45% 45% có đạo"]
    assert rows["Chi bộ xóm 6"][-1].startswith("45% có đạo")
    assert rows["Chi bộ Trạm Y tế"][-1] == "chưa có số liệu"
    special = sum(not row[-1].startswith("chưa") and bool(row[-1]) for row in rows.values())
    assert page.tiles(answer)["Chi bộ đặc thù"][0] == f"{special}/28"


def test_as_of_the_day_of_the_article_hamlet_6_is_as_the_article_says(office):
    answer = office.get(reverse("cell_profiles"), {"ngay": "21/4/2023", "loai": "dac-thu"})
    rows = {row[0]: row[1:] for row in page.texts(panel(answer, "Từng chi bộ").one("table"))}
    assert rows["Chi bộ xóm 6"][:3] == ["259 259 hộ", "932 932 nhân khẩu", "45% 45% có đạo"]
    assert "Chi bộ Trạm Y tế" not in rows


@pytest.mark.parametrize(("which", "count"), [("", 28), ("chua-co", 8)])
def test_the_list_is_narrowed(office, which, count):
    answer = office.get(reverse("cell_profiles"), {"loai": which})
    assert len(page.texts(panel(answer, "Từng chi bộ").one("table"))) == count


@pytest.mark.parametrize(
    ("day", "words"), [("khong", "không phải là ngày"), ("1/1/2199", "tương lai")]
)
def test_a_day_that_cannot_be_is_said_and_the_list_still_stands(office, day, words):
    answer = office.get(reverse("cell_profiles"), {"ngay": day})
    assert words in " ".join(page.errors(answer))
    assert panel(answer, "Từng chi bộ")


def test_a_secretary_sees_the_own_cell_alone(secretary):
    answer = secretary.get(reverse("cell_profiles"))
    assert [row[0] for row in page.texts(panel(answer, "Từng chi bộ").one("table"))] == [
        "Chi bộ xóm 6"
    ]


def test_the_workbook_has_a_row_for_each_cell_and_loads_again(office, preview, units, tmp_path):
    answer = office.get(reverse("cell_profiles_export"))
    path = tmp_path / "ho-so.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    (sheet,) = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())).sheet_names
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    assert next(row for row in rows if row[1] == "Chi bộ xóm 6")[1:4] == ["Chi bộ xóm 6", 260, 934]
    load = preview(units.commune, path)
    staged = load.files.get().rows.filter(verdict="accepted")
    assert staged.filter(kind="cells").count() == 28
    assert set(staged.values_list("effect", flat=True)) == {"known"}


def test_a_secretary_tells_numbers_of_the_own_cell(secretary, units):
    answer = told(secretary, units.hamlet, households="1.261", youth_away="31", catholic_percent="")
    assert page.notices(answer)[0] == "Đã ghi số liệu của Chi bộ xóm 6."
    seen = facts.profiles([units.hamlet.pk], TODAY())[units.hamlet.pk]
    assert (seen.households, seen.youth_away, seen.people) == (1261, 31, 934)
    assert seen.numbers["households"].source == "Trưởng xóm báo"
    assert seen.religious_share == 45


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "ít nhất một số"),
        ({"households": "nhiều"}, "Ghi bằng chữ số"),
        ({"households": "-1"}, "không nhỏ hơn 0"),
        ({"households": "2,5"}, "số lẻ"),
        ({"catholic_percent": "101"}, "không quá 100"),
        ({"religious": "2000"}, "nhiều hơn số nhân khẩu"),
        ({"households": "1", "source": ""}, "Hãy ghi nguồn"),
        ({"households": "1", "on": "1/1/2199"}, "tương lai"),
        ({"households": "1", "on": "31/2/2025"}, "không phải là ngày"),
        ({"households": "1", "on": "31/12/2025"}, "đã ghi là 260"),
    ],
)
def test_bad_numbers_are_refused_and_nothing_is_written(office, units, said, words):
    before = Fact.objects.count()
    assert words in " ".join(page.errors(told(office, units.hamlet, **said)))
    assert Fact.objects.count() == before


def test_a_committee_has_no_profile_to_tell(office, units):
    assert office.get(reverse("cell_profile_record", args=[units.commune.pk])).status_code == 404


def test_the_cells_page_tells_the_years_the_sources_and_why(office, units):
    answer = office.get(reverse("cell_profile", args=[units.hamlet.pk]))
    years = {row[0]: row[1:] for row in page.texts(panel(answer, "Qua các năm").one("table"))}
    assert years["Số hộ"] == ["259", "259", "260"]
    assert years["Tỷ lệ đồng bào Công giáo"] == ["45%", "–", "–"]
    assert page.notices(answer) == [
        "Chi bộ đặc thù: 45% có đạo (mức: trên 30%, theo 05-NQ/ĐU (mẫu) từ "
        + (f"{one.day}/{one.month}/{one.year})" if (one := line_day()) else "")
    ]
    assert "danh-sach-chi-bo.xlsx" in panel(answer, "Địa bàn hiện nay").text


def line_day():
    return Fact.objects.filter(kind="profile_line", data__code="religious_share").get().happened_on


def test_the_organisations_page_has_the_section_as_of_its_day(office, units):
    answer = office.get(reverse("organisation", args=[units.hamlet.pk]), {"ngay": "21/4/2023"})
    area = panel(answer, "Đặc điểm").text
    assert "Số hộ 259" in area
    assert "27 thanh niên đi xa (mức: trên 20, mức gợi ý sẵn)" in area
    commune = office.get(reverse("organisation", args=[units.commune.pk]))
    assert "Số hộ" not in panel(commune, "Đặc điểm").text


def correct(client, unit, code="households", **said):
    row = Fact.objects.filter(organisation=unit.pk, kind="profile", happened_on="2025-12-31").get()
    url = reverse("cell_profile_correct", args=[unit.pk, row.pk, code])
    return client.post(url, said, follow=True)


def test_a_number_is_mended_with_a_reason(secretary, units):
    said = {"value": "262", "on": "31/12/2025", "source": "Xã báo lại", "because": "gõ nhầm"}
    answer = correct(secretary, units.hamlet, **said)
    assert page.notices(answer)[0].startswith("Đã sửa")
    seen = facts.profiles([units.hamlet.pk], TODAY())[units.hamlet.pk]
    assert (seen.households, seen.people) == (262, 934)


def test_a_number_is_withdrawn_with_a_reason_and_not_without(office, units):
    assert "Hãy ghi lý do" in " ".join(page.errors(correct(office, units.hamlet, rut="1")))
    correct(office, units.hamlet, **{"rut": "1", "rut-because": "không có thật"})
    seen = facts.profiles([units.hamlet.pk], TODAY())[units.hamlet.pk]
    assert seen.households == 259


def test_mending_without_reason_or_of_what_is_not_there_does_nothing(office, units):
    said = {"value": "262", "on": "31/12/2025", "source": "x"}
    assert page.errors(correct(office, units.hamlet, **said))
    assert correct(office, units.hamlet, "religious", **said).status_code == 404
    assert correct(office, units.hamlet, "khac", **said).status_code == 404
    row = Fact.objects.filter(organisation=units.hamlet.pk, kind="profile").first()
    url = reverse("cell_profile_correct", args=[units.next_hamlet.pk, row.pk, "households"])
    assert office.get(url).status_code == 404


def draw(client, unit, **said):
    typed = {
        "organisation": unit.pk, "code": "youth_away", "above": "58",
        "on": TODAY().strftime("%d/%m/%Y"), "document": "09-NQ/ĐU", **said,
    }  # fmt: skip
    return client.post(reverse("cell_line_set"), typed, follow=True)


def test_a_line_is_drawn_and_the_list_follows_it(deputy, units):
    answer = draw(deputy, units.commune)
    lines = panel(answer, "Đang áp dụng").text
    assert "trên 58, theo 09-NQ/ĐU" in lines
    rows = page.texts(
        panel(deputy.get(reverse("cell_profiles"), {"loai": "dac-thu"}), "Từng chi bộ").one("table")
    )
    assert sum("thanh niên đi xa" in row[-1] for row in rows) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"document": ""}, "Hãy ghi văn bản"),
        ({"above": "-1"}, "không nhỏ hơn 0"),
        ({"code": "religious_share", "above": "100"}, "nhỏ hơn 100"),
        ({"code": "households"}, "households"),
        ({"on": "1/1/2199"}, "tương lai"),
        ({"organisation": "999999"}, "999999"),
    ],
)
def test_a_bad_line_is_refused(deputy, units, said, words):
    before = Fact.objects.count()
    assert words in " ".join(page.errors(draw(deputy, units.commune, **said)))
    assert Fact.objects.count() == before


def test_a_line_is_withdrawn_with_a_reason(deputy, units):
    draw(deputy, units.commune)
    row = Fact.objects.filter(kind="profile_line").latest("pk")
    url = reverse("cell_line_withdraw", args=[row.pk])
    assert page.errors(deputy.post(url, {"because": ""}))
    answer = deputy.post(url, {"because": "nhầm số"}, follow=True)
    assert "trên 50" in panel(answer, "Đang áp dụng").text
    assert deputy.get(url).status_code == 404


def test_the_committee_stands_with_who_has_left_apart(deputy):
    answer = deputy.get(reverse("committee"))
    assert len(page.texts(panel(answer, "Đang tham gia").one("table"))) == 12
    assert page.texts(panel(answer, "Đã thôi").one("table"))[0][0] == "Khổng Minh Ước"


def enter(client, unit, **said):
    typed = {
        "organisation": unit.pk, "name": "Ngô Thị Sáo", "post": "", "since": "1/2/2024",
        "until": "", "document": "45-QĐ/HU", **said,
    }  # fmt: skip
    return client.post(reverse("committee_add"), typed, follow=True)


def test_somebody_is_entered_and_then_has_left(deputy, units):
    assert page.notices(enter(deputy, units.commune)) == ["Đã ghi Ngô Thị Sáo."]
    one = seats()["Ngô Thị Sáo"]
    typed = {
        "organisation": units.commune.pk, "name": one.name, "since": "1/2/2024",
        "until": "1/3/2025", "document": "45-QĐ/HU",
    }  # fmt: skip
    answer = deputy.post(reverse("committee_change", args=[one.pk]), typed, follow=True)
    assert "Ngô Thị Sáo" in panel(answer, "Đã thôi").text


def test_who_bears_the_name_of_a_member_is_asked_for_and_linked(deputy, units, person_of):
    member = person_of(units.hamlet)
    answer = enter(deputy, units.commune, name=member.name)
    assert "Trong sổ có người cùng tên" in " ".join(page.errors(answer))
    enter(deputy, units.commune, name=member.name, person=str(member.pk))
    assert seats()[member.name].person == member.pk
    row = panel(deputy.get(reverse("committee")), "Đang tham gia")
    assert row.all("a", href=reverse("member", args=[member.pk]))


def test_a_namesake_of_a_member_is_entered_as_somebody_else(deputy, units, person_of):
    name = person_of(units.hamlet).name
    enter(deputy, units.commune, name=name, person="0")
    assert seats()[name].person is None


def test_a_person_of_another_commune_is_never_offered(deputy, units):
    stranger = Person.objects.within([units.elsewhere.range]).first()
    answer = enter(deputy, units.commune, name=stranger.name, person=str(stranger.pk))
    assert stranger.name not in seats() or seats()[stranger.name].person is None
    assert not page.main(answer).all("input", value=str(stranger.pk))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "Hãy ghi họ và tên"),
        ({"document": ""}, "Hãy ghi số, ngày văn bản"),
        ({"since": "1/1/2199"}, "tương lai"),
        ({"until": "1/1/2020"}, "phải sau ngày vào"),
        ({"name": "Tạ Hữu Khiêm"}, "đã có trong danh sách"),
    ],
)
def test_a_bad_seat_is_refused(deputy, units, said, words):
    before = CommitteeMember.objects.count()
    assert words in " ".join(page.errors(enter(deputy, units.commune, **said)))
    assert CommitteeMember.objects.count() == before


def test_the_charges_stand_by_member_and_by_cell_with_what_asks_to_act(deputy):
    answer = deputy.get(reverse("charges"))
    assert page.tiles(answer)["Chi bộ chưa có ai"][0] == "4"
    people = {row[0]: row[1:] for row in page.texts(panel(answer, "Theo người").one("table"))}
    assert people["Vương Đắc Hợi Đảng ủy viên"][0] == "5 chi bộ quá 4"
    assert people["Lục Thị Hiên Đảng ủy viên"][0] == "0 chi bộ"
    cells = {row[0]: row[1:] for row in page.texts(panel(answer, "Theo chi bộ").one("table"))}
    assert cells["Chi bộ xóm 6"][0] == "Tạ Hữu Khiêm"
    assert cells["Chi bộ Trạm Y tế"][0] == "chưa có ai"
    assert sum(int(row[2]) for row in people.values()) <= sum(int(row[3]) for row in cells.values())


def test_a_secretary_reads_who_is_in_charge_of_the_own_cell_and_gives_nothing(secretary, units):
    answer = secretary.get(reverse("charges"))
    assert [row[0] for row in page.texts(panel(answer, "Theo chi bộ").one("table"))] == [
        "Chi bộ xóm 6"
    ]
    assert "Giao chi bộ" not in page.main(answer).text
    assert secretary.get(reverse("charge_set")).status_code == 403


def give(client, taker, *units, **said):
    typed = {
        "member": taker, "cells": [unit.pk for unit in units],
        "on": TODAY().strftime("%d/%m/%Y"), "document": "15-TB/ĐU", **said,
    }  # fmt: skip
    return client.post(reverse("charge_set"), typed, follow=True)


def test_cells_are_given_and_taken_from_everybody(deputy, units):
    mo = seats()["Đoàn Thị Mơ"]
    answer = give(deputy, mo.pk, units.hamlet, units.next_hamlet)
    assert page.notices(answer) == ["Đã ghi phân công 2 chi bộ."]
    assert holder(units.hamlet) == mo.pk
    refused = give(deputy, "khong", units.hamlet)
    assert "đã có phân công từ ngày" in " ".join(page.errors(refused))
    history = deputy.get(reverse("cell_profile", args=[units.hamlet.pk]))
    assert panel(history, "Đảng ủy viên phụ trách").text.count("TB/ĐU") == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"member": ""}, "Hãy chọn người phụ trách"),
        ({"cells": []}, "ít nhất một chi bộ"),
        ({"document": ""}, "Hãy ghi số, ngày văn bản"),
        ({"on": "1/1/2199"}, "tương lai"),
        ({"on": "1/1/1960"}, "chưa có hoặc không còn"),
        ({"member": "999999"}, "999999"),
    ],
)
def test_a_bad_charge_is_refused(deputy, units, said, words):
    before = Fact.objects.count()
    answer = give(deputy, seats()["Đoàn Thị Mơ"].pk, units.hamlet, **said)
    assert words in " ".join(page.errors(answer))
    assert Fact.objects.count() == before


def test_a_cell_of_another_commune_is_not_given(deputy, units):
    answer = give(deputy, seats()["Đoàn Thị Mơ"].pk, units.cell_elsewhere)
    assert page.errors(answer)
    assert holder(units.cell_elsewhere) is None


def mended(client, unit, **said):
    row = Fact.objects.filter(kind=CHARGE, organisation=unit.pk).latest("pk")
    return client.post(reverse("charge_correct", args=[row.pk]), said, follow=True)


def test_a_charge_is_mended_and_withdrawn_with_reasons(deputy, units):
    mo = seats()["Đoàn Thị Mơ"]
    said = {"member": mo.pk, "on": "1/3/2026", "document": "16-TB/ĐU"}
    assert "Hãy ghi lý do" in " ".join(page.errors(mended(deputy, units.hamlet, **said)))
    mended(deputy, units.hamlet, **said, because="nhầm người")
    assert holder(units.hamlet) == mo.pk
    assert Fact.objects.filter(kind=CHARGE, organisation=units.hamlet.pk).count() == 2
    mended(deputy, units.hamlet, **{"rut": "1", "rut-because": "chưa có văn bản"})
    assert holder(units.hamlet) == seats()["Tạ Hữu Khiêm"].pk


def test_a_proposal_gives_every_cell_to_one_with_reasons(deputy):
    answer = deputy.get(reverse(PROPOSAL))
    lines = page.main(answer).all("li", "task")
    assert len(lines) == 28
    assert all(selected(line.one("select")) for line in lines)
    assert all("Việc bằng" in line.text for line in lines)
    assert "Hiện nay: Tạ Hữu Khiêm" in panel(answer, "Từng chi bộ").text
    assert len(page.texts(panel(answer, "Việc của từng người").one("table"))) == 12


def test_the_weights_are_seen_and_set_and_all_kept_when_only_that_weighs(deputy):
    weights = {
        "cells": 0, "members": 0, "distance": 0, "difficulty": 0, "continuity": 10, "least": 0,
        "most": 28, "years": 2,
    }  # fmt: skip
    answer = deputy.get(reverse(PROPOSAL), weights)
    text = panel(answer, "Từng chi bộ").text
    assert text.count("Giữ người đang phụ trách") == 24
    assert page.main(answer).one("input", name="continuity")["value"] == "10"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"most": 1, "least": 0}, "12 người, mỗi người nhiều nhất 1 chi bộ thì chỉ nhận 12"),
        ({"least": 3}, "mỗi người ít nhất 3 thì cần 36"),
        ({"least": 5}, "ít nhất 5 lại lớn hơn nhiều nhất 4"),
    ],
)
def test_a_proposal_that_cannot_be_says_why(deputy, asked, words):
    answer = deputy.get(reverse(PROPOSAL), asked)
    assert words in " ".join(page.notices(answer))
    assert not page.main(answer).all("li", "task")


def test_a_bad_weight_is_said_and_the_shipped_ones_are_used(deputy):
    answer = deputy.get(reverse(PROPOSAL), {"members": "nặng"})
    assert "số nguyên từ 0 đến 10" in " ".join(page.errors(answer))
    assert len(page.main(answer).all("li", "task")) == 28


@pytest.fixture
def proposed(deputy):
    """Return what the proposal's form holds, ready to be sent."""
    answer = deputy.get(reverse(PROPOSAL))
    form = page.main(answer).all("form", method="post")[0]
    chosen = {one["name"]: selected(one)["value"] for one in form.all("select")}
    return {**chosen, "on": TODAY().strftime("%d/%m/%Y"), "document": "17-TB/ĐU"}


def test_what_is_chosen_by_hand_is_counted_again_and_nothing_is_written(deputy, proposed, units):
    mo, before = seats()["Đoàn Thị Mơ"], Fact.objects.count()
    typed = {**proposed, f"cell_{units.hamlet.pk}": mo.pk, "tinh-lai": "1", "document": ""}
    answer = deputy.post(reverse(PROPOSAL), typed)
    assert "Chưa có gì được ghi" in page.main(answer).text
    assert not page.errors(answer)
    line = page.main(answer).one("select", name=f"cell_{units.hamlet.pk}")
    assert selected(line).text == "Đoàn Thị Mơ"
    assert Fact.objects.count() == before


def test_a_proposal_is_adopted_by_hand_with_its_paper(deputy, proposed, units):
    mo = seats()["Đoàn Thị Mơ"]
    typed = {**proposed, f"cell_{units.hamlet.pk}": mo.pk}
    answer = deputy.post(reverse(PROPOSAL), typed, follow=True)
    assert page.notices(answer)[0].startswith("Đã thông qua")
    assert holder(units.hamlet) == mo.pk
    assert page.tiles(answer)["Chi bộ chưa có ai"][0] == "0"
    entry = JournalEntry.objects.filter(act="cell.charge").latest("pk")
    assert "continuity=1" in entry.details["because"]
    written = Fact.objects.filter(kind=CHARGE, data__document="17-TB/ĐU")
    assert written.count() == entry.details["cells"]
    again = deputy.post(reverse(PROPOSAL), typed)
    assert "Không có gì thay đổi" in " ".join(page.errors(again))


@pytest.mark.parametrize(
    ("said", "words"),
    [({"document": ""}, "Hãy ghi số, ngày văn bản"), ({"on": "1/1/2199"}, "tương lai")],
)
def test_a_proposal_is_not_adopted_without_its_paper(deputy, proposed, said, words):
    before = Fact.objects.count()
    answer = deputy.post(reverse(PROPOSAL), {**proposed, **said})
    assert words in " ".join(page.errors(answer))
    assert Fact.objects.count() == before


def test_a_cell_left_without_anybody_is_not_adopted(deputy, proposed, units):
    typed = {**proposed, f"cell_{units.hamlet.pk}": ""}
    answer = deputy.post(reverse(PROPOSAL), typed)
    assert "Hãy chọn người phụ trách Chi bộ xóm 6." in page.errors(answer)


@pytest.fixture
def more(units):
    """Return how to make many more cells, each with a profile and in somebody's charge."""

    def made():
        now, since = timezone.now(), date(2024, 1, 1)
        first = Organisation.objects.order_by("-pk").first().pk + 1
        ids = range(first, first + 20)
        said = {"kind": "cell", "parent": units.commune.pk}
        cast.record([
            *(cast.fact("found", "2020-01-01", organisation=n, name=f"Chi bộ mới {n}", **said) for n in ids),
            *(cast.fact("profile", since, organisation=n, youth_away=60) for n in ids),
        ])  # fmt: skip
        told = actions.Seat("Người thêm", "", since, None, "x", None)
        seat = actions.seat(organisation=units.commune, told=told, by=None, at=now)
        given = dict.fromkeys(ids, seat.pk)
        actions.charge(cells=given, on=since, document="x", by=None, at=now)

    return made


@pytest.mark.parametrize(
    "name", ["cell_profiles", "charges", "charge_set", "committee", "cell_lines"]
)
def test_a_page_asks_the_same_queries_however_many_cells_there_are(deputy, more, name):
    def asked():
        deputy.get(reverse(name))
        with CaptureQueriesContext(connection) as told:
            assert deputy.get(reverse(name)).status_code == 200
        return len(told)

    few = asked()
    more()
    assert asked() == few
