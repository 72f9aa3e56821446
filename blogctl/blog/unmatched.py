"""What readers asked for and no post answers, with the command that would lead them to one."""

import shlex
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses


class Unmatched(NamedTuple):
    """An address that was asked for, how it was answered, and how often.

    *path* is the post that it resembles, '' for none, and *command* what leads there from it.
    """

    address: str
    status: str
    hits: int
    path: str = ""
    command: str = ""


def mended(
    blog: Blog, rows: Iterable[tuple[tuple[str, str], int]], most: int | None = None
) -> list[Unmatched]:
    """Return *rows* of address and status, and how often, with what to do about each.

    Those that lead to a post since are left out; of the others, at most *most*.
    """
    addresses = Addresses(known_posts(blog))
    left = (
        Unmatched(address, status, hits)
        for (address, status), hits in rows
        if addresses.find(address) is None or status[:1] == "5"
    )
    return [_mended(blog, addresses, row) for row in islice(left, most)]


def _mended(blog: Blog, addresses: Addresses, row: Unmatched) -> Unmatched:
    if row.status not in ("404", "410"):
        return row
    number = addresses.near(row.address)
    if number is None:
        return row
    path = addresses.known[number].path
    url = addresses.known[number].address
    return row._replace(path=path, command=_command(blog, path, row.address, url))


def _command(blog: Blog, path: str, old: str, url: str) -> str:
    """Return what redirects *old* to the post at *path*: a command, or what to put where."""
    engine = blog.engine
    if not engine.names.aliases:
        return engine.redirect(old, url)
    field, alias = ".".join(engine.names.aliases[0]), engine.alias(old, url)
    if "," in alias:
        return f"put '{alias}' into the field '{field}' of {path}"
    return f"blogctl update {shlex.quote(path)} --add {shlex.quote(f'{field}={alias}')}"
