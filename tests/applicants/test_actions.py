"""Links, requests and their answers: what is kept, what is refused, what is carried out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.applicants import actions, keys
from taonguon.applicants.models import GROUND_LENGTH, Link, Request, Tally
from taonguon.core.erasure import ERASED
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people.actions import Refused
from taonguon.rules import applicant
from tests import cast
from tests.cases.conftest import MEMBERS, NOW

pytestmark = pytest.mark.django_db
LIMIT = (3, 600)


def ask(person, kind="see", text="", at=NOW, link=None):
    return actions.ask(link=link, person=person, kind=kind, text=text, by=None, at=at)


def answer(request, outcome="carried_out", ground="", at=NOW):
    return actions.answer(request=request, outcome=outcome, ground=ground, by=None, at=at)


def journalled():
    return [(one.act, one.subject) for one in JournalEntry.objects.order_by("pk")]


def test_of_a_link_a_hash_alone_is_kept_and_the_key_is_nowhere(lan):
    link, key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    kept = Link.objects.get()
    assert (kept.key_hash, kept.expires_at) == (keys.hashed(key), NOW + timedelta(days=7))
    assert len(key) >= 40
    told = [*Link.objects.values(), *JournalEntry.objects.values()]
    assert key not in str(told)
    assert journalled() == [("link.make", f"person:{lan.pk}")]
    assert link.revoked_at is None


def test_every_link_has_a_key_of_its_own(lan):
    made = {actions.make_link(person=lan, days=7, by=None, at=NOW)[1] for _ in range(5)}
    assert len(made) == 5


@pytest.mark.parametrize("days", [0, -1, applicant.link().longest + 1])
def test_a_link_for_days_out_of_bounds_is_refused_and_nothing_kept(lan, days):
    with pytest.raises(Refused, match="ngày"):
        actions.make_link(person=lan, days=days, by=None, at=NOW)
    assert not Link.objects.exists()
    assert journalled() == []


@pytest.mark.parametrize("days", [1, applicant.link().longest])
def test_a_link_holds_for_the_fewest_and_the_most_days(lan, days):
    assert actions.make_link(person=lan, days=days, by=None, at=NOW)


def test_a_link_cannot_expire_before_it_was_made(lan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(person=1, key_hash="x", made_at=NOW, expires_at=NOW)


def test_revoking_twice_is_journalled_once_and_keeps_the_first_moment(lan):
    link, _key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    actions.revoke_link(link=link, by=None, at=NOW)
    actions.revoke_link(link=link, by=None, at=NOW + timedelta(hours=1))
    assert Link.objects.get().revoked_at == NOW
    assert [act for act, _ in journalled()].count("link.revoke") == 1


def test_tries_are_counted_up_to_the_limit_and_anew_in_the_next_window(db):
    tries = [actions.spend(what="address:1", limit=LIMIT, at=NOW) for _ in range(5)]
    assert tries == [True, True, True, False, False]
    assert actions.spend(what="address:2", limit=LIMIT, at=NOW)
    assert actions.spend(what="address:1", limit=LIMIT, at=NOW + timedelta(seconds=600))


def test_the_counting_keeps_no_address_and_no_old_window(db):
    actions.spend(what="address:192.0.2.7", limit=LIMIT, at=NOW - timedelta(days=2))
    actions.spend(what="address:192.0.2.7", limit=LIMIT, at=NOW)
    (kept,) = Tally.objects.all()
    assert "192.0.2.7" not in kept.what
    assert kept.since <= NOW


@pytest.mark.parametrize("kind", applicant.kinds())
def test_a_request_of_every_kind_is_kept_with_its_words_and_the_way_it_came(lan, kind):
    link, _key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    kept = ask(lan, kind, "Sai ngày sinh", link=link)
    kept.refresh_from_db()
    assert (kept.kind, kept.text, kept.through) == (kind, "Sai ngày sinh", "link")
    assert kept.acknowledged_at is None
    assert journalled()[-1] == (f"request.{kind}", f"person:{lan.pk}")


def test_a_request_told_to_the_office_is_acknowledged_there_and_then(lan):
    assert ask(lan).acknowledged_at == NOW


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("vote", "", "loại"),
        ("correction", "  ", "ghi rõ"),
        ("complaint", "", "ghi rõ"),
        ("see", "x" * 1001, "1001"),
    ],
)
def test_a_request_that_says_nothing_or_too_much_is_refused(lan, kind, text, why):
    with pytest.raises(Refused, match=why):
        ask(lan, kind, text)
    assert not Request.objects.exists()


def test_the_longest_request_is_kept_whole(lan):
    assert len(ask(lan, "see", "ă" * 1000).text) == 1000


def test_what_waits_already_is_not_asked_twice_but_another_correction_is(lan):
    ask(lan, "withdrawal")
    with pytest.raises(Refused, match="chờ trả lời"):
        ask(lan, "withdrawal")
    ask(lan, "correction", "Sai tên")
    assert ask(lan, "correction", "Sai ngày sinh")


def test_answered_once_a_request_may_be_asked_anew(lan):
    answer(ask(lan))
    assert ask(lan)


def test_acknowledging_keeps_the_first_moment(lan):
    link, _key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    kept = ask(lan, link=link)
    actions.acknowledge(request=kept, by=None, at=NOW)
    actions.acknowledge(request=kept, by=None, at=NOW + timedelta(hours=1))
    assert Request.objects.get().acknowledged_at == NOW


@pytest.mark.parametrize(
    ("outcome", "ground", "why"),
    [("refused", " ", "căn cứ"), ("later", "", "Hãy chọn")],
)
def test_an_answer_without_its_ground_is_refused_and_nothing_kept(lan, outcome, ground, why):
    kept = ask(lan)
    with pytest.raises(Refused, match=why):
        answer(kept, outcome, ground)
    assert Request.objects.waiting().exists()


def test_a_refusal_keeps_its_ground_and_carries_nothing_out(lan, again):
    told = answer(ask(lan, "withdrawal"), "refused", "x" * GROUND_LENGTH)
    assert (told.outcome, len(told.ground)) == ("refused", GROUND_LENGTH)
    assert again().standing == "prospect"


def test_a_request_is_answered_once(lan):
    kept = ask(lan)
    answer(kept)
    with pytest.raises(Refused, match="23/11/2026"):
        answer(kept, "refused", "nghĩ lại")
    assert Request.objects.get().outcome == "carried_out"


def test_an_answer_needs_an_outcome_that_is_known(lan):
    kept = ask(lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=kept.pk).update(answered_at=NOW, outcome="")


def test_a_withdrawal_carried_out_ends_the_way_on_the_day_it_was_asked_for(lan, again):
    asked = ask(lan, "withdrawal", at=NOW - timedelta(days=4))
    answer(asked)
    way = again().prospect
    assert (way.ended_why, f"{way.ended_on}") == ("withdrew", "2026-11-19")
    assert again().standing == "unlisted"
    assert Fact.objects.filter(person=lan.pk, kind="agreement_withdrawn").count() == 1


def test_a_withdrawal_is_not_carried_out_twice(lan):
    answer(ask(lan, "withdrawal"))
    second = ask(lan, "withdrawal")
    with pytest.raises(Refused, match="rồi"):
        answer(second)
    assert Request.objects.waiting().get() == second


@pytest.mark.parametrize("kind", ["withdrawal", "delete"])
def test_what_is_kept_of_a_member_is_neither_withdrawn_nor_erased(commune, again, kind):
    member = again(MEMBERS[0])
    kept = ask(member, kind)
    with pytest.raises(Refused, match="đảng viên"):
        answer(kept)
    assert again(MEMBERS[0]).name == member.name
    assert Request.objects.waiting().exists()


def test_an_erasure_asked_for_ends_the_way_and_erases_at_once(lan, again):
    link, _key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    answer(ask(lan, "delete", "Xin xóa giúp tôi"))
    assert (again().name, again().standing) == (ERASED, "unlisted")
    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert (Request.objects.get().text, Request.objects.get().outcome) == ("", "carried_out")
    assert ("person.erase", f"person:{lan.pk}") in journalled()


def test_of_somebody_erased_nothing_is_asked_and_no_link_is_made(lan, again):
    answer(ask(lan, "delete"))
    with pytest.raises(Refused, match="đã được xóa"):
        ask(again())
    with pytest.raises(Refused, match="đã được xóa"):
        actions.make_link(person=again(), days=7, by=None, at=NOW)


def test_nothing_is_erased_while_another_request_waits(lan, again):
    ask(lan, "complaint", "Chưa ai trả lời tôi")
    kept = ask(lan, "delete")
    with pytest.raises(Refused, match="yêu cầu chưa trả lời"):
        answer(kept)
    assert again().name == cast.NAMES[cast.LAN]
    assert again().standing == "prospect"
