"""A post file is cut in four and joined again; its front matter is read whatever its format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.document import cut
from blogctl.content.front_matter import read_fields
from blogctl.errors import BadFrontMatter

PIECES = [
    "---",
    "+++",
    "\n",
    "\r\n",
    "\r",
    "title: a",
    "{",
    "}",
    '"a": 1',
    "\ufeff",
    " ",
    "\t",
    "é",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_pieces_joined_are_the_file(text: str) -> None:
    """Whatever a file holds, its pieces joined are its bytes, or it is refused."""
    data = text.encode()

    try:
        joined = cut(data).joined
    except BadFrontMatter:
        return

    assert joined == data


@pytest.mark.parametrize(
    ("text", "name", "fields", "body"),
    [
        ("---\ntitle: A\n---\nBody\n", "yaml", {"title": "A"}, "Body\n"),
        ("\ufeff---\ntitle: A\n---\nBody", "yaml", {"title": "A"}, "Body"),
        ("\n\n---\ntitle: A\n---\nBody", "yaml", {"title": "A"}, "Body"),
        ("---  \r\ntitle: A\r\n---\t\r\nBody", "yaml", {"title": "A"}, "Body"),
        ("---\n---\nBody", "yaml", {}, "Body"),
        ("---\n# only a comment\n---\nBody", "yaml", {}, "Body"),
        ('+++\ntitle = "A"\n+++\nBody', "toml", {"title": "A"}, "Body"),
        ('+++\r\ntitle = "A"\r\n+++\r\nBody', "toml", {"title": "A"}, "Body"),
        ('{"title": "A"}\nBody', "json", {"title": "A"}, "\nBody"),
        ('{\n  "title": "A"\n}\n\nBody', "json", {"title": "A"}, "\n\nBody"),
        ("Body alone", "none", {}, "Body alone"),
        ("", "none", {}, ""),
        ('{{< figure src="a.png" >}}\nBody', "none", {}, '{{< figure src="a.png" >}}\nBody'),
        ("Text\n\n---\n\nAfter a rule", "none", {}, "Text\n\n---\n\nAfter a rule"),
        ("----\nA rule\n----\n", "none", {}, "----\nA rule\n----\n"),
    ],
)  # fmt: skip
def test_front_matter_is_found(text: str, name: str, fields: dict[str, str], body: str) -> None:
    """BOM, blank lines, blanks behind a fence and CRLF are taken as Hugo takes them."""
    document = cut(text.encode())

    assert (document.format, document.body.decode()) == (name, body)
    assert read_fields(document) == fields


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("12:30:00", "12:30:00"),
        ("0777", 511),
        ("08", "08"),
        ("0x1f", 31),
        ("1_000", 1000),
        ("1.10", 1.1),
        ("1e3", "1e3"),
        ("~", None),
        ("2024-02-30", "2024-02-30"),
        ("2024-01-02", "2024-01-02"),
        ("=", "="),
        ("'01234'", "01234"),
        ("!!python/object:os.system x", "x"),
        ("!tag value", "value"),
    ],
)
def test_yaml_means_what_hugo_makes_of_it(written: str, meant: object) -> None:
    """Plain scalars are read as Hugo reads them; dates stay text; tags run nothing."""
    try:
        fields = read_fields(cut(f"---\nkey: {written}\n---\n".encode()))
    except BadFrontMatter:
        assert written.startswith("!!python")
        return

    assert fields == {"key": meant}


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("---\ntitle: a\nbad: b: c\n---\n", 3, 7, "mapping values"),
        ("---\n\ttitle: a\n---\n", 2, 1, "not YAML"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, 1, "stands twice"),
        ('+++\na = 1\nb = \n+++\n', 3, 5, "not TOML"),
        ('{"a": 1,\n "b": }\n', 2, 7, "not JSON"),
        ("---\n- a\n---\n", 2, None, "a list"),
        ("---\nwords\n---\n", 2, None, "a single value"),
        ("---\ntitle: a\n", 1, None, "never closed"),
        ("\n\n---\ntitle: a: b\n---\n", 4, 9, "not YAML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    text: str, line: int, column: int | None, says: str
) -> None:
    """The line and the column are those of the file, not of the block."""
    with pytest.raises(BadFrontMatter) as fault:
        read_fields(cut(text.encode()))

    assert (fault.value.line, fault.value.column) == (line, column)
    assert says in fault.value.message


@pytest.mark.parametrize(
    "block",
    [
        "key: " + "[" * 40_000,
        "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(200)),
        "text: " + "x" * 300_000,
    ],
)
def test_bombs_are_refused_before_they_are_parsed(block: str) -> None:
    """Deep nesting, many aliases and huge blocks never reach the parser."""
    with pytest.raises(BadFrontMatter):
        read_fields(cut(f"---\n{block}\n---\n".encode()))
