"""What to write next, told from what is known of a blog: each idea with its evidence."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Literal, NamedTuple

from blogctl.content.command_line import typed
from blogctl.content.periods import add_months
from blogctl.content.post import Post
from blogctl.content.slugs import slugify

Kind = Literal["search", "lost", "tag", "series", "update", "draft", "question"]
KINDS: Mapping[Kind, str] = {
    "search": "searched for, and not there",
    "lost": "asked for, and not there",
    "tag": "tags that readers love, and you have left",
    "series": "series without an end",
    "update": "much read, and long not updated",
    "draft": "drafts close to done",
    "question": "questions in the comments",
}
# What is asked for, or searched for, less often may be a slip.
_OFTEN = 3
# What was left is older than a season; what is old, than a year.
_SEASON, _YEAR = 92, 365
_ALMOST = 0.7
_QUESTION = re.compile(r"[^.!?…\n]{12,}\?")
_NEVER = ("wp-", "xmlrpc", "cgi", "admin", "login", "phpmyadmin", "setup", "config", "vendor")
_SHOWN = 100


class Idea(NamedTuple):
    """An idea: *what* it is about, why, and the command that begins with it.

    *path* is the post that it is about, '' for none; *weight* says how much it is worth among
    those of its kind.
    """

    kind: Kind
    what: str
    evidence: str
    command: str
    path: str
    weight: int


class Aged(NamedTuple):
    """A post with the day that it came out, that it was updated, and its views in a year."""

    post: Post
    day: date
    updated: date
    views: int


def searches(terms: Mapping[str, int], answered: Mapping[str, str]) -> list[Idea]:
    """Return what readers searched for in vain, by how often.

    *answered* are the terms that some post answers: '' for a live one, else a draft's path.
    """
    found = []
    for term, hits in terms.items():
        if hits < _OFTEN or answered.get(term) == "":
            continue
        draft = answered.get(term, "")
        why = f"{_times(hits)} in twelve months, and no live post has it"
        command = f"blogctl edit {typed(draft)}" if draft else _create(_title(term))
        why += "; a draft does" if draft else ""
        found.append(Idea("search", term, why, command, draft, hits))
    return found


def lost(addresses: Mapping[str, tuple[int, str, str]]) -> list[Idea]:
    """Return what readers asked for and was not there.

    *addresses* go to how often, and the path and the command where they resemble a post.
    """
    found = []
    for address, (hits, path, command) in addresses.items():
        if hits < _OFTEN or not (path or _is_readable(address)):
            continue
        slug = address.rstrip("/").rpartition("/")[2]
        why = f"{_times(hits)} in twelve months, answered by 404"
        create = f"{_create(_title(slug.replace('-', ' ')))} --slug {typed(slug)}"
        found.append(Idea("lost", address, why, command or create, path, hits))
    return found


def _is_readable(address: str) -> bool:
    """Say whether a person may have asked for *address*, by a link that someone made."""
    parts = address.strip("/").lower().split("/")
    name = parts[-1]
    if "." in name or any(part.startswith((".", *_NEVER)) for part in parts):
        return False
    return "-" in name and slugify(name) == name


def tags(posts: Sequence[Aged], today: date) -> list[Idea]:
    """Return the tags whose posts are read more than most, and that were long not written of."""
    by_tag: dict[str, list[Aged]] = {}
    for one in posts:
        for tag in dict.fromkeys(one.post.tags):
            by_tag.setdefault(tag, []).append(one)
    each = {tag: sum(one.views for one in own) / len(own) for tag, own in by_tag.items()}
    usual = median(each.values()) if each else 0
    found = []
    for tag, own in by_tag.items():
        gone = (today - max(one.day for one in own)).days
        views = sum(one.views for one in own)
        if views and each[tag] >= usual and gone > _SEASON:
            why = f"{views:,} views of {_posts(len(own))} in twelve months, the last {_ago(gone)}"
            command = f"blogctl create TITLE --tag {typed(tag)}"
            found.append(Idea("tag", tag, why, command, "", round(each[tag])))
    return found


def series(posts: Sequence[Aged], planned: Collection[str], today: date) -> list[Idea]:
    """Return the series of two posts or more that were begun and left.

    *planned* are those that a draft or a scheduled post goes on with.
    """
    by_name: dict[str, list[Aged]] = {}
    for one in posts:
        for name in one.post.series:
            by_name.setdefault(name, []).append(one)
    found = []
    for name, own in by_name.items():
        gone = (today - max(one.day for one in own)).days
        if len(own) < 2 or gone <= _SEASON or name in planned:
            continue
        views = sum(one.views for one in own)
        read = f", {views:,} views in twelve months" if views else ""
        why = f"{_posts(len(own))}, the last {_ago(gone)}{read}"
        command = f"blogctl create TITLE --series {typed(name)}"
        found.append(Idea("series", name, why, command, "", views))
    return found


def updates(posts: Sequence[Aged], today: date) -> list[Idea]:
    """Return the posts that are read more than most, and are older than a year as they are."""
    usual = median(one.views for one in posts) if posts else 0
    found = []
    for one in posts:
        old = (today - one.updated).days
        if one.views and one.views >= usual and old > _YEAR:
            done = "updated" if one.updated > one.day else "written"
            why = f"{one.views:,} views in twelve months, {done} {_ago(old)}"
            command = f"blogctl edit {typed(one.post.path)}"
            found.append(Idea("update", one.post.name, why, command, one.post.path, one.views))
    return found


def drafts(posts: Sequence[Post], usual: int, *, queue: bool) -> list[Idea]:
    """Return the drafts that are nearly as long as posts *usual*ly are, and what they lack."""
    found = []
    for post in posts:
        if not usual or post.words < _ALMOST * usual:
            continue
        lacks = [name for name, has in (
            ("a title", post.title), ("tags", post.tags), ("a summary", post.description),
        ) if not has]  # fmt: skip
        without = f"; without {' and '.join(lacks)}" if lacks else ""
        why = f"{post.words:,} words, where a post usually has {usual:,}{without}"
        ready = post.title and queue and not lacks
        verb = "publish --queue" if ready else "edit"
        command = f"blogctl {verb} {typed(post.path)}"
        found.append(Idea("draft", post.name, why, command, post.path, post.words))
    return found


def questions(comments: Mapping[str, Sequence[tuple[str, str]]], posts: Mapping[str, Post],
              today: date) -> list[Idea]:  # fmt: skip
    """Return what was asked below posts in two years; *comments* are days and texts, by path."""
    first = add_months(today, -24).isoformat()
    found = []
    for path, told in comments.items():
        for day, text in told:
            asked = _QUESTION.search(text)
            if not asked or (day and day < first):
                continue
            post = posts[path]
            question = " ".join(asked.group().split())[:_SHOWN]
            when = f" on {day}" if day else ""
            why = f"asked below '{post.name}'{when}"
            weight = int(day.replace("-", "") or 0) if day.replace("-", "").isdigit() else 0
            found.append(
                Idea("question", question, why, f"blogctl edit {typed(path)}", path, weight)
            )
    return found


def best(ideas: Sequence[Idea], most: int) -> list[Idea]:
    """Return at most *most* ideas of each kind, those that are worth most first."""
    return [
        idea
        for kind in KINDS
        for idea in sorted(
            (one for one in ideas if one.kind == kind), key=lambda one: (-one.weight, one.what)
        )[:most]
    ]


def _create(title: str) -> str:
    return f"blogctl create {typed(title)}"


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]


def _times(count: int) -> str:
    return f"{count:,} times"


def _posts(count: int) -> str:
    return f"{count} post{'' if count == 1 else 's'}"


def _ago(days: int) -> str:
    if days < 2 * _YEAR:
        return f"{days} days ago" if days < 60 else f"{days // 30} months ago"
    return f"{days // _YEAR} years ago"
