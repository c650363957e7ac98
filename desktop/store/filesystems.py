"""Detects network file systems and folders that another program synchronises."""

import os
import sys
from pathlib import Path

_NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "fuse.glusterfs",
        "glusterfs", "ceph", "fuse.ceph", "fuse.rclone", "davfs", "fuse.davfs2", "lustre", "gfs2", "ocfs2", "beegfs",
        "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.onedriver", "afpfs", "webdav", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse",
    }
)  # fmt: skip
_SYNCHRONISED = (
    "dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "mobile documents", "nextcloud",
    "owncloud", "syncthing", "megasync", "pclouddrive", "yandex.disk",
)  # fmt: skip
_REMOTE_DRIVE = 4
MOUNTS = Path("/proc/self/mountinfo")


def is_shared(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether other computers or programs may use the same files, which rules out SQLite's shared memory."""
    parts = [part.casefold() for part in folder.absolute().parts]
    if any(part == name or part.startswith(f"{name} ") for part in parts for name in _SYNCHRONISED):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == _REMOTE_DRIVE)
    return _kind(folder, mounts) in _NETWORK


def _kind(folder: Path, mounts: Path) -> str:
    """The file system type of a folder, "" where it is unknown."""
    try:
        lines = os.fsdecode(mounts.read_bytes()).splitlines()
    except OSError:
        return ""
    found = (-1, "")
    here = f"{folder.resolve()}/"
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = f"{_plain(fields[4]).rstrip('/')}/"
        # a later line covers an earlier one at the same place
        if here.startswith(point) and len(point) >= found[0]:
            found = (len(point), after.split(" ")[0])
    return found[1]


def _plain(escaped: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        escaped = escaped.replace(code, letter)
    return escaped
