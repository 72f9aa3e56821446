"""The files of `.blogctl/views/`, and their sums, which are kept in `.blogctl/cache/`."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from blogctl.content.imports import Import, read_imports
from blogctl.content.views import MONTH, Beside, Days, Reads, read_beside, read_days, summed
from blogctl.errors import BlogError, Unreadable
from blogctl.storage.settings import FOLDER, own_folder

VIEWS = f"{FOLDER}/views"
IMPORTS = f"{VIEWS}/imports.json"
_SUMS = "views.json"
_FORM = 2
_SPANS = "views-spans.json"
_SPANS_KEPT = 5


def days_path(month: str) -> str:
    """Return the path of the views of *month*, as 2026-11."""
    return f"{VIEWS}/{month}.csv"


def beside_path(month: str) -> str:
    """Return the path of what else was counted in *month*."""
    return f"{VIEWS}/{month}.beside.csv"


def months(root: Path) -> list[str]:
    """Return the months that views are kept of, in order."""
    return _months(root, ".csv")


def beside_months(root: Path) -> list[str]:
    """Return the months of which other counts are kept, in order."""
    return _months(root, ".beside.csv")


def _months(root: Path, ending: str) -> list[str]:
    with suppress(OSError):
        names = [name.removesuffix(ending) for name in os.listdir(root / VIEWS)
                 if name.endswith(ending)]  # fmt: skip
        return sorted(name for name in names if MONTH.fullmatch(name))
    return []


def bytes_of(root: Path, path: str) -> bytes | None:
    """Return the bytes of one of the files; None where it is not there; raise Unreadable."""
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{path} cannot be read: {reason}"
        raise Unreadable(message, hint="look at its permissions") from error


def days_of(root: Path, month: str) -> Days:
    """Return the views of *month* by day; raise Unreadable."""
    return read_days(_text(root, days_path(month)), days_path(month))


def beside_of(root: Path, month: str) -> Beside:
    """Return what else was counted in *month*; raise Unreadable."""
    return read_beside(_text(root, beside_path(month)), beside_path(month))


def imports_of(root: Path) -> list[Import]:
    """Return what was counted before; raise Unreadable."""
    data = bytes_of(root, IMPORTS)
    return [] if data is None else read_imports(data, IMPORTS)


def _text(root: Path, path: str) -> str:
    return text_of(bytes_of(root, path), path)


def text_of(data: bytes | None, path: str) -> str:
    """Return the text of the file at *path*, '' for none; raise Unreadable."""
    try:
        return "" if data is None else data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8", hint="git, or 'blogctl undo'") from error


def sums(root: Path, *, cached: bool = True) -> dict[str, dict[str, Reads]]:
    """Return the views of each address by month; files that have not changed are not read again."""
    marks = {month: _mark(root, month) for month in months(root)}
    kept = _kept(root, _SUMS) if cached and marks else {}
    known = {month: _known(kept.get(month), mark) for month, mark in marks.items()}
    found = {
        month: summed(days_of(root, month)) if one is None else one for month, one in known.items()
    }
    if cached and (None in known.values() or kept.keys() != marks.keys()):
        told = {month: {"mark": mark, "posts": found[month]} for month, mark in marks.items()}
        _keep(root, _SUMS, told)
    return found


def _known(told: Any, mark: list[int]) -> dict[str, Reads] | None:
    """Return the sums that were kept of a month; None where its file has changed since."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        return _reads(told["posts"]) if told["mark"] == mark else None
    return None


class Spans:
    """The sums of spans of days that were asked for before, as long as no file has changed."""

    def __init__(self, root: Path, *, cached: bool) -> None:
        self._root = root
        self._cached = cached
        self._marks = [[month, *_mark(root, month)] for month in months(root)]
        kept = _kept(root, _SPANS) if cached else {}
        same = kept.get("marks") == self._marks and isinstance(kept.get("spans"), dict)
        self._known: dict[str, Any] = kept["spans"] if same else {}

    def known(self, span: str) -> dict[str, Reads] | None:
        """Return the views of each address in *span*; None where they are not known."""
        with suppress(ValueError, TypeError, AttributeError):
            told = self._known.get(span)
            return None if told is None else _reads(told)
        return None

    def keep(self, span: str, totals: Mapping[str, Reads]) -> None:
        """Leave *totals* for the next time, and the last few that were asked for."""
        self._known = {**dict(list(self._known.items())[-_SPANS_KEPT:]), span: dict(totals)}
        if self._cached:
            _keep(self._root, _SPANS, {"marks": self._marks, "spans": self._known})


def _mark(root: Path, month: str) -> list[int]:
    """Return what tells that the file of *month* has changed."""
    stat = (root / days_path(month)).stat()
    return [stat.st_mtime_ns, stat.st_size, stat.st_ino]


def _reads(told: Any) -> dict[str, Reads]:
    return {name: Reads(*reads) for name, reads in told.items()}


def _kept(root: Path, name: str) -> dict[str, Any]:
    """Return what was left in the file *name* of the cache; {} for nothing that we would leave."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        told = json.loads((root / FOLDER / "cache" / name).read_bytes())
        return dict(told["kept"]) if told["form"] == _FORM else {}
    return {}


def _keep(root: Path, name: str, told: Any) -> None:
    """Leave *told* for the next time, where that can be done."""
    with suppress(OSError, BlogError):
        path = own_folder(root) / "cache" / name
        path.parent.mkdir(exist_ok=True)
        aside = path.with_name(f"{name}.{os.getpid()}")
        aside.write_text(json.dumps({"form": _FORM, "kept": told}))
        os.replace(aside, path)
