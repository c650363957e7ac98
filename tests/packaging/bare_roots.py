"""Tries the README's first command on bare Debian systems: `python -m tests.packaging.bare_roots`, as root.

Makes a root folder of each release with debootstrap, holding Python and nothing of Qt, and starts this checkout in it:
as root; as a user without sudo; as a user with sudo, without and with `--yes`. Takes some minutes, downloads packages.
A computer whose pip or apt needs files of its own names them with `--copy`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
RELEASES = ("bookworm", "trixie")
MIRROR = "http://deb.debian.org/debian"
INCLUDED = "python3,python3-venv,python3-pip,ca-certificates,sudo"
START = "python3 -m desktop {options} --data-dir /tmp/profile --screenshot /tmp/page.png"
USER = "trader"
APT_LINE = re.compile(r"on Debian or Ubuntu: (?:sudo )?(apt-get install .*)")


class Root:
    """One system in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, command: str, *, user: str = "root") -> subprocess.CompletedProcess[str]:
        """Run a shell command in the checkout inside, with nobody at the keyboard."""
        pip = " ".join(f"{name}={value}" for name, value in os.environ.items() if name.startswith("PIP_"))
        inside = f"cd /srv/otet && env {pip} {command}"
        return subprocess.run(
            ["chroot", str(self.folder), "su", user, "-c", inside],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip

    def start(self, *, user: str, options: str = "") -> subprocess.CompletedProcess[str]:
        """Run the README's first command, so that it writes a picture and ends."""
        self.picture.unlink(missing_ok=True)
        return self.run(START.format(options=options), user=user)

    @property
    def picture(self) -> Path:
        """The picture of the first page that a start writes."""
        return self.folder / "tmp" / "page.png"


def as_root(root: Root) -> None:
    """Root is not asked: the libraries are installed, and the app starts."""
    started(root, root.start(user="root"))


def without_sudo(root: Root) -> None:
    """The line is printed at each start until somebody ran it; then the app starts."""
    first, second = root.start(user=USER), root.start(user=USER)
    for done in (first, second):
        expect(done.returncode == 1 and not root.picture.exists(), "it started without its libraries", done)
    lines = [found[1] for found in map(APT_LINE.search, (first.stderr, second.stderr)) if found]
    expect(len(lines) == 2 and lines[0] == lines[1], "the line is not the same at both starts", second)
    root.run("apt-get update -qq")
    installed = root.run(f"env DEBIAN_FRONTEND=noninteractive {lines[0]}")
    expect(installed.returncode == 0, "apt does not know the line", installed)
    started(root, root.start(user=USER))


def with_sudo(root: Root) -> None:
    """Sudo is used after `--yes` only."""
    (root.folder / "etc" / "sudoers.d" / USER).write_text(f"{USER} ALL=(ALL) NOPASSWD: ALL\n")
    refused = root.start(user=USER)
    expect(refused.returncode == 1 and bool(APT_LINE.search(refused.stderr)), "sudo was used unasked", refused)
    started(root, root.start(user=USER, options="--yes"))


def library_gone(root: Root) -> None:
    """A library that goes away later is named by the self-check and by the start."""
    started(root, root.start(user="root"))
    for file in (root.folder / "usr" / "lib").rglob("libgssapi_krb5.so.2*"):
        file.unlink()
    for command in ("python3 -m desktop --self-check", START.format(options="")):
        done = root.run(command)
        told = done.stdout + done.stderr
        expect(done.returncode == 1 and "libgssapi-krb5-2" in told, "the missing library is not named", done)


SCENARIOS: tuple[Callable[[Root], None], ...] = (as_root, without_sudo, with_sudo, library_gone)


def started(root: Root, done: subprocess.CompletedProcess[str]) -> None:
    """Check that a start worked: exit code 0, a picture, and a self-check without a failure."""
    expect(done.returncode == 0 and root.picture.stat().st_size > 1000, "it did not start", done)
    checked = root.run("python3 -m desktop --self-check")
    expect(checked.returncode == 0, "the self-check failed", checked)


def expect(is_so: bool, otherwise: str, done: subprocess.CompletedProcess[str]) -> None:
    """End with what was seen where something is not as it should be."""
    if not is_so:
        sys.exit(f"{otherwise}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}")


def make(folder: Path, release: str, copied: list[Path]) -> None:
    """Make the system of a release, with this checkout's last commit and a user in it."""
    command = ["debootstrap", "--variant=minbase", f"--include={INCLUDED}", release, str(folder), MIRROR]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for path in (Path("/etc/resolv.conf"), Path("/etc/hosts"), *copied):
        target = folder / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(path, target)
    subprocess.run(["git", "clone", "-q", str(CHECKOUT), str(folder / "srv" / "otet")], check=True)
    subprocess.run(["chroot", str(folder), "useradd", "-m", USER], check=True)
    subprocess.run(["chroot", str(folder), "chown", "-R", f"{USER}:", "/srv/otet"], check=True)


@contextmanager
def copy_of(template: Path) -> Iterator[Root]:
    """A copy of a system, with its process table mounted; unmounted and removed afterwards."""
    folder = template.with_name("one")
    subprocess.run(["cp", "-a", str(template), str(folder)], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", str(folder / "proc")], check=True)
    try:
        yield Root(folder)
    finally:
        subprocess.run(["umount", str(folder / "proc")], check=True)
        shutil.rmtree(folder)


def main() -> None:
    """Try every scenario on every release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="append", choices=RELEASES, help="only this one")
    parser.add_argument("--copy", action="append", type=Path, default=[], metavar="PATH", help="needed inside too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for release in options.release or RELEASES:
            template = Path(folder) / release
            make(template, release, options.copy)
            for scenario in SCENARIOS:
                with copy_of(template) as root:
                    scenario(root)
                sys.stdout.write(f"{release}: {scenario.__name__.replace('_', ' ')}: ok\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
