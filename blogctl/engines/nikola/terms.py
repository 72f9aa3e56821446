"""Pages of tags, categories and authors in Nikola, and the folders that they lie in."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class TermRules(NamedTuple):
    """What conf.py says of pages of names; *folders* go from noun and language to a path."""

    folders: Mapping[tuple[str, str], str] = {}
    prefix: str = "cat_"
    flat: bool = False
    slugs: bool = True
    author_slugs: bool = True


def read_rules(given: Mapping[str, Any], languages: list[str]) -> TermRules:
    """Return what the settings say; a path is one text, or one for each language."""
    tags = given.get("TAG_PATH", "categories")
    paths = {"tag": tags, "category": given.get("CATEGORY_PATH") or tags}
    if given.get("ENABLE_AUTHOR_PAGES", True):
        paths["author"] = given.get("AUTHOR_PATH", "authors")
    # Where they follow the folders of posts, the pages are those of sections.
    if given.get("CATEGORY_PAGES_FOLLOW_DESTPATH"):
        del paths["category"]
    default = languages[0]
    return TermRules(
        folders={
            (noun, lang): str(value.get(lang, value.get(default, "")) if isinstance(value, Mapping)
                              else value)
            for noun, value in paths.items()
            for lang in languages
        },
        prefix=str(given.get("CATEGORY_PREFIX", "cat_")),
        flat=bool(given.get("CATEGORY_OUTPUT_FLAT_HIERARCHY", False)),
        slugs=bool(given.get("SLUG_TAG_PATH", True)),
        author_slugs=bool(given.get("SLUG_AUTHOR_PATH", True)),
    )  # fmt: skip
