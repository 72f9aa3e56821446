"""The settings of a blog, `.blogctl/config.toml`, and blogctl's own folder."""

import tomllib
from pathlib import Path
from typing import Any

from blogctl.content.settings import check_setting
from blogctl.errors import BadSetting, CannotWrite
from blogctl.storage.writing import leave_to_owner

FOLDER = ".blogctl"
FILE = "config.toml"
IGNORED = "cache/\nundo/\nlock\ndue.lock\nledger.json\ndeploys/\nsite/\n"


def own_folder(root: Path) -> Path:
    """Return blogctl's folder in the blog, made with its `.gitignore` where it was not there.

    A `.gitignore` that an older blogctl made gets the lines that have come since.
    """
    folder = root / FOLDER
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            leave_to_owner(folder)
        ignore = folder / ".gitignore"
        told = ignore.read_bytes() if ignore.exists() else b""
        if wanted := missing_lines(told):
            ignore.write_bytes(told + wanted)
            leave_to_owner(ignore)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{folder} cannot be made: {reason}") from error
    return folder


def missing_lines(told: bytes) -> bytes:
    """Return the lines that blogctl's `.gitignore` lacks; one that is marked is there."""
    known = {line.strip().lstrip(b"#!/ ").rstrip(b"/") for line in told.splitlines()}
    lines = [line for line in IGNORED.encode().splitlines() if line.rstrip(b"/") not in known]
    break_ = b"\n" if lines and told and not told.endswith(b"\n") else b""
    return break_ + b"".join(line + b"\n" for line in lines)


def read_settings(root: Path) -> dict[str, Any]:
    """Return the settings of the blog in *root*, {} without any.

    Raise BadSetting, with its line, for a file that does not parse, and for an unknown key.
    """
    path = root / FOLDER / FILE
    try:
        if path.exists() and not path.is_file():
            raise BadSetting(f"{path} is not a file", hint="remove it")
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} cannot be read: {error}", hint="mend or remove it") from error
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path} does not parse: {error}", hint="mend that line") from error
    except (ValueError, RecursionError) as error:
        message = f"{path} does not parse: it holds too long a number, or is nested too deeply"
        raise BadSetting(message, hint="mend or remove it") from error
    for key, value in settings.items():
        check_setting(key, value)
    return settings
