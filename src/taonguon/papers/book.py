"""The forms in use: as shipped, with the wording officers gave them, of the layers turned on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from taonguon.forms import loading
from taonguon.forms.form import Form
from taonguon.papers.models import Comparison, Wording
from taonguon.rules.reading import BadRule


@dataclass(frozen=True, slots=True)
class Book:
    """All forms by key, those compared with the official document, and changed ones that broke.

    A changed form that a later version of the product cannot read any more is taken as shipped, and
    named in `broken`.
    """

    forms: Mapping[str, Form]
    compared: frozenset[str]
    broken: Mapping[str, BadRule]

    def checked(self, form: Form) -> bool:
        """Tell whether the form, as its file stands, was compared with the official document."""
        return form.digest in self.compared

    def of(self, subject: str, on: date) -> list[Form]:
        """Return the forms of a subject used for papers of a day, in their order."""
        return [form for form in self.forms.values() if form.subject == subject and form.in_use(on)]


def in_use() -> Book:
    """Return the forms in use, in two queries."""
    latest = dict(Wording.objects.order_by("pk").values_list("form", "text"))
    compared = frozenset(Comparison.objects.values_list("digest", flat=True))
    layers = (loading.NATIONAL, *settings.TAONGUON_LAYERS)
    forms = {form.key: form for form in loading.shipped().values() if form.layer in layers}
    broken: dict[str, BadRule] = {}
    for key, text in latest.items():
        if key not in forms or not text:
            continue
        try:
            forms[key] = read(key, text)
        except BadRule as wrong:
            broken[key] = wrong
    return Book(forms, compared, broken)


@lru_cache(maxsize=256)
def read(key: str, text: str) -> Form:
    """Return a changed form. Raises BadRule with its line, also where it says it is another form."""
    shipped = next(form for form in loading.shipped().values() if form.key == key)
    form = loading.load(f"{key}.toml", text, shipped.layer)
    if form.code != shipped.code or form.subject != shipped.subject:
        raise loading.refused(
            f"{key}.toml",
            f"mã và đối tượng phải giữ là “{shipped.code}”, “{shipped.subject}”.",
            f"code and subject must stay “{shipped.code}”, “{shipped.subject}”.",
        )
    return form


def text_of(key: str) -> str:
    """Return the file of a form as it is in use. Raises KeyError for a key there is not."""
    latest = Wording.objects.filter(form=key).order_by("-pk").first()
    return latest.text if latest is not None and latest.text else shipped_text(key)


def shipped_text(key: str) -> str:
    """Return the file of a form as shipped. Raises KeyError for a key there is not."""
    code = next((form.code for form in loading.shipped().values() if form.key == key), "")
    return loading.text_of(code)
