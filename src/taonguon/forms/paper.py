"""A paper ready to be set: every word of it, in plain values that JSON keeps as they are."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SHORT = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with all its words. `blocks` come from top to bottom; `look` are its measures.

    `number` is as printed, `05-NQ/CB`, empty for a paper that bears none. `seal` is the short hash
    set beside it as a picture for a phone, empty until the paper is kept.
    """

    form: str
    title: str
    number: str
    look: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...]
    draft: str = ""
    seal: str = ""

    def content(self) -> dict[str, Any]:
        """Return all that is printed but the seal, as JSON keeps it."""
        return {
            "form": self.form,
            "title": self.title,
            "number": self.number,
            "look": dict(self.look),
            "blocks": [dict(block) for block in self.blocks],
            "draft": self.draft,
        }

    def hash(self) -> str:
        """Return the SHA-256 of the content in its one canonical writing, in hexadecimal."""
        told = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    def sealed(self) -> "Paper":
        """Return the paper with the seal of its content: the first digits of the hash."""
        return replace(self, seal=self.hash()[:SHORT])


def paper(content: Mapping[str, Any]) -> Paper:
    """Return the paper that `Paper.content` gave, unsealed."""
    return Paper(
        form=content["form"],
        title=content["title"],
        number=content["number"],
        look=content["look"],
        blocks=tuple(content["blocks"]),
        draft=content["draft"],
    )
