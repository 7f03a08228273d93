"""`taonguon account`: give somebody an account and a role."""

import argparse
import getpass
import sys
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.accounts import actions
from taonguon.accounts.models import User
from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.core import names
from taonguon.core.access import MASS, ROLES
from taonguon.core.days import show_day
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.rules.bodies import shipped


def summary() -> str:
    """Say in one line what the command does."""
    return _("Cấp tài khoản và vai trò cho một người.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    roles = "; ".join(f"{role.code} = {role.vi}" for role in ROLES.values())
    parser.add_argument("username", metavar=_("TÊN_ĐĂNG_NHẬP"), help=_("tên để đăng nhập"))
    parser.add_argument("--full-name", default="", metavar=_("HỌ_TÊN"), help=_("họ và tên"))
    parser.add_argument(
        "--role", required=True, choices=list(ROLES), metavar=_("VAI"), help=_("vai trò: ") + roles
    )
    parser.add_argument(
        "--mass-organisation",
        default="",
        choices=["", *shipped()],
        metavar=_("ĐOÀN_THỂ"),
        help=_("đoàn thể mà người có vai “mass” làm việc cho: ")
        + "; ".join(f"{body.code} = {body.name.vi}" for body in shipped().values()),
    )
    parser.add_argument(
        "--organisation",
        required=True,
        metavar=_("TÊN"),
        help=_("tổ chức đảng giữ vai trò đó; sổ còn trống thì được lập mới, là đảng bộ xã"),
    )


def do(asked: argparse.Namespace) -> int:
    """Ask for a password and give the account; a known user only gets the role."""
    _must_fit(asked)
    database.ensure()
    now = timezone.now()
    known = Organisation.objects.exists()
    organisation = finding.organisation(asked.organisation) if known else None
    if organisation is None:
        finding.must_name_a_commune(asked.organisation)
    user = User.objects.filter(username=asked.username).first()
    password = "" if user else _password(asked.username)
    with transaction.atomic():
        organisation = organisation or _found(asked.organisation, now)
        user = user or actions.give_account(
            username=asked.username, full_name=asked.full_name, password=password, at=now
        )
        held = {"user": user, "organisation": organisation.pk, "on": timezone.localdate(now)}
        if asked.role == MASS:
            actions.give_mass_role(body=asked.mass_organisation, at=now, **held)
        else:
            actions.give_role(role=asked.role, at=now, **held)
    told = {"user": user.username, "role": ROLES[asked.role].vi, "unit": organisation.name}
    sys.stdout.write(_("%(user)s: %(role)s, %(unit)s.") % told + "\n")
    return 0


def _must_fit(asked: argparse.Namespace) -> None:
    """Ask for the mass organisation with the role of one, and with no other."""
    if (asked.role == MASS) != bool(asked.mass_organisation):
        raise Stop(
            _("Vai “mass” phải kèm --mass-organisation, các vai khác thì không; chưa cấp gì.")
        )


def _found(name: str, at: datetime) -> Organisation:
    """Found the commune in a register that is still empty, and say so."""
    today = timezone.localdate(at)
    found = organisations.found(
        name=names.tidy(name), kind="commune", on=today, use_begins_on=today, by=None, at=at
    )
    told = {"name": found.name, "day": show_day(today)}
    sys.stdout.write(
        _("Sổ còn trống: đã lập “%(name)s”, bắt đầu dùng sổ từ %(day)s.") % told + "\n"
    )
    return found


def _password(username: str) -> str:
    if sys.stdin.isatty():
        password = getpass.getpass(_("Mật khẩu: "))
        if getpass.getpass(_("Nhập lại mật khẩu: ")) != password:
            raise Stop(_("Hai lần nhập mật khẩu khác nhau; chưa cấp tài khoản."))
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, User(username=username))
    except ValidationError:
        least = settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
        raise Stop(_("Chưa cấp tài khoản vì mật khẩu yếu: cần ít nhất %(n)d ký tự, không phải loại "
                     "nhiều người dùng, không giống tên đăng nhập.") % {"n": least}) from None  # fmt: skip
    return password
