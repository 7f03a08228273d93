"""What every act here does first: hold the person, and refuse what the register contradicts."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.whereabouts import handovers
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.projection import PROSPECT
from taonguon.prospects import facts


def held(person: Person) -> tuple[Person, list[CoreFact]]:
    """Return a prospect, held until the transaction ends, with the facts that stand.

    Raises Refused for somebody who is a prospect no longer. Call inside a transaction.
    """
    rows = Person.objects.select_for_update(of=("self",)).select_related("cell")
    found = rows.filter(pk=person.pk).first()
    if found is None:
        raise Refused(_("Có người khác vừa ghi về người này: mở lại trang rồi làm lại."))
    if found.standing != PROSPECT:
        raise Refused(
            _("%(name)s không còn trong danh sách nguồn: xem quá trình của người này.")
            % {"name": found.name}
        )
    return found, facts.one(found.pk)


def next_turn(known: list[CoreFact]) -> int:
    """Return the number of the next hand-over of a person."""
    return max((one.turn for one in handovers(known)), default=0) + 1


def not_to_come(on: date, at: datetime) -> None:
    """Raise Refused for a day after the moment of recording."""
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})
