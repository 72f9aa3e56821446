"""Documents written to break YAML readers: an edit is undone to the byte, or refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from blogctl.content.dialect import Dialect, Value
from blogctl.content.yaml_loader import loader
from blogctl.content.yaml_spans import (
    add_item,
    remove_item,
    rename_item,
    set_field,
    unset_field,
)
from blogctl.errors import CannotEdit

SUITE = Path(__file__).parent / "yaml_suite"
DOCUMENTS = {path.stem: path.read_bytes().decode() for path in sorted(SUITE.glob("*.yaml"))}
# Those that hold more than one document, or a set, or that PyYAML does not read.
REFUSED = {
    "2SXE", "2XXW", "35KP", "3GZX", "4ABK", "58MP", "6M2F", "9DXL", "A2M4", "FRK4",
    "L24T-01", "M29M", "NHX8", "RZT7", "S4T7", "W5VH",
}  # fmt: skip
DIALECT = Dialect(any_case=False)
VALUES: tuple[Value, ...] = ("no", "a: b # c", True, 7, ["x", "012"], [], None, "\n")

accepted = pytest.mark.parametrize("name", sorted(DOCUMENTS.keys() - REFUSED))


def meaning(text: str) -> list[tuple[Any, str]]:
    """Return the fields of a block, in order, with their values as repr tells types apart."""
    fields = yaml.load(text, Loader=loader("hugo"))
    return [(key, repr(value)) for key, value in (fields or {}).items()]


def scalars(text: str) -> list[str]:
    """Return the top-level fields that hold one text or number, by name."""
    root: Any = yaml.compose(text, Loader=loader("hugo"))
    return [
        key.value
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    ]


def test_the_sample_is_whole() -> None:
    """The sample has 58 documents; sixteen of them are refused."""
    assert len(DOCUMENTS) == 58
    assert DOCUMENTS.keys() >= REFUSED


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_edited_is_refused(name: str) -> None:
    """Several documents, an end mark and what libyaml cannot read are refused with a hint."""
    with pytest.raises(CannotEdit) as refusal:
        add_item(DOCUMENTS[name], ("tags",), "zzz", DIALECT)

    assert refusal.value.hint


@accepted
def test_a_tag_added_and_removed_leaves_no_trace(name: str) -> None:
    """A tag added is the only difference; removed, the document is what it was."""
    text = DOCUMENTS[name]

    added = add_item(text, ("tags",), "zzz", DIALECT)

    assert meaning(added) == [*meaning(text), ("tags", "['zzz']")]
    assert remove_item(added, ("tags",), "zzz", DIALECT) == text


@accepted
@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("key", [("zzz",), ("zzz", "yyy")], ids=".".join)
def test_a_field_set_and_unset_leaves_no_trace(
    name: str, value: Value, key: tuple[str, ...]
) -> None:
    """A new field of any kind, in a new table too, is the only difference and goes again."""
    text = DOCUMENTS[name]

    added = set_field(text, key, value, DIALECT)

    assert meaning(added)[:-1] == meaning(text)
    assert unset_field(added, key, DIALECT) == text


def edits_of(text: str, key: str) -> list[str]:
    """Return what each edit of a field gives; the same text where it is refused."""
    given = []
    for edit in (
        lambda: set_field(text, (key,), "no", DIALECT),
        lambda: set_field(text, (key,), ["a", "b"], DIALECT),
        lambda: unset_field(text, (key,), DIALECT),
        lambda: add_item(text, (key,), "zzz", DIALECT),
        lambda: rename_item(text, (key,), "value", "zzz", DIALECT),
    ):
        try:
            given.append(edit())
        except CannotEdit:
            given.append(text)
    return given


@accepted
def test_each_field_changes_alone(name: str) -> None:
    """Whatever is done to a field of the document, each other means what it meant."""
    text = DOCUMENTS[name]
    before = meaning(text)

    for key in scalars(text):
        others = [field for field in before if field[0] != key]
        for after in edits_of(text, key):
            assert [field for field in meaning(after) if field[0] != key] == others


def test_most_fields_can_be_edited() -> None:
    """Of the edits of single values across the sample, at least three in four are made."""
    tried = made = 0
    for name in DOCUMENTS.keys() - REFUSED:
        text = DOCUMENTS[name]
        for key in scalars(text):
            edits = edits_of(text, key)[:4]
            tried += len(edits)
            made += sum(after != text for after in edits)

    assert tried > 200
    assert made > tried * 3 / 4
