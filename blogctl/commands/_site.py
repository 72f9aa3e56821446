"""What commands do with the site that a blog becomes: build it, look it through, tell hooks."""

from pathlib import Path
from time import monotonic
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.readership import Readership
from blogctl.blog.translations import Translations
from blogctl.content.settings import setting
from blogctl.display.stream import note
from blogctl.errors import BadSite, Unreadable
from blogctl.site.auditing import audit
from blogctl.site.building import Order, build
from blogctl.site.hooks import SECONDS, Hooks
from blogctl.site.outputs import output_folder
from blogctl.site.staging import Extras

# Of what is wrong with a site, so many are told.
_TOLD = 20


class Built(NamedTuple):
    """A site that was built: where, of how many live posts, in how many seconds."""

    output: Path
    posts: int
    seconds: float


def hooks_of(blog: Blog, *, wanted: bool) -> Hooks:
    """Return the hooks of *blog*; what they say goes to stderr."""
    seconds = float(setting(blog.settings, "hooks.seconds") or SECONDS)
    return Hooks(blog.root, seconds, lambda line: note(line), blog.now.isoformat(), wanted)


def build_site(blog: Blog, hooks: Hooks) -> Built:
    """Build the site of *blog* as of its time, look it through, and tell the hook of it.

    Raise BadSite, the old site in its place, where the new one shows what it must not.
    """
    started = monotonic()
    posts = blog.posts
    output = output_folder(blog.root, blog.engine, blog.settings)
    command = str(setting(blog.settings, "build.command") or "")
    as_of = blog.now if blog.pretends else None
    order = Order(blog.root, output, as_of, command, check=lambda site: check_site(blog, site),
                  extras=extras_of(blog), note=note)  # fmt: skip
    build(blog.engine, posts, order)
    live = [post for post in posts if post.status == "published"]
    built = Built(output, len(live), monotonic() - started)
    hooks.run("post-build", {"output": str(output), "posts": len(live)})
    return built


def extras_of(blog: Blog) -> Extras:
    """Return what the site of a plain blog has besides its posts; nothing for other blogs."""
    if blog.engine.name != "plain":
        return Extras()
    known = Translations(blog)
    families = {
        post.path: [one.path for one in (*known.by_place(post), *known.by_name(post))]
        for post in blog.posts
    }
    return Extras(
        title=str(setting(blog.settings, "title") or ""),
        description=str(setting(blog.settings, "description") or ""),
        author=str(setting(blog.settings, "author") or ""),
        views=_views(blog),
        translations={path: list(dict.fromkeys(family)) for path, family in families.items()},
    )


def _views(blog: Blog) -> dict[str, int] | None:
    """Return how often posts were read, by path; None where nobody counted, or none can tell.

    A site is not kept from its readers by what was counted of them.
    """
    readership = Readership(blog)
    try:
        return readership.all_views if readership.is_known else None
    except Unreadable as error:
        note(f"built without views: {error}", colour="yellow")
        return None


def check_site(blog: Blog, site: Path) -> None:
    """Raise BadSite where the *site* shows what it must not, or misses what it should show."""
    problems = audit(site, blog.posts, blog.engine)
    if not problems:
        return
    said = [f"{one.place}: {one.message}" for one in problems[:_TOLD]]
    if len(problems) > _TOLD:
        said.append(f"… and {len(problems) - _TOLD} more")
    hint = "the site that was there stays; nothing is deployed"
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    raise BadSite(f"the site that was built has {count}", hint=hint, said=tuple(said))
