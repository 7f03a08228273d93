"""How sign-in behaves here: accounts are given by the office, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closed sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an office gives its accounts itself."""
        return False
