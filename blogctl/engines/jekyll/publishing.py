"""Where Jekyll's posts stand when they are out and when they are drafts, and the way between."""

from datetime import date, datetime

from blogctl.content.document import Document
from blogctl.content.edits import Edit, in_turn, set_to, unset
from blogctl.content.front_matter import read_fields
from blogctl.content.post import one_text
from blogctl.engines.engine import Placed
from blogctl.engines.jekyll.dates import stamped
from blogctl.engines.jekyll.fields import (
    all_fields,
    date_in_field,
    date_in_name,
    defaults_for,
    is_published,
)
from blogctl.engines.jekyll.site import DRAFTS, POSTS, Conventions, hides, in_source, kind_of, named
from blogctl.errors import CannotEdit


def released(site: Conventions, placed: Placed, when: datetime, *, redate: bool) -> Placed:
    """Return a post in `_posts`, with a date in its name, that no `published` hides."""
    is_hidden = hides(site, kind_of(placed.path))
    target = _moved(placed.path, DRAFTS, POSTS) if is_hidden else placed.path
    document = in_turn(_showing(site, target, placed.document, is_hidden=is_hidden))(
        placed.document
    )
    if is_hidden and not redate:
        document, when = _dated(site, document, target, when)
    if is_hidden and not named(target).date:
        target = _prefixed(target, when.astimezone(site.zone))
    placed = placed._replace(path=target, document=document)
    return redated(site, placed, when) if redate else placed


def _showing(site: Conventions, target: str, document: Document, *, is_hidden: bool) -> list[Edit]:
    """Return the edits that let a post show: of `published`, and of `draft` in a draft."""
    own = read_fields(document)
    edits = [unset("draft")] if is_hidden and own.get("draft") is True else []
    if is_published(all_fields(site, target, kind_of(target) or POSTS, own)):
        return edits
    inherited = not is_published(defaults_for(site, target))
    keeps = inherited or document.dialect.says_live
    return [*edits, set_to("published", True) if keeps else unset("published")]


def _dated(
    site: Conventions, document: Document, path: str, when: datetime
) -> tuple[Document, datetime]:
    """Return a draft that is to be dated, with its field `date`, and the date it has then."""
    own = read_fields(document)
    if own.get("date"):
        return document, date_in_field(document, one_text(own["date"]), site.zone)
    if named(path).date:
        edits = [unset("date")] if "date" in own else []
        return in_turn(edits)(document), date_in_name(named(path).date, site.zone)
    if "date" in own or "date" in document.dialect.order:
        document = set_to("date", stamped(when, site.zone))(document)
    return document, when


def withdrawn(site: Conventions, placed: Placed) -> Placed:
    """Return a live post in `_drafts`, with its name as it is.

    Where the configuration shows drafts, `published: false` hides it in its place. Raise CannotEdit
    where it shows unpublished posts as well.
    """
    if hides(site, kind_of(placed.path)):
        return placed
    if not site.drafts:
        return placed._replace(path=_moved(placed.path, POSTS, DRAFTS))
    if site.unpublished:
        message = f"{site.file} shows drafts and unpublished posts alike"
        raise CannotEdit(message, hint="take 'show_drafts' or 'unpublished' out of it")
    return placed._replace(document=set_to("published", False)(placed.document))


def redated(site: Conventions, placed: Placed, when: datetime) -> Placed:
    """Return a post dated *when*, in its name and its field, in the folder where it is.

    The field is written where there is one, or where the name cannot hold the date.
    """
    day, own = when.astimezone(site.zone), read_fields(placed.document)
    path, document = placed.path, placed.document
    if named(path).date and _day_in_name(site, path) != day.date():
        path = _prefixed(path, day)
    is_midnight = f"{day:%H:%M:%S}" == "00:00:00"
    if "date" in own or not named(path).date or not is_midnight:
        document = set_to("date", stamped(when, site.zone))(document)
    return placed._replace(path=path, document=document)


def _day_in_name(site: Conventions, path: str) -> date:
    return date_in_name(named(path).date, site.zone).date()


def draft_path(site: Conventions, folder: str, name: str) -> str:
    """Return the path of a new draft: in the `_drafts` beside *folder*, without a date."""
    if kind_of(f"{folder}/") not in (POSTS, DRAFTS):
        folder = in_source(site, DRAFTS)
    ending = ".md" if ".md" in site.markdown or not site.markdown else site.markdown[0]
    return _moved(f"{folder}/{named(f'{name}{ending}').slug}{ending}", POSTS, DRAFTS)


def _moved(path: str, kind: str, other: str) -> str:
    """Return a path with the first folder called *kind* called *other*."""
    folders, _, name = path.rpartition("/")
    parts = folders.split("/")
    if kind in parts:
        parts[parts.index(kind)] = other
    return "/".join([*parts, name])


def _prefixed(path: str, day: datetime) -> str:
    """Return a path whose name begins with *day*, in place of another date."""
    folder, _, name = path.rpartition("/")
    old = named(name).date
    rest = name.removeprefix(f"{old}-") if old else name
    return f"{folder}/{day:%Y-%m-%d}-{rest}"
