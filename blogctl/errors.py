"""What can go wrong, each with its exit code.

BlogError                     1   some or all of the work failed
├── BadUsage                  2   the words typed do not make sense
│   ├── BadQuery                  … as a query
│   ├── BadSetting                … in the configuration
│   └── AnswerNeeded              a question, and nobody to ask
├── NoSuchPost                3   no post has that name
├── NoSuchOperation           3   nothing that can be undone has that number
├── Unreadable                1   a file does not say what it means
│   └── BadFrontMatter            … in its front matter
├── CannotRead                1   a file that is none of the blog's cannot be read
├── CannotEdit                1   an edit that would change more than was asked for
├── SlugTaken                 1   two posts would share a slug
├── CannotWrite               1   the disk, or its permissions, said no
├── Conflict                  5   a file changed under us; nothing was written
├── BadSite                   4   the built site shows what it must not, or not what it must
├── NotABlog                  6   no blog here, nor above
├── ProgramFailed             7   a program that blogctl ran failed
└── Busy                     75   another blogctl holds the lock
"""


class BlogError(Exception):
    """A sentence for the person at the keyboard, a hint at the way out, an exit code."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadUsage(BlogError):
    """The words typed do not make sense."""

    exit_code = 2


class BadQuery(BadUsage):
    """A query that does not parse, or that names what does not exist."""


class BadSetting(BadUsage):
    """A key or a value of the configuration that blogctl does not know."""


class AnswerNeeded(BadUsage):
    """A question that must be answered, and no terminal to ask it on."""


class NoSuchPost(BlogError):
    """No post has the name that was given."""

    exit_code = 3


class NoSuchOperation(BlogError):
    """No operation has that number, or none is left to undo."""

    exit_code = 3


class Unreadable(BlogError):
    """A file that cannot be read as a post.

    *line* and *column* count from 1 in the file; None where the fault has no one place.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column

    def place(self, path: str) -> str:
        """Return where the fault is in the file at *path*: `posts/a.md:3:7`."""
        return ":".join(str(part) for part in (path, self.line, self.column) if part)


class BadFrontMatter(Unreadable):
    """Front matter that does not parse, or is not a list of fields."""


class CannotRead(BlogError):
    """A file that was named, and is none of the blog's, cannot be read."""


class CannotEdit(BlogError):
    """An edit refused because it would change more than was asked for."""


class SlugTaken(BlogError):
    """Another post already has this slug."""


class CannotWrite(BlogError):
    """The file system refused: permissions, a full disk, a read-only folder."""


class Conflict(BlogError):
    """A file changed between the plan and its application."""

    exit_code = 5


class BadSite(BlogError):
    """A site that was built, and must not be seen; *said* are its problems, a line each."""

    exit_code = 4

    def __init__(
        self, message: str, *, hint: str | None = None, said: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.said = said


class NotABlog(BlogError):
    """The folder is not a blog, and none above it is."""

    exit_code = 6


class ProgramFailed(BlogError):
    """A program that blogctl ran could not start or failed.

    *said* are the last lines that it wrote.
    """

    exit_code = 7

    def __init__(
        self, message: str, *, hint: str | None = None, said: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.said = said


class Busy(BlogError):
    """Another blogctl is writing to this blog."""

    exit_code = 75
