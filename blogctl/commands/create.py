"""Start a new post, as a draft."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from blogctl.blog.blog import Blog
from blogctl.blog.creating import plan_draft
from blogctl.blog.naming import KINDS, Kind
from blogctl.commands._naming import obeying, obeying_in, split_names, tell_of_new
from blogctl.commands._options import QueryCommand, Writing, grouped, open_blog
from blogctl.commands._writing import carry_out, tell_of_draft
from blogctl.commands.edit import edit_files
from blogctl.content.drafting import Draft
from blogctl.errors import BadUsage, CannotWrite

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """
  blogctl create "L’été à Orléans" --tag écriture,lieux
  blogctl create "Notes" --slug notes-de-mars --date 2026-03-15 --series "Le wiki en pratique"
  blogctl create "A tour" --bundle --lang en --set mood=calm --edit
  pandoc notes.docx -t markdown | blogctl create "Notes" --body -
  blogctl create -- "-5 degrés"             a title that starts with a hyphen
"""


# What has an option, or an argument, of its own is checked there.
OWN_OPTIONS = {
    "title": "TITLE", "date": "--date", "slug": "--slug", "draft": "--publish", "tags": "--tag",
    "categories": "--category", "series": "--series", "lang": "--lang",
}  # fmt: skip


Tags = Annotated[
    list[str] | None, typer.Option(metavar="TAG", help="A tag; again, or a,b, for more.")
]
Categories = Annotated[list[str] | None, typer.Option(metavar="NAME", help="A category.")]
Series = Annotated[str | None, typer.Option(metavar="NAME", help="The series.")]
When = Annotated[
    str | None, typer.Option(metavar="WHEN", help="Its date, as in 2026-03-15 or tue@08:00.")
]
Slug = Annotated[str | None, typer.Option(metavar="SLUG", help="The slug, if not the title's.")]
Lang = Annotated[str | None, typer.Option(metavar="CODE", help="The language.")]
Fields = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Any other field.")
]
Body = Annotated[str | None, typer.Option(metavar="FILE|-", help="The text.")]
Bundle = Annotated[
    bool | None, typer.Option("--bundle/--no-bundle", help="A folder, for its images.")
]


@app.command("create", cls=QueryCommand, epilog=EXAMPLES)
@grouped
def create(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title of the post.")],
    tag: Tags = None,
    category: Categories = None,
    series: Series = None,
    date: When = None,
    slug: Slug = None,
    lang: Lang = None,
    fields: Fields = None,
    body: Body = None,
    bundle: Bundle = None,
    edit: Annotated[bool, typer.Option("--edit", help="Open it in your editor.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Not a draft: live now.")] = False,
    *,
    writing: Writing,
) -> None:
    """Start a new post, as a draft."""
    blog = open_blog(ctx)
    tags, categories = _flat(tag, KINDS["tag"]), _flat(category, KINDS["category"])
    others = dict(map(_pair, fields or []))
    draft = Draft(
        title=title, tags=tags, categories=categories, series=series, date=date, slug=slug,
        lang=lang, fields=others, body=_body(body), bundle=bundle, publish=publish,
    )  # fmt: skip
    draft = _obeying(blog, draft, quiet=writing.quiet)
    plan = plan_draft(blog, draft)
    tell_of_new(blog, KINDS["tag"], draft.tags, quiet=writing.quiet)
    outcome = carry_out(blog.apply, plan, writing, asks=False)
    if outcome.failed:
        raise typer.Exit(1)
    if outcome.changes:
        _go_on(blog, plan.posts[0], draft, writing, edit=edit)


def _obeying(blog: Blog, draft: Draft, *, quiet: bool) -> Draft:
    """Return *draft* with its names as the rules of the blog want them; raise BadUsage."""

    def named(noun: str, names: Sequence[str]) -> list[str]:
        return obeying(blog, KINDS[noun], names, quiet=quiet)

    return draft._replace(
        tags=named("tag", draft.tags),
        categories=named("category", draft.categories),
        series=next(iter(named("series", [draft.series] if draft.series else [])), draft.series),
        fields={
            key: obeying_in(blog, key, value, quiet=quiet) for key, value in draft.fields.items()
        },
    )


def _go_on(blog: Blog, path: str, draft: Draft, writing: Writing, *, edit: bool) -> None:
    """Say where the new post is, and open it in the editor if that is wanted."""
    tell_of_draft(path, writing, published=draft.publish)
    if edit:
        edit_files(blog, [path], quiet=writing.quiet)


def _flat(values: list[str] | None, kind: Kind) -> list[str]:
    return list(dict.fromkeys(name for value in values or [] for name in split_names(value, kind)))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise BadUsage(f"'{text}' is not KEY=VALUE", hint="as in --set mood=calm")
    own = OWN_OPTIONS.get(key.strip().lower())
    if own:
        raise BadUsage(f"'{key.strip()}' is not set so", hint=f"use {own}")
    return key.strip(), value


def _body(source: str | None) -> bytes:
    """Return the text from a file or stdin, b'' for none."""
    if source is None:
        return b""
    if source == "-" and sys.stdin is None:
        raise BadUsage("there is no stdin to read the text from", hint="--body FILE")
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        data.decode("utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"the text '{source}' cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise BadUsage(f"the text '{source}' is not UTF-8", hint="save it as UTF-8") from error
    return data
