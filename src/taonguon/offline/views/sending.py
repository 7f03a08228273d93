"""Where a phone sends what was recorded without signal."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from taonguon.core.access import DIFFICULTIES
from taonguon.offline import receiving
from taonguon.organisations.visibility import needs
from taonguon.rules.offline import limits


@needs(DIFFICULTIES)
@never_cache
def offline_token(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, with a fresh token to send by."""
    return JsonResponse({"user": request.user.get_username(), "token": get_token(request)})


@needs(DIFFICULTIES)
@never_cache
@require_POST
def offline_send(request: HttpRequest) -> HttpResponse:
    """Keep the records of a batch, each once, and answer for each."""
    text = request.POST.get("batch", "")
    try:
        those = receiving.read(text, limits().records) if text else []
    except receiving.BadBatch:
        return JsonResponse({"answers": []}, status=400)
    return JsonResponse({"answers": receiving.answers(request, those, timezone.now())})
