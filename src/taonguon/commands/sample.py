"""The sample commune: loaded on the first start, with accounts to look around with."""

import json
import secrets
from datetime import date
from importlib import resources
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.accounts.models import User
from taonguon.commands import (
    sample_activities,
    sample_applicants,
    sample_cases,
    sample_cells,
    sample_classes,
    sample_difficulties,
    sample_directives,
    sample_documents,
    sample_history,
    sample_introductions,
    sample_meetings,
    sample_petitions,
    sample_prospects,
    sample_reports,
    sample_structure,
    sample_targets,
    sample_visits,
)
from taonguon.core.access import ROLES
from taonguon.imports import actions as imports
from taonguon.organisations.models import Organisation
from taonguon.regulations.actions import propose_day

COMMUNE = "Đảng bộ xã Khánh Nhạc"
ACCOUNTS = (
    ("phobithu", "Phó bí thư (mẫu)", "deputy", COMMUNE),
    ("vanphong", "Văn phòng (mẫu)", "office", COMMUNE),
    ("uyvien", "Đảng ủy viên (mẫu)", "committee", COMMUNE),
    ("bithu6", "Bí thư xóm 6 (mẫu)", "secretary", "Chi bộ xóm 6"),
    ("phunu", "Hội Phụ nữ xã (mẫu)", "mass", COMMUNE),
    ("captren", "Cấp trên (mẫu)", "superior", COMMUNE),
)
BODIES = {"phunu": "women"}  # whom a mass organisation's account acts for

# in this order: the last enters somebody twice, whom the others could not tell apart
PARTS = (
    sample_structure,
    sample_history,
    sample_cases,
    sample_cells,
    sample_meetings,
    sample_difficulties,
    sample_visits,
    sample_classes,
    sample_prospects,
    sample_targets,
    sample_activities,
    sample_applicants,
    sample_directives,
    sample_documents,
    sample_petitions,
    sample_reports,
    sample_introductions,
)


def load() -> None:
    """Load the sample's workbooks into an empty register and give its accounts."""
    with resources.as_file(resources.files("taonguon.sample") / "khanh-nhac") as folder:
        begun = imports.begin(organisation=COMMUNE, by=None, at=timezone.now())
        paths = sorted(folder.glob("*.xlsx"))
        imports.preview(load=begun, paths=paths, at=timezone.now())
        imports.write(load=begun, by=None, at=timezone.now())
    for part in PARTS:
        part.load(timezone.now())
    give_accounts()


def give_accounts() -> None:
    """Give the sample's accounts, each with a password drawn for this installation alone."""
    now = timezone.now()
    drawn = {}
    for username, full_name, role, unit in ACCOUNTS:
        drawn[username] = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
        user = accounts.give_account(
            username=username, full_name=full_name, password=drawn[username], at=now
        )
        organisation = Organisation.objects.get(name=unit)
        on = timezone.localdate(now)
        held = {"user": user, "organisation": organisation.pk, "on": on, "at": now}
        if username in BODIES:
            accounts.give_mass_role(body=BODIES[username], **held)
        else:
            accounts.give_role(role=role, **held)
    propose_day(
        on=date(2026, 12, 31),
        kind="off",
        name="nghỉ hoán đổi (đề nghị mẫu)",
        document="thông báo mẫu",
        by=User.objects.get(username="vanphong"),
        at=now,
    )
    path = file()
    path.write_text(json.dumps(drawn, indent=2), "utf-8")
    path.chmod(0o600)


def file() -> Path:
    """Return where the passwords of the sample's accounts are kept."""
    return Path(settings.HOME) / "sample-accounts.json"


def lines() -> list[str]:
    """Return the sample's accounts as lines to print; none when this is no sample."""
    if not file().exists():
        return []
    drawn = json.loads(file().read_text("utf-8"))
    there = set(User.objects.filter(username__in=drawn).values_list("username", flat=True))
    return [
        f"  {username:<10} {drawn[username]}   {ROLES[role].vi} · {unit}"
        for username, _, role, unit in ACCOUNTS
        if username in there
    ]
