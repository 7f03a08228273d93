"""Who signs out leaves nothing in the browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class LeavingMiddleware:
    """Have the browser clear what it keeps of the product when somebody signs out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the rest of the site."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the header on the answer to a sign-out that was carried out."""
        answer = self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer
