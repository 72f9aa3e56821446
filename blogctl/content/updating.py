"""Fields set, taken away, added to: what is wished for, as typed, and the edits that do it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple
from unicodedata import category

from blogctl.content.dialect import Key, Value
from blogctl.content.document import LINES, Document
from blogctl.content.drafting import check_title, typed
from blogctl.content.edits import Edit, add_to, in_turn, remove_from, set_to, unset
from blogctl.content.folding import fold_name
from blogctl.content.front_matter import read_fields, value_at
from blogctl.content.keys import Keys, Kind, own_key
from blogctl.content.names import NameForm, check_lone, names_of
from blogctl.content.slugs import check_slug
from blogctl.errors import BadUsage, CannotEdit

Verb = Literal["set", "unset", "add", "remove"]
_NUMBER = re.compile(r"-?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?")
_LISTS = ("tags", "categories", "authors", "aliases", "keywords", "series", "images")
_CALLED = {"date": "dates", "flag": "true or false", "number": "numbers", "text": "one text"}


class Typed(NamedTuple):
    """A wish as it was typed: `--set mood=calm`. *text* is '' for unset."""

    verb: Verb
    key: str
    text: str


class Wish(NamedTuple):
    """A wish of this blog: *keys* are the fields it may be about, the first to be made.

    *value* is for set, *items* are for add and remove. *folded* items are the same in another case,
    or with other accents.
    """

    verb: Verb
    keys: Keys
    value: Value = None
    items: tuple[str, ...] = ()
    folded: bool = False


def read_wishes(
    sets: Sequence[str], unsets: Sequence[str], adds: Sequence[str], removes: Sequence[str]
) -> list[Typed]:
    """Return the wishes of a command line; raise BadUsage for none, or for what is no KEY=VALUE."""
    wishes = [
        *(_pair("set", text) for text in sets),
        *(Typed("unset", key.strip(), "") for key in unsets),
        *(_pair("remove", text) for text in removes),
        *(_pair("add", text) for text in adds),
    ]
    if not wishes:
        raise BadUsage("nothing is to be updated", hint="as in --set mood=calm, or --unset mood")
    return wishes


def _pair(verb: Verb, text: str) -> Typed:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise BadUsage(f"'{text}' is not KEY=VALUE", hint=f"as in --{verb} mood=calm")
    if any(category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise BadUsage(
            f"'{key.strip()}' or its value holds a control character", hint="type it anew"
        )
    return Typed(verb, key.strip(), value)


def check_apart(wishes: Sequence[tuple[Typed, Wish]]) -> None:
    """Raise BadUsage where two wishes are about one field, unless one adds and one removes."""
    seen: dict[str, Typed] = {}
    for asked, wish in wishes:
        name = ".".join(wish.keys[0]).lower()
        other = seen.setdefault(name, asked)
        if other is not asked and not {other.verb, asked.verb} <= {"add", "remove"}:
            message = f"'{asked.key}' is to be changed twice: --{other.verb} and --{asked.verb}"
            raise BadUsage(message, hint="say one of them")
        if (other.verb, asked.verb) == ("remove", "add") and other.text == asked.text:
            raise BadUsage(f"'{asked.text}' is to be added and removed", hint="say one of them")


def value_for(asked: Typed, key: Key, kind: Kind, known: Sequence[Any]) -> Value:
    """Return what `--set` gives the field *key* of the kind that the blog has there; no dates.

    *known* are the blog's own values. Raise BadUsage for what the blog never has there.
    """
    name, text = key[-1].lower(), asked.text
    if kind == "table":
        raise BadUsage(f"'{asked.key}' holds fields", hint=f"name one of them: {asked.key}.alt")
    if kind == "list" or (not known and name in _LISTS):
        return items_of(text) if text.strip() else []
    if kind == "flag" and text not in ("true", "false"):
        raise BadUsage(f"'{asked.key}' is true or false, not '{text}'", hint="--unset takes it out")
    if kind == "number":
        return _number(asked)
    if name == "title":
        return check_title(text)
    value: Value = typed(text, known)
    return check_slug(text) if name == "slug" else value


def _number(asked: Typed) -> int | float:
    if not _NUMBER.fullmatch(asked.text):
        message = f"'{asked.key}' is a number in this blog, not '{asked.text}'"
        raise BadUsage(message, hint=f"as in --set {asked.key}=3")
    return int(asked.text) if re.fullmatch(r"-?\d+", asked.text) else float(asked.text)


def items_of(text: str) -> list[str]:
    """Return the items of `a,b` or `[a, b]`, each once; raise BadUsage for an empty one."""
    inner = text[1:-1] if re.fullmatch(r"\[.*\]", text, re.DOTALL) else text
    items = [" ".join(item.split()) for item in inner.split(",")]
    if not all(items):
        raise BadUsage(f"'{text}' has an empty item", hint="as in wiki or wiki,outils")
    return list(dict.fromkeys(items))


def check_list(asked: Typed, key: Key, kind: Kind, *, named: bool) -> None:
    """Raise BadUsage where the field *key* can be no list; *named*: one text in it is a name."""
    if kind == "table":
        raise BadUsage(f"'{asked.key}' holds fields, not a list", hint="name a field within it")
    may = named or key[-1].lower() in _LISTS
    if kind in ("date", "flag", "number") or (kind == "text" and not may):
        message = f"'{asked.key}' holds {_CALLED[kind]} in this blog, not a list"
        raise BadUsage(message, hint=f"--set {asked.key}=… gives it another value")


def edit_for(wishes: Sequence[Wish], forms: Mapping[Key, NameForm]) -> Edit:
    """Return the edit that fulfils *wishes*.

    *forms* says how the fields that hold names do so, by their keys in lower case.
    """
    return in_turn([_edit(wish, forms) for wish in wishes])


def _edit(wish: Wish, forms: Mapping[Key, NameForm]) -> Edit:
    def edit(document: Document) -> Document:
        key = own_key(document, wish.keys)
        if wish.verb == "set":
            return set_to(key, wish.value)(document)
        if wish.verb == "unset":
            return unset(key)(document)
        lowered = [tuple(part.lower() for part in one) for one in wish.keys]
        form = next((forms[one] for one in lowered if one in forms), None)
        return _listed(document, key, wish, form)

    return edit


def _listed(document: Document, key: Key, wish: Wish, form: NameForm | None) -> Document:
    """Return *document* with items added to a list, or taken out of it."""
    # Only names are parted within a text: `author: Ada Lovelace` is one, whatever parts tags.
    apart = form in ("list", "text") or (form is None and document.format in LINES)
    separator = document.dialect.separator if apart else ""
    value = value_at(read_fields(document), key)
    if isinstance(value, (bool, int, float, date, datetime)):
        message = f"'{'.'.join(key)}' holds {value} here, not a list"
        raise CannotEdit(message, hint="--set it, or edit this post by hand")
    same: Callable[[str], str] = fold_name if wish.folded else str
    held = names_of(value, separator)
    changed = document._replace(dialect=document.dialect._replace(separator=separator))
    new = [one for one in wish.items if same(one) not in map(same, held)]
    if form == "lone" and wish.verb == "add" and new:
        check_lone(key, held, new)
    edits = [add_to(key, item) for item in new] if wish.verb == "add" else []
    if wish.verb == "remove":
        going = {same(item) for item in wish.items}
        edits = [remove_from(key, name) for name in dict.fromkeys(held) if same(name) in going]
    return in_turn(edits)(changed)._replace(dialect=document.dialect)
