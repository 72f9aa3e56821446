"""Edits of TOML front matter: what they change, and that they change nothing else."""

import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import CORPORA
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.dialect import Dialect
from blogctl.content.document import cut
from blogctl.content.toml_spans import (
    add_item,
    remove_item,
    rename_item,
    set_field,
    unset_field,
)
from blogctl.errors import CannotEdit

Call = Callable[[str, Dialect], str]
PLAIN = Dialect()
TAGS = ("tags",)
TAX = ("taxonomies", "tags")
PARIS = timezone(timedelta(hours=1))
POSTS = sorted((CORPORA / "zola").rglob("*.md"))


def setting(key: str, value: Any) -> Call:
    """Return the edit that sets a field."""
    return lambda text, dialect: set_field(text, tuple(key.split(".")), value, dialect)


def unsetting(key: str) -> Call:
    """Return the edit that takes a field away."""
    return lambda text, dialect: unset_field(text, tuple(key.split(".")), dialect)


def adding(key: str, item: str) -> Call:
    """Return the edit that puts an item at the end of a list."""
    return lambda text, dialect: add_item(text, tuple(key.split(".")), item, dialect)


def removing(key: str, item: str) -> Call:
    """Return the edit that takes an item out of a list."""
    return lambda text, dialect: remove_item(text, tuple(key.split(".")), item, dialect)


def renaming(key: str, old: str, new: str) -> Call:
    """Return the edit that calls an item by another name."""
    return lambda text, dialect: rename_item(text, tuple(key.split(".")), old, new, dialect)


def check(before: str, edit: Call, after: str, dialect: Dialect = PLAIN) -> None:
    """Assert what an edit makes of a block, with LF and with CRLF."""
    crlf = dialect._replace(newline="\r\n")

    assert edit(before, dialect) == after
    assert edit(before.replace("\n", "\r\n"), crlf) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ('a = "x" # c\n', setting("a", "y"), 'a = "y" # c\n'),
        ("a = 'x'\n", setting("a", 'say "y"'), "a = 'say \"y\"'\n"),
        ("a = 'x'\n", setting("a", "l'été"), 'a = "l\'été"\n'),
        ('a = """\nx\n"""  # c\nb = 1\n', setting("a", "y"), 'a = "y"  # c\nb = 1\n'),
        ("a=1\n", setting("a", True), "a=true\n"),
        ("a = 1\n", setting("a", 1.5), "a = 1.5\n"),
        ("a = 1\n", setting("a", 1), "a = 1\n"),
        ("a = 0x01\n", setting("a", 1), "a = 0x01\n"),
        ("a = 1\n", setting("a", 1.0), "a = 1.0\n"),
        ('"a b" = 1\n', setting("a b", 2), '"a b" = 2\n'),
        ("'a' = 1\n", setting("a", 2), "'a' = 2\n"),
        ("", setting("a b", 2), '"a b" = 2\n'),
        ("Draft = true\n", setting("draft", False), "Draft = false\n"),
        ("d = 2024-01-02\n", setting("d", date(2025, 1, 2)), "d = 2025-01-02\n"),
        ("d = 2024-01-02 03:04:05Z\n", setting("d", datetime(2025, 1, 2, tzinfo=UTC)),
         "d = 2025-01-02T00:00:00Z\n"),
        ('d = "x"\n', setting("d", datetime(2025, 1, 2, tzinfo=PARIS)),
         "d = 2025-01-02T00:00:00+01:00\n"),
        ("d = 2024-01-02\n", setting("d", "2025-01-02"), "d = 2025-01-02\n"),
        ('d = "2024-01-02"\n', setting("d", "2025-01-02"), 'd = "2025-01-02"\n'),
        ("d = 2024-01-02\n", setting("d", "2025-13-02"), 'd = "2025-13-02"\n'),
        ("a = ['x']\n", setting("a", ["y", "z"]), "a = ['y', 'z']\n"),
        ('a = [\n  "x"\n]\n', setting("a", ["y", "z"]), 'a = [\n  "y",\n  "z",\n]\n'),
        ("a = 1\n", setting("a", []), "a = []\n"),
        ("[extra]\na = 1\n", setting("extra.a", 2), "[extra]\na = 2\n"),
        ("extra = { a = 1, b = 2 }\n", setting("extra.b", 3), "extra = { a = 1, b = 3 }\n"),
        ("extra = { a = 1 }\n", setting("extra.b", 2), "extra = { a = 1, b = 2 }\n"),
        ("extra = {}\n", setting("extra.b", 2), "extra = {b = 2}\n"),
        ("extra = { }\n", setting("extra.b", 2), "extra = { b = 2 }\n"),
        ("extra.a = 1\nz = 1\n", setting("extra.b", 2), "extra.a = 1\nextra.b = 2\nz = 1\n"),
        ("[extra]\n  a = 1\n\n[z]\n", setting("extra.b", 2), "[extra]\n  a = 1\n  b = 2\n\n[z]\n"),
        ('a = "tab"\n', setting("a", 'a\t"\\\x01'), 'a = "a\\t\\"\\\\\\u0001"\n'),
    ],
)  # fmt: skip
def test_a_field_is_set_in_place(before: str, edit: Call, after: str) -> None:
    """A value is replaced where it stands; comments, quotes and line ends stay."""
    check(before, edit, after)


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("# top\na = 1\n\n# about\n[t]\nb = 2\n", "new",
         '# top\na = 1\nnew = "x"\n\n# about\n[t]\nb = 2\n'),
        ("[t]\nb = 2\n", "new", 'new = "x"\n[t]\nb = 2\n'),
        ("a = 1", "new", 'a = 1\nnew = "x"'),
        ("a = 1\n# end\n", "new", 'a = 1\n# end\nnew = "x"\n'),
        ("title = 1\ndraft = true\n", "date", 'title = 1\ndate = "x"\ndraft = true\n'),
        ('title = """\na\n""" # c\ndraft = true\n', "date",
         'title = """\na\n""" # c\ndate = "x"\ndraft = true\n'),
        ("a = 1\n", "t.b", 'a = 1\n\n[t]\nb = "x"\n'),
        ("a = 1\n[z]\nc = 1\n", "t.b", 'a = 1\n[z]\nc = 1\n[t]\nb = "x"\n'),
        ("", "t.b", '[t]\nb = "x"\n'),
        ("a = 1", "t.b", 'a = 1\n\n[t]\nb = "x"'),
        ("[t]\na = 1 # c\n# below\n[u]\n", "t.b", '[t]\na = 1 # c\nb = "x"\n# below\n[u]\n'),
        ("[t.s]\na = 1\n", "t.b", '[t.s]\na = 1\n\n[t]\nb = "x"\n'),
        ("[[l]]\na = 1\n", "t.b", '[[l]]\na = 1\n\n[t]\nb = "x"\n'),
        ("[[l]]\na = 1\n", "new", 'new = "x"\n[[l]]\na = 1\n'),
    ],
)  # fmt: skip
def test_a_new_field_goes_where_it_belongs(before: str, key: str, after: str) -> None:
    """A new field stands in its order, before the first table; unset, it leaves no trace."""
    dialect = Dialect(order=("title", "date", "draft"))

    check(before, setting(key, "x"), after, dialect)
    check(after, unsetting(key), before, dialect)


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("# up\na = 1 # c\nb = 2\n", "a", "# up\nb = 2\n"),
        ("a = [\n 1, # c\n]\nb = 2\n", "a", "b = 2\n"),
        ("a = 1\nb = 2", "b", "a = 1"),
        ("a = 1\n", "b", "a = 1\n"),
        ("a = 1\n", "t.b", "a = 1\n"),
        ("[t]\na = 1\nb = 2\n", "t.a", "[t]\nb = 2\n"),
        ("a = 1\n\n[t] # mine\nb = 2\n", "t.b", "a = 1\n\n[t] # mine\n"),
        ("[t]\nb = 2\n[u]\n", "t.b", "[t]\n[u]\n"),
        ("t = { a = 1, b = 2 }\n", "t.a", "t = { b = 2 }\n"),
        ("t = { a = 1, b = 2 }\n", "t.b", "t = { a = 1 }\n"),
        ("t = { a = 1 }\n", "t.a", "t = { }\n"),
        ("t = { a = 1 }\nb = 1\n", "t", "b = 1\n"),
        ("t.a = 1\nt.b = 2\n", "t.a", "t.b = 2\n"),
    ],
)
def test_a_field_is_unset_with_its_lines(before: str, key: str, after: str) -> None:
    """A field goes with its whole lines, and with a table made for it alone."""
    check(before, unsetting(key), after)


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ('tags = ["a"]\n', "tags", 'tags = ["a", "x"]\n'),
        ('tags = ["a","b"] # c\n', "tags", 'tags = ["a","b","x"] # c\n'),
        ("tags = [ 'a' , 'b', ]\n", "tags", "tags = [ 'a' , 'b' , 'x', ]\n"),
        ('tags = [\n"a",\n"b"\n]\n', "tags", 'tags = [\n"a",\n"b",\n"x"\n]\n'),
        ('tags = [\n  "a", # one\n  "b", # two\n  # end\n]\n', "tags",
         'tags = [\n  "a", # one\n  "b", # two\n  "x",\n  # end\n]\n'),
        ('tags = [\n\t"a" # one\n]\n', "tags", 'tags = [\n\t"a", # one\n\t"x"\n]\n'),
        ('tags = [ # top\n  "a" ]\n', "tags", 'tags = [ # top\n  "a",\n  "x" ]\n'),
        ('tags = [\n "a" # one\n , # lone\n]\n', "tags",
         'tags = [\n "a" # one\n , # lone\n "x",\n]\n'),
        ('tags = [\n "a"\n, "b"\n]\n', "tags", 'tags = [\n "a"\n, "b", "x"\n]\n'),
        ('tags = ["""\na""", "]"]\n', "tags", 'tags = ["""\na""", "]", "x"]\n'),
        ("tags = [[1, 2], {a = 1}, 2024]\n", "tags", 'tags = [[1, 2], {a = 1}, 2024, "x"]\n'),
        ('t.tags = ["a"]\n', "t.tags", 't.tags = ["a", "x"]\n'),
        ('t = { tags = ["a"] }\n', "t.tags", 't = { tags = ["a", "x"] }\n'),
        ("t = { c = 1 }\n", "t.tags", 't = { c = 1, tags = ["x"] }\n'),
        ('[t]\ntags = ["a"]\n', "t.tags", '[t]\ntags = ["a", "x"]\n'),
        ('t.c = ["a"]\n', "t.tags", 't.c = ["a"]\nt.tags = ["x"]\n'),
        ("a = 1\n", "t.tags", 'a = 1\n\n[t]\ntags = ["x"]\n'),
        ("a = 1\n\n", "t.tags", 'a = 1\n\n\n[t]\ntags = ["x"]\n'),
        ("# c\n", "t.tags", '# c\n[t]\ntags = ["x"]\n'),
        ('a = [\n  "b",\n]\n', "tags", 'a = [\n  "b",\n]\ntags = [\n  "x",\n]\n'),
        ('a = [\n  "b",\n]\n[t]\nc = ["d"]\n', "tags",
         'a = [\n  "b",\n]\ntags = ["x"]\n[t]\nc = ["d"]\n'),
    ],
)  # fmt: skip
def test_an_item_is_added_and_removed_without_a_trace(before: str, key: str, after: str) -> None:
    """A new item stands as its neighbours do; taken out again, the block is as it was."""
    check(before, adding(key, "x"), after)
    check(after, adding(key, "x"), after)
    check(after, removing(key, "x"), before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags = []\n", 'tags = ["x"]\n'),
        ('tags = ""\n', 'tags = ["x"]\n'),
        ("tags = [ # none yet\n]\n", 'tags = [\n    "x", # none yet\n]\n'),
        ("tags = 'a'\n", "tags = ['a', 'x']\n"),
        ("tags = 2024\n", 'tags = [2024, "x"]\n'),
        ('tags = "l\'a b"\n', 'tags = ["l\'a b", "x"]\n'),
    ],
)
def test_what_is_no_list_becomes_one(before: str, after: str) -> None:
    """An empty value or a single one is turned into a list for the new item."""
    check(before, adding("tags", "x"), after)


def test_a_list_is_made_in_the_style_of_the_blog() -> None:
    """Where the blog's lists have a line an item, so has a new one."""
    check("a = 1\n", adding("tags", "x"), 'a = 1\ntags = [\n    "x",\n]\n', Dialect(blocks=True))
    check('a = [\n"b"]\n', adding("tags", "x"), 'a = [\n"b"]\ntags = ["x"]\n',
          Dialect(blocks=False))  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('tags = ["x", "b"]\n', 'tags = ["b"]\n'),
        ('tags = ["a", "x", "b"]\n', 'tags = ["a", "b"]\n'),
        ('tags = ["x", "a", "x"]\n', 'tags = ["a"]\n'),
        ('tags = ["x", "x"]\nb = 1\n', "b = 1\n"),
        ('tags = ["x"]\n', ""),
        ('tags = ["a"]\n', 'tags = ["a"]\n'),
        ("b = 1\n", "b = 1\n"),
        ('tags = "x"\nb = 1\n', "b = 1\n"),
        ('tags = [\n  "x", # mine\n  # of b\n  "b",\n]\n', 'tags = [\n  # of b\n  "b",\n]\n'),
        ('tags = [ # top\n  "a",\n  "x", # mine\n  "b" ]\n', 'tags = [ # top\n  "a",\n  "b" ]\n'),
        ('tags = ["a", # of a\n"x"]\n', 'tags = ["a" # of a\n]\n'),
        ('tags = ["a", # of a\n"x", "b"]\n', 'tags = ["a", # of a\n"b"]\n'),
        ('tags = ["a", "x" # c\n, "b"]\n', 'tags = ["a" # c\n, "b"]\n'),
        ('tags = ["a", "x",\n "b"]\n', 'tags = ["a",\n "b"]\n'),
    ],
)
def test_an_item_is_removed_with_its_line_or_comma(before: str, after: str) -> None:
    """An item goes, the comments and the spacing of the others stay; the last takes the key."""
    check(before, removing("tags", "x"), after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags = ['old', \"b\"] # c\n", "tags = ['new', \"b\"] # c\n"),
        ('tags = ["new", "old"]\n', 'tags = ["new"]\n'),
        ('tags = ["old", "a", "old"]\n', 'tags = ["new", "a"]\n'),
        ('tags = "old"\n', 'tags = "new"\n'),
        ("tags = '''old'''\n", "tags = 'new'\n"),
        ('tags = ["a"]\n', 'tags = ["a"]\n'),
        ("a = 1\n", "a = 1\n"),
    ],
)
def test_an_item_is_renamed_in_place(before: str, after: str) -> None:
    """An item gets another name in the quotes it wears; a name that is there is not doubled."""
    check(before, renaming("tags", "old", "new"), after)


@pytest.mark.parametrize(
    ("before", "separator", "edit", "after"),
    [
        ('tags = "a, b"\n', ",", adding("tags", "x"), 'tags = "a, b, x"\n'),
        ('tags = "a,b"\n', ",", adding("tags", "x"), 'tags = "a,b,x"\n'),
        ("tags = 'a; b'\n", ";", adding("tags", 'x"'), "tags = 'a; b; x\"'\n"),
        ('tags = "a,b"\n', ";", adding("tags", "x"), 'tags = "a,b,x"\n'),
        ('tags = "a b"\n', " ", adding("tags", "x"), 'tags = "a b x"\n'),
        ('tags = "a b"\n', " ", adding("tags", "x y"), 'tags = ["a", "b", "x y"]\n'),
        ("tags = 'a b'\n", " ", adding("tags", "l'x"), 'tags = "a b l\'x"\n'),
        ('tags = """\na,b"""\n', ",", adding("tags", "x"), 'tags = """\na,b,x"""\n'),
        ('tags = "a, x, b"\n', ",", removing("tags", "x"), 'tags = "a, b"\n'),
        ('tags = "x b"\n', " ", removing("tags", "x"), 'tags = "b"\n'),
        ('tags = "a, \\u0078"\n', ",", removing("tags", "x"), 'tags = "a"\n'),
        ('tags = "x, x"\n', ",", removing("tags", "x"), ""),
        ('tags = "a, old"\n', ",", renaming("tags", "old", "new"), 'tags = "a, new"\n'),
        ('tags = "new old"\n', " ", renaming("tags", "old", "new"), 'tags = "new"\n'),
        ('tags = "a old"\n', " ", renaming("tags", "old", "n w"), 'tags = ["a", "n w"]\n'),
    ],
)  # fmt: skip
def test_names_parted_in_a_text_are_edited_in_it(
    before: str, separator: str, edit: Call, after: str
) -> None:
    """Names in one text stay in one text, parted as they were, if the new one can stand there."""
    check(before, edit, after, Dialect(separator=separator))


@pytest.mark.parametrize(
    ("text", "edit", "sentence"),
    [
        ("a = 1\na = 2\n", setting("a", 3), "the field 'a' stands twice"),
        ("a = 1\nA = 2\n", setting("a", 3), "the field 'a' stands twice"),
        ("a = \n", setting("b", 3), "the front matter is not TOML"),
        ("a = '\n", unsetting("b"), "the front matter is not TOML"),
        ("a = 1\rb = 2\n", setting("b", 3), "line ends that TOML does not know"),
        ("a = " + "[" * 5000 + "]" * 5000, setting("b", 3), "the front matter is not TOML"),
        ("a = 1\n", setting("a", None), "TOML has no empty value for 'a'"),
        ("a = 1\n", setting("a", "\udce9"), "'a' cannot be edited"),
        ("[[l]]\na = 1\n", setting("l.a", 2), "'l' is a list of tables"),
        ("[[l]]\n[l.t]\na = 1\n", adding("l.t.a", "x"), "'l' is a list of tables"),
        ("[t]\na = 1\n", adding("t", "x"), "'t' holds fields"),
        ("t.a = 1\n", unsetting("t"), "'t' holds fields"),
        ("t = {a = 1}\n", adding("t", "x"), "'t' holds fields, not a list"),
        ("t = 1\n", setting("t.a", "x"), "'t' holds no fields"),
        ("l = [{a = 1}]\n", setting("l.a", "x"), "'l' holds no fields"),
        ("a = 1\n", lambda text, dialect: set_field(text, (), 1, dialect), "without a name"),
    ],
)  # fmt: skip
def test_what_cannot_be_edited_safely_is_refused(text: str, edit: Call, sentence: str) -> None:
    """A refusal names the field and the way out."""
    with pytest.raises(CannotEdit) as refused:
        edit(text, PLAIN)

    assert sentence in refused.value.message
    assert refused.value.hint


def test_names_of_another_case_are_others_where_case_counts() -> None:
    """Where the generator heeds case, `Tags` is not `tags`."""
    dialect = Dialect(any_case=False)

    check('Tags = ["a"]\n', adding("tags", "x"), 'Tags = ["a"]\ntags = ["x"]\n', dialect)


texts = st.sampled_from(
    ['"a"', "'b'", '"#[]{},="', "'a,b'", '"""x\n# y"""', "'''\nz'''", '"\\"é\\\\"', '"🎈\u00a0"',
     '""""q"""""', "'''r''''"]
)  # fmt: skip
singles = texts | st.sampled_from(
    ["1", "0x1f", "-1.5", "true", "inf", "nan", "2024-01-02", "2024-01-02 03:04:05Z", "07:08:09",
     "2024-01-02T03:04:05.5+01:00", "1_000", "[]", "{}", "{ a = 1 }", "{ 'k' = [1, 2], l.m = 1 }"]
)  # fmt: skip
gaps = st.sampled_from(["", "", " ", "  ", "\t", "\n", "\n  ", " # c ],\n\t", "\n# '\n\n "])


@st.composite
def lists_of(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Return a list with gaps, comments and a last comma wherever they may stand."""
    items = draw(st.lists(inner, min_size=1, max_size=4))
    written = ",".join(f"{draw(gaps)}{item}{draw(gaps)}" for item in items)
    return f"[{written}{draw(st.sampled_from(['', ',']))}{draw(gaps)}]"


values = singles | lists_of(singles | lists_of(singles))
fillers = st.sampled_from(["", "", "", "\n", "# seul\n", "  # [taxonomies]\n", " \t\n"])
TAG_LISTS = lists_of(texts)
TABLES = ("", "[extra]", "[ taxonomies ]", "[[links]]", "['a.b']", "[extra.deep] # c")


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Return TOML with comments, odd spacing, nested lists and tables; lists called `tags`."""
    tables = ["", *draw(st.permutations(TABLES[1:]))[: draw(st.integers(0, 4))]]
    text = ""
    for table in tables:
        text += f"{draw(fillers)}{table}\n" if table else ""
        names = draw(st.lists(st.sampled_from(["a", "'b c'", "d.e", "d . f", "g"]), unique=True))
        # An empty table at the end is just what is made for a new field, and taken away with it.
        names = ["z", *names] if table else names
        for name in names:
            text += f"{draw(fillers)}{draw(st.sampled_from(['', '  ']))}{name}"
            text += f"{draw(st.sampled_from(['=', ' = ', '  =  ']))}{draw(values)}"
            text += draw(st.sampled_from(["\n", "  \n", " # c = '\n"]))
        if draw(st.booleans()):
            text += f"tags = {draw(TAG_LISTS)}\n"
    text += draw(fillers)
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def dialect_of(text: str) -> Dialect:
    """Return the dialect of a block: its line ending."""
    return Dialect(newline="\r\n" if "\r\n" in text else "\n")


def holds_no_table(text: str, key: tuple[str, ...]) -> bool:
    """Say whether a field stands where the table around *key* would be."""
    return len(key) > 1 and not isinstance(tomllib.loads(text).get(key[0], {}), dict)


def others(text: str, key: tuple[str, ...]) -> str:
    """Return what all fields but one mean, in their order."""
    tree = tomllib.loads(text)
    around = tree
    for name in key[:-1]:
        around = around.get(name, {})
    around.pop(key[-1], None)
    return repr({name: value for name, value in tree.items() if value != {} or name != key[0]})


keys = st.sampled_from([TAGS, TAX, ("extra", "tags"), ("a.b", "tags"), ("d", "tags")])


@given(blocks(), keys, st.sampled_from(["neu", "l'été", 'a"\\', "[x], #"]))
def test_adding_and_removing_leaves_no_trace(text: str, key: tuple[str, ...], item: str) -> None:
    """Whatever the block, an item that is added and removed leaves the same characters."""
    dialect = dialect_of(text)

    if holds_no_table(text, key):
        return
    added = add_item(text, key, item, dialect)

    assert others(added, key) == others(text, key)
    assert remove_item(added, key, item, dialect) == text


@given(blocks(), keys.map(lambda key: (*key[:-1], "new")), singles | st.integers())
def test_setting_and_unsetting_leaves_no_trace(
    text: str, key: tuple[str, ...], value: str | int
) -> None:
    """Whatever the block, a field that is set and unset leaves the same characters."""
    dialect = dialect_of(text)

    if holds_no_table(text, key):
        return
    changed = set_field(text, key, value, dialect)

    assert others(changed, key) == others(text, key)
    assert unset_field(changed, key, dialect) == text


@given(blocks(), keys, st.data())
def test_taking_out_and_renaming_touch_nothing_else(
    text: str, key: tuple[str, ...], data: st.DataObject
) -> None:
    """Whatever the block, any item of a list can go or be renamed; the others stay in order."""
    held: Any = tomllib.loads(text)
    for name in key:
        held = held.get(name, {}) if isinstance(held, dict) else {}
    if not isinstance(held, list):
        return
    item = data.draw(st.sampled_from(held))
    dialect = dialect_of(text)

    left = tomllib.loads(remove_item(text, key, item, dialect))
    named = tomllib.loads(rename_item(text, key, item, "neu", dialect))

    for name in key[:-1]:
        left, named = left.get(name, {}), named[name]
    once = ["neu" if one == item else one for one in held]
    at = once.index("neu")
    assert left.get(key[-1], []) == [one for one in held if one != item]
    assert named[key[-1]] == once[: at + 1] + [one for one in once[at + 1 :] if one != "neu"]


@given(st.text("ab=\"'[]{}#,.\\\n\r\t 1é-:", max_size=40))
def test_no_text_makes_an_edit_fail_otherwise_than_by_refusal(text: str) -> None:
    """Whatever stands in a block, an edit is made or refused, and what is no TOML is refused."""
    for edit in (setting("a", 1), adding("b.tags", "x"), removing("a", "b"), unsetting("a")):
        with suppress(CannotEdit):
            assert tomllib.loads(edit(text, PLAIN)) is not None


@pytest.mark.corpora
@pytest.mark.skipif(not POSTS, reason="the real blogs are not there")
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_real_posts_come_back_byte_for_byte(newline: str) -> None:
    """Each post of a Zola blog takes a tag and a new field, and gives them back without a trace."""
    for path in POSTS:
        data = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", newline.encode())
        document = cut(data)
        text = document.block.decode()
        dialect = Dialect(newline=newline, order=("path", "title", "date", "authors"))
        for key in (TAX, TAGS):
            added = add_item(text, key, "neu", dialect)
            assert added != text, path
            assert remove_item(added, key, "neu", dialect) == text, path
        for value in ("x", date(2024, 1, 2), ["a", "b"]):
            changed = set_field(text, ("date",), value, dialect)
            assert changed != text, path
            assert unset_field(changed, ("date",), dialect) == text, path

    assert len(POSTS) > 700
