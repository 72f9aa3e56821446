"""What an edit of fields or text must not do by accident: show a post to readers, lose its page."""

from collections.abc import Callable

from blogctl.blog.blog import Blog
from blogctl.content.document import Document
from blogctl.content.post import Post
from blogctl.engines.engine import Placed, Source
from blogctl.errors import CannotEdit, SlugTaken

_SHOWN = ("published", "scheduled")


def guarded(
    blog: Blog, edit: Callable[[Post, Document], Document]
) -> Callable[[Post, Source], Placed]:
    """Return what *edit* makes of a post, for `blog.revise`, read again before it counts.

    It refuses, with CannotEdit, to show readers a post that they do not see, or to move the line
    between front matter and text; with SlugTaken, to give a post the address of another.
    """
    homes = {post.url: post.path for post in blog.posts if post.url}

    def revise(post: Post, source: Source) -> Placed:
        document = edit(post, source.document)
        if document != source.document:
            after = blog.engine.read(_as_written(blog, source, document), blog.now)
            _refuse_showing(post, after)
            if after.url and after.url != post.url:
                other = homes.setdefault(after.url, post.path)
                if other != post.path:
                    message = f"its address would be that of {other}: {after.url}"
                    raise SlugTaken(message, hint="give each post a slug of its own")
        return Placed(post.path, document)

    return revise


def _as_written(blog: Blog, source: Source, document: Document) -> Source:
    """Return the post as its generator would find it; raise CannotEdit for another cut."""
    files = document.files(source.path)
    if document.sidecar:
        found = blog.engine.paired(source.path, files[document.sidecar], files[source.path])
    else:
        found = blog.engine.cut(source.path, files[source.path])
    if found.body != document.body:
        message = "the change would move the line between front matter and text"
        raise CannotEdit(message, hint="edit this post by hand")
    return source._replace(document=found)


def _refuse_showing(post: Post, after: Post) -> None:
    if after.status not in _SHOWN or post.status in ("published", after.status):
        return
    message = f"this would make a post that is {post.status} {after.status}"
    raise CannotEdit(message, hint=f"'blogctl publish {post.path}' does that, dates included")
