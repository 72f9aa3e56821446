"""Addresses that led to posts once and lead nowhere now, and what brings each back."""

import shlex
from collections.abc import Iterator, Sequence

from blogctl.blog.blog import Blog
from blogctl.blog.past_addresses import Past
from blogctl.blog.readdressing import aliases_of
from blogctl.content.dates import in_zone
from blogctl.content.front_matter import read_fields, spelt, value_at
from blogctl.content.post import Post, texts
from blogctl.content.problem import Problem
from blogctl.content.redirects import Rules, read_rules
from blogctl.content.respelling import bare, bare_cased
from blogctl.errors import Unreadable

REDIRECTS = "_redirects"
TAKE_OUT = "take it out of the aliases"


def lost_addresses(blog: Blog, past: Sequence[Past]) -> list[Problem]:
    """Return a problem for each *past* address that nothing answers, at the post it was of."""
    answered = set(_answered(blog))
    rules = [*_rules(blog)]
    return [
        _problem(blog, one)
        for one in past
        if bare(one.url) not in answered
        and not any(rule.answers(one.url) for rule in rules)
        and not _is_file(blog, one.url)
        and not _has_page(blog, one.url)
    ]


def crossing_aliases(blog: Blog, posts: Sequence[Post]) -> list[Problem]:
    """Return a problem for each alias of live *posts* that another live post has, or is at.

    One of the two pages is lost.
    """
    owners: dict[str, list[tuple[str, str]]] = {}
    for post in blog.posts:
        if post.status == "published":
            for _, url in aliases_of(blog.engine, post):
                owners.setdefault(bare(url), []).append((post.path, "alias"))
            if post.url:
                owners.setdefault(bare(post.url), []).insert(0, (post.path, "address"))
    return [
        Problem(post.path, post.path, f"'{alias}' is the {what} of {path} too", TAKE_OUT)
        for post in posts
        if post.status == "published"
        for alias, url in aliases_of(blog.engine, post)
        for path, what in owners[bare(url)][:1]
        if path != post.path
    ]


def _answered(blog: Blog) -> Iterator[str]:
    """Yield the addresses that the site has, or redirects, bare."""
    for post in blog.posts:
        if post.status == "published" and post.url:
            yield bare(post.url)
            yield from (bare(url) for _, url in aliases_of(blog.engine, post))
    for url in (*blog.engine.redirections, *_aliases_of_sections(blog)):
        yield bare(url)


def _aliases_of_sections(blog: Blog) -> Iterator[str]:
    """Yield the addresses that pages of sections answer beside their own."""
    names, engine = blog.engine.names.aliases, blog.engine
    for path in engine.sections(blog.index.files()) if names else ():
        try:
            fields = read_fields(blog.source(path).document)
        except Unreadable:
            continue
        held = [alias for key in names for alias in texts(value_at(fields, spelt(fields, key)))]
        yield from (engine.aliased(alias, "/") for alias in held if alias.startswith("/"))


def _rules(blog: Blog) -> Iterator[Rules]:
    """Yield the rules of the server, from where the generator takes files as they are."""
    for folder in dict.fromkeys(("", *blog.engine.statics)):
        data = blog.text_of(f"{folder}/{REDIRECTS}".lstrip("/"))
        if data is not None:
            yield read_rules(data.decode("utf-8", "replace"), blog.engine.base)


def _is_file(blog: Blog, url: str) -> bool:
    """Say whether a file that the site takes as it is stands at the address *url*."""
    path = bare_cased(url).removeprefix(f"{blog.engine.root}/" if blog.engine.root else "")
    if not path or path.startswith(".."):
        return False
    return any(
        (blog.root / folder / f"{path}{end}").is_file()
        for folder in blog.engine.statics
        for end in ("", "/index.html", ".html")
    )


def _has_page(blog: Blog, url: str) -> bool:
    """Say whether there is a page that redirects from *url*, called as blogctl says to call it."""
    name = bare_cased(url).replace("/", "-").removesuffix(".html")
    folders = ("", *blog.engine.folders) if not blog.engine.names.aliases else ()
    return any((blog.root / folder / f"redirects/{name}.html").is_file() for folder in folders)


def _problem(blog: Blog, past: Past) -> Problem:
    post, day = past.post, in_zone(past.until, blog.engine.zone)
    message = f"readers of {past.url} find nothing; it led here until {day:%Y-%m-%d}"
    return Problem(post.path, post.path, message, _hint(blog, past))


def _hint(blog: Blog, past: Past) -> str:
    """Return the command that redirects, or what to put where."""
    engine, post = blog.engine, past.post
    if not engine.names.aliases:
        return engine.redirect(past.url, post.url)
    field, alias = ".".join(engine.names.aliases[0]), engine.alias(past.url, post.url)
    if "," in alias:
        return f"put '{alias}' into the field '{field}'"
    return f"blogctl update {shlex.quote(post.path)} --add {shlex.quote(f'{field}={alias}')}"
