"""How each generator's YAML reader takes a plain scalar, as measured on the readers themselves.

Measured: Psych 4.0.4 (Ruby 3.1.7) as Jekyll 4.3.1 calls it where it is installed; js-yaml 4.3.2;
ruamel.yaml 0.19.1, `YAML(typ="safe")`. Not run: Hugo's column is what its posts were seen to mean,
serde_yaml's is the core schema of YAML 1.2 that it documents.

Where we differ on purpose: a date is text in all; `:symbol`, which Psych refuses, and `=`, which
ruamel refuses, are text; a number too large for a float is text where ruamel says infinity.
"""

import math
from itertools import pairwise
from typing import Any

import pytest
import yaml

from blogctl.content.dialect import Dialect, Schema
from blogctl.content.yaml_loader import SCHEMAS, Loader, loader
from blogctl.content.yaml_scalars import is_plain, scalar
from blogctl.content.yaml_spans import add_item, set_field

T = "the text itself"
INF, NAN = math.inf, math.nan

# plain scalar: hugo, ruby, js, python, rust
READINGS: dict[str, tuple[Any, ...]] = {
    "~": (None, None, None, None, None),
    "null": (None, None, None, None, None),
    "nULL": (T, None, T, T, T),
    "true": (True, True, True, True, True),
    "TRUE": (True, True, True, True, True),
    "tRUE": (T, True, T, T, T),
    "yes": (T, True, T, T, T),
    "Yes": (T, True, T, T, T),
    "yEs": (T, True, T, T, T),
    "no": (T, False, T, T, T),
    "NO": (T, False, T, T, T),
    "on": (T, True, T, T, T),
    "Off": (T, False, T, T, T),
    "y": (T, T, T, T, T),
    "N": (T, T, T, T, T),
    "0": (0, 0, 0, 0, 0),
    "-0": (0, 0, 0, 0, 0),
    "7": (7, 7, 7, 7, 7),
    "+1": (1, 1, 1, 1, 1),
    "-3": (-3, -3, -3, -3, -3),
    "012": (10, 10, 12, 12, T),
    "01234": (668, 668, 1234, 1234, T),
    "08": (T, T, 8, 8, T),
    "00": (0, 0, 0, 0, T),
    "0o14": (12, T, 12, 12, 12),
    "+0o14": (12, T, 12, 12, 12),
    "0x1F": (31, 31, 31, 31, 31),
    "0X1F": (T, T, T, T, T),
    "-0x1F": (-31, -31, -31, -31, -31),
    "0x1_F": (31, 31, T, 31, T),
    "0b11": (3, 3, 3, 3, 3),
    "0b1_0": (2, 2, T, 2, T),
    "0b": (T, T, T, T, T),
    "1_000": (1000, 1000, T, 1000, T),
    "1_": (1, T, T, 1, T),
    "0_7": (7, 7, T, 7, T),
    "1,000": (T, 1000, T, T, T),
    "1,000.5": (T, 1000.5, T, T, T),
    "12:30": (T, 45000, T, T, T),
    "12:30:00": (T, 45000, T, T, T),
    "12:30:00.5": (T, 45000.5, T, T, T),
    "190:20:30": (T, 685230, T, T, T),
    "1:2": (T, 3720, T, T, T),
    "1.5": (1.5, 1.5, 1.5, 1.5, 1.5),
    "1.10": (1.1, 1.1, 1.1, 1.1, 1.1),
    "1.": (1.0, 1.0, 1.0, 1.0, 1.0),
    "01.5": (1.5, 1.5, 1.5, 1.5, 1.5),
    ".5": (0.5, 0.5, 0.5, 0.5, 0.5),
    "-.5": (-0.5, -0.5, T, -0.5, -0.5),
    "+.5": (0.5, 0.5, T, 0.5, 0.5),
    "._5": (T, T, T, 0.5, T),
    "1_000.5": (1000.5, 1000.5, T, 1000.5, T),
    "1e3": (T, T, 1000.0, 1000.0, 1000.0),
    "1E3": (T, T, 1000.0, 1000.0, 1000.0),
    "-1e3": (T, T, -1000.0, -1000.0, -1000.0),
    "1e+3": (T, T, 1000.0, 1000.0, 1000.0),
    "1.5e3": (1500.0, T, 1500.0, 1500.0, 1500.0),
    "1.5e+3": (1500.0, 1500.0, 1500.0, 1500.0, 1500.0),
    ".5e3": (500.0, T, 500.0, T, 500.0),
    "1e400": (T, T, T, T, T),
    "0.0.1": (T, T, T, T, T),
    ".inf": (INF, INF, INF, INF, INF),
    "-.inf": (-INF, -INF, -INF, -INF, -INF),
    ".Inf": (INF, INF, INF, INF, INF),
    ".iNf": (T, INF, T, T, T),
    ".nan": (NAN, NAN, NAN, NAN, NAN),
    ".Nan": (T, NAN, T, T, T),
    "inf": (T, T, T, T, T),
    "2024-01-02": (T, T, T, T, T),
    "2024-1-2": (T, T, T, T, T),
    "2024-01-02T10:00:00Z": (T, T, T, T, T),
    "2024-01-02 10:00:00 +0100": (T, T, T, T, T),
    ":symbol": (T, T, T, T, T),
    "=": (T, T, T, T, T),
    ".": (T, T, T, T, T),
    "none": (T, T, T, T, T),
}
WORDS = (
    "y", "N", "on", "Off", "yEs", "nULL", "NaN", "inf", "None", "<<", "=", "-", "?", "- a", "a: b",
    "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "[a]", "{a}", ",", "'a", '"a', " a",
    "a ", "", "\t", "a\tb", "\u00a0", "a\u2028b", "\x85", "\ufeff", "😀", "a'b", 'a"b', "a\\b",
    "1e3", "e3", "x1", "0x", "été", "---", "...", "a:", ":a", "::", "a,b", "a]", "\x07",
)  # fmt: skip


def read(text: str, schema: Schema) -> Any:
    """Return what a field means whose value is *text* without quotes."""
    return yaml.load(f"key: {text}\n", Loader=loader(schema))["key"]


@pytest.mark.parametrize("plain", READINGS)
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_plain_scalar_means_what_the_reader_makes_of_it(plain: str, schema: Schema) -> None:
    """Each schema gives a plain scalar the type and the value that its generator gives it."""
    expected = READINGS[plain][SCHEMAS.index(schema)]

    found = read(plain, schema)

    assert repr(found) == repr(plain if expected == T else expected)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("text", [*READINGS, *WORDS])
def test_a_text_that_is_written_is_that_text_to_all(text: str, schema: Schema) -> None:
    """A text is written so that every reader takes it for that text, in whatever quotes."""
    for quote in (None, "'", '"'):
        in_list = yaml.load(f"[{scalar(text, quote)}, x]", Loader=loader(schema))
        alone = yaml.load(f"{scalar(text)}: {scalar(text, quote)}", Loader=loader(schema))

        assert in_list == [text, "x"]
        assert alone == {text: text}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_ordinary_names_go_without_quotes(schema: Schema) -> None:
    """A name of letters, blanks and hyphens needs no quotes in any schema."""
    for name in ("outils", "logiciel libre", "C++", "l’été", "a/b", "Yesterday", "note-1.10"):
        assert is_plain(name)
        assert read(name, schema) == name


@pytest.mark.parametrize("written", ["no", "1_000", "12:30", "0o14", "012"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_edit_compares_by_the_blogs_own_reader(written: str, schema: Schema) -> None:
    """Setting the value that a field has under the blog's schema changes nothing."""
    block = f"key: {written}\n"

    same = set_field(block, ("key",), read(written, schema), Dialect(schema))

    assert same == block


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_list_keeps_what_stands_in_it(schema: Schema) -> None:
    """Items that the reader takes for numbers or truths stay as they are beside a new one."""
    block = "tags: [no, 012, 1_000, 12:30, 2024-01-02]\n"

    after = add_item(block, ("tags",), "on", Dialect(schema))

    assert after == 'tags: [no, 012, 1_000, 12:30, 2024-01-02, "on"]\n'


@pytest.mark.parametrize("schema", SCHEMAS)
def test_duplicate_keys_are_refused_by_all(schema: Schema) -> None:
    """A field that stands twice is an error in every schema, though Psych keeps the last."""
    with pytest.raises(yaml.YAMLError, match="stands twice"):
        yaml.load("a: 1\na: 2\n", Loader=loader(schema))


@pytest.mark.parametrize(("schema", "merged"), [(schema, schema != "rust") for schema in SCHEMAS])
def test_merges(schema: Schema, merged: bool) -> None:
    """A merge brings its fields in, behind those written here; serde_yaml knows no merges."""
    block = "base: &b {x: 1, y: 1}\nouter: {inner: &i {<<: *b, x: 2}}\ncopy: {<<: *i, y: 3}\n"

    copy = yaml.load(block, Loader=loader(schema))["copy"]

    assert (copy == {"x": 2, "y": 3}) is merged
    assert copy["y"] == 3


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefg")),
        "[" * 200 + "]" * 200,
        "a: &a [*a]\n",
    ],
    ids=["aliases", "depth", "itself"],
)
def test_the_limits_hold_in_all(schema: Schema, bomb: str) -> None:
    """Aliases that multiply, deep nests and nodes within themselves are refused in every schema."""
    with pytest.raises(yaml.YAMLError):
        yaml.load(bomb, Loader=loader(schema))


def test_a_loader_is_made_once() -> None:
    """A schema has one loader class; `Loader` is Hugo's."""
    assert loader("hugo") is Loader
    assert len({loader(schema) for schema in SCHEMAS}) == len(SCHEMAS) == 5
