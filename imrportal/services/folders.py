"""Where downloads and data lie, and who may reach them when the caller is root."""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED_CACHE = Path("/var/cache/imrportal")
SHARED_DATA = Path("/var/lib/imrportal")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int


def unprivileged_account() -> Account | None:
    """The account that runs the engine where the caller is root; None where the caller is an ordinary user.

    OpenSearch refuses to run as root.
    """
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def anyone_can_reach(path: Path) -> bool:
    """Whether every folder on the way to `path` that exists may be entered by any user."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir())


def cache_folder(environ: Mapping[str, str], account: Account | None) -> Path:
    """Where prepared downloads are kept, outside the clone: a fresh clone finds them there."""
    cache_home = environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    folder = Path(cache_home) / "imrportal"
    if account is not None and not anyone_can_reach(folder):
        return SHARED_CACHE
    return folder


def engine_folder(preferred: Path, account: Account | None, cache: Path) -> Path:
    """Where an engine keeps data, logs and configuration: `preferred`, if the engine can work there.

    It cannot where its unprivileged user may not enter, nor (its launcher's fault) where a name has a space.
    """
    has_space = any(character.isspace() for character in str(preferred))
    if account is None:
        return cache / "engines" / _name_for(preferred) if has_space else preferred
    if has_space or not anyone_can_reach(preferred):
        return SHARED_DATA / _name_for(preferred)
    return preferred


def make_folder(folder: Path, owner: Account | None) -> Path:
    """Make the folder and give it, with what is in it, to its owner; without one it stays the caller's."""
    folder.mkdir(parents=True, exist_ok=True)
    if owner is not None:
        folder.chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
    return folder


@contextmanager
def one_at_a_time(cache: Path) -> Iterator[None]:
    """Make the cache folder if needed, and let one program at a time prepare things in it."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def free_gigabytes(folder: Path) -> float:
    """Free space (10^9 bytes) on the disk that holds the folder, or will hold it."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free / 1e9


def _name_for(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
