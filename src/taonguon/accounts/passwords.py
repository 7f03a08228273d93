"""What a password must be, in words Django has none of in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least as many characters as the settings ask for."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return _("Mật khẩu ngắn quá: cần ít nhất %(n)d ký tự.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        """Say how long it must be."""
        return _("Ít nhất %(n)d ký tự.") % {"n": self.min_length}
