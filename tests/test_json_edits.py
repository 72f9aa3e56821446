"""JSON front matter edited in place."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.dialect import Dialect, Value
from blogctl.content.json_spans import (
    add_item,
    remove_item,
    rename_item,
    set_field,
    unset_field,
)
from blogctl.errors import CannotEdit

TALL = '{\n  "title": "Été",\n  "tags": ["a", "b"],\n  "draft": true\n}'
FLAT = '{"title":"x","tags":["a"]}'
BARE = '"title": "x",\n"tags": ["a"]\n'
PLAIN = Dialect()


def fields(text: str) -> Any:
    """Return the fields, as Python's own reader has them."""
    return json.loads(text if text.lstrip().startswith("{") else f"{{{text}}}")


def ended(text: str, newline: str) -> str:
    return text.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        (TALL, "title", "y", TALL.replace("Été", "y")),
        (TALL, "draft", False, TALL.replace("true", "false")),
        (TALL, "draft", True, TALL),
        (TALL, "title", None, TALL.replace('"Été"', "null")),
        (TALL, "tags", ["c"], TALL.replace('["a", "b"]', '["c"]')),
        (TALL, "tags", [], TALL.replace('["a", "b"]', "[]")),
        (TALL, "slug", "s", TALL.replace("true", 'true,\n  "slug": "s"')),
        (TALL, "n", 1.5, TALL.replace("true", 'true,\n  "n": 1.5')),
        (TALL, "date", date(2026, 1, 2), TALL.replace("true", 'true,\n  "date": "2026-01-02"')),
        (TALL, "TITLE", "y", TALL.replace("Été", "y")),
        (FLAT, "slug", "s", FLAT.replace("]", '],"slug":"s"')),
        ('{"a":1}', "b", 2, '{"a":1,"b":2}'),
        ('{"a": 1}', "b", 2, '{"a": 1, "b": 2}'),
        ('{ "a" : 1 , "b" : 2 }', "c", 3, '{ "a" : 1 , "b" : 2 , "c" : 3 }'),
        ('{\n  "a": 1\n  , "b": 2\n}', "c", 3, '{\n  "a": 1\n  , "b": 2\n  , "c": 3\n}'),
        ("{}", "a", 1, '{"a": 1}'),
        ("{ }", "a", 1, '{ "a": 1 }'),
        ("{\n}", "a", 1, '{\n  "a": 1\n}'),
        (BARE, "slug", "s", '"title": "x",\n"tags": ["a"],\n"slug": "s"\n'),
        ('"title": "x"\n', "slug", "s", '"title": "x",\n"slug": "s"\n'),
        ('"a": 1, "b": 2', "c", 3, '"a": 1, "b": 2, "c": 3'),
        ("", "title", "x", '"title": "x"\n'),
        ('{"title": "caf\\u00e9"}', "slug", "é", '{"title": "caf\\u00e9", "slug": "\\u00e9"}'),
        ('{"title": "🎉\\u00e9"}', "slug", "é", '{"title": "🎉\\u00e9", "slug": "é"}'),
        ('  {"a": {"b": [1, "}"]}}\n', "c", "x", '  {"a": {"b": [1, "}"]}, "c": "x"}\n'),
    ],
)
def test_a_field_is_set(before: str, key: str, value: Value, after: str, newline: str) -> None:
    """A value is replaced, a new field laid out as its neighbours, and nothing else touched."""
    dialect = Dialect(newline=newline)

    new = set_field(ended(before, newline), (key,), value, dialect)

    assert new == ended(after, newline)


def test_a_date_with_a_time_is_text_in_rfc_3339() -> None:
    """JSON has no dates, so a moment is written as text."""
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    assert set_field("{}", ("date",), moment, PLAIN) == '{"date": "2026-01-02T03:04:05+00:00"}'


def test_a_new_field_goes_where_the_blog_has_it() -> None:
    """A new field goes behind the nearest field that the blog's order has before it."""
    dialect = Dialect(order=("title", "slug", "tags"))

    new = set_field(TALL, ("slug",), "s", dialect)

    assert new == TALL.replace('"Été",\n', '"Été",\n  "slug": "s",\n')
    assert unset_field(new, ("slug",), dialect) == TALL


@pytest.mark.parametrize("newline", ["\r\r\n", "\n\r"])
def test_odd_line_endings_are_not_made_odder(newline: str) -> None:
    """Line endings that a program has spoilt are the same bytes when a new field goes again."""
    before = newline.join(["{", '  "title": "x",', '  "draft": true', "}", ""])
    dialect = Dialect(newline=newline[:1], order=("title", "slug", "draft"))

    new = set_field(before, ("slug",), "s", dialect)

    assert new != before
    assert unset_field(new, ("slug",), dialect) == before


def test_a_blank_line_between_fields_is_neither_copied_nor_lost() -> None:
    """A field put in before a blank line adds none, and taken out again loses none."""
    before = '{\n  "a": 1,\n\n  "b": 2\n}'
    dialect = Dialect(order=("a", "x", "b"))

    new = set_field(before, ("x",), 0, dialect)

    assert new == '{\n  "a": 1,\n  "x": 0,\n\n  "b": 2\n}'
    assert unset_field(new, ("x",), dialect) == before


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        (TALL, "title", '{\n  "tags": ["a", "b"],\n  "draft": true\n}'),
        (TALL, "tags", '{\n  "title": "Été",\n  "draft": true\n}'),
        (TALL, "draft", '{\n  "title": "Été",\n  "tags": ["a", "b"]\n}'),
        (TALL, "none", TALL),
        (FLAT, "title", '{"tags":["a"]}'),
        (FLAT, "tags", '{"title":"x"}'),
        ('{"a": 1}', "a", "{}"),
        (BARE, "title", '"tags": ["a"]\n'),
        (BARE, "tags", '"title": "x"\n'),
        ('"title": "x"\n', "title", ""),
        ('{\n  "a": 1,\n\n  "b": 2,\n  "c": 3\n}', "b", '{\n  "a": 1,\n\n  "c": 3\n}'),
    ],
)
def test_a_field_is_taken_away(before: str, key: str, after: str, newline: str) -> None:
    """A field goes with its line and its comma."""
    new = unset_field(ended(before, newline), (key,), Dialect(newline=newline))

    assert new == ended(after, newline)


TALL_LIST = '{\n\t"tags": [\n\t\t"a",\n\t\t"b"\n\t],\n\t"n": 1\n}'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TALL, TALL.replace('"b"', '"b", "é x"')),
        (FLAT, FLAT.replace('"a"', '"a","é x"')),
        (TALL_LIST, TALL_LIST.replace('"b"', '"b",\n\t\t"é x"')),
        ('{"tags": [ "a" ]}', '{"tags": [ "a", "é x" ]}'),
        ('{"tags": ["a" , "b"]}', '{"tags": ["a" , "b" , "é x"]}'),
        ('{"n": 1}', '{"n": 1, "tags": ["é x"]}'),
        ('{"tags": 5}', '{"tags": [5, "é x"]}'),
        ('{"tags": "a\\tb"}', '{"tags": ["a\\tb", "é x"]}'),
        ('{\n  "tags": [\n    "a"\n  ]\n}', '{\n  "tags": [\n    "a",\n    "é x"\n  ]\n}'),
    ],
)
def test_an_item_is_added(before: str, after: str, newline: str) -> None:
    """An item is put at the end, laid out as the others are, and comes out without a trace."""
    dialect = Dialect(newline=newline)
    held = fields(before).get("tags")

    new = add_item(ended(before, newline), ("tags",), "é x", dialect)

    assert new == ended(after, newline)
    assert add_item(new, ("tags",), "é x", dialect) == new
    if held is None or isinstance(held, list):
        assert remove_item(new, ("tags",), "é x", dialect) == ended(before, newline)


@pytest.mark.parametrize("empty", ["null", "[]", '""', '"  "', "[ ]"])
def test_an_empty_value_becomes_a_list(empty: str) -> None:
    """Nothing, an empty list and an empty text all become a list of the one item."""
    assert add_item(f'{{"tags": {empty}}}', ("tags",), "x", PLAIN) == '{"tags": ["x"]}'


@pytest.mark.parametrize(
    ("blocks", "before", "after"),
    [
        (True, '{\n  "n": 1\n}', '{\n  "n": 1,\n  "tags": [\n    "x"\n  ]\n}'),
        (False, '{\n  "l": [\n    1\n  ]\n}', '{\n  "l": [\n    1\n  ],\n  "tags": ["x"]\n}'),
        (None, '{\n  "l": [\n    1\n  ]\n}',
         '{\n  "l": [\n    1\n  ],\n  "tags": [\n    "x"\n  ]\n}'),
        (None, '{\n  "n": 1\n}', '{\n  "n": 1,\n  "tags": ["x"]\n}'),
        (True, '{"n": 1}', '{"n": 1, "tags": ["x"]}'),
    ],
)  # fmt: skip
def test_a_new_list_is_in_the_blog_s_style(blocks: bool | None, before: str, after: str) -> None:
    """A new list has a line an item where the blog's lists have, and the fields have lines."""
    new = add_item(before, ("tags",), "x", Dialect(blocks=blocks))

    assert new == after
    assert remove_item(new, ("tags",), "x", Dialect(blocks=blocks)) == before


@pytest.mark.parametrize(
    ("separator", "before", "item", "after"),
    [
        (",", '"a, b"', "c", '"a, b, c"'),
        (",", '"a,b"', "c", '"a,b,c"'),
        (";", '"a; b"', "c", '"a; b; c"'),
        (",", '"a"', "c d", '"a, c d"'),
        (",", '"a, b,"', "c", '"a, b, c,"'),
        (",", '"\\u00e9"', 'c"', '"\\u00e9, c\\""'),
        (",", '"a, b"', "c, d", '["a", "b", "c, d"]'),
        (" ", '"a b"', "c", '"a b c"'),
        (" ", '"a b"', "c d", '["a", "b", "c d"]'),
    ],
)
def test_a_name_is_put_into_a_text(separator: str, before: str, item: str, after: str) -> None:
    """A text that holds names grows by one, or becomes a list where it cannot hold the name."""
    dialect = Dialect(separator=separator)

    new = add_item(f'{{"tags": {before}}}', ("tags",), item, dialect)

    assert new == f'{{"tags": {after}}}'
    if after[0] == '"':
        assert remove_item(new, ("tags",), item, dialect) == f'{{"tags": {before}}}'


@pytest.mark.parametrize(
    ("separator", "before", "after"),
    [
        ("", '["a", "x", "b"]', '["a", "b"]'),
        ("", '["x" , "b"]', '["b"]'),
        ("", '["a", "x"]', '["a"]'),
        ("", '["x", "a", "x", "x"]', '["a"]'),
        ("", '[\n"a",\n\n"x",\n"b"]', '[\n"a",\n\n"b"]'),
        ("", '[{"x": 1}, "x"]', '[{"x": 1}]'),
        ("", '["X"]', '["X"]'),
        (",", '"a, x,b"', '"a,b"'),
        (",", '"x, b"', '"b"'),
        (" ", '"a x"', '"a"'),
    ],
)
def test_an_item_is_removed(separator: str, before: str, after: str) -> None:
    """An item goes with its comma; the others keep their places and spacing."""
    new = remove_item(f'{{"tags": {before}}}', ("tags",), "x", Dialect(separator=separator))

    assert new == f'{{"tags": {after}}}'


@pytest.mark.parametrize("value", ['["x"]', '"x"', '["x", "x"]'])
def test_the_last_item_takes_the_key_along(value: str) -> None:
    """A list that would be left empty goes with its key."""
    assert remove_item(f'{{"a": 1, "tags": {value}}}', ("tags",), "x", PLAIN) == '{"a": 1}'


@pytest.mark.parametrize(
    ("separator", "before", "after"),
    [
        ("", '["a" ,"x"]', '["a" ,"é\\"y"]'),
        ("", '"x"', '"é\\"y"'),
        ("", '["x", "é\\"y"]', '["é\\"y"]'),
        ("", '["x", "b", "x"]', '["é\\"y", "b"]'),
        ("", '["a"]', '["a"]'),
        (",", '"a,x , b"', '"a,é\\"y , b"'),
        (",", '"x, b, x"', '"é\\"y, b"'),
    ],
)
def test_an_item_is_renamed(separator: str, before: str, after: str) -> None:
    """An item is replaced where it stands, and not put in twice."""
    dialect = Dialect(separator=separator)

    new = rename_item(f'{{"tags": {before}}}', ("tags",), "x", 'é"y', dialect)

    assert new == f'{{"tags": {after}}}'


def test_a_name_that_a_text_cannot_hold_makes_it_a_list() -> None:
    """A new name with a comma turns names in one text into a list."""
    new = rename_item('{"tags": "a, x"}', ("tags",), "x", "y, z", Dialect(separator=","))

    assert new == '{"tags": ["a", "y, z"]}'


NESTED = '{\n  "title": "x",\n  "params": {\n    "tags": ["a"]\n  }\n}'


def test_a_field_within_a_table_is_edited() -> None:
    """A key of two names goes into the table that the first one names."""
    assert add_item(NESTED, ("params", "tags"), "b", PLAIN) == NESTED.replace('"a"', '"a", "b"')
    assert set_field(NESTED, ("Params", "n"), 1, PLAIN) == NESTED.replace(
        '["a"]', '["a"],\n    "n": 1'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{\n  "title": "x"\n}', NESTED),
        ('{"title":"x"}', '{"title":"x","params":{"tags":["a"]}}'),
        ('"title": "x"\n', '"title": "x",\n"params": {\n  "tags": ["a"]\n}\n'),
    ],
)
def test_a_table_is_made_and_goes_again(before: str, after: str) -> None:
    """A table that is not there is made, and goes with the last field put in."""
    key = ("params", "tags")

    new = add_item(before, key, "a", PLAIN)

    assert new == after
    assert remove_item(new, key, "a", PLAIN) == before


def test_a_table_of_the_author_s_own_stays_when_it_is_empty() -> None:
    """A table that is laid out in another way than ours stays, empty."""
    before = '{"title": "x", "params": { "n": 1 }}'

    assert unset_field(before, ("params", "n"), PLAIN) == '{"title": "x", "params": { }}'


@pytest.mark.parametrize(
    ("text", "key", "sentence"),
    [
        ('{"a": 1,}', ("a",), "does not parse"),
        ('{"a": 1} x', ("a",), "does not parse"),
        ("[1]", ("a",), "not fields"),
        ('{"a": ' + "[" * 9000 + "]" * 9000 + "}", ("a",), "does not parse"),
        ('{"a": 1, "a": 2}', ("a",), "'a' stands twice"),
        ('{"a": 1, "A": 2}', ("a",), "'a' stands twice"),
        ('{"p": {"a": 1, "a": 2}}', ("p", "a"), "'p.a' stands twice"),
        ('{"p": 1}', ("p", "a"), "'p' holds a value, not fields"),
        ('{"a": {"b": 1}}', ("a",), "'a' holds fields, not a list"),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, key: tuple[str, ...], sentence: str) -> None:
    """A block that does not parse, or a key that means two things, is refused with a way out."""
    with pytest.raises(CannotEdit, match=sentence):
        add_item(text, key, "x", PLAIN)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\udce9"])
def test_what_json_cannot_say_is_refused(value: Value) -> None:
    """Not a number, the infinite, and what is not UTF-8 are not written."""
    with pytest.raises(CannotEdit):
        set_field("{}", ("a",), value, PLAIN)


def test_keys_differ_in_case_where_the_generator_says_so() -> None:
    """Where case counts, a key in another case is another key."""
    assert set_field('{"A": 1}', ("a",), 2, Dialect(any_case=False)) == '{"A": 1, "a": 2}'


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
WORDS = st.text("abcé 🎉'-\"\\", min_size=1, max_size=6).map(str.strip).filter(bool)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), NAMES
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
LAYOUTS = st.sampled_from([
    {"indent": 2}, {"indent": "\t"}, {"indent": 0}, {"separators": (",", ":")}, {},
    {"separators": (" , ", " : ")},
])  # fmt: skip


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a block in some layout, with braces or without, and its line ending."""
    members = draw(st.dictionaries(NAMES, VALUES, max_size=4))
    if draw(st.booleans()):
        members["tags"] = draw(st.lists(WORDS, min_size=1, max_size=3))
    layout: dict[str, Any] = draw(LAYOUTS)
    text = json.dumps(members, ensure_ascii=draw(st.booleans()), **layout)
    if members and draw(st.booleans()):
        text = text[1:-1].removeprefix("\n")
    text = re.sub(r",\n", lambda found: draw(st.sampled_from([",\n", ",\n\n"])), text)
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return text.replace("\n", newline), newline


DIALECTS = st.builds(
    Dialect,
    any_case=st.just(False),
    order=st.sampled_from([(), ("a", "new", "tags", "b"), ("new", "tags")]),
    blocks=st.sampled_from([True, False, None]),
    separator=st.sampled_from(["", ",", " "]),
)


@given(blocks(), DIALECTS, VALUES.filter(lambda value: not isinstance(value, dict)))
def test_setting_and_unsetting_gives_the_same_characters(
    block: tuple[str, str], dialect: Dialect, value: Any
) -> None:
    """A new field that is taken away again leaves the block as it was, on any layout."""
    text, newline = block
    dialect = dialect._replace(newline=newline)
    for key in (("new key",), ("new table", "new"), ("new table", "b", "c")):
        new = set_field(text, key, value, dialect)

        assert list(fields(new))[: len(fields(text))] == list(fields(text)) or dialect.order
        assert unset_field(new, key, dialect) == text


@given(blocks(), DIALECTS, WORDS)
def test_adding_and_removing_gives_the_same_characters(
    block: tuple[str, str], dialect: Dialect, item: str
) -> None:
    """A name that is taken out again leaves the block as it was; no other field changes."""
    text, newline = block
    dialect = dialect._replace(newline=newline)
    before = fields(text)

    new = add_item(text, ("tags",), item, dialect)
    after = fields(new)

    assert after.pop("tags")[-1] == item or new == text
    before.pop("tags", None)
    assert after == before
    if new != text:
        assert remove_item(new, ("tags",), item, dialect) == text


@given(st.text('{}[]":,\\ \n\ra1té', max_size=30), st.sampled_from([("a",), ("a", "b")]))
def test_no_text_makes_an_edit_stumble(text: str, key: tuple[str, ...]) -> None:
    """Any text at all is edited, or refused with a sentence."""
    for edit in (
        lambda: set_field(text, key, "v", PLAIN),
        lambda: unset_field(text, key, PLAIN),
        lambda: add_item(text, key, "v", Dialect(separator=",")),
        lambda: remove_item(text, key, "a", Dialect(separator=" ")),
        lambda: rename_item(text, key, "a", "b", PLAIN),
    ):
        try:
            new = edit()
        except CannotEdit:
            continue
        assert new == text or isinstance(fields(new), dict)
