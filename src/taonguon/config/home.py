"""Where an installation keeps its data: one folder, TAONGUON_HOME."""

import os
import secrets
from pathlib import Path

import platformdirs


def folder() -> Path:
    """Return the folder of this installation, made when it is not there yet."""
    named = os.environ.get("TAONGUON_HOME")
    home = Path(named) if named else Path(platformdirs.user_data_dir("taonguon", appauthor=False))
    home.mkdir(parents=True, exist_ok=True)
    return home


def secret_key() -> str:
    """Return the installation's own key, drawn once and kept readable by its owner alone."""
    path = folder() / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48), "ascii")
        path.chmod(0o600)
    return path.read_text("ascii").strip()
