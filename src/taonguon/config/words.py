"""Template filters: days, numbers and links as the pages write them."""

from datetime import date

from django import template

from taonguon.core.days import show_day

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Write a day as on paper, `–` when there is none."""
    return show_day(value) if value else "–"


@register.filter
def birth(value: str) -> str:
    """Write a birth as a day or a year, `–` when it is not known."""
    if len(value or "") == 10:
        return show_day(date.fromisoformat(value))
    return value or "–"
