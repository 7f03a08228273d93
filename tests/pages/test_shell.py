"""What holds for every page: its language and the switch, its safety, its one heading and labels."""

import json
import re
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from taonguon.commands import sample
from tests.pages import page
from tests.pages.test_rights import OWN

pytestmark = pytest.mark.django_db

ENTRANCE = reverse("account_login")
POLICY = {
    "default-src": "'self'", "img-src": "'self' data:", "object-src": "'none'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "form-action": "'self'",
}  # fmt: skip
# an address given out to residents is whole, and of this host
ABROAD = re.compile(r"^(?:\w+:)?//")
LOADED = {"src", "href", "action", "srcset", "poster", "data", "formaction", "hx-get", "hx-post"}


@pytest.fixture(scope="module")
def looked_at():
    """Keep what the pages answered, for all tests of this file read the same."""
    return {}


@pytest.fixture
def pages(looked_at, request):
    """Return every page of the product with a look of its own: address -> answer."""
    if not looked_at:
        looked_at.update(request.getfixturevalue("answers"))
    return looked_at


@pytest.fixture
def answers(office, client, units, person_of, fact_about, preview):
    """Ask for every page as the office."""
    person = person_of(units.hamlet)
    load = preview(units.commune)
    given = {
        "figure": ["admitted.total"], "organisation": [units.hamlet.pk], "member": [person.pk],
        "member_event": [person.pk], "fact_correct": [person.pk, fact_about(person).pk],
        "load": [load.pk], "load_headings": [load.pk, load.files.get().pk, 0],
    }  # fmt: skip
    told = [reverse(name, args=given.get(name, [])) for name in OWN if name in given or plain(name)]
    told += [
        reverse("figure", args=["cells.total"]),
        "/?ngay=21/4/2023",
        "/?ngay=khong",
        "/khong-co/",
    ]
    told += [url for url in map(entrance, sorted(filter(None, names()))) if url]
    given = {url: office.get(url) for url in told} | {"entrance": client.get(ENTRANCE)}
    html = "text/html; charset=utf-8"
    return {
        url: answer
        for url, answer in given.items()
        if answer.get("Content-Type") == html and answer.content
    }


def plain(name):
    return not OWN[name].pattern.converters


def names():
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)} - set(OWN)


def entrance(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def every(answers):
    """Give the address and each element of every page."""
    for url, answer in answers.items():
        for node in page.read(answer).walk():
            yield url, node


def test_there_are_pages_of_every_kind(pages):
    assert len(pages) > 25
    assert {answer.status_code for answer in pages.values()} == {200, 404}


def test_every_page_forbids_what_it_does_not_need(pages):
    for url, answer in pages.items():
        told = dict(
            part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
        )
        assert told == POLICY, url
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_no_page_names_another_host(pages):
    asked = [
        (url, node[name])
        for url, node in every(pages)
        for name in LOADED & set(node.attributes)
        if ABROAD.match((node[name] or "").removeprefix("http://testserver"))
    ]
    assert asked == []


def test_no_page_has_a_style_or_script_of_its_own(pages):
    broken = [
        (url, node.tag)
        for url, node in every(pages)
        if node.tag == "style"
        or (node.tag == "script" and node.text)
        or any(name == "style" or name.startswith("on") for name in node.attributes)
    ]
    assert broken == []


def test_every_page_has_one_heading_a_title_and_its_language(pages):
    for url, answer in pages.items():
        told = page.read(answer)
        assert len(told.all("h1")) == 1, url
        assert told.one("title").text.endswith("· Tạo Nguồn")
        assert told.one("title").text.split(" · ")[0], url
        assert told.one("html")["lang"] == "vi"


def test_headings_go_down_one_level_at_a_time(pages):
    for url, answer in pages.items():
        levels = [int(n.tag[1]) for n in page.read(answer).walk() if re.fullmatch(r"h[1-6]", n.tag)]
        assert all(b - a <= 1 for a, b in pairwise(levels)), (url, levels)


def test_every_question_has_its_label(pages):
    for url, answer in pages.items():
        told = page.read(answer)
        labelled = {label.get("for") for label in told.all("label")}
        for field in [*told.all("input"), *told.all("select"), *told.all("textarea")]:
            if field.get("type") not in {"hidden", "submit"}:
                assert field.get("aria-label") or field.get("id") in labelled, (
                    url,
                    field.get("name"),
                )


def test_no_id_stands_twice_on_a_page(pages):
    for url, answer in pages.items():
        ids = [node["id"] for node in page.main(answer).walk() if node.get("id")]
        twice = {one for one in ids if ids.count(one) > 1}
        assert twice == set(), url


def test_every_form_that_writes_carries_its_token(pages):
    for url, answer in pages.items():
        for form in page.read(answer).all("form", method="post"):
            assert form.all("input", name="csrfmiddlewaretoken"), url


def test_every_column_and_row_of_a_table_has_its_head(pages):
    for url, node in every(pages):
        if node.tag == "th":
            assert node.get("scope") in {"col", "row", "colgroup", "rowgroup"}, (url, node.text)


@pytest.mark.parametrize("wanted", ["en-US,en;q=0.9", "fr", "vi", ""])
def test_a_page_is_vietnamese_whatever_the_browser_asks_for(office, wanted):
    answer = office.get(reverse("members"), headers={"accept-language": wanted})
    assert page.main(answer).one("h1").text == "Đảng viên"
    assert answer["Content-Language"] == "vi"


def test_the_switch_keeps_the_page_and_its_filters(office):
    here = reverse("members") + "?" + urlencode({"q": "nguyễn", "loai": "official"})
    form = next(
        f for f in page.read(office.get(here)).all("form") if f.all("button", name="language")
    )
    told = {field["name"]: field["value"] for field in form.all("input")}
    (button,) = form.all("button")
    answer = office.post(form["action"], {**told, "language": button["value"]}, follow=True)
    assert answer.wsgi_request.get_full_path() == here
    assert page.read(answer).one("html")["lang"] == "en"
    assert page.main(answer).one("h1").text == "Members"
    assert page.typed(answer)["q"] == "nguyễn"


@pytest.mark.parametrize("name", ["year", "organisations", "prospects", "targets", "imports"])
def test_the_language_stays_for_the_next_pages(office, name):
    office.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert page.read(office.get(reverse(name))).one("html")["lang"] == "en"


def test_the_switch_works_before_signing_in(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": ENTRANCE}, follow=True)
    assert answer.wsgi_request.path == ENTRANCE
    assert page.main(answer).one("h1").text == "Sign in"


def test_the_switch_leads_to_no_other_host(office):
    told = {"language": "en", "next": "https://elsewhere.example/"}
    assert office.post(reverse("set_language"), told).url == "/"


def test_signing_in_with_a_wrong_password_says_what_is_wrong_and_keeps_the_name(client):
    answer = client.post(ENTRANCE, {"login": "vanphong", "password": "sai mật khẩu"})
    assert page.errors(answer) == ["Tên đăng nhập hoặc mật khẩu chưa đúng."]
    assert page.typed(answer)["login"] == "vanphong"


def test_nobody_makes_an_account_alone(client):
    answer = client.get(reverse("account_signup"))
    assert page.main(answer).all("input", name="password1") == []


def test_signing_out_ends_the_session(office):
    office.post(reverse("account_logout"))
    assert office.get(reverse("members")).url.startswith(ENTRANCE)


def sign_in(client, **more):
    password = json.loads(sample.file().read_text("utf-8"))["vanphong"]
    return client.post(ENTRANCE, {"login": "vanphong", "password": password, **more})


def test_signing_in_leads_to_the_year_s_picture_or_where_one_was_going(client):
    assert sign_in(client).url == reverse("year")
    assert sign_in(Client(), next=reverse("members")).url == reverse("members")


def test_signing_in_leads_to_no_other_host(client):
    assert sign_in(client, next="https://elsewhere.example/").url == reverse("year")


def test_a_session_ends_with_the_browser(client):
    sign_in(client)
    assert client.get(reverse("members")).status_code == 200
    assert client.session.get_expire_at_browser_close()
