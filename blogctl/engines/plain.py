"""Plain: a folder of Markdown files, `posts/` unless the settings name another, and no generator.

Hugo's conventions throughout (front matter, dates, drafts, bundles), with four differences: a
dated name, `2026-03-15-my-post.md`, gives the date and the slug where the front matter does not;
a post without a title takes its first heading's; its language is the field `lang`; and URLs are
`/posts/slug/` unless the setting `permalink` says otherwise.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from blogctl.content.post import Post, one_text
from blogctl.engines.configuration import zone_named
from blogctl.engines.engine import Site, Source
from blogctl.engines.hugo import Hugo
from blogctl.engines.hugo.site import DEFAULT_DATES, Conventions
from blogctl.engines.hugo.urls import EVERY_SECTION, Language, UrlRules

FOLDER = "posts"
PERMALINK = "/posts/:slugorcontentbasename/"


def detect(site: Site) -> str | None:
    """Return why *site* is a plain blog, or None."""
    folder = folder_of(site.settings)
    top = f"{folder.split('/')[0]}/"
    return f"{top} is there, and no generator's configuration" if top in site.entries else None


def folder_of(settings: Mapping[str, Any]) -> str:
    """Return the folder of the posts."""
    return one_text(settings.get("posts")).strip("/") or FOLDER


def configure(site: Site) -> "Plain":
    """Return the conventions of a plain blog, with what its settings change."""
    settings = site.settings
    base = one_text(settings.get("url"))
    lang = one_text(settings.get("language"))
    pattern = one_text(settings.get("permalink")) or PERMALINK
    language = Language(lang, folder_of(settings), "", {})
    rules = UrlRules.read({"baseurl": base})
    dates = {**DEFAULT_DATES, "date": (*DEFAULT_DATES["date"], ":filename"),
             "publishdate": (*DEFAULT_DATES["publishdate"], ":filename")}  # fmt: skip
    return Plain(
        Conventions(
            name="plain",
            zone=zone_named(one_text(settings.get("timezone"))),
            base=base,
            languages=(language,),
            default=language,
            urls=rules._replace(permalinks={EVERY_SECTION: pattern}),
            dates=dates,
            archetype_folders=(),
            dated_names=True,
            output=".blogctl/site",
        )
    )


class Plain(Hugo):
    """The conventions of a plain blog."""

    home = FOLDER
    dated_names = True
    language_field = "lang"

    def _bundles(self, indexes: Sequence[str]) -> set[str]:
        return super()._bundles(indexes) - set(self.folders)

    def read(self, source: Source, now: datetime) -> Post:
        """Return the post that a file means; its title may be its first heading."""
        post = super().read(source, now)
        if post.title or not post.text.source.lstrip().startswith("#"):
            return post
        headings = post.text.reading.headings
        return post._replace(title=headings[0].text if headings else "")

    def _lang_of(self, fields: Mapping[str, Any], language: Language) -> str:
        return one_text(fields.get("lang") or fields.get("language")) or language.code
