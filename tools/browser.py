"""Make sure that Chromium is here for the walks through the pages, and LibreOffice if it may.

Looks at the environment's CHROMIUM, then on the PATH; where there is none and the machine lets us,
installs the distribution's own. It never lets the tests be skipped: without a browser it fails. One test
opens the Word files in LibreOffice; where that cannot be installed the test says that it was skipped.
"""

import os
import shutil
import subprocess
import sys

OFFICE = "libreoffice-writer-nogui"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "No Chromium here, and this machine does not let us install one: install Chromium (Debian: "
    "`apt-get install chromium`) or set CHROMIUM to the program, and run this again."
)


def find() -> str | None:
    """Return the path of a Chromium, None when there is none.

    A CHROMIUM that leads to no program is a mistake to be told, not to be searched around.
    """
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install(package: str) -> None:
    """Install a package of Debian's where apt-get is there and we are, or may become, root."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() == 0:
        become: list[str] = []
    elif shutil.which("sudo") and run("sudo", "-n", "true"):
        become = ["sudo", "-n"]
    else:
        return
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(*become, *quiet, "update")
    run(*become, *quiet, "install", "--yes", "--no-install-recommends", package)


def run(*command: str) -> bool:
    """Run a command, its output to where errors go; tell whether it succeeded."""
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def main() -> int:
    """Print the path of the browser, or one sentence of what to do; 1 when there is none."""
    if find() is None and not os.environ.get("CHROMIUM"):
        install("chromium")
    if shutil.which("soffice") is None:
        install(OFFICE)
    browser = find()
    print(browser or MISSING, file=sys.stdout if browser else sys.stderr)
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
