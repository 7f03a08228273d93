"""A load from file to ledger: what is counted, what is written, and what a second load adds."""

from datetime import date

import pytest

from taonguon.imports import actions, telling
from taonguon.imports.models import Heading, Load, LoadRow
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Prospect
from taonguon.people.rebuilding import rebuild
from tests.imports import an_hoa
from tests.imports.an_hoa import DUC, HAMLET_1, HAMLET_2, HUNG, LAN, MAI, TARGET_1, THAO
from tests.workbooks.lists import Sheet, write_csv, write_ods, write_xlsx

pytestmark = pytest.mark.django_db

NEVER_TYPED = [["Tổng cộng: 3 đảng viên"], [None, None, None, "T/M ĐẢNG ỦY"], [None], ["   "]]


def test_every_row_that_is_not_empty_ends_once_in_table_and_summary(begun, tmp_path):
    made = an_hoa.sheet("members", LAN, LAN, {**MAI, "Chi bộ": "Chi bộ thôn 7"}, HUNG)
    load = an_hoa.load(write_xlsx(tmp_path / "dv.xlsx", Sheet("DS", made.rows + NEVER_TYPED)))
    told = telling.totals(load)["members"]
    verdicts = {name: told[name] for name in telling.VERDICTS}
    assert verdicts == {"accepted": 2, "doubtful": 1, "ignored": 6}
    assert sum(verdicts.values()) == len(an_hoa.rows(load)) == 9
    assert verdicts == {name: len(an_hoa.rows(load, name)) for name in verdicts}
    assert told["new"] + told["changed"] + told["known"] == told["accepted"]


def test_every_row_that_is_not_accepted_says_why_and_where(begun, tmp_path):
    made = an_hoa.sheet("members", LAN, {**MAI, "Ngày vào Đảng": "khoảng 2020"})
    load = an_hoa.load(write_xlsx(tmp_path / "dv.xlsx", Sheet("DS", made.rows + NEVER_TYPED)))
    left = [row for row in an_hoa.rows(load) if row.verdict != "accepted"]
    assert [row.number for row in left] == [1, 2, 3, 5, 6, 7]
    assert all(row.reasons and telling.sentences(row) for row in left)
    assert left[3].reasons[0][:3] == ["date_unreadable", "J", "khoảng 2020"]


def test_sheets_of_one_workbook_may_stand_in_any_order(tmp_path):
    book = write_xlsx(
        tmp_path / "tat-ca.xlsx",
        an_hoa.sheet("prospects", THAO),
        an_hoa.sheet("members", LAN, HUNG),
        an_hoa.sheet("targets", TARGET_1),
        an_hoa.sheet("cells", HAMLET_1, HAMLET_2),
        Sheet("Thư", [["Kính gửi"]]),
    )
    load = an_hoa.load(book)
    assert an_hoa.rows(load, "doubtful") == []
    assert (Person.objects.count(), Organisation.objects.count()) == (3, 3)
    assert len(an_hoa.rows(load)) == 4 * 3 + 6 + 1


def test_a_member_is_written_as_the_list_says(begun, tmp_path):
    an_hoa.load(an_hoa.write(tmp_path, "members", LAN))
    lan = an_hoa.person("Nguyễn Thị Lan")
    assert (lan.sex, lan.born, lan.religion) == ("female", "1980-05-01", "Không")
    assert (lan.card, lan.national_id) == ("37.000101", "037180000101")
    assert (lan.admitted_on, lan.recognised_on) == (date(2015, 5, 19), date(2016, 5, 19))
    assert (lan.standing, lan.cell.name) == ("official", "Chi bộ thôn 1")


def test_without_a_day_of_admission_a_member_enters_on_the_lists_day(begun, tmp_path):
    made = an_hoa.sheet("members", {**LAN, "Ngày vào Đảng": None, "Ngày chính thức": None})
    dated = Sheet("DS", [["Tính đến ngày 31/3/2023"], *made.rows])
    load = an_hoa.load(write_xlsx(tmp_path / "dv.xlsx", dated))
    opening = next(fact for fact in an_hoa.facts_of(load) if fact[0] == "opening")
    assert opening[1:] == ("2023-03-31", {"entry": "presence"})


def test_every_fact_says_from_which_file_and_row_it_came(begun, tmp_path):
    path = an_hoa.write(tmp_path, "members", LAN, HUNG)
    load = an_hoa.load(path)
    places = Fact.objects.filter(act__load=load, kind="opening").values_list("place", flat=True)
    assert sorted(places) == [f"{path.name} · members!4", f"{path.name} · members!5"]


def test_the_projections_are_what_the_ledger_says(register):
    assert rebuild(write=False) == {}


def test_a_load_leaves_one_line_in_the_journal_with_its_counts(register):
    entry = JournalEntry.objects.get(act="load.write", subject=f"load:{register.pk}")
    assert entry.details["members.new"] == 3


@pytest.mark.parametrize("times", [1, 2])
def test_loading_the_same_lists_again_writes_nothing(register, tmp_path, times):
    before, head = an_hoa.counts(), actions.head()
    paths = [*sorted((tmp_path / "first").glob("*.xlsx")), tmp_path / "chi-bo.xlsx"]
    loads = [an_hoa.load(*paths) for _ in range(times)]
    assert [load.act for load in loads] == [None] * times
    assert actions.head() == head
    grown = {"LoadRow", "JournalEntry"}
    assert {k: v for k, v in an_hoa.counts().items() if k not in grown} == {
        k: v for k, v in before.items() if k not in grown
    }


@pytest.mark.parametrize(("write", "ending"), [(write_ods, "ods"), (write_csv, "csv")])
def test_the_same_list_in_another_shape_writes_nothing(register, tmp_path, write, ending):
    turned = [{name: row[name] for name in reversed(row)} for row in (HUNG, DUC, LAN)]
    load = an_hoa.load(write(tmp_path / f"dv.{ending}", an_hoa.sheet("members", *turned)))
    assert load.act is None
    assert {row.effect for row in an_hoa.rows(load, "accepted")} == {"known"}


def test_a_year_of_birth_takes_nothing_from_a_birth_known_to_the_day(register, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", {**LAN, "Ngày sinh": 1980}))
    assert load.act is None
    assert an_hoa.person("Nguyễn Thị Lan").born == "1980-05-01"


def test_a_full_birth_makes_a_year_of_birth_more_exact(begun, tmp_path):
    an_hoa.load(an_hoa.write(tmp_path, "members", {**LAN, "Ngày sinh": 1980}))
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, name="sau"))
    assert an_hoa.facts_of(load) == [("description", "2023-04-21", {"born": "1980-05-01"})]


# kind of list, the row as known, what changes in it, the facts that brings
CHANGES = [
    ("cells", HAMLET_1, {"Số hộ": 130}, [
        ("profile", "2023-04-21", {"households": 130, "population": 480}),
    ]),
    ("members", HUNG, {"Ngày chính thức": "31/12/2021"}, [("recognition", "2021-12-31", {})]),
    ("members", LAN, {"Nghề nghiệp": "Hưu trí"}, [
        ("description", "2023-04-21", {"occupation": "Hưu trí"}),
    ]),
    ("prospects", THAO, {"Số GCN lớp nhận thức về Đảng": "9/GCN", "Ngày cấp GCN": "15/4/2023"}, [
        ("certificate", "2023-04-15", {"number": "9/GCN"}),
    ]),
    ("prospects", THAO, {"Số GCN lớp nhận thức về Đảng": "9/GCN"}, [
        ("certificate", "2023-04-21", {"number": "9/GCN"}),
    ]),
    ("targets", TARGET_1, {"Năm 2023": 3}, [
        ("target", "2023-01-01", {
            "start": "2023-01-01", "end": "2023-12-31", "category": "", "source": "assigned",
            "form": "exact", "low": "3", "document": "sau.xlsx",
        }),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row", "change", "facts"), CHANGES)
def test_one_change_in_a_list_writes_just_that(register, tmp_path, kind, row, change, facts):
    load = an_hoa.load(an_hoa.write(tmp_path, kind, {**row, **change}, name="sau"))
    assert an_hoa.facts_of(load) == facts
    assert [r.effect for r in an_hoa.rows(load, "accepted")] == ["changed"]
    assert rebuild(write=False) == {}


@pytest.mark.parametrize(("kind", "row", "change", "facts"), CHANGES)
def test_the_changed_list_loaded_again_writes_nothing(register, tmp_path, kind, row, change, facts):
    path = an_hoa.write(tmp_path, kind, {**row, **change}, name="sau")
    an_hoa.load(path)
    assert an_hoa.load(path).act is None


def test_a_certificate_makes_the_prospect_certified(register, tmp_path):
    told = {"Số GCN lớp nhận thức về Đảng": "9/GCN", "Ngày cấp GCN": "15/4/2023"}
    an_hoa.load(an_hoa.write(tmp_path, "prospects", {**THAO, **told}, name="sau"))
    thao = Prospect.objects.get(person__name="Vũ Phương Thảo")
    assert (thao.certified_on, thao.certificate) == (date(2023, 4, 15), "9/GCN")


def test_a_new_member_among_known_ones_is_the_only_one_written(register, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, HUNG, DUC, MAI, name="sau"))
    told = telling.totals(load)["members"]
    assert (told["new"], told["known"]) == (1, 3)
    assert Fact.objects.filter(act=load.act).values("person").distinct().count() == 1


def test_what_was_left_out_of_one_list_stays_in_the_register(register, tmp_path):
    an_hoa.load(an_hoa.write(tmp_path, "members", LAN, name="sau"))
    assert Person.objects.filter(standing__in=["official", "probationary"]).count() == 3


def test_a_load_is_written_once(begun, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN))
    before = an_hoa.counts()
    with pytest.raises(actions.NotNow, match="đã được ghi"):
        an_hoa.confirm(load)
    assert an_hoa.counts() == before


def test_a_preview_older_than_the_register_is_not_written(begun, tmp_path):
    first = an_hoa.preview(an_hoa.write(tmp_path, "members", LAN, HUNG))
    an_hoa.load(an_hoa.write(tmp_path, "members", HUNG, name="khac"))
    before = an_hoa.counts()
    with pytest.raises(actions.NotNow, match="đã thay đổi"):
        an_hoa.confirm(first)
    assert an_hoa.counts() == before


def test_a_preview_older_than_an_undo_is_not_written(register, tmp_path):
    first = an_hoa.preview(an_hoa.write(tmp_path, "members", LAN, MAI, name="sau"))
    actions.undo(load=register, by=None, at=an_hoa.NOW)
    with pytest.raises(actions.NotNow, match="đã thay đổi"):
        an_hoa.confirm(first)


def test_read_again_the_older_preview_can_be_written(begun, tmp_path):
    here_since = {"Ngày chuyển đến": LAN["Ngày vào Đảng"]}
    path = an_hoa.write(tmp_path, "members", {**LAN, **here_since}, HUNG)
    first = an_hoa.preview(path)
    an_hoa.load(an_hoa.write(tmp_path, "members", HUNG, name="khac"))
    actions.preview(load=first, paths=[path], at=an_hoa.NOW)
    told = telling.totals(an_hoa.confirm(first))["members"]
    assert (told["new"], told["known"]) == (1, 1)
    assert Person.objects.count() == 2


def test_two_previews_of_a_commune_not_there_yet_found_it_once(tmp_path):
    path = an_hoa.write(tmp_path, "cells", HAMLET_1)
    first, second = an_hoa.preview(path), an_hoa.preview(path)
    an_hoa.confirm(first)
    actions.preview(load=second, paths=[path], at=an_hoa.NOW)
    assert an_hoa.confirm(second).act is None
    assert Organisation.objects.filter(kind="commune").count() == 1


@pytest.mark.parametrize(
    "typed", ["đảng bộ xã an hòa", "ĐẢNG BỘ XÃ AN HOÀ", "Dang bo  xa An Hoa", "Đảng bộ xã An Hòa"]
)
def test_the_commune_is_found_however_its_name_is_typed(begun, tmp_path, typed):
    load = an_hoa.preview(an_hoa.write(tmp_path, "members", LAN), commune=typed)
    assert load.organisation == begun.organisation


def test_a_commune_whose_name_has_other_diacritics_is_another(begun, tmp_path):
    load = an_hoa.preview(an_hoa.write(tmp_path, "cells", HAMLET_1), commune="Đảng bộ xã An Hoa")
    assert load.organisation == begun.organisation  # typed without the tone
    load = an_hoa.preview(an_hoa.write(tmp_path, "cells", HAMLET_1), commune="Đảng bộ xã An Hóa")
    assert load.organisation is None


def test_a_commune_is_no_younger_than_the_oldest_of_its_cells(tmp_path):
    young = {**HAMLET_2, "Ngày thành lập": "15/8/2022"}
    first = an_hoa.load(an_hoa.write(tmp_path, "cells", young))
    assert Organisation.objects.get(kind="commune").founded_on == date(2022, 8, 15)
    an_hoa.load(an_hoa.write(tmp_path, "cells", HAMLET_1, young, name="sau"))
    assert Organisation.objects.get(kind="commune").founded_on == date(1988, 3, 26)
    assert rebuild(write=False) == {}
    assert actions.undo(load=first, by=None, at=an_hoa.NOW).state == "undone"
    assert Organisation.objects.get(kind="commune").founded_on == date(1988, 3, 26)


def test_a_crash_in_the_middle_of_writing_leaves_nothing_and_can_be_tried_again(
    begun, tmp_path, monkeypatch
):
    load = an_hoa.preview(
        an_hoa.write(tmp_path, "members", LAN), an_hoa.write(tmp_path, "targets", TARGET_1)
    )
    before, head = an_hoa.counts(), actions.head()
    with monkeypatch.context() as broken:
        broken.setattr(actions.Writer, "_write_targets", out_of_space)
        with pytest.raises(OSError, match="đĩa đầy"):
            an_hoa.confirm(load)
    assert (an_hoa.counts(), actions.head()) == (before, head)
    assert Load.objects.get(pk=load.pk).state == "ready"
    assert rebuild(write=False) == {}
    assert an_hoa.confirm(load).state == "written"
    assert Person.objects.count() == 1


def out_of_space(_writer, _file):
    raise OSError("đĩa đầy")


def test_a_crash_while_reading_leaves_no_row(begun, tmp_path, monkeypatch):
    before = an_hoa.counts()
    monkeypatch.setattr("taonguon.imports.compare.compare", out_of_space)
    with pytest.raises(OSError, match="đĩa đầy"):
        an_hoa.preview(an_hoa.write(tmp_path, "members", LAN))
    assert an_hoa.counts() == before


def test_a_dropped_preview_forgets_its_rows_and_writes_nothing(begun, tmp_path):
    head = actions.head()
    load = an_hoa.preview(an_hoa.write(tmp_path, "members", LAN))
    actions.drop(load=load, by=None, at=an_hoa.NOW)
    assert (an_hoa.rows(load), actions.head()) == ([], head)
    with pytest.raises(actions.NotNow):
        an_hoa.confirm(load)


def test_a_written_load_is_not_dropped(begun):
    with pytest.raises(actions.NotNow, match="hoàn tác"):
        actions.drop(load=begun, by=None, at=an_hoa.NOW)
    assert an_hoa.rows(begun)


def test_personal_data_does_not_stay_in_the_staging_table_once_it_is_written(begun, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, {**MAI, "Chi bộ": "Thôn 7"}))
    assert an_hoa.rows(load, "accepted")[0].record == {}
    assert an_hoa.rows(load, "doubtful")[0].record["name"] == "Lê Thị Mai"


def test_corrected_headings_are_remembered_for_the_next_file_of_that_shape(begun, tmp_path):
    this_year, next_year = (
        {name.replace("Nghề nghiệp", "Sinh nhai"): value for name, value in row.items()}
        for row in ({**LAN, "Ngày chuyển đến": None}, MAI)
    )
    load = an_hoa.preview(an_hoa.write(tmp_path, "members", this_year))
    (layout,) = load.files.get().layouts
    assert {c["index"]: c["field"] for c in layout["columns"]}[5] is None

    actions.remember_headings(shape=layout["shape"], fields={5: "occupation"})
    an_hoa.load(an_hoa.write(tmp_path, "members", next_year, name="sau"))

    assert an_hoa.person("Lê Thị Mai").occupation == "Giáo viên"


def test_headings_corrected_again_replace_the_first_correction(db):
    actions.remember_headings(shape="abc", fields={1: "name", 2: ""})
    actions.remember_headings(shape="abc", fields={1: "alias"})
    assert dict(Heading.objects.values_list("column", "field")) == {1: "alias", 2: ""}


def test_only_rows_that_are_facts_lose_their_record(begun):
    assert not LoadRow.objects.filter(verdict="accepted").exclude(record={}).exists()
    assert Act.objects.filter(kind="load").count() == 1
