"""Why a post is or is not live, and what other generators would make of it."""

from datetime import datetime, timedelta

from blogctl.blog.blog import Blog
from blogctl.content.drafting import own_file
from blogctl.content.explaining import Explanation, Turn, Verdict
from blogctl.content.post import Post
from blogctl.engines import ENGINES, configured
from blogctl.engines.engine import Site, Source
from blogctl.errors import BlogError

# Behind the last second of the calendar there is no moment to ask about.
_LAST = datetime.max - timedelta(seconds=1)


def explain(blog: Blog, post: Post) -> Explanation:
    """Return why *post* is or is not live, and what other generators would make of it."""
    source = blog.source(post.path)
    others = [name for name in ENGINES if name != blog.engine.name]
    return Explanation(
        path=post.path,
        engine=blog.engine.name,
        status=post.status,
        because=blog.engine.because(source, post, blog.now),
        date=post.date,
        zone=str(blog.engine.zone),
        turns=tuple(_turns(blog, post)),
        url=post.url,
        findings=tuple(blog.engine.findings(source, post)),
        elsewhere=tuple(_elsewhere(blog, name, source) for name in others),
    )


def _turns(blog: Blog, post: Post) -> list[Turn]:
    """Return the moments to come at which the status of *post* changes by itblog."""
    moments = {
        at for at in (post.date, post.publish, post.expires)
        if at and at > blog.now and at.replace(tzinfo=None) <= _LAST
    }  # fmt: skip
    turns: list[Turn] = []
    status = post.status
    for at in sorted(moments):
        later = blog.engine.status(post, at + timedelta(seconds=1))
        if later != status:
            turns.append(Turn(at, later))
            status = later
    return turns


def _elsewhere(blog: Blog, name: str, source: Source) -> Verdict:
    """Return what the engine *name*, not configured, makes of a file of this blog."""
    settings = {
        "engine": name,
        "timezone": getattr(blog.engine.zone, "key", ""),
        "language": blog.engine.language,
    }
    engine = configured(Site(frozenset(), {}, settings))
    path = f"{engine.home}/{own_file(source.path)}"
    nothing = Verdict(name, path, None, "", None, (), "")
    try:
        if path not in engine.select([path]):
            faults = engine.faults([path], [])
            reason = faults[0].message if faults else "its name is not one of a post there"
            return nothing._replace(problem=reason)
        document = engine.cut(path, source.document.files(source.path)[source.path])
        post = engine.read(Source(path, document, source.modified), blog.now)
    except BlogError as error:
        return nothing._replace(problem=error.message)
    return Verdict(name, path, post.status, post.title, post.date, post.tags, "")
