"""The files of `.blogctl/views/`, and their sums, which are kept in `.blogctl/cache/`."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from blogctl.content.imports import Import, read_imports
from blogctl.content.views import MONTH, Beside, Days, Month, Reads, read_beside, read_days, summed
from blogctl.errors import BlogError, Unreadable
from blogctl.storage.settings import FOLDER, own_folder

VIEWS = f"{FOLDER}/views"
IMPORTS = f"{VIEWS}/imports.json"
_NAME = "views.json"
_SUMS = f"{FOLDER}/cache/{_NAME}"
_FORM = 1
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


def sums(root: Path, *, cached: bool = True) -> dict[str, Month]:
    """Return the months in sums; files that have not changed are not read again."""
    wanted = months(root)
    known = _kept(root) if cached and wanted else {}
    found: dict[str, Any] = {}
    for month in wanted:
        mark = _mark(root, month)
        same = month in known and known[month]["mark"] == mark
        found[month] = known[month] if same else {"mark": mark, **_plain(root, month)}
    if cached and found != known:
        _keep(root, found)
    return {month: Month(*(_reads(one[part]) for part in Month._fields))
            for month, one in found.items()}  # fmt: skip


class Spans:
    """The sums of spans of days that were asked for before, as long as no file has changed."""

    def __init__(self, root: Path, *, cached: bool) -> None:
        self._root = root
        self._cached = cached
        self._marks = [[month, *_mark(root, month)] for month in months(root)]
        self._known = self._read() if cached else {}

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
            told = {"form": _FORM, "marks": self._marks, "spans": self._known}
            _write(self._root, _SPANS, told)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            told = json.loads((self._root / FOLDER / "cache" / _SPANS).read_bytes())
            if told["form"] == _FORM and told["marks"] == self._marks:
                return dict(told["spans"])
        return {}


def _mark(root: Path, month: str) -> list[int]:
    """Return what tells that the file of *month* has changed."""
    stat = (root / days_path(month)).stat()
    return [stat.st_mtime_ns, stat.st_size, stat.st_ino]


def _plain(root: Path, month: str) -> dict[str, Any]:
    return summed(days_of(root, month))._asdict()


def _reads(told: Any) -> dict[str, Reads]:
    return {name: Reads(*reads) for name, reads in told.items()}


def _kept(root: Path) -> dict[str, Any]:
    """Return the sums as they were left; {} where they are not as we leave them."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        told = json.loads((root / _SUMS).read_bytes())
        if told["form"] == _FORM:
            known: dict[str, Any] = told["months"]
            for one in known.values():
                Month(*(_reads(one[part]) for part in Month._fields))
            return known
    return {}


def _keep(root: Path, found: dict[str, Any]) -> None:
    """Leave the sums for the next time, where that can be done."""
    _write(root, _NAME, {"form": _FORM, "months": found})


def _write(root: Path, name: str, told: Any) -> None:
    with suppress(OSError, BlogError):
        path = own_folder(root) / "cache" / name
        path.parent.mkdir(exist_ok=True)
        aside = path.with_name(f"{name}.{os.getpid()}")
        aside.write_text(json.dumps(told))
        os.replace(aside, path)
