"""Handing one letter to the mail server, and what is certain of it afterwards."""

from contextlib import suppress
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from taonguon.duties.models import FAILED, REFUSED, SENT, UNSURE

NEVER = 500  # answers from here on will not change by trying again


class Answer(NamedTuple):
    """What became of a letter: its state, and one sentence of why it did not go out."""

    state: str
    why: str = ""


def configured() -> bool:
    """Tell whether a mail server is named."""
    return bool(settings.EMAIL_HOST)


def not_configured() -> str:
    """Return the sentence that says so and how to mend it."""
    return _("Chưa đặt máy chủ thư nên không gửi được: đặt TAONGUON_EMAIL_HOST (xem docs/mail.md).")


def post(letter: EmailMessage) -> Answer:
    """Send one letter. It raises nothing: whatever goes wrong is an answer.

    Until the server has been greeted nothing can have been accepted. A server that answers with a
    refusal did not accept either. One that breaks off midway may have: that stays unsure.
    """
    connection = get_connection()
    try:
        connection.open()
        return _handed_over(connection, letter)
    except (OSError, SMTPException) as wrong:
        return Answer(FAILED, _unreached(wrong))
    finally:
        with suppress(OSError, SMTPException):
            connection.close()


def _handed_over(connection: BaseEmailBackend, letter: EmailMessage) -> Answer:
    """Hand a letter over to a server that was greeted."""
    try:
        connection.send_messages([letter])
    except SMTPRecipientsRefused as wrong:
        return _refused(wrong)
    except SMTPResponseException as wrong:
        return Answer(
            FAILED, _("Máy chủ thư từ chối thư (mã %(code)s).") % {"code": wrong.smtp_code}
        )
    except ValueError:  # nothing was said to the server: an address or a header is none
        return Answer(REFUSED, _("Địa chỉ thư không dùng được: sửa địa chỉ rồi gửi thử lại."))
    except (OSError, SMTPException):
        return Answer(UNSURE, _("Máy chủ thư ngắt giữa chừng: không rõ thư đã đi hay chưa."))
    return Answer(SENT)


def _unreached(wrong: Exception) -> str:
    if isinstance(wrong, SMTPAuthenticationError):
        return _("Máy chủ thư không nhận tên hoặc mật khẩu đã đặt.")
    if isinstance(wrong, SMTPException):
        return _("Máy chủ thư trả lời nhưng không nhận cách nối đã đặt (TLS, tên, mật khẩu).")
    told = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    return _("Không nối được máy chủ thư %(host)s, cổng %(port)s.") % told


def _refused(wrong: SMTPRecipientsRefused) -> Answer:
    code = max((code for code, _words in wrong.recipients.values()), default=NEVER)
    state = REFUSED if code >= NEVER else FAILED
    words = _(
        "Máy chủ thư không nhận địa chỉ người nhận (mã %(code)s): sửa địa chỉ rồi gửi thử lại."
    )
    return Answer(state, words % {"code": code})
