"""What a phone keeps of the product itself: a page that holds nothing of anybody, and its worker."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taonguon.offline import words

FOLDER = Path(settings.STATICFILES_DIRS[0])
MODULES = ("shell", "dom", "fields", "pocket", "screens", "sending", "store", "vault")
STYLES = ("vendor/bootstrap/bootstrap.min.css", "taonguon.css", "offline.css", "favicon.svg")
FONT = "vendor/be-vietnam-pro/"


@login_not_required
@never_cache
def offline_shell(request: HttpRequest) -> HttpResponse:
    """Show the page that opens without signal: the same for everybody, filled by the phone itself."""
    context = {
        "title": _("Đã mang theo"),
        "words": json.dumps(words.shell()),
        "settings": json.dumps(words.settings(request)),
    }
    return render(request, "offline/shell.html", context)


@login_not_required
@never_cache
def offline_worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker, which keeps the shell and what it loads."""
    paths = [f"offline/{name}.js" for name in MODULES] + list(STYLES)
    fonts = sorted(path.name for path in (FOLDER / FONT).glob("*.woff2"))
    kept = [static(path) for path in paths + [FONT + name for name in fonts]]
    code = (FOLDER / "offline" / "worker.js").read_text("utf-8")
    told = hashlib.sha256(json.dumps(kept).encode())
    for path in paths:
        told.update((FOLDER / path).read_bytes())
    about = {
        "name": f"offline-{told.hexdigest()[:12]}",
        "shell": reverse("offline_shell"),
        "files": kept,
    }
    answer = HttpResponse(f"const KEPT = {json.dumps(about)};\n{code}", "text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer
