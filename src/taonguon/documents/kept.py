"""Documents kept already as a kind of bulk: those of the book, each made again as it was."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from taonguon.core.rulebook import Text
from taonguon.documents import batches, telling
from taonguon.documents.batches import Item, Kind
from taonguon.documents.models import Batch, Document
from taonguon.forms.paper import Paper
from taonguon.people.actions import Refused

CODE, DOCUMENTS = "documents", "documents"
MOST = 1000


def plan(batch: Batch, _at: datetime) -> Sequence[Item]:
    """Return the documents of a batch in the order asked for; each is read when it is made."""
    asked = batch.arguments[DOCUMENTS]
    rows = Document.objects.filter(pk__in=asked).defer("content", "values").in_bulk()
    return [Item(telling.what(rows[pk]), partial(_read, pk)) for pk in asked if pk in rows]


def _read(pk: int) -> Paper:
    document = Document.objects.get(pk=pk)
    if document.erased:
        raise Refused(_("Nội dung đã xóa cùng thông tin của người này."))
    return document.paper


def register() -> None:
    """Let documents kept already be made in bulk."""
    batches.register(CODE, Kind(Text("Văn bản trong sổ", "Documents of the book"), plan))
