"""The five edits of a YAML block: what they write, what they refuse, what they leave alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from blogctl.content.dialect import Dialect, Key, Value, parted
from blogctl.content.post import one_text
from blogctl.content.yaml_loader import SCHEMAS, loader
from blogctl.content.yaml_spans import (
    add_item,
    remove_item,
    rename_item,
    set_field,
    unset_field,
)
from blogctl.errors import CannotEdit

PLAIN = Dialect(any_case=False)
FLOW, BLOCKS = Dialect(blocks=False), Dialect(blocks=True)
BLANKS, COMMAS = Dialect(separator=" "), Dialect(separator=";")
RUBY = Dialect("ruby", separator=" ")
TAGS, INNER = ("tags",), ("params", "tags")
PARIS = timezone(timedelta(hours=1))

many = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("before", "key", "dialect", "after"),
    [
        ("a: 1\n", INNER, PLAIN, "a: 1\nparams:\n  tags: [x]\n"),
        ("a: 1\n", INNER, BLOCKS, "a: 1\nparams:\n  tags:\n    - x\n"),
        ("m:\n    b: 2\na: 1\n", INNER, PLAIN, "m:\n    b: 2\na: 1\nparams:\n    tags: [x]\n"),
        ("params:\n   b: 2\nz: 1\n", INNER, PLAIN, "params:\n   b: 2\n   tags: [x]\nz: 1\n"),
        ("params:  # c\nz: 1\n", INNER, PLAIN, "params:  # c\n  tags: [x]\nz: 1\n"),
        ("params: {b: 1}  # c\n", INNER, PLAIN, "params: {b: 1, tags: [x]}  # c\n"),
        ("params: {}\n", INNER, BLOCKS, "params: {tags: [x]}\n"),
        ("{b: 1}", INNER, BLOCKS, "{b: 1, params: {tags: [x]}}"),
        ("a: 1\n", ("a b", "no"), PLAIN, 'a: 1\na b:\n  "no": [x]\n'),
        ("params:\n  tags:\n  - a\n", INNER, PLAIN, "params:\n  tags:\n  - a\n  - x\n"),
        ("tags: &t\n  - a\n", TAGS, PLAIN, "tags: &t\n  - a\n  - x\n"),
        ("tags: !!seq\n- a\n", TAGS, PLAIN, "tags: !!seq\n- a\n- x\n"),
        ("b: &a y\ntags: [*a]\n", TAGS, PLAIN, "b: &a y\ntags: [*a, x]\n"),
        ("tags: foo # c\n", TAGS, BLOCKS, "tags: # c\n  - foo\n  - x\n"),
        ("tags: # c\n  foo\n", TAGS, BLOCKS, "tags: # c\n  - foo\n  - x\n"),
        ("tags: 'a, b'\n", TAGS, FLOW, "tags: ['a, b', x]\n"),
        ("tags: a, b\n", TAGS, FLOW, 'tags: ["a, b", x]\n'),
        ("tags: 1.10\n", TAGS, PLAIN, "tags: [1.10, x]\n"),
        ("tags: # c\nb: 1\n", TAGS, BLOCKS, "tags: # c\n  - x\nb: 1\n"),
        ("tags: [ # c\n]\n", TAGS, BLOCKS, "tags: [x # c\n]\n"),
        ("tags: ''\n", TAGS, PLAIN, "tags: [x]\n"),
        ("Tags: [a]\n", TAGS, Dialect(), "Tags: [a, x]\n"),
        ("Tags: [a]\n", TAGS, PLAIN, "Tags: [a]\ntags: [x]\n"),
        ("tags: one  two # c\n", TAGS, BLANKS, "tags: one  two x # c\n"),
        ("tags: 'one'\n", TAGS, BLANKS, "tags: 'one x'\n"),
        ("tags: a,b\n", TAGS, COMMAS, "tags: a,b,x\n"),
        ("tags: a, b\n", TAGS, COMMAS, "tags: a, b, x\n"),
        ("tags: a; b\n", TAGS, COMMAS, "tags: a; b; x\n"),
        ("tags: >\n  a b\n", TAGS, BLANKS, "tags: [a, b, x]\n"),
    ],
)  # fmt: skip
def test_an_item_is_added(before: str, key: Key, dialect: Dialect, after: str) -> None:
    """An item goes to the end of the list, or of the text, or makes the list it needs."""
    assert add_item(before, key, "x", dialect) == after


@pytest.mark.parametrize(
    ("item", "after"),
    [
        ("#x", 'tags: [one, two, "#x"]\n'),
        ("l'été", "tags: one two l'été\n"),
        ("two", "tags: one two\n"),
        ("a b", "tags: [one, two, a b]\n"),
        ("x:", 'tags: [one, two, "x:"]\n'),
    ],
)
def test_a_name_goes_into_a_text_that_can_hold_it(item: str, after: str) -> None:
    """A name with a blank, or one that YAML would misread, makes a list of the text."""
    assert add_item("tags: one two\n", TAGS, item, BLANKS) == after


@pytest.mark.parametrize(
    ("before", "dialect", "after"),
    [
        ("tags: [a, # c\n  b\n]\n", PLAIN, "tags: [a # c\n  \n]\n"),
        ("tags: [\n  b, # c\n  # d\n  a]\n", PLAIN, "tags: [\n    # d\n  a]\n"),
        ("tags: [b, a, b, b]\n", PLAIN, "tags: [a]\n"),
        ("tags:\n  # c\n  - a\n  - b # d\n  # e\n", PLAIN, "tags:\n  # c\n  - a\n  # e\n"),
        ("tags:\n- a\n- b", PLAIN, "tags:\n- a"),
        ("x: &x a\ntags: [*x, b]\n", PLAIN, "x: &x a\ntags: [*x]\n"),
        ("x: 1\nparams:\n  tags: [b]\n", PLAIN, "x: 1\nparams:\n  tags: [b]\n"),
        ("tags: a, b, c\n", COMMAS, "tags: a, c\n"),
        ("tags: b; c\n", COMMAS, "tags: c\n"),
        ("tags: a b\n", BLANKS, "tags: a\n"),
        ("tags: b\nx: 1\n", BLANKS, "x: 1\n"),
        ("tags: b no\n", RUBY, 'tags: "no"\n'),
        ("tags: 'b l''eau'\n", BLANKS, "tags: 'l''eau'\n"),
    ],
)
def test_an_item_is_removed(before: str, dialect: Dialect, after: str) -> None:
    """An item goes with its own line, comma or blank; comments about the others stay."""
    assert remove_item(before, TAGS, "b", dialect) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nparams:\n  tags: [x]\nb: 1\n", "a: 1\nb: 1\n"),
        ("params:\n  tags:\n  - x", ""),
        ("params:  # c\n  tags: x\nb: 1\n", "params:  # c\nb: 1\n"),
        ("params: &p\n  tags: x\n", "params: &p\n"),
        ("params: {tags: [x]}\n", "params: {}\n"),
        ("{a: 1, params: {tags: [x]}}\n", "{a: 1}\n"),
        ("params:\n  b: 1\n  tags: x\n  c: 1\n", "params:\n  b: 1\n  c: 1\n"),
        ("params:\n  b: 1\n", "params:\n  b: 1\n"),
        ("a: 1\n", "a: 1\n"),
        ("params: 3\n", "params: 3\n"),
    ],
)
def test_a_field_in_a_table_is_unset(before: str, after: str) -> None:
    """A table left empty goes along where it is written as one that an edit would make."""
    assert unset_field(before, INNER, PLAIN) == after


def test_a_table_made_within_braces_goes_along() -> None:
    """A table that adding a field made in another on one line is gone when the field is."""
    before = "menu: {main: {weight: 1}}  # c\ntitle: x\n"

    after = add_item(before, ("menu", "side", "tags"), "x", PLAIN)

    assert after == "menu: {main: {weight: 1}, side: {tags: [x]}}  # c\ntitle: x\n"
    assert remove_item(after, ("menu", "side", "tags"), "x", PLAIN) == before


@pytest.mark.parametrize(
    ("before", "new", "dialect", "after"),
    [
        ("tags: [a, 'b', c]\n", "l'x", PLAIN, "tags: [a, 'l''x', c]\n"),
        ('tags:\n - a\n - "b" # c\n', "x", PLAIN, 'tags:\n - a\n - "x" # c\n'),
        ("tags: [a, b, c]\n", "012", PLAIN, 'tags: [a, "012", c]\n'),
        ("tags: [a, b, c]\n", "c", PLAIN, "tags: [a, c]\n"),
        ("tags: [a, b, c, b]\n", "x", PLAIN, "tags: [a, x, c]\n"),
        ("tags: [a, c]\n", "x", PLAIN, "tags: [a, c]\n"),
        ("tags: b # c\n", "no", PLAIN, 'tags: "no" # c\n'),
        ("tags: a, b,c\n", "x y", COMMAS, "tags: a, x y,c\n"),
        ("tags: a b\n", "a", BLANKS, "tags: a\n"),
        ("tags: a b\n", "x y", BLANKS, "tags: [a, x y]\n"),
        ("tags: a b\n", "#x", BLANKS, 'tags: "a #x"\n'),
        ("tags: b\n", "no", RUBY, 'tags: "no"\n'),
        ("params:\n  tags: [b]\n", "x", PLAIN, "params:\n  tags: [b]\n"),
    ],
)
def test_an_item_is_renamed(before: str, new: str, dialect: Dialect, after: str) -> None:
    """An item is renamed where it stands, in its quotes; a name there already is not doubled."""
    assert rename_item(before, TAGS, "b", new, dialect) == after


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("x: 1\n", "no", 'x: "no"\n'),
        ("x: 'y'  # c\n", "it's", "x: 'it''s'  # c\n"),
        ("x: |\n  a\n\n  b\ny: 1\n", "z", "x: z\ny: 1\n"),
        ("x: >-  # c\n  a\n\n# d\ny: 1\n", True, "x: true\n\n# d\ny: 1\n"),
        ("x:  # k\n - a\n - b\ny: 1\n", ["p", "q"], "x:  # k\n - p\n - q\ny: 1\n"),
        ("x:  # k\n - a\ny: 1\n", "p", "x: p  # k\ny: 1\n"),
        ("x: [a] # k\n", None, "x: # k\n"),
        ("x: 1\n", True, "x: true\n"),
        ("x: true\n", 1, "x: 1\n"),
        ("? x\n: 1\n", "p", "? x\n: p\n"),
        ("2024: y\nx: 1\n", 2, "2024: y\nx: 2\n"),
        ("x:\t1\n", 2, "x:\t2\n"),
        ("x: !!str 12\n", "12", "x: !!str 12\n"),
        ("x: 2024-01-02\n", date(2024, 5, 6), "x: 2024-05-06\n"),
        ("x: '2024-01-02'\n", datetime(2024, 5, 6, 7, tzinfo=PARIS),
         "x: '2024-05-06T07:00:00+01:00'\n"),
        ("x:\n", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "x: 2024-05-06T07:08:09Z\n"),
        ("x: 2024-01-02\n", "2024-01-02 10:00:00 +0100", "x: 2024-01-02 10:00:00 +0100\n"),
        ("x: Title\n", "2024-01-02", 'x: "2024-01-02"\n'),
        ("x: y\n", "Où\u00a0? 🎈", 'x: "Où\u00a0? 🎈"\n'),
    ],
)  # fmt: skip
def test_a_field_is_set(before: str, value: Value, after: str) -> None:
    """A value takes the other's place, in its quotes, with its comment; dates stand plain."""
    assert set_field(before, ("x",), value, PLAIN) == after
    assert set_field(after, ("x",), value, PLAIN) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\ntags: [a]\n", "title: x\ndate: 2024-05-06\ntags: [a]\n"),
        ("tags: [a]\nTitle: x  # c\n", "tags: [a]\nTitle: x  # c\ndate: 2024-05-06\n"),
        ("title: |\n  x\n\n# c\ntags: [a]\n",
         "title: |\n  x\n\ndate: 2024-05-06\n# c\ntags: [a]\n"),
        ("tags: [a]\n# end\n", "tags: [a]\n# end\ndate: 2024-05-06\n"),
        ("title: x\n# end", "title: x\ndate: 2024-05-06\n# end"),
        ("title: x", "title: x\ndate: 2024-05-06"),
        ("", "date: 2024-05-06\n"),
    ],
)  # fmt: skip
def test_a_new_field_stands_where_the_blog_has_it(before: str, after: str) -> None:
    """A new field goes behind the one that usually precedes it, else to the end of the block."""
    dialect = Dialect(order=("slug", "title", "date", "tags"))

    assert set_field(before, ("date",), date(2024, 5, 6), dialect) == after
    assert unset_field(after, ("date",), dialect) == before


@pytest.mark.parametrize(
    ("block", "key", "reason"),
    [
        ("tags: &t [a]\ny: *t\n", TAGS, "other fields take their value"),
        ("y: &t [a]\ntags: *t\n", TAGS, "is an alias"),
        ("params: &p {tags: [a]}\ny: *p\n", INNER, "without touching"),
        ("p: &p {tags: [a]}\nparams: *p\n", INNER, "is an alias"),
        ("p: &p {tags: [a]}\n<<: *p\n", TAGS, "merges in"),
        ("p: &p {tags: [a]}\nparams:\n  <<: [*p]\n", INNER, "merges in"),
        ("params: 3\n", INNER, "holds no fields"),
        ("params: [a]\n", INNER, "holds no fields"),
        ("tags: {a: 1}\n", TAGS, "not a list"),
        ("Tags: [a]\ntags: [b]\n", TAGS, "stands twice"),
        ("params:\n  tags: [b]\n  tags: [a]\n", INNER, "'params.tags' stands twice"),
        ("tags: [a]\n---\nb: 1\n", TAGS, "does not parse"),
        ("b: 1\n...\n", TAGS, "without touching"),
        ("tags:\n-\n  a\n", TAGS, "lines of their own"),
        ("tags: [a\n", TAGS, "does not parse"),
        ("\ta: 1\n", TAGS, "does not parse"),
        ("tags: !!int x\n", TAGS, "does not parse"),
        ("tags: !!bool x\n", TAGS, "does not parse"),
        ("tags: [*none]\n", TAGS, "does not parse"),
        ("!!set {tags}\n", TAGS, "not fields"),
        ("a: 1\n", (), "without a name"),
        ("[" * 5000, TAGS, "does not parse"),
    ],
)
def test_what_is_not_safe_is_refused(block: str, key: Key, reason: str) -> None:
    """What an edit would damage, or cannot read, is refused with the reason and a way out."""
    with pytest.raises(CannotEdit, match=reason) as refusal:
        add_item(block, key, "x", Dialect())

    assert refusal.value.hint


words = st.sampled_from(
    ["un", "deux mots", "l’été", "où\u00a0?", "🎈", "012", "1_000", "12:30", "no", "on", "1e3",
     "2024-01-02", "2024-01-02 10:00:00", "~", "'a: b'", '"c # d"', "'it''s'", '"\\u00e9"', "a,b",
     "!!str 7", "0o14", "<<", "=", "- "[:1] + "x", "un deux trois", "un, deux"]
)  # fmt: skip
comments = st.sampled_from(["", "", "", "  # c", " # tags: [z]", "   "])
fillers = st.sampled_from(["", "", "", "\n", "# c\n", "    # c\n", "  \n"])
names = ["title", "tags", "params", "2024", "yes", '"q k"', "'s'", "? complex\n", "é", "date"]


@st.composite
def lists_of(draw: st.DrawFn, indent: str) -> str:
    """Return a list, on one line or several, with comments inside."""
    items = draw(st.lists(words, max_size=4))
    if not items or draw(st.booleans()):
        items = [f'"{item}"' if item == "a,b" else item for item in items]
        gap = draw(st.sampled_from([", ", ",", f", # c\n{indent}   ", f"\n{indent}  , "]))
        return f" [{gap.join(items)}{draw(st.sampled_from(['', ' ', ',']))}]{draw(comments)}\n"
    dash = indent + draw(st.sampled_from(["- ", "-   ", "  - ", "   -  "]))
    lines = [f"{draw(fillers)}{dash}{item}{draw(comments)}\n" for item in items]
    return draw(comments) + "\n" + "".join(lines)


@st.composite
def values(draw: st.DrawFn, indent: str, depth: int) -> str:
    """Return what may stand behind a colon, to the end of its last line."""
    kind = draw(st.integers(0, 8 if depth < 2 else 6))
    if kind < 3:
        return draw(lists_of(indent))
    if kind == 3:
        return draw(comments) + "\n"
    if kind == 4:
        mark = draw(st.sampled_from(["|", ">", "|-", ">+", "|2"]))
        return f" {mark}\n{indent}  a\n\n{indent}  # b\n{indent}  tags: z\n"
    if kind < 7:
        return f" {draw(words)}{draw(comments)}\n"
    if kind == 7:
        return f" {{tags: [{draw(words)}], b: 1}}{draw(comments)}\n"
    step = draw(st.sampled_from([" ", "  ", "     "]))
    return draw(comments) + "\n" + draw(fields(indent + step, depth + 1, 1))


@st.composite
def fields(draw: st.DrawFn, indent: str = "", depth: int = 0, least: int = 0) -> str:
    """Return fields, one below the other, with what may stand between them."""
    text = draw(fillers)
    keys = draw(st.lists(st.sampled_from(names), unique=True, min_size=least, max_size=4))
    for key in keys:
        head = f"{indent}{key}{indent}:" if key.endswith("\n") else f"{indent}{key}:"
        text += head + draw(values(indent, depth)) + draw(fillers)
    return text


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Return a block as authors write it at their worst; anchors, aliases and merges too."""
    text = draw(fields())
    if draw(st.booleans()):
        anchored = draw(st.sampled_from(["[un, deux]", "{tags: [un], b: 2}", "un", "&b [un]"]))
        text = f"base: &a {anchored}\n".replace("&a &b", "&a") + text
        text += draw(st.sampled_from(["", "copy: *a\n", "<<: *a\n", "in: [*a, un]\n"]))
        text += draw(st.sampled_from(["", "deep:\n  <<: *a\n  c: 1\n", "deep: {x: *a}\n"]))
    if text and draw(st.integers(0, 5)) == 0:
        text = text[:-1]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return text.replace("\n", newline)


dialects = st.builds(
    Dialect,
    schema=st.sampled_from(SCHEMAS),
    separator=st.sampled_from(["", " ", ","]),
    any_case=st.booleans(),
    order=st.sampled_from([(), ("title", "date", "tags", "params", "zzz")]),
    blocks=st.sampled_from([None, True, False]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    says_live=st.just(True),
)
new_names = st.sampled_from(["zzz", "no", "é : #1", "l’été", "1.10", "a b", "c,d", "🎈", "- x"])
keys = st.sampled_from(
    [TAGS, INNER, ("title",), ("params",), ("deep", "tags"), ("base",), ("2024",), ("complex",),
     ("yes",), ("zzz",), ("zzz", "yyy"), ("copy",), ("base", "tags"), ("tags", "x")]
)  # fmt: skip
news: st.SearchStrategy[Value] = st.sampled_from(
    ["zzz", "no", "012", True, 7, 1.5, None, date(2024, 5, 6), ["x", "no"], [], "é : # 1"]
)
Call = Callable[[str, Key, Dialect], str]
calls: st.SearchStrategy[Call] = st.one_of(
    news.map(lambda value: lambda text, key, dialect: set_field(text, key, value, dialect)),
    st.just(unset_field),
    new_names.map(lambda item: lambda text, key, dialect: add_item(text, key, item, dialect)),
    (words | new_names).map(
        lambda item: lambda text, key, dialect: remove_item(text, key, item, dialect)
    ),
    st.tuples(st.sampled_from(["un", "deux mots", "012", "deux"]), new_names).map(
        lambda two: lambda text, key, dialect: rename_item(text, key, *two, dialect)
    ),
)


def fields_of(text: str, dialect: Dialect) -> dict[str, Any]:
    """Return what a block means; give the example up where it does not parse."""
    try:
        return yaml.load(text, Loader=loader(dialect.schema)) or {}
    except (yaml.YAMLError, ValueError):
        assume(False)
        raise


def without(fields: Any, key: Key) -> str:
    """Return all but one field, their order and types; a table with nothing else left out."""
    kept = []
    for name, value in fields.items():
        if name != key[0]:
            kept.append((name, repr(value)))
        elif len(key) > 1 and isinstance(value, dict) and value.keys() - {key[1]}:
            kept.append((name, without(value, key[1:])))
        elif len(key) > 1 and value not in ({}, None) and not isinstance(value, dict):
            kept.append((name, repr(value)))
    return repr(kept)


def held_by(fields: Any, key: Key) -> Any:
    """Return the value of a field, None where it is not there."""
    for name in key:
        fields = fields.get(name) if isinstance(fields, dict) else None
    return fields


def edited(call: Callable[..., str], *arguments: Any) -> str:
    """Return the edited text; give the example up where the edit is refused."""
    try:
        return call(*arguments)
    except CannotEdit:
        assume(False)
        raise


@many
@given(blocks(), dialects, keys, calls)
def test_an_edit_changes_no_other_meaning(
    block: str, dialect: Dialect, key: Key, call: Call
) -> None:
    """Whatever is done to a field, the others keep value, type and order in every schema."""
    fields_of(block, dialect)
    after = edited(call, block, key, dialect)

    for schema in SCHEMAS:
        one = dialect._replace(schema=schema)
        assert without(fields_of(after, one), key) == without(fields_of(block, one), key)


@many
@given(blocks(), dialects, keys, new_names)
def test_an_item_added_is_read_and_removed_without_a_trace(
    block: str, dialect: Dialect, key: Key, item: str
) -> None:
    """An item added to a list, to nothing or to a text of names goes again to the byte."""
    had = held_by(fields_of(block, dialect), key)
    table = held_by(fields_of(block, dialect), key[:-1])
    assume(isinstance(had, list) or (had is None and table is not None) or dialect.separator)
    assume(had != [] and (had is not None or key[-1] not in (table or {})))
    assume(len(key) == 1 or isinstance(table, dict))
    added = edited(add_item, block, key, item, dialect)
    now = held_by(fields_of(added, dialect), key)
    removed = remove_item(added, key, item, dialect)

    if isinstance(now, list):
        assert now[-1] == item or item in map(one_text, now)
    else:
        assert item in parted(one_text(now), dialect.separator)
    if added != block and (had is None or isinstance(had, list) or not isinstance(now, list)):
        assert removed == block


@many
@given(blocks(), dialects, keys, news)
def test_a_new_field_unset_leaves_no_trace(
    block: str, dialect: Dialect, key: Key, value: Value
) -> None:
    """A field that was not there, set and unset, leaves the same bytes."""
    table = held_by(fields_of(block, dialect), key[:-1])
    first = fields_of(block, dialect)
    assume(len(key) == 1 or isinstance(table, dict) or key[0] not in first)
    assume(key[-1] not in (table or {}))

    after = edited(set_field, block, key, value, dialect)

    assert unset_field(after, key, dialect) == block


@many
@given(blocks(), lists_of(""), dialects, new_names, st.integers(0, 3))
def test_a_name_takes_the_place_of_another(
    block: str, listed: str, dialect: Dialect, new: str, at: int
) -> None:
    """Renaming what is not there changes nothing; a new name stands where the old one stood."""
    block = f"list:{listed}" + block.replace("\r\n", "\n").replace("\r", "\n")
    had = fields_of(block, dialect)["list"]
    assume(had)
    old = one_text(had[at % len(had)])
    assume(new not in map(one_text, had))

    assert rename_item(block, ("list",), "not there", new, dialect) == block
    after = fields_of(edited(rename_item, block, ("list",), old, new, dialect), dialect)["list"]

    renamed = [new if one_text(item) == old else item for item in had]
    assert {repr(item) for item in after} == {repr(item) for item in renamed}
    assert after.count(new) == 1


@many
@given(st.text(max_size=60), dialects, keys, calls)
def test_any_text_is_edited_or_refused(block: str, dialect: Dialect, key: Key, call: Call) -> None:
    """Whatever the text, an edit gives a text or refuses; there is no other way to fail."""
    try:
        after = call(block, key, dialect)
    except CannotEdit as refusal:
        assert refusal.hint  # noqa: PT017 - the refusal is one of the two rightful ends
    else:
        assert call(after, key, dialect) is not None


def test_most_of_the_grammar_is_edited() -> None:
    """Blocks of every shape that the tests above draw from take a tag and give it back."""
    shapes = [
        "title: x\n", "2024: x\nyes: y\n", "? complex\n: 1\n", "a: |\n  x\n\n# c\n",
        "a: >+\n  x\n\n", "base: &a [x]\ncopy: *a\n", "base: &a {b: 1}\n<<: *a\n",
        "deep:\n     a:\n      b: 1\n", "{a: 1}", "{}", "# c\n", "", "\n\n", "a: 1",
        "  a: 1\n  b: 2\n", "a:\t1\n", "tags:\n\n  # c\n\n  - x\n\n\n",
        "tags: [\n  x,\n  y,\n]\n", "a: 🎈\u00a0\n", "a:\n- b\n- c\n", "tags:\n- - x\n  - y\n- z\n",
    ]  # fmt: skip

    for shape in shapes:
        for newline in ("\n", "\r\n", "\r"):
            block = shape.replace("\n", newline)
            dialect = PLAIN._replace(newline=newline)
            added = add_item(block, TAGS, "zzz", dialect)
            assert added != block
            assert remove_item(added, TAGS, "zzz", dialect) == block
