"""Edits of YAML front matter: what they change, and that they change nothing else."""

import string
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import Folder, Run
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from blogctl.content.document import Document, cut
from blogctl.content.edits import Edit, add_to, remove_from, set_to, unset
from blogctl.content.front_matter import read_fields
from blogctl.content.names import tagged, untagged
from blogctl.errors import BadFrontMatter, CannotEdit

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name.removesuffix(".command") for path in GOLDEN.glob("*.command"))

NEW_TAGS = ("zzz", "no", "01234", "1.10", "été : #1 « q »", "l’écriture", '["x"]', "🎈", "- a", "=")
BODY = "\nTexte : « où rien ne change ».  \n---\nfin\n"


class Block(NamedTuple):
    """Front matter as generated: the file's bytes, and which of its keys holds which lines."""

    data: bytes
    keys: tuple[str, ...]


words = st.sampled_from(
    ["outils", "wiki", "logiciel libre", "l’été", "où\u00a0?", "déjà", "🎈 fête", "a-b", "vie"]
)
plain = words | st.sampled_from(
    ["01234", "1.10", "12:30:00", "no", "yes", "2024-01-02", "2024-01-02T10:00:00+01:00", "~",
     "true", "0o14", "1e3", "-3", "http://a.b/c#d", "a: 'b'"[:2], "null", "08", "=", ".5"]
)  # fmt: skip
single = st.text(string.ascii_letters + " éà:#[]{}'\"\u202f-", max_size=14).map(
    lambda text: "'" + text.replace("'", "''") + "'"
)
double = st.text(string.ascii_letters + " éà:#[]{}'\u00a0🎈,", max_size=14).map(
    lambda text: '"' + text + '"'
)
scalar = plain | single | double
comment = st.sampled_from(["", "", "", "  # un commentaire", " # tags: [faux]", "   "])
filler = st.sampled_from(["", "", "", "\n", "# seul\n", "  # en retrait\n", "   \n", "\n\n"])


@st.composite
def flow_list(draw: st.DrawFn) -> str:
    """Return a flow list with blanks where they may stand."""
    items = draw(st.lists(scalar.filter(lambda x: x not in ("a:", "=")), max_size=4))
    gap = draw(st.sampled_from([", ", ",", " ,  "]))
    pad = draw(st.sampled_from(["", " ", "  "]))
    return f" [{pad}{gap.join(items)}{pad}]{draw(comment)}\n"


@st.composite
def block_list(draw: st.DrawFn) -> str:
    """Return a block list at an odd indentation, comments and blank lines inside."""
    indent = " " * draw(st.sampled_from([0, 1, 2, 4, 5]))
    gap = " " * draw(st.sampled_from([1, 1, 3]))
    lines = [f"{draw(comment)}\n"]
    for item in draw(st.lists(scalar, min_size=1, max_size=4)):
        lines.append(draw(filler))
        lines.append(f"{indent}-{gap}{item}{draw(comment)}\n")
    return "".join(lines)


@st.composite
def nested(draw: st.DrawFn) -> str:
    """Return a map of maps, or one in braces."""
    inner = draw(scalar)
    return draw(
        st.sampled_from(
            [f"\n  name: {inner}\n  deeper:\n     tags: [x, y]\n", " {a: 1, b: [c, d]}\n",
             "\n  - name: x\n    tags:\n      - y\n  - z\n"]
        )
    )  # fmt: skip


@st.composite
def long_text(draw: st.DrawFn) -> str:
    """Return a folded or literal scalar, its lines looking like front matter."""
    mark = draw(st.sampled_from(["|", ">", "|-", ">-", "|+"]))
    last = draw(st.sampled_from(["", "\n"]))
    return f" {mark}\n  tags: [faux]\n\n  # pas un commentaire\n  « fin »\n{last}"


value = (
    st.builds(lambda text, end: f" {text}{end}\n", scalar, comment)
    | st.builds(lambda text, end: f"     {text}{end}\n", scalar, comment)
    | st.just("\n")
    | flow_list()
    | block_list()
    | nested()
    | long_text()
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Return a post whose front matter is as authors write it, at their worst."""
    keys = draw(
        st.lists(
            st.sampled_from(["title", "Weight", "mood", "menu", "1", '"quoted key"', "été"]),
            unique=True,
            max_size=5,
        )
    )
    if draw(st.booleans()):
        keys.insert(draw(st.integers(0, len(keys))), "tags")
    parts = [draw(filler)]
    for key in keys:
        parts.append(f"{key}:{draw(flow_list() | block_list() | value)}" if key == "tags" else
                     f"{key}:{draw(value)}")  # fmt: skip
        parts.append(draw(filler))
    if draw(st.sampled_from([False, False, True])):
        parts.append("base: &ancre [un, deux]\ncopie: *ancre\n")
        keys += ["base", "copie"]
    return Block(draw(framed("".join(parts))), tuple(key.strip('"') for key in keys))


@st.composite
def framed(draw: st.DrawFn, block: str) -> bytes:
    """Return a file around *block*: a BOM or not, one kind of line ending, a body or none."""
    body = draw(st.sampled_from([BODY, "", "sans fin de ligne", "\n\n\n"]))
    text = f"---{draw(st.sampled_from(['', '  ']))}\n{block}---\n{body}"
    if body == "" and draw(st.booleans()):
        text = text[:-1]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    bom = draw(st.sampled_from(["", "", "\ufeff"]))
    return (bom + text.replace("\n", newline)).encode()


def readable(data: bytes) -> tuple[Document, dict[str, Any]]:
    """Return the document and its fields; give the example up where they do not parse."""
    try:
        document = cut(data)
        return document, read_fields(document)
    except BadFrontMatter:
        assume(False)
        raise


def edited(edit: Edit, document: Document) -> Document:
    """Return the edited document; give the example up where the edit is refused."""
    try:
        return edit(document)
    except CannotEdit:
        assume(False)
        raise


def without(fields: dict[str, Any], key: str) -> list[tuple[str, Any]]:
    """Return the other fields, in their order, with their values as repr tells types apart."""
    return [(name, repr(value)) for name, value in fields.items() if name != key]


def lines_outside(document: Document, key: str) -> list[bytes]:
    """Return the lines of the file but those from *key* to the next key or the end."""
    text = document.block.decode()
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    newline = document.newline.encode()
    lines = document.block.split(newline)
    pairs = root.value if root is not None else []
    for at, (name, _) in enumerate(pairs):
        if name.value == key:
            start = name.start_mark.line
            end = pairs[at + 1][0].start_mark.line if at + 1 < len(pairs) else len(lines)
            own = [line for line in lines[start:end] if line.strip() and line.strip()[:1] != b"#"]
            comments = [line for line in lines[start:end] if line not in own]
            lines = lines[:start] + comments + lines[end:]
            break
    return [document.opening, *filter(None, lines), document.closing, document.body]


many = settings(max_examples=300, deadline=None)


@many
@given(blocks())
def test_the_pieces_joined_are_the_file(block: Block) -> None:
    """A file cut in pieces and joined again is the same bytes."""
    document = cut(block.data)

    assert document.joined == block.data


@many
@given(st.binary(max_size=200) | st.text('-+ \n\r{}":,a\ufeff', max_size=60).map(str.encode))
def test_any_bytes_are_cut_and_joined(data: bytes) -> None:
    """Whatever the bytes, the cut is refused as bad front matter or loses none of them."""
    try:
        document = cut(data)
    except BadFrontMatter:
        return

    assert document.joined == data


@many
@given(blocks(), st.sampled_from(NEW_TAGS))
def test_a_tag_added_and_removed_leaves_no_trace(block: Block, tag: str) -> None:
    """A tag that was not there, added to a list or to none and removed, leaves the same bytes."""
    document, fields = readable(block.data)
    had = fields.get("tags")
    assume("tags" not in fields or (isinstance(had, list) and had))
    assume(tag not in document.block.decode())
    added = edited(tagged([tag]), document)

    removed = untagged([tag])(added)

    assert added.joined != block.data
    assert removed.joined == block.data


@many
@given(blocks(), st.sampled_from(NEW_TAGS))
def test_an_added_tag_is_the_last_of_the_list(block: Block, tag: str) -> None:
    """A tag added is read back as it was typed, behind those that were there."""
    document, fields = readable(block.data)
    had = fields.get("tags")
    assume(had is None or isinstance(had, list))
    assume(tag not in document.block.decode())

    after = read_fields(edited(add_to("tags", tag), document))

    assert after["tags"] == [*(had or []), tag]
    assert without(after, "tags") == without(fields, "tags")


EDITS = {
    "set": lambda key, text: set_to(key, text),
    "set a list": lambda key, text: set_to(key, [text, "b"]),
    "set false": lambda key, text: set_to(key, False),
    "set a number": lambda key, text: set_to(key, 7),
    "unset": lambda key, text: unset(key),
    "add": lambda key, text: add_to(key, text),
    "remove": lambda key, text: remove_from(key, text),
}


@many
@given(blocks(), st.sampled_from(sorted(EDITS)), st.data())
def test_an_edit_changes_one_field(block: Block, kind: str, data: st.DataObject) -> None:
    """Every other field keeps its value, its type and its place, whatever is done to one."""
    document, fields = readable(block.data)
    key = data.draw(st.sampled_from([*block.keys, "tags", "draft"]))
    text = data.draw(st.sampled_from(NEW_TAGS) | plain)

    after = read_fields(edited(EDITS[kind](key, text), document))

    assert without(after, key) == without(fields, key)


@many
@given(blocks(), st.sampled_from(sorted(EDITS)), st.data())
def test_an_edit_leaves_the_other_lines(block: Block, kind: str, data: st.DataObject) -> None:
    """Each line that is not the field's own, and each comment above another, stays as it is."""
    document, _ = readable(block.data)
    key = data.draw(st.sampled_from([*block.keys, "tags", "draft"]))
    before = lines_outside(document, key)

    after = lines_outside(edited(EDITS[kind](key, "zzz"), document), key)

    kept = [line for line in before if line.strip()]
    found = [line for line in after if line.strip()]
    lost = [line for line in kept if line not in found and not line.strip().startswith(b"#")]
    assert lost == []
    assert (after[0], after[-2], after[-1]) == (before[0], before[-2], before[-1])


@many
@given(blocks(), st.data())
def test_the_same_value_changes_no_byte(block: Block, data: st.DataObject) -> None:
    """A field set to the value that it has leaves the very same document."""
    document, fields = readable(block.data)
    simple = [key for key, held in fields.items() if isinstance(held, (str, bool, int, list))]
    assume(simple)
    key = data.draw(st.sampled_from(simple))

    after = edited(set_to(key, fields[key]), document)

    assert after == document


@many
@given(blocks(), st.sampled_from(sorted(EDITS)), st.text(max_size=12), st.text(max_size=8))
def test_a_refusal_is_one_kind_of_error(block: Block, kind: str, key: str, text: str) -> None:
    """An edit that cannot be made safely is refused as such; there is no other way to fail."""
    document = cut(block.data)

    try:
        after = EDITS[kind](key, text)(document)
    except CannotEdit as refusal:
        assert refusal.message  # noqa: PT017 - the refusal is one of the two rightful ends
    else:
        assert after.body == document.body


@many
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_text_is_read_back(text: str) -> None:
    """A text written into a field, whatever its letters, is read back the same, or refused."""
    document = cut(b"---\ntitle: x\n---\n")

    after = read_fields(edited(set_to("title", text), document))

    assert after == {"title": text}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_the_file_does(newline: str) -> None:
    """A line that an edit adds ends as the lines of the file do."""
    document = cut("---\ntags:\n- a\n---\n".replace("\n", newline).encode())

    after = add_to("tags", "b")(document)

    assert after.block.decode() == "tags:\n- a\n- b\n".replace("\n", newline)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("base: &a [x]\ntags: *a\n", "alias"),
        ("tags: [a]\ntags: [b]\n", "twice"),
        ("tags: {a: 1}\n", "not a list"),
        ("- a\n- b\n", "not fields"),
        ("title: [open\n", "does not parse"),
    ],
)
def test_what_is_not_safe_is_refused(block: str, reason: str) -> None:
    """An alias, a field that stands twice, a map and a broken block are refused with the reason."""
    document = cut(f"---\n{block}---\n".encode())

    with pytest.raises(CannotEdit, match=reason):
        add_to("tags", "zzz")(document)


@pytest.mark.parametrize("key", ["true", "null", "1.10", "01", "no", "12", "2024-01-02"])
def test_a_field_is_called_as_it_is_written(key: str) -> None:
    """A key that YAML takes for a number or a truth is the name that the author wrote."""
    document = cut(f"---\n{key}: x\n---\n".encode())

    assert read_fields(document) == {key: "x"}
    assert set_to(key, "x")(document) == document


@pytest.mark.parametrize(
    ("written", "listed"), [("1.10", "1.1"), ("2024", "2024"), ("true", "true"), ("'no'", "no")]
)
def test_a_tag_is_removed_by_the_name_it_is_listed_under(written: str, listed: str) -> None:
    """A tag that YAML reads as a number goes when it is named as the list of tags names it."""
    document = cut(f"---\ntags: [a, {written}]\n---\n".encode())

    assert untagged([listed])(document).block == b"tags: [a]\n"


@pytest.mark.parametrize("data", ['+++\ntitle = "x"\n+++\n', '{"title": "x"}\n'])
def test_other_formats_stay_what_they_are(data: str) -> None:
    """Front matter in TOML or JSON takes a tag and gives it back, and never turns into YAML."""
    document = cut(data.encode())

    tagged_too = add_to("tags", "zzz")(document)

    assert tagged_too.format == document.format
    assert read_fields(tagged_too) == {"title": "x", "tags": ["zzz"]}
    assert remove_from("tags", "zzz")(tagged_too) == document


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, blog: Folder, run: Run) -> None:
    """The command of a golden case turns its file into what stands beside it, byte for byte."""
    blog.write("posts/post.md", (GOLDEN / f"{case}.before.md").read_bytes())

    run((GOLDEN / f"{case}.command").read_text().strip())

    assert blog.data("posts/post.md") == (GOLDEN / f"{case}.after.md").read_bytes()
