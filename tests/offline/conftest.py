"""What a phone sends, as a client of the pages sends it; and how it takes along before."""

import json
import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day

TODAY = timezone.localdate
DEVICE, OTHER_DEVICE = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def day(days=0):
    """Return a day some days from now, as it is typed."""
    return show_day(TODAY() + timedelta(days=days))


def take(client, **chosen):
    """Take along what was chosen; return the answer."""
    return client.post(reverse("offline_take"), chosen).json()


def thing(client, kind, **chosen):
    """Take along and return the first thing of a kind."""
    return next(one for one in take(client, **chosen)["things"] if one["kind"] == kind)


def questions(told):
    """Return the questions of a thing by name."""
    return {field["name"]: field for group in told["groups"] for field in group["fields"]}


def first(told):
    """Return what a phone would send if nothing but the first answers were given."""
    return {name: field["value"] for name, field in questions(told).items()}


def record(told, data=None, key=None, **more):
    """Return a record of a thing, as the phone makes it."""
    return {
        "key": key or str(uuid.uuid4()), "kind": told["kind"], "about": told["about"],
        "base": told["base"], "data": first(told) | (data or {}), **more,
    }  # fmt: skip


def post(client, *records, device=DEVICE):
    batch = json.dumps({"device": device, "records": records})
    return client.post(reverse("offline_send"), {"batch": batch})


def send(client, *records, **more):
    """Send records; return what became of each."""
    return post(client, *records, **more).json()["answers"]


def heard(text="Bàn việc mở lớp", **more):
    """Return the answers of a visit."""
    return {"on": [day()], "attended": ["on"], "heard": [text], **more}


def trouble(n, task="Cử người học lớp"):
    told = {
        "kind": "class", "task": task, "bottleneck": "Lớp đã đủ chỗ", "owner": "Văn phòng",
        "due": day(20), "level": "commune",
    }  # fmt: skip
    return {f"kk{n}-{name}": [value] for name, value in told.items()}


def raised(task="Đường vào xóm", kind="money"):
    """Return the answers of a difficulty raised anew."""
    told = {
        "kind": kind, "task": task, "bottleneck": "Chưa có tiền", "raised_by": "Bí thư chi bộ",
        "on": day(), "owner": "Văn phòng", "due": day(10), "severity": "heavy", "level": "cell",
    }  # fmt: skip
    return {name: [value] for name, value in told.items()}
