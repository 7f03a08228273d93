"""The pages of activities: a mass organisation sees its own and ticks those it introduced."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.activities import actions, facts
from taonguon.activities.models import Activity
from taonguon.core.days import show_day
from taonguon.people.models import Introduction, Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

YEN, CUONG = "Trần Ngọc Yến", "Đặng Minh Cường"


@pytest.fixture
def women(signed_in):
    return signed_in("mass")


def titles(client, **asked):
    main = page.main(client.get(reverse("activities"), asked))
    return [row[0] for table in main.all("table") for row in page.texts(table)]


def form_of(units, **changed):
    told = {
        "body": "women", "kind": "study", "title": "Học tập tháng 11", "place": "Nhà văn hóa",
        "on": show_day(timezone.localdate()), "organisation": units.commune.pk,
    }  # fmt: skip
    return {**told, **changed}


def test_the_office_sees_all_and_the_women_s_union_its_own(office, women):
    assert len(titles(office)) == 4
    own = titles(women)
    assert len(own) == 2
    assert set(own) < set(titles(office))


def test_filters_narrow_the_list(office, units):
    assert titles(office, doan="youth") == ["Học tập Chỉ thị 05, chuyên đề tháng"]
    assert len(titles(office, to=units.hamlet.pk)) == 1
    assert len(titles(office, loai="charity")) == 1
    assert len(titles(office, loai="moon")) == 4


def test_an_activity_is_added_and_those_who_took_part_are_ticked(women, units):
    answer = women.post(reverse("activity_add"), form_of(units), follow=True)
    assert page.notices(answer) == ["Đã ghi hoạt động; chọn những ai tham gia."]
    added = Activity.objects.latest("pk")
    yen = Person.objects.get(name=YEN, standing="prospect")
    url = reverse("activity", args=[added.pk])
    answer = women.post(url, {f"role_{yen.pk}": "core"}, follow=True)
    assert "Nguồn đã tham gia: 1 người" in page.main(answer).text
    assert {one.role for one in facts.participants(added).values()} == {"core"}


def test_a_mass_organisation_adds_for_itself_alone(women, units):
    answer = women.post(reverse("activity_add"), form_of(units, body="youth"))
    assert page.errors(answer)
    assert not Activity.objects.filter(title="Học tập tháng 11").exists()


def test_it_ticks_those_it_introduced_and_no_others(women, units):
    own = set(Introduction.objects.filter(body="women").values_list("person", flat=True))
    activity = Activity.objects.get(title="Gia đình 5 không, 3 sạch")
    main = page.main(women.get(reverse("activity", args=[activity.pk])))
    asked = {int(field["name"].removeprefix("role_")) for field in main.all("select")}
    assert asked
    assert asked <= own
    stranger = Person.objects.get(name=CUONG, standing="prospect")
    women.post(reverse("activity", args=[activity.pk]), {f"role_{stranger.pk}": "core"})
    assert stranger.pk not in facts.participants(activity)


def test_whom_the_office_ticked_stays_unseen_and_untouched_by_who_did_not_introduce(women, office):
    activity = Activity.objects.get(title="Gia đình 5 không, 3 sạch")
    stranger = Person.objects.select_related("cell").get(name=CUONG, standing="prospect")
    actions.tick(
        activity=activity, roles={stranger.pk: "core"}, among=[stranger], by=None, at=timezone.now()
    )
    url = reverse("activity", args=[activity.pk])
    assert CUONG not in page.main(women.get(url)).text
    assert "Nguồn đã tham gia: 3 người" in page.main(women.get(url)).text
    assert "Nguồn đã tham gia: 4 người" in page.main(office.get(url)).text
    women.post(url, {})
    assert set(facts.participants(activity)) == {stranger.pk}


def test_another_mass_organisation_s_activity_does_not_exist_for_it(women):
    other = Activity.objects.get(body="youth")
    assert women.get(reverse("activity", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"on": "1/1/2031"}, "tương lai"),
        ({"on": "hôm qua"}, "không phải là ngày"),
        ({"title": ""}, "Hãy ghi tên"),
        ({"kind": "moon"}, "moon"),
        ({"organisation": "999999"}, "999999"),
    ],
)
def test_a_form_with_a_fault_says_what_and_keeps_nothing(office, units, wrong, why):
    before = Activity.objects.count()
    answer = office.post(reverse("activity_add"), form_of(units, **wrong))
    assert why in " ".join(page.errors(answer))
    assert Activity.objects.count() == before


def test_a_role_nobody_knows_is_refused(office):
    activity = Activity.objects.get(title="Gia đình 5 không, 3 sạch")
    before = facts.participants(activity)
    person = Person.objects.get(name=YEN, standing="prospect")
    url = reverse("activity", args=[activity.pk])
    answer = office.post(url, {f"role_{person.pk}": "moon"})
    assert page.errors(answer)
    assert facts.participants(activity) == before


def test_a_person_s_page_lists_what_a_remark_can_point_to(signed_in):
    person = Person.objects.get(name=YEN, standing="prospect")
    main = page.main(signed_in("secretary").get(reverse("person_activities", args=[person.pk])))
    rows = page.texts(main.one("table"))
    assert [row[0] for row in rows] == [
        "Ngày chủ nhật xanh, dọn đường hoa xóm 6", "Gia đình 5 không, 3 sạch",
    ]  # fmt: skip
    assert rows[0][2:] == ["Nòng cốt", "Hội Phụ nữ"]


def test_the_member_page_tells_the_activity_by_its_title(office):
    person = Person.objects.get(name=YEN, standing="prospect")
    text = page.main(office.get(reverse("member", args=[person.pk]))).text
    assert "Gia đình 5 không, 3 sạch" in text


@pytest.fixture
def more(units):
    """Return how to introduce many people in hamlet 6 and let them take part in many activities."""

    def made():
        numbers = range(81_000, 81_120)
        told = []
        for number in numbers:
            told.append(cast.description(number, "2026-01-05"))
            told.append(cast.fact("introduction", "2026-01-05", person=number,
                                  organisation=units.hamlet.pk, by="Hội Phụ nữ"))  # fmt: skip
        cast.record(told)
        held = actions.Held("women", "study", "Buổi", timezone.localdate(), "", units.hamlet.pk)
        added = [actions.add(held=held, by=None, at=timezone.now()) for _ in range(30)]
        parts = [
            cast.fact("activity", "2026-02-05", person=number, organisation=units.hamlet.pk,
                      activity=one.pk, title=one.title, role="part")
            for number, one in zip(numbers, added * 4, strict=True)
        ]  # fmt: skip
        cast.record(parts)

    return made


@pytest.mark.parametrize("role", ["office", "mass"])
def test_many_people_and_activities_ask_no_more_queries(signed_in, more, role):
    client = signed_in(role)
    activity = Activity.objects.get(title="Ngày chủ nhật xanh, dọn đường hoa xóm 6")
    urls = [reverse("activities"), reverse("activity", args=[activity.pk])]
    before = [asked(client, url) for url in urls]
    more()
    assert [asked(client, url) for url in urls] == before
    assert max(before) <= 12


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)
