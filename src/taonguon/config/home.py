"""Where an installation keeps its data: one folder, TAONGUON_HOME."""

import os
import secrets
import stat
from pathlib import Path

import platformdirs

KEY, DATABASE = "secret-key", "taonguon.sqlite3"
FOR_OWNER, OWNED = 0o700, 0o600


def folder() -> Path:
    """Return the folder of this installation, made when it is not there yet."""
    named = os.environ.get("TAONGUON_HOME")
    home = Path(named) if named else Path(platformdirs.user_data_dir("taonguon", appauthor=False))
    if not home.exists():
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(FOR_OWNER)
    elif (home / KEY).exists():
        _close(home, FOR_OWNER)
    return home


def make_database() -> None:
    """Make the file of the installation's own database, readable by its owner alone.

    SQLite gives its journals the mode of the file.
    """
    path = folder() / DATABASE
    path.touch(OWNED)
    _close(path, OWNED)


def _close(path: Path, mode: int) -> None:
    """Take from others what earlier versions left open; on Windows the user's folder does that."""
    if os.name == "posix":
        told = path.stat()
        if told.st_uid == os.getuid() and stat.S_IMODE(told.st_mode) != mode:
            path.chmod(mode)


def secret_key() -> str:
    """Return the installation's own key, drawn once and kept readable by its owner alone."""
    path = folder() / KEY
    if not path.exists():
        path.touch(OWNED)
        path.write_text(secrets.token_urlsafe(48), "ascii")
        _close(path, OWNED)
    return path.read_text("ascii").strip()
