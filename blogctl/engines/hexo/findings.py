"""What Hexo passes over or misreads in a post, each with the way out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from blogctl.content.dates import in_zone
from blogctl.content.document import Document
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.post import Post, one_text
from blogctl.engines.engine import Source
from blogctl.engines.hexo.config import Conventions
from blogctl.engines.hexo.dates import Clock, moment_of, read_clock
from blogctl.engines.hexo.fences import printed_fence
from blogctl.engines.hexo.fields import is_quoted, is_true, js_text, stamps_in, written

FORM = "write it as in 2026-03-15 08:00:00"
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?", re.ASCII)
_DAY = re.compile(r"\s*(\d{4})-(\d\d?)-(\d\d?)(?!\d)", re.ASCII)
_OFF = ("no", "off", "n", "false", "f", "0")
_READ = ("title", "date", "updated", "tags", "tag", "categories", "category", "published",
         "permalink", "lang")  # fmt: skip
_HIDING = ("draft", "private", "hidden", "scheduled", "unpublished")
# Fields of other generators that change nothing here, with the way out.
_FOREIGN = {
    "publishdate": "keep it in _drafts until then",
    "pubdate": "keep it in _drafts until then",
    "expirydate": "unpublish it then",
    "unpublishdate": "unpublish it then",
    "lastmod": "call it 'updated'",
}

# Who writes these means the post not to show before.
_WAITING = ("publishdate", "pubdate")


class _Written(NamedTuple):
    """A post's front matter, and the site that it is read for."""

    document: Document
    fields: Mapping[str, Any]
    site: Conventions

    def finding(self, name: str, message: str, hint: str) -> Finding:
        return Finding(line_of(self.document, name), message, hint)

    def passed_over(self, name: str, message: str, hint: str) -> Finding:
        return self.finding(name, message, hint)._replace(stops=False)


def find(source: Source, post: Post, site: Conventions) -> list[Finding]:
    """Return what Hexo passes over or misreads in *post*, in the order of the lines."""
    at = _Written(source.document, post.meta, site)
    found = [
        *_fence(source.document), *_unread(at), *_published(at), *_dates(at), *_title(at),
        *_lists(at), *_address(at, post),
    ]  # fmt: skip
    return sorted(found, key=lambda finding: finding.line or 0)


def _fence(document: Document) -> Iterator[Finding]:
    printed = printed_fence(document)
    if not printed:
        return
    line, mark = printed
    if mark.startswith("+"):
        message = "Hexo reads no TOML: it prints the front matter as text"
        yield Finding(line, message, "write it in YAML, between lines of '---'")
    else:
        message = f"what opens with '{mark}' is no front matter to Hexo, which prints it as text"
        hint = f"put fields between two lines that are '{mark}' and no more, at the very top"
        yield Finding(line, message, hint)


def _unread(at: _Written) -> Iterator[Finding]:
    """Yield the fields that change nothing: other generators', and those in capitals."""
    for name, value in at.fields.items():
        low = name.lower()
        if low == "draft" and is_true(value) and one_text(value).lower() not in _OFF:
            hint = "take the line away; 'blogctl unpublish' moves it to _drafts"
            yield at.passed_over(name, f"'{name}' means nothing to Hexo", hint)
        elif low == "status" and one_text(value).lower() in _HIDING:
            hint = "take the line away; 'blogctl unpublish' moves it to _drafts"
            yield at.passed_over(name, f"'{name}' hides nothing from Hexo", hint)
        elif low in _FOREIGN and value:
            tell = at.finding if low in _WAITING else at.passed_over
            yield tell(name, f"'{name}' means nothing to Hexo", _FOREIGN[low])
        elif low in _READ and name not in _READ:
            yield at.finding(name, f"Hexo does not read '{name}', only '{low}'", f"call it '{low}'")


def _published(at: _Written) -> Iterator[Finding]:
    value = at.fields.get("published")
    if isinstance(value, str) and value.strip().lower() in _OFF and value not in ("false", "0"):
        message = f"'published: {value}' is text to Hexo, and hides nothing"
        yield at.passed_over("published", message, "write 'published: false'")


def _dates(at: _Written) -> Iterator[Finding]:
    for name in ("date", "updated"):
        value = at.fields.get(name)
        if not is_true(value):
            continue
        clock = read_clock(value, quoted=is_quoted(at.document, name))
        if clock is None:
            message = f"'{js_text(value)}' in '{name}' is not a date that Hexo reads"
            yield at.finding(name, f"{message}; it takes that of the file", FORM)
        elif isinstance(value, (bool, int, float)):
            message = f"'{name}: {js_text(value)}' is milliseconds since 1970 to Hexo"
            yield at.finding(name, message, FORM)
        else:
            yield from _misread(at, name, clock)


def _misread(at: _Written, name: str, clock: Clock) -> Iterator[Finding]:
    """Yield a day that there is not, or an offset that leads to another moment."""
    value = one_text(at.fields[name])
    day = _DAY.match(value)
    if day and _is_no_day(*(int(part) for part in day.groups())):
        message = f"there is no {day.group().strip()}; Hexo takes {clock.time:%Y-%m-%d}"
        yield at.finding(name, message, "correct the day")
    zone = at.site.zone or at.site.machine
    try:
        moment = moment_of(clock, at.site.machine, at.site.zone)
        meant = clock.time.replace(tzinfo=clock.zone).astimezone(UTC) if clock.zone else moment
    except (ValueError, OverflowError):
        message = f"'{value}' in '{name}' is out of the calendar"
        yield at.finding(name, message, FORM)
        return
    # A day alone is UTC to JavaScript, but nobody means that.
    if moment != meant and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
        local = in_zone(moment, zone)
        message = f"Hexo forgets the offset in '{name}': it takes {local:%Y-%m-%d %H:%M} in {zone}"
        wanted = f"{in_zone(meant, zone):%Y-%m-%d %H:%M:%S}"
        yield at.finding(name, message, f"write {wanted}, without an offset")


def _is_no_day(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except ValueError:
        return year > 0
    return False


def _title(at: _Written) -> Iterator[Finding]:
    value, text = at.fields.get("title"), written(at.document, "title")
    if isinstance(value, (list, Mapping)):
        message = f"the title is no text, and Hexo prints {js_text(value)}"
    elif isinstance(value, str) and _STAMP.fullmatch(text) and read_clock(text, quoted=False):
        message = "the title is a date to Hexo, which prints it with its weekday and zone"
    elif isinstance(value, (int, float)) and text and js_text(value) != text:
        message = f"the title is a number to Hexo, which prints {js_text(value)}"
    else:
        return
    yield at.finding("title", message, "put it in quotes")


def _lists(at: _Written) -> Iterator[Finding]:
    for plural, singular, one in (("tags", "tag", "tag"), ("categories", "category", "category")):
        name = plural if is_true(at.fields.get(plural)) else singular
        value = at.fields.get(name)
        if isinstance(value, str) and re.search("[,;]", value):
            names = ", ".join(part.strip() for part in re.split("[,;]", value) if part.strip())
            hint = f"write {name}: [{names}]"
            if one == "category":
                hint = f"write {name}: [{names}], each within the one before it"
            yield at.finding(name, f"'{value}' is one {one} to Hexo", hint)
        items = value if isinstance(value, list) else [value]
        nested = (Mapping,) if one == "category" else (Mapping, list)
        wrong = next((item for item in items if isinstance(item, nested)), None)
        if wrong is not None:
            message = f"a {one} that is no text is called {js_text(wrong)}"
            yield at.finding(name, message, "write a text, in quotes if it holds ': '")
        for stamp in stamps_in(at.document, name)[:1]:
            message = f"the {one} {stamp} is a date to Hexo, which prints its weekday and zone"
            yield at.finding(name, message, "put it in quotes")


def _address(at: _Written, post: Post) -> Iterator[Finding]:
    """Yield an address with a hole in it, or one that a web server takes for no page."""
    tokens = at.site.urls.permalink.tokens
    path = at.fields.get("permalink")
    if is_true(path):
        if not at.site.asset_folder and not re.search(r"/$|\.\w+$", str(path)):
            message = f"'permalink: {path}' makes a file without an ending, which is no page"
            yield at.finding("permalink", message, "put '/' or '.html' behind it")
        return
    if "id" in tokens and not at.fields.get("id"):
        message = "the address has ':id', which is drawn anew with each clean build"
        yield Finding(None, message, "give the post an 'id'")
    if "undefined" in post.url.split("/"):
        message = f"a field of the site's permalink is missing: its address is {post.url}"
        yield Finding(None, message, "write the field, or a default in 'permalink_defaults'")
