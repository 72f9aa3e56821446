"""Front matter of a field a line, edited in place."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import CORPORA
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.dialect import Dialect, Value
from blogctl.content.line_spans import (
    add_item,
    read_lines,
    remove_item,
    rename_item,
    set_field,
    unset_field,
)
from blogctl.errors import CannotEdit

COMMAS = Dialect(separator=";")
FORMS = ("lines", "comments", "fieldlist")
STARTS = {"lines": "", "comments": ".. ", "fieldlist": ":"}


def written(form: str, *lines: str, newline: str = "\n") -> str:
    """Return a block of that form from lines as `key: value`."""
    return "".join(f"{STARTS[form]}{line}{newline}" for line in lines)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("lines", "Title: My: post\nTags: a, b\n", {"Title": "My: post", "Tags": "a, b"}),
        ("lines", "tags: [x, y]\n", {"tags": "[x, y]"}),
        ("lines", 'title: "unclosed\n', {"title": '"unclosed'}),
        ("lines", "---\ntitle: x\n---\nb: c\n", {"title": "x"}),
        ("lines", "title: x\n\nb: c\n", {"title": "x"}),
        ("lines", "title: x\nNo field\nb: c\n", {"title": "x"}),
        ("lines", "\ntitle: x\n", {}),
        ("lines", "   title:x\n", {"title": "x"}),
        ("lines", "    title: x\n", {}),
        ("lines", "summary: a\n    b\n\tc\n", {"summary": "a\nb\nc"}),
        ("lines", "tags: a\n    b\n", {"tags": "a"}),
        ("lines", "note: a\nNote: b\ntags: c\nTAGS: d\n", {"note": "a\nb", "tags": "c"}),
        ("lines", "my key: x\n", {}),
        ("lines", "empty:\n", {"empty": ""}),
        ("comments", ".. title: A: b\n.. tags: a, b\n", {"title": "A: b", "tags": "a, b"}),
        ("comments", ".. link:\n.. category: \n", {"link": "", "category": ""}),
        ("comments", ".. link:x\n", {}),
        ("comments", "\n  .. title: x\n.. my key: y\n", {"title": "x", "my key": "y"}),
        ("comments", ".. title: x\n\n.. tags: y\n", {"title": "x"}),
        ("comments", ".. title: x\n \n.. tags: y\n", {"title": "x", "tags": "y"}),
        ("comments", ".. title: x\n.. title: y\n.. title: \n", {"title": "y"}),
        ("comments", "Text: no\n.. title: x\n", {"title": "x"}),
        ("fieldlist", ":date: 2012-12-03\n:slug: x\n", {"date": "2012-12-03", "slug": "x"}),
        ("fieldlist", "Title\n#####\n\n:date: x\n\nText\n\n:no: y\n", {"date": "x"}),
        ("fieldlist", ":tags: a,\n    b\n:n: 1\n", {"tags": "a,\nb", "n": "1"}),
        ("fieldlist", ":summary:\n    a\n\n    b\n", {"summary": "a\n\nb"}),
        ("fieldlist", r":title: C\+\+ and \*x\*" "\n", {"title": "C++ and *x*"}),
        ("fieldlist", ":a b: x\n:tags: y\n:tags: z\n", {"a b": "x", "tags": "z"}),
        ("fieldlist", ":a:x\n", {}),
        *((form, "", {}) for form in FORMS),
    ],
)
def test_fields_are_read_as_their_generator_reads_them(
    form: str, text: str, expected: dict[str, str], newline: str
) -> None:
    """Each form is read as Python-Markdown, Nikola and Docutils read it."""
    assert read_lines(text.replace("\n", newline), form, COMMAS) == expected


def test_keys_that_differ_in_case_are_two_where_case_counts() -> None:
    """Where case counts, Title and title are two fields."""
    found = read_lines(".. Title: x\n.. title: y\n", "comments", Dialect(any_case=False))

    assert found == {"Title": "x", "title": "y"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("y", "title: y"),
        ("x", "title:  x "),
        (True, "title:  true "),
        (7, "title:  7 "),
        (date(2026, 1, 2), "title:  2026-01-02 "),
        (["a", "b c"], "title:  a, b c "),
        ("🎉 é", "title:  🎉 é "),
    ],
)
def test_a_field_is_set(form: str, newline: str, value: Value, line: str) -> None:
    """A value is replaced between the blanks that it stands in; others stay."""
    before = written(form, "title:  x ", "n: 1", newline=newline)
    line = line.replace("title: y", "title:  y ")

    new = set_field(before, ("title",), value, COMMAS._replace(newline=newline), form)

    assert new == written(form, line, "n: 1", newline=newline)
    assert set_field(new, ("TITLE",), value, COMMAS, form) == new


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("others", "line"),
    [
        (["title: x"], "slug: s"),
        (["Title: x", "Date: y"], "Slug: s"),
        (["Title: x", "date: y"], "slug: s"),
        (["title:   x", "n: y"], "slug: s"),
        (["title:   x"], "slug:   s"),
        (["title:    x", "date:     y", "empty:"], "slug:     s"),
        (["a: x", "bb:"], "slug: s"),
        (["title: \u00a0x"], "slug: s"),
        ([], "slug: s"),
    ],
)
def test_a_new_field_copies_its_neighbours(
    form: str, newline: str, others: list[str], line: str
) -> None:
    """A new field has the blanks, the capitals and the column of the others, and goes again.

    In Nikola's form it has one blank: any more would be part of its value.
    """
    if form == "comments":
        line = " ".join(line.split())
    before = written(form, *others, newline=newline)
    dialect = COMMAS._replace(newline=newline)

    new = set_field(before, ("slug",), "s", dialect, form)

    assert new == written(form, *others, line, newline=newline)
    assert unset_field(new, ("slug",), dialect, form) == before


@pytest.mark.parametrize("form", FORMS)
def test_a_new_field_goes_where_the_blog_has_it(form: str) -> None:
    """A new field goes behind the nearest field that the blog's order has before it."""
    before = written(form, "title: x", "tags: a")
    dialect = COMMAS._replace(order=("title", "slug", "tags"))

    new = set_field(before, ("slug",), "s", dialect, form)

    assert new == written(form, "title: x", "slug: s", "tags: a")


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_last_line_ending_stays_missing(form: str) -> None:
    """A block without a last line ending has none after an edit, and gets none by undoing it."""
    before = written(form, "title: x").rstrip("\n")

    new = set_field(before, ("slug",), "s", COMMAS, form)

    assert new == written(form, "title: x", "slug: s").rstrip("\n")
    assert unset_field(new, ("slug",), COMMAS, form) == before


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("comments", "\n.. title: x\nother\n\nText\n",
         "\n.. title: x\n.. slug: s\nother\n\nText\n"),
        ("lines", "---\n---\n", "---\nslug: s\n---\n"),
        ("lines", "a: 1\n    2\n\nText\n", "a: 1\n    2\nslug: s\n\nText\n"),
        ("fieldlist", "T\n=\n\n:a: 1\n  2\n\nText\n", "T\n=\n\n:a: 1\n  2\n:slug: s\n\nText\n"),
    ],
)  # fmt: skip
def test_lines_that_are_no_fields_stay(form: str, before: str, after: str) -> None:
    """A new field goes among the fields; blank and other lines keep their places."""
    new = set_field(before, ("slug",), "s", COMMAS, form)

    assert new == after
    assert unset_field(new, ("slug",), COMMAS, form) == before


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("lines", "a: 1\nb: 2\n    3\nc: 4\n", "a: 1\nc: 4\n"),
        ("fieldlist", ":a: 1\n:b: 2\n\n  3\n:c: 4\n", ":a: 1\n:c: 4\n"),
        ("comments", ".. a: 1\n.. b: 2\n.. c: 4\n", ".. a: 1\n.. c: 4\n"),
        ("lines", "a: 1\n", "a: 1\n"),
        ("comments", ".. b: 2", ""),
    ],
)
def test_a_field_is_taken_away(form: str, before: str, after: str) -> None:
    """A field goes with all of its lines."""
    assert unset_field(before, ("b",), COMMAS, form) == after


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: a", "tags: a, x y"),
        ("tags: a,b ", "tags: a,b,x y "),
        ("tags: a , b", "tags: a , b , x y"),
        ("tags: a, b,", "tags: a, b, x y,"),
        ("TAGS:  [a, b]", "TAGS:  [a, b], x y"),
    ],
)
def test_a_name_is_added(form: str, newline: str, before: str, after: str) -> None:
    """A name is put behind the others in their manner, and comes out without a trace."""
    text = written(form, "title: x", before, "n: 1", newline=newline)

    new = add_item(text, ("tags",), "x y", COMMAS, form)

    assert new == written(form, "title: x", after, "n: 1", newline=newline)
    assert add_item(new, ("tags",), "x y", COMMAS, form) == new
    assert remove_item(new, ("tags",), "x y", COMMAS, form) == text


@pytest.mark.parametrize("form", ["lines", "fieldlist"])
def test_a_name_with_a_comma_is_parted_by_semicolons(form: str) -> None:
    """Pelican parts names at semicolons where there are some, so a name may hold a comma."""
    before = written(form, "authors: A, B")

    new = add_item(before, ("authors",), "Doe, J", COMMAS, form)
    one = remove_item(remove_item(new, ("authors",), "A", COMMAS, form), ("authors",), "B",
                      COMMAS, form)  # fmt: skip

    assert new == written(form, "authors: A; B; Doe, J")
    assert one == written(form, "authors: Doe, J;")
    assert set_field(before, ("authors",), ["Doe, J"], COMMAS, form) == one
    assert rename_item(before, ("authors",), "A", "Doe, J", COMMAS, form) == written(
        form, "authors: Doe, J; B"
    )


def test_a_field_list_s_names_may_go_over_several_lines() -> None:
    """Names on several lines of one field are added to and taken from like others."""
    before = ":tags: a,\n    b\n:n: 1\n"

    new = add_item(before, ("tags",), "c", COMMAS, "fieldlist")

    assert new == ":tags: a,\n    b,\n    c\n:n: 1\n"
    assert remove_item(new, ("tags",), "b", COMMAS, "fieldlist") == ":tags: a,\n    c\n:n: 1\n"


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ("a*b", r"a\*b"), ("x_", r"x\_"), ("x_y", "x_y"), ("`q`", r"\`q\`"), ("|s|", r"\|s\|"),
        ("c:\\d", r"c:\\d"), ("- x", r"\- x"), ("2024. x", r"\2024. x"), ("a::", r"a\::"),
        (":a: b", r"\:a: b"), (".. x", r"\.. x"),
    ],
)  # fmt: skip
def test_a_field_list_escapes_markup(value: str, raw: str) -> None:
    """What reStructuredText would take for markup gets a backslash, and is read without."""
    new = set_field("", ("title",), value, COMMAS, "fieldlist")

    assert new == f":title: {raw}\n"
    assert read_lines(new, "fieldlist", COMMAS) == {"title": value}


@pytest.mark.parametrize(
    ("before", "filled"),
    [
        (".. tags: \n.. link: \n", ".. tags: x\n.. link: \n"),
        (".. tags:\n.. link:\n", ".. tags: x\n.. link:\n"),
    ],
)
def test_an_empty_field_among_empty_ones_is_restored(before: str, filled: str) -> None:
    """Where Nikola's template left empty fields, the last name gone leaves one more."""
    new = add_item(before, ("tags",), "x", COMMAS, "comments")

    assert new == filled
    assert remove_item(new, ("tags",), "x", COMMAS, "comments") == before


@pytest.mark.parametrize("form", FORMS)
def test_the_last_name_takes_its_line_along(form: str) -> None:
    """A field left without a name goes; so does one that was there and empty before."""
    before = written(form, "title: x", "tags: ")

    new = add_item(before, ("tags",), "a", COMMAS, form)

    assert new == written(form, "title: x", "tags: a")
    assert remove_item(new, ("tags",), "a", COMMAS, form) == written(form, "title: x")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: a,x , b", "tags: a,y z , b"),
        ("tags: x, y z", "tags: y z"),
        ("tags: x, a, x", "tags: y z, a"),
        ("tags: xx", "tags: xx"),
        ("tags: x", "tags: y z"),
    ],
)
def test_a_name_is_replaced_in_place(form: str, before: str, after: str) -> None:
    """A name is replaced where it stands, and not put in twice."""
    new = rename_item(written(form, before), ("tags",), "x", "y z", COMMAS, form)

    assert new == written(form, after)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_as_a_value_leaves_an_empty_field(form: str) -> None:
    """None keeps the key and takes the value."""
    new = set_field(written(form, "a: 1", "b: 2"), ("a",), None, COMMAS, form)

    assert new == written(form, "a:", "b: 2")
    assert set_field(new, ("a",), "1", COMMAS, form) == written(form, "a: 1", "b: 2")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "key", "value", "sentence"),
    [
        ("a: 1", ("a", "b"), "x", "'a.b' is a field within a field"),
        ("a: 1|a: 2", ("a",), "x", "'a' stands twice"),
        ("a: 1|A: 2", ("a",), "x", "'a' stands twice"),
        ("a: 1", ("b",), "x\ny", "line break"),
        ("a: 1", ("b",), "x\u2028y", "line break"),
        ("a: 1", ("b",), "x\udce9", "line break"),
        ("a: 1", ("b",), " x", "'b' cannot be edited"),
        ("a: 1", ("b\nc",), "x", "cannot be edited"),
        ("a: 1", ("",), "x", "cannot be edited"),
        ("a: 1", ("b",), ["c,d;e"], "cannot be parted"),
        ("a: 1", ("b",), ["c", " "], "cannot be parted"),
    ],
)
def test_what_cannot_be_written_is_refused(
    form: str, text: str, key: tuple[str, ...], value: Value, sentence: str
) -> None:
    """What one line cannot hold, or a key that means two things, is refused with a way out."""
    with pytest.raises(CannotEdit, match=sentence) as refused:
        set_field(written(form, *text.split("|")), key, value, COMMAS, form)

    assert refused.value.hint


@pytest.mark.parametrize(
    ("form", "text", "item", "sentence"),
    [
        ("lines", "tags: a\n    b\n", "x", "goes over several lines"),
        ("comments", ".. tags: a\n", "x-->", "would end the comment"),
        ("lines", "tags: a\n", "x;y", "cannot be parted"),
    ],
)
def test_a_name_that_cannot_be_told_from_the_others_is_refused(
    form: str, text: str, item: str, sentence: str
) -> None:
    """A name is not written where its generator would read it as something else."""
    with pytest.raises(CannotEdit, match=sentence):
        add_item(text, ("tags",), item, COMMAS, form)


def test_a_field_of_one_name_takes_no_second() -> None:
    """Where nothing parts names, a field with a name is not added to."""
    with pytest.raises(CannotEdit, match="one name"):
        add_item("category: a\n", ("category",), "b", Dialect(), "lines")


# A line that begins with three hyphens is a fence: what stands behind it may be no field at all.
KEYS = st.text("abcABC_-", min_size=1, max_size=5).filter(lambda key: not key.startswith("---"))
VALUE = st.text("ab é🎉:*_,'\"[]\\`.-", max_size=12)
WORDS = st.text("abé 🎉*_\\`'", min_size=1, max_size=6).map(str.strip).filter(bool)
GAPS = st.sampled_from([" ", "  ", "\t", "    "])


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a block of some form, the form, and its line ending."""
    form = draw(st.sampled_from(FORMS))
    rows = []
    for key in draw(st.lists(KEYS, max_size=4)):
        gap = " " if form == "comments" else draw(GAPS)
        rows.append(f"{STARTS[form]}{key}:{gap}{draw(VALUE)}")
        if form != "comments" and draw(st.booleans()):
            rows.append(f"    {draw(VALUE)}")
    if draw(st.booleans()):
        names = draw(st.lists(WORDS.filter(lambda word: "\\" not in word), min_size=1, max_size=3))
        commas = draw(st.sampled_from([", ", ",", " , "])).join(names)
        rows.insert(0, f"{STARTS[form]}tags: {commas}")
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return newline.join([*rows, ""] if draw(st.booleans()) else rows), form, newline


ORDERS = st.sampled_from([(), ("a", "zz", "tags", "b"), ("zz", "tags"), ("tags", "zz")])


@given(blocks(), ORDERS, WORDS)
def test_setting_and_unsetting_gives_the_same_characters(
    block: tuple[str, str, str], order: tuple[str, ...], value: str
) -> None:
    """A new field that is taken away again leaves the block as it was; no other changes."""
    text, form, newline = block
    dialect = Dialect(separator=";", newline=newline, order=order)
    before = read_lines(text, form, dialect)

    new = set_field(text, ("zz",), value, dialect, form)
    after = {key.lower(): held for key, held in read_lines(new, form, dialect).items()}

    assert after.pop("zz") == value
    assert after == {key.lower(): held for key, held in before.items()}
    assert unset_field(new, ("zz",), dialect, form) == text


@given(blocks(), ORDERS, WORDS)
def test_adding_and_removing_gives_the_same_characters(
    block: tuple[str, str, str], order: tuple[str, ...], name: str
) -> None:
    """A name that is taken out again leaves the block as it was, but for fields left empty."""
    text, form, newline = block
    dialect = Dialect(separator=";", newline=newline, order=order)
    before = read_lines(text, form, dialect)

    new = add_item(text, ("tags",), name, dialect, form)
    again = remove_item(new, ("tags",), name, dialect, form)

    left_empty = form == "comments" and re.search(r": *(?:[\r\n]|$)", text)
    if new != text and before.get("tags", not left_empty):
        assert again == text


@given(
    st.text("ab:.- \t\n\r*;,é\\_", max_size=40),
    st.sampled_from(FORMS),
    st.sampled_from(["a", "b", "ab", ":", "", "a b"]),
    st.text("ab,; \n:-_", max_size=6),
)
def test_no_accepted_edit_changes_another_field(text: str, form: str, key: str, value: str) -> None:
    """Any text at all is edited in the one field, or refused with a sentence."""
    before = read_lines(text, form, COMMAS)
    for edit in (set_field, add_item, remove_item):
        try:
            new = edit(text, (key,), value, COMMAS, form)
            new = rename_item(new, (key,), "a", "c", COMMAS, form)
        except CannotEdit:
            continue
        after = read_lines(new, form, COMMAS)

        assert others(after, key) == others(before, key)


def others(fields: dict[str, str], key: str) -> list[tuple[str, str]]:
    """Return the fields but the one named *key*, in order."""
    return [(name, value) for name, value in fields.items() if name.lower() != key]


def real_blocks() -> list[tuple[Path, str, str]]:
    """Return each block of the real blogs, its file and its form."""
    found = []
    for path in sorted((CORPORA / "nikola").rglob("*")):
        text = path.read_bytes().decode() if path.suffix in (".meta", ".md", ".rst") else ""
        comment = re.match(r"\s*<!--[^\n]*\n(.*?)-->", text, re.DOTALL)
        # A story may have its fields in a .meta file beside it.
        if comment or text.startswith(".. title"):
            found.append((path, comment[1] if comment else text.split("\n\n")[0], "comments"))
    for path in sorted((CORPORA / "pelican").rglob("*.rst")):
        fields = re.search(r"^:\w.*?\n(?=\n)", path.read_bytes().decode(), re.M | re.S)
        found.append((path, fields[0] if fields else "", "fieldlist"))
    pages = sorted((CORPORA / "pelican").rglob("*.md"))
    return [*found, *((path, path.read_bytes().decode(), "lines") for path in pages)]


@pytest.mark.corpora
def test_real_blocks_are_edited_and_restored() -> None:
    """Front matter of real posts takes a field and a name, and gives both back."""
    if not CORPORA.is_dir():
        pytest.skip("no real blogs lie beside the project")
    for path, text, form in real_blocks():
        before = read_lines(text, form, COMMAS)
        set_once = set_field(text, ("zz",), "v", COMMAS, form)

        assert before, path
        assert {**before, "zz": "v"} == {
            key.lower() if key.lower() == "zz" else key: value
            for key, value in read_lines(set_once, form, COMMAS).items()
        }
        assert unset_field(set_once, ("zz",), COMMAS, form) == text, path
        if len(re.findall(r"(?m)^\.\. tags:", text)) > 1:
            with pytest.raises(CannotEdit, match="stands twice"):
                add_item(text, ("tags",), "new name", COMMAS, form)
        elif before.get("tags") or "" not in before.values():
            added = add_item(text, ("tags",), "new name", COMMAS, form)
            assert remove_item(added, ("tags",), "new name", COMMAS, form) == text, path


def test_a_semicolon_can_be_part_of_a_name() -> None:
    """Where commas alone part names, as in Nikola, a semicolon is a letter like any other."""
    nikola = Dialect(separator=",")

    new = add_item(".. tags: a; b\n", ("tags",), "x;y", nikola, "comments")

    assert new == ".. tags: a; b, x;y\n"
    assert remove_item(new, ("tags",), "a; b", nikola, "comments") == ".. tags: x;y\n"
    with pytest.raises(CannotEdit, match="cannot be parted"):
        add_item(new, ("tags",), "x, y", nikola, "comments")
