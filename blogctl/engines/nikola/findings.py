"""What Nikola silently passes over or misreads, in one post and among the files."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from blogctl.content.document import Document
from blogctl.content.explaining import Finding
from blogctl.content.front_matter import line_of
from blogctl.content.post import Post, one_text
from blogctl.engines.faults import Fault
from blogctl.engines.nikola.fields import comment_fields
from blogctl.engines.nikola.site import CONFIG, Conventions, Member

STATUSES = ("published", "featured", "draft", "private")
# Fields of other generators that hide a post there, or bring it out later.
_FOREIGN = {
    "draft": "write 'status: draft'", "published": "write 'status: draft'",
    "publishdate": "Nikola goes by 'date'", "pubdate": "Nikola goes by 'date'",
    "expirydate": "set 'status: private' when the time comes",
    "unpublishdate": "set 'status: private' when the time comes",
    "visibility": "write 'status: private'", "hidden": "write 'status: private'",
    "private": "write 'status: private'",
}  # fmt: skip
# Who writes these means the post not to show before.
_WAITING = ("publishdate", "pubdate")
_READ = ("title", "slug", "date", "tags", "category", "status", "description", "author", "updated")
_READ_IN_TEXT = {"title", "date", "status", "tags"}
_UNBLANKED = re.compile(rb"(?m)^\s*\.\. (title|slug|date|tags|category|status|updated):(?=[^\s:])")
_FIELD = re.compile(rb"(?m)^[ \t]*\.\. (title|slug|date|tags|category|status|updated): *\S")
_FALSE = ("", "false", "no", "0", "off")


def findings(
    document: Document, fields: Mapping[str, Any], *, doubt: str, tags_count: bool
) -> list[Finding]:
    """Return what Nikola passes over in *fields* and around them; *doubt* is of the date."""
    found = [*_of_status(document, fields), *_of_names(document, fields)]
    if doubt:
        hint = "write 2026-03-15 08:00:00 UTC+01:00"
        found.append(Finding(line_of(document, "date"), f"the date is odd: {doubt}", hint))
    found += _of_tags(document, fields, tags_count=tags_count)
    found += _of_values(document, fields)
    if document.sidecar and _READ_IN_TEXT & comment_fields(_opening(document.body)).keys():
        message = f"Nikola passes over the fields in the text: those in {document.sidecar} count"
        found.append(Finding(None, message, "keep them in one place"))
    return [*found, *_of_layout(document)]


def _opening(body: bytes) -> bytes:
    """Return the first paragraph of a text."""
    return re.split(rb"\r?\n\r?\n", body.lstrip(), maxsplit=1)[0]


def unheard(fields: Mapping[str, Any]) -> list[str]:
    """Return the fields by which other generators would hide a post; Nikola reads none."""
    names = []
    for name, value in fields.items():
        plain = one_text(value).strip().lower()
        hides = plain in _FALSE[1:] if name.lower() == "published" else plain not in _FALSE
        if name.lower() in _FOREIGN and hides:
            names.append(name)
    return names


def _of_status(document: Document, fields: Mapping[str, Any]) -> list[Finding]:
    found = [
        Finding(
            line_of(document, name),
            f"'{name}' means nothing to Nikola",
            _FOREIGN[name.lower()],
            stops=name.lower() in _WAITING,
        )
        for name in unheard(fields)
    ]
    status = fields.get("status")
    if status and status not in STATUSES:
        meant = one_text(status).strip().lower()
        hint = f"write '{meant}'" if meant in STATUSES else "write draft, private or published"
        shown = one_text(status)
        message = f"Nikola knows no status '{shown}', so it does not hide the post"
        found.append(Finding(line_of(document, "status"), message, hint))
    return found


def _of_names(document: Document, fields: Mapping[str, Any]) -> list[Finding]:
    """Return the fields whose names are those of Nikola's but for the case."""
    if document.format in ("lines", "fieldlist"):
        return []
    return [
        Finding(line_of(document, name), f"Nikola reads '{name.lower()}', not '{name}'",
                f"call it '{name.lower()}'")
        for name in fields
        if name not in _READ and name.lower() in _READ and fields[name] not in (None, "")
    ]  # fmt: skip


def _of_tags(document: Document, fields: Mapping[str, Any], *, tags_count: bool) -> list[Finding]:
    tags = fields.get("tags")
    text = tags if isinstance(tags, str) else ",".join(tags) if isinstance(tags, list) else ""
    names = {name.strip() for name in text.split(",")}
    line = line_of(document, "tags")
    found = []
    if isinstance(tags, str) and ";" in tags:
        message = "a semicolon does not part tags in Nikola"
        found.append(Finding(line, message, "part them with commas"))
    hiding = {name for name in names if name.lower() in ("draft", "private")}
    heard = {"draft", "private"} if tags_count else set()
    for name in sorted(hiding - heard):
        why = "" if tags_count else ": USE_TAG_METADATA is off"
        message = f"the tag '{name}' hides nothing{why}"
        found.append(Finding(line, message, f"write 'status: {name.lower()}'"))
    return found


def _of_values(document: Document, fields: Mapping[str, Any]) -> list[Finding]:
    return [
        Finding(line_of(document, name), f"'{name}' is read as {_kind(value)}", "put it in quotes")
        for name in ("title", "category", "description")
        if not isinstance(value := fields.get(name, ""), str) and value is not None
    ]


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    return "a list" if isinstance(value, list) else "something that is no text"


def _of_layout(document: Document) -> list[Finding]:
    """Return what stands around comment fields that Nikola does not see."""
    if document.format != "comments":
        return []
    found = []
    header = document.opening + document.block
    for match in _UNBLANKED.finditer(header):
        line = header.count(b"\n", 0, match.start(1)) + 1
        message = f"'{match[1].decode()}' has no blank behind its colon, so Nikola passes over it"
        found.append(Finding(line, message, "put a blank there"))
    comment = b"<!--" in document.opening and b"-->" not in document.opening + document.closing
    late = _FIELD.search(document.body.partition(b"-->")[0]) if comment else None
    if late and not document.sidecar:
        above = header + document.closing
        line = above.count(b"\n") + document.body.count(b"\n", 0, late.start(1)) + 1
        message = "Nikola reads no field below a blank line"
        found.append(Finding(line, message, "take out the blank line above it"))
    swallowed = document.closing.partition(b"-->")[2].strip()
    if swallowed and document.body and not document.sidecar:
        line = document.first_line + (document.block + document.closing).count(
            b"\n", 0, (document.block + document.closing).index(swallowed)
        )
        message = "Nikola drops text that follows the fields without a blank line"
        found.append(Finding(line, message, "put a blank line above it"))
    return found


def lone_sidecars(paths: Sequence[str], beside: Collection[str], ending: str) -> list[Fault]:
    """Return a fault for each `.meta` file of *paths* that is not *beside* a post, or any file."""
    stems = {path.rpartition(".")[0] for path in paths if not path.endswith(".meta")}
    return [
        Fault(path, "there is no post beside it, so Nikola passes over it",
              f"the text goes into {path.removesuffix('.meta')}{ending}")
        for path in paths
        if path.endswith(".meta") and path not in beside
        and path.removesuffix(".meta") not in stems
    ]  # fmt: skip


def unread_settings(rules: Conventions) -> list[Fault]:
    """Return a fault for each setting that is computed, and each module of settings."""
    hint = "write those that decide about posts in conf.py itself"
    told = [Fault(CONFIG, one.message, "write it as a plain value") for one in rules.unread]
    for name in rules.foreign:
        message = f"it takes settings from '{name}', which blogctl does not read"
        told.append(Fault(CONFIG, message, hint))
    return told


def crossed(
    posts: Sequence[Post], member_of: Callable[[str], Member], rules: Conventions
) -> list[Fault]:
    """Return the posts whose page is that of another, drafts too: Nikola stops at them."""
    first: dict[str, Post] = {}
    found: list[Fault] = []
    for post in posts:
        member = member_of(post.path)
        for address in _addresses(post, member, rules):
            other = first.setdefault(address, post)
            if member_of(other.path).base != member.base:
                message = f"its address is that of {other.path} too, and Nikola stops: {address}"
                found.append(Fault(post.path, message, "give one of them another slug"))
                break
    return found


def _addresses(post: Post, member: Member, rules: Conventions) -> list[str]:
    """Return where Nikola writes a post: an original, in each language without a file too."""
    if post.path != member.base:
        return [post.url]
    others = [lang for lang in rules.prefixes if lang not in member.family]
    pretty = post.meta.get("pretty_url")
    return [post.url, *(rules.url(member, lang, post.slug, pretty) for lang in others)]
