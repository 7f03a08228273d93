"""What organisations are called by kind, in the language of the page."""

from django.utils.translation import gettext as _


def kind_name(kind: str) -> str:
    """Return the Vietnamese or English name of a kind of organisation."""
    return {
        "province": _("đảng bộ tỉnh"),
        "district": _("đảng bộ huyện"),
        "commune": _("đảng bộ xã"),
        "base": _("đảng bộ cơ sở"),
        "section": _("đảng bộ bộ phận"),
        "cell": _("chi bộ"),
    }.get(kind, kind)
