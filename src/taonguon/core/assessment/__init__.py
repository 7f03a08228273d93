"""What a case comes to under the rules of a day."""

from taonguon.core.assessment.assess import asides, assess, check, require
from taonguon.core.assessment.outcome import (
    Assessment,
    Blocked,
    Deadline,
    Done,
    Expiry,
    Finding,
    Open,
)

__all__ = [
    "Assessment",
    "Blocked",
    "Deadline",
    "Done",
    "Expiry",
    "Finding",
    "Open",
    "asides",
    "assess",
    "check",
    "require",
]
