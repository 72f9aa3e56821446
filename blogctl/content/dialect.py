"""How one blog writes its front matter, beyond the format: what words mean, and what is usual."""

from datetime import date, datetime
from typing import Literal, NamedTuple

# Which YAML reader the generator has; `yaml_loader.py` says how they differ.
Schema = Literal["hugo", "ruby", "js", "python", "rust"]

# Where a field stands: its name, with the tables around it before it.
Key = tuple[str, ...]
Value = str | bool | int | float | date | datetime | list[str] | None


class Dialect(NamedTuple):
    """How front matter is read, and how this blog is in the habit of writing it.

    *separator* parts several names in one text: '' where a text is one name, ' ' for blanks, ','
    for commas, ';' for semicolons or, in a text that has none, commas. *glue* is
    what a new one is put in with, '' for the separator and a blank. *any_case*: keys are
    compared ignoring case. *newline* ends the lines of this file. *order* is the keys of the
    blog's posts in their usual order, for a key that was not there; *blocks* says whether the
    blog's lists have a line an item, None where it has none. *says_live* says whether
    most posts that are live carry a line that says so (`draft: false`), *undated* whether most
    have no date. *head* is what a post without front matter is given: the format, the line above
    its fields, '' for none, and the lines below.
    """

    schema: Schema = "hugo"
    separator: str = ""
    glue: str = ""
    any_case: bool = True
    newline: str = "\n"
    order: tuple[str, ...] = ()
    blocks: bool | None = None
    says_live: bool = True
    undated: bool = False
    head: tuple[str, str, str] = ("yaml", "---", "---")


def parted(text: str, separator: str) -> list[str]:
    """Return the names in *text*, as *separator* parts them; blanks around each are dropped."""
    if not separator:
        return [text] if text.strip() else []
    if separator == " ":
        return text.split()
    mark = mark_in(text, separator)
    return [name.strip() for name in text.split(mark) if name.strip()]


def mark_in(text: str, separator: str) -> str:
    """Return the mark that parts the names in *text*: ';' means a comma where there is no ';'."""
    return "," if separator == ";" and ";" not in text else separator
