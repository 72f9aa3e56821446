"""What a site must be, and where it must not go, before anything of it is sent."""

import json
import os
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from blogctl.content.destinations import Destination
from blogctl.errors import BadSetting, BadSite
from blogctl.storage.settings import own_folder
from blogctl.storage.writing import leave_to_owner

_FOLDER = "deploys"
# No site has use of them, and thieves have.
_SECRETS = (".git", ".blogctl", ".env", ".ssh", ".htpasswd", ".netrc", ".aws")
_SECRET_ENDS = (".pem", ".key", ".p12", ".kdbx", "id_rsa", "id_ed25519")
_LOST = 0.2
_TOLD = 10


def check_output(output: Path, before: int | None, *, force: bool) -> int:
    """Return how many files the site in *output* has; raise BadSite where it is not to be sent.

    *before* is how many the last one had that was sent, None for the first. *force* lets it have
    lost many.
    """
    if not output.is_dir() or output.is_symlink():
        raise BadSite(f"there is no site in {output}", hint="'blogctl build' makes it")
    found, odd = 0, []
    for path in _entries(output):
        what = _oddity(path)
        if what:
            odd.append(f"{path.relative_to(output).as_posix()} {what}")
        found += not path.is_dir()
    if odd:
        hint = "take them out of what the site is built from; nothing was sent"
        raise BadSite("the site holds what must not go online", hint=hint, said=tuple(odd[:_TOLD]))
    if not (output / "index.html").is_file():
        raise BadSite(f"{output} has no index.html", hint="'blogctl build' makes the site")
    if before and not force and found < before * (1 - _LOST):
        message = f"the site has {found} files, and had {before} when it was last deployed"
        raise BadSite(message, hint="if that is right, --force sends it")
    return found


def _entries(output: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(output):
        yield from (Path(folder, name) for name in sorted([*folders, *names]))


def _oddity(path: Path) -> str:
    """Return what is wrong with a file of the site; '' for nothing."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "is a link"
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        return "is no file"
    if path.name in _SECRETS or path.name.endswith(_SECRET_ENDS):
        return "is secret"
    return ""


def check_place(destination: Destination, root: Path, folders: Sequence[str], output: Path) -> None:
    """Raise BadSetting where the site would go to a folder that it must not replace."""
    place = local_folder(destination, root)
    if place is None:
        return
    real, blog = place.resolve(), root.resolve()
    homes = [Path.home().resolve()] if os.environ.get("HOME") else []
    sources = [blog / folder for folder in folders]
    if real in (Path(real.anchor), *homes) or blog.is_relative_to(real):
        what = "holds the blog, or all you have"
    elif any(real == one or real.is_relative_to(one) for one in sources):
        what = "is where the posts are"
    elif real == output.resolve() or real.is_relative_to(blog / ".blogctl"):
        what = "is where the site is built"
    else:
        return
    raise BadSetting(
        f"[deploy.{destination.name}]: {place} {what}", hint="name a folder of its own"
    )


def local_folder(destination: Destination, root: Path) -> Path | None:
    """Return the folder of this machine that the site goes to; None where it goes elsewhere."""
    to = destination.to
    if destination.kind == "rsync" and ":" not in to.split("/")[0]:
        return root / to
    return Path(to) if destination.kind == "rclone" and to.startswith("/") else None


def files_before(root: Path, name: str) -> int | None:
    """Return how many files the last site had that went to *name*; None where none did."""
    try:
        told = json.loads((own_folder(root) / _FOLDER / f"{name}.json").read_bytes())
        return int(told["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(root: Path, name: str, files: int, now: datetime) -> None:
    """Keep how many *files* went to *name*."""
    folder = own_folder(root) / _FOLDER
    folder.mkdir(exist_ok=True)
    leave_to_owner(folder)
    told = json.dumps({"files": files, "time": now.isoformat()})
    (folder / f"{name}.json").write_text(f"{told}\n")
    leave_to_owner(folder / f"{name}.json")
