"""The output contract: one gate, the same options and the same promises for every command."""

import csv
import io
import json
import os
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

# What must never reach a terminal: control characters but tab and line feed, turns of direction.
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ESCAPE = "\x1b["
STABLE = [
    "path", "slug", "title", "status", "draft", "date", "publish", "updated", "expires", "url",
    "lang", "tags", "categories", "series", "authors", "summary", "words", "minutes", "links",
    "images",
]  # fmt: skip
NAUGHTY = [
    "[red]alarm[/red]",
    "a [/b] c",
    "[link=https://example.org]here[/link]",
    "[draft] of a title",
    ":heart: and :smile:",
    "C:\\[x]\\new",
    "\\[bold]",
    "\x1b[31mred",
    "\x1b]0;owned\x07title",
    "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1b]8;;https://example.org\x1b\\link",
    "\x1bc reset",
    "\x9b31m eight-bit",
    "\x90q sixel \x9c",
    "bell \x07 and backspace \x08\x08",
    "delete \x7f",
    "zero \x00 byte",
    "tab\tinside",
    "line\nfeed",
    "carriage\rreturn",
    "both\r\nof them",
    "form\x0cfeed and \x0bvertical",
    "next \x85 line",
    "separators \u2028 and \u2029",
    "\u202egnp.exe\u202c",
    "\u2066isolated\u2069",
    "👩‍💻 writes",
    "👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷",
    "日本語の題名",
    "한국어 제목",
    "Une espace\u00a0insécable\u202f!",
    "zero\u200bwidth\u200djoiner\u200c",
    "e\u0301te\u0301 en NFD",
    "Z̸̢͝a̷͜l̶͝g̵̛o",
    "العربية בעברית",
    "lone \ud800 half",
    "{title} {0} %s %(x)s ${HOME}",
    "=HYPERLINK(1,2)",
    "\"quoted\", with, commas; and 'more'",
    "-- --json $(id) `id` | ; & < >",
]
NAMES = [f"n{number:02}" for number in range(len(NAUGHTY))]
COMMANDS = ["list", "search text", "tag list", "top tags"]
FIRST = {"list": "path", "search text": "path", "tag list": "name", "top tags": "name"}


def strictly(text: str) -> Any:
    """Return what *text* is as JSON, without the NaN that only Python reads."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


def on_terminal(blog: Folder, words: list[str], *, rows: int = 24, **env: str) -> tuple[int, str]:
    """Return the exit code of a command typed on a terminal, and all that it showed there."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "blogctl", "-C", str(blog.root), *words],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", "LINES": str(rows), **env},
        dimensions=(rows, 100),
        encoding="utf-8",
        codec_errors="surrogateescape",
        timeout=30,
    )
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus or 0, str(child.before).replace("\r\n", "\n")


def naughty(blog: Folder, body: str = "Text.\n") -> Folder:
    """Write a post for each naughty title; JSON holds any of them."""
    for name, title in zip(NAMES, NAUGHTY, strict=True):
        blog.write(f"posts/{name}.md", f"{json.dumps({'title': title})}\n\n{body}")
    return blog


def two(blog: Folder) -> Folder:
    """Write two posts with tags and dates."""
    return blog(
        apple=post("Apple", date="2020-01-02", tags="[fruit, red]"),
        banana=post("Banana", date="2021-02-03", tags="[fruit]", mood="calm"),
    )


# --- The shapes


def test_off_a_terminal_posts_are_lines_parted_by_tabs(blog: Folder, run: Run) -> None:
    """Off a terminal there is no header, and a line a post: path, date, status, title, tags."""
    two(blog)

    answer = run("list")

    assert answer.out == (
        "posts/banana.md\t2021-02-03T00:00:00+00:00\tpublished\tBanana\tfruit\n"
        "posts/apple.md\t2020-01-02T00:00:00+00:00\tpublished\tApple\tfruit,red\n"
    )
    assert answer.err == ""


def test_off_a_terminal_nothing_is_cut(blog: Folder, run: Run) -> None:
    """A title of a thousand letters stands whole on its line."""
    blog(long=post("x" * 1000))

    assert "x" * 1000 in run("list").out


def test_a_terminal_gets_a_table(blog: Folder) -> None:
    """On a terminal the answer has a header and no tabs, and is cut to the width."""
    two(blog)(long=post("x" * 1000))

    code, shown = on_terminal(blog, ["list"], NO_COLOR="1")

    assert code == 0
    assert re.search(r"^date +status +title +tags", shown)
    assert "\t" not in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert shown.endswith("3 posts\n")


def test_plain_is_the_same_on_a_terminal(blog: Folder, run: Run) -> None:
    """--plain gives on a terminal the very bytes of a pipe."""
    two(blog)

    code, shown = on_terminal(blog, ["list", "--plain"])

    assert (code, shown) == (0, run("list").out)


def test_a_table_can_be_had_off_a_terminal(blog: Folder, run: Run) -> None:
    """--table draws off a terminal too, without colour; the count is no part of the answer."""
    two(blog)

    answer = run("list --table")

    assert re.match(r"date +status +title +tags", answer.lines[0])
    assert ESCAPE not in answer.out
    assert answer.err == "2 posts\n"


@pytest.mark.parametrize("columns", ["1", "0", "7", "100000", "many", "-5"])
def test_a_table_fits_any_width(blog: Folder, spawn: Run, columns: str) -> None:
    """No width of a terminal, however odd, breaks a table."""
    naughty(blog)

    assert spawn(["list", "--table"], COLUMNS=columns).err == "40 posts\n"


@pytest.mark.parametrize("shape", ["--json", "--jsonl", "--csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_structured_answers_are_the_same_bytes_anywhere(
    blog: Folder, run: Run, command: str, shape: str
) -> None:
    """JSON and CSV are the same bytes on a terminal and in a pipe, with no colour either way."""
    two(blog)
    words = [*command.split(), shape]

    code, shown = on_terminal(blog, words)

    assert (code, shown) == (0, run(words).out)


def test_json_gives_all_stable_fields(blog: Folder, run: Run) -> None:
    """--json gives each post as an object with every stable field, in the promised order."""
    two(blog)

    records = run("list --json").json

    assert [list(record) for record in records] == [STABLE, STABLE]
    assert records[0]["title"] == "Banana"
    assert records[0]["tags"] == ["fruit"]
    assert records[0]["draft"] is False
    assert records[0]["updated"] is None


def test_jsonl_gives_an_object_a_line(blog: Folder, run: Run) -> None:
    """--jsonl gives the objects of --json, one a line."""
    two(blog)

    lines = run("list --jsonl").lines

    assert [json.loads(line) for line in lines] == run("list --json").json


def test_csv_has_a_header(blog: Folder, run: Run) -> None:
    """--csv names the fields first, then gives a row a post."""
    two(blog)

    assert run("list --csv --fields title,tags,draft").out == (
        'title,tags,draft\nBanana,fruit,false\nApple,"fruit,red",false\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_csv_holds_no_formula(blog: Folder, run: Run, start: str) -> None:
    """A title that a spreadsheet would run is quoted, or no longer starts as a formula."""
    blog.write("posts/a.md", json.dumps({"title": f"{start}cmd|' /C calc'!A1"}) + "\n")

    cell = run("list --csv --fields title").out.splitlines()[1].strip('"')

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "cmd|" in cell


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("shape", "out"), [("--json", "[]\n"), ("--jsonl", ""), ("--count", "0\n"), ("--plain", "")]
)
def test_an_empty_answer_is_an_answer(
    blog: Folder, run: Run, command: str, shape: str, out: str
) -> None:
    """A blog without posts gives `[]` as JSON, 0 as the count, no lines; exit 0."""
    assert run(f"{command} {shape}").out == out
    assert blog.files() == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_csv_has_its_header(blog: Folder, run: Run, command: str) -> None:
    """A blog without posts still gives the header of --csv."""
    assert len(run(f"{command} --csv").lines) == 1
    assert blog.files() == {}


def test_an_empty_table_says_so_beside_the_answer(blog: Folder, run: Run) -> None:
    """A table with no rows is no output at all; `0 posts` goes to stderr."""
    answer = run("list --table")

    assert (answer.out, answer.err) == ("", "0 posts\n")
    assert blog.files() == {}


# --- The same options everywhere


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listing_counts(blog: Folder, run: Run, command: str) -> None:
    """--count gives the number of the lines that there would be."""
    two(blog)

    assert run(f"{command} --count").out == f"{len(run(command).lines)}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listing_has_fields_and_templates(blog: Folder, run: Run, command: str) -> None:
    """--fields NAME, --format NAME and --format '{NAME}' give the same lines everywhere."""
    two(blog)
    name = FIRST[command]
    words = command.split()

    by_field = run([*words, "--fields", name]).out

    assert by_field == run([*words, "--format", name]).out
    assert by_field == run([*words, "--format", f"{{{name}}}"]).out
    assert by_field.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listing_ends_records_with_nul(blog: Folder, run: Run, command: str) -> None:
    """-0 ends each record with NUL, and each record names its row."""
    two(blog)

    *records, rest = run(f"{command} -0").out.split("\0")

    assert len(records) == len(run(command).lines)
    assert all(record.strip() for record in records)
    assert rest == ""


@pytest.mark.parametrize("command", ["list", "search text", "tag list", "top tags"])
def test_every_table_shows_the_fields_asked_for(blog: Folder, run: Run, command: str) -> None:
    """--table --fields draws the columns that were asked for and no others."""
    two(blog)

    shown = run(f"{command} --table --fields {FIRST[command]}").out

    assert shown.splitlines()[0].split() == [FIRST[command]]
    assert {line.strip() for line in shown.splitlines()[1:]} == set(
        run(f"{command} --fields {FIRST[command]}").lines
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listing_takes_a_limit(blog: Folder, run: Run, command: str) -> None:
    """-n 1 gives one row, and -n 0 none."""
    two(blog)

    assert len(run(f"{command} -n 1 --json").json) == 1
    assert run(f"{command} -n 0 --json").json == []


@pytest.mark.parametrize("command", [*COMMANDS, "stats", "show apple"])
@pytest.mark.parametrize(
    "wrong",
    ["-n -1", "-n many", "--color bad", "--fields ,", "--table --plain", "--json --count"],
)
def test_every_command_refuses_what_makes_no_sense(
    blog: Folder, run: Run, command: str, wrong: str
) -> None:
    """A limit below 0, a colour or field that is none, contradicting shapes: exit 2, no answer."""
    two(blog)

    answer = run(f"{command} {wrong}", code=2)

    assert answer.out == ""
    assert answer.err.startswith("blogctl: ")
    assert "hint:" in answer.err


@pytest.mark.parametrize(
    "pair",
    [
        " ".join(pair)
        for pair in combinations(
            ["--json", "--jsonl", "--csv", "--table", "--plain", "--format title", "--count"], 2
        )
    ],
)
def test_two_shapes_do_not_go_together(blog: Folder, run: Run, pair: str) -> None:
    """Two shapes at once are refused with a sentence that names both."""
    two(blog)

    answer = run(f"list {pair}", code=2)

    assert answer.out == ""
    assert all(word in answer.err for word in pair.split() if word.startswith("--"))


@pytest.mark.parametrize("shape", ["--json", "--jsonl", "--csv", "--table", "--count"])
def test_nul_goes_with_lines_only(blog: Folder, run: Run, shape: str) -> None:
    """-0 beside a shape that has no lines is refused, rather than one of the two ignored."""
    two(blog)

    assert run(f"list -0 {shape}", code=2).out == ""


@pytest.mark.parametrize(
    "wrong",
    [
        "list --format {title} --fields path",
        "stats --count",
        "stats -0",
        "show apple -0",
        "show apple --sort title",
        "show apple -n 1",
        "edit apple --dry-run",
        "edit apple --json",
    ],
)
def test_no_option_is_ignored(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """An option that a command can do nothing with is refused: silence would look like consent."""
    two(blog)
    monkeypatch.setenv("BLOGCTL_EDITOR", "true")

    assert run(wrong, code=2).out == ""


@pytest.mark.parametrize("shape", ["--json", "--table"])
def test_an_empty_template_is_refused(blog: Folder, run: Run, shape: str) -> None:
    """--format '' is a template with nothing in it, not the absence of one."""
    two(blog)

    assert run(["list", shape, "--format", ""], code=2).out == ""


# --- Fields


@pytest.mark.parametrize(
    ("one", "many"),
    [("tag", "tags"), ("category", "categories"), ("author", "authors"), ("language", "lang")],
)
def test_a_field_is_named_in_the_singular_too(blog: Folder, run: Run, one: str, many: str) -> None:
    """`tag` is `tags` and `language` is `lang`: both names give the same values."""
    two(blog)

    assert run(f"list --fields {one}").out == run(f"list --fields {many}").out


def test_any_field_of_the_front_matter_can_be_shown(blog: Folder, run: Run) -> None:
    """meta.KEY is the field KEY as written; a post without it has nothing there."""
    two(blog)

    assert run("list --fields title,meta.mood").out == "Banana\tcalm\nApple\t\n"
    assert run("list --json --fields meta.mood").json == [
        {"meta.mood": "calm"},
        {"meta.mood": None},
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"list {option} titel {shape}"
        for option in ("--fields", "--sort")
        for shape in ("", "--table", "--json", "--jsonl", "--csv")
    ]
    + ["list --format titel", "search x --fields titel", "show a --fields titel"],
)
def test_an_unknown_field_gets_a_suggestion(blog: Folder, run: Run, words: str) -> None:
    """A misspelt field is exit 2 and names the nearest, even where no post would be shown."""
    blog(a=post())

    answer = run(words, code=2)

    assert "'titel'" in answer.err
    assert "did you mean 'title'?" in answer.err


@pytest.mark.parametrize("fields", ["", ",", "path,", ",path", "meta.", "path,,title"])
def test_an_empty_field_is_refused(blog: Folder, run: Run, fields: str) -> None:
    """--fields with an empty name is exit 2."""
    two(blog)

    assert run(["list", "--fields", fields], code=2).out == ""


def test_a_field_named_twice_keeps_the_columns_aligned(blog: Folder, run: Run) -> None:
    """--csv with a field asked for twice has as many cells in each row as in its header."""
    two(blog)

    rows = list(csv.reader(io.StringIO(run("list --csv --fields path,path,title").out)))

    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf", "1e400"])
def test_json_is_json_for_every_number(blog: Folder, run: Run, value: str) -> None:
    """A number that JSON has no word for does not make the whole answer unreadable."""
    blog(a=post(x=value))

    assert len(strictly(run("list --json --fields meta.x").out)) == 1


# --- Templates


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{date} {title}", "2020-01-02T00:00:00+00:00 Apple"),
        ("title", "Apple"),
        (r"{title}\t{path}", "Apple\tposts/apple.md"),
        (r"{title}\n{path}", "Apple\nposts/apple.md"),
        ("{{{title}}}", "{Apple}"),
        ("{tag}", "fruit,red"),
        ("<{updated}>", "<>"),
        ("{meta.none}!", "!"),
    ],
)
def test_a_template_makes_a_line_a_post(blog: Folder, run: Run, template: str, line: str) -> None:
    r"""{name} is filled in, a bare word is a field, \t and \n mean what they do in a shell."""
    two(blog)

    assert run(["list", "apple", "--format", template]).out == f"{line}\n"


@pytest.mark.parametrize(
    "template",
    ["{titel}", "titel", "{title", "title}", "{title}}", "{}", "{0}", "{title.upper}", "{tags[0]}",
     "{title!r}", "{title:>20}", "{date:%Y}"],
)  # fmt: skip
def test_a_template_that_means_nothing_is_refused(blog: Folder, run: Run, template: str) -> None:
    """An unknown name, an open brace, a width or a conversion: exit 2, nothing printed."""
    two(blog)

    answer = run(["list", "--format", template], code=2)

    assert answer.out == ""
    assert "hint:" in answer.err


def test_a_template_can_end_in_nul(blog: Folder, run: Run) -> None:
    """-0 ends the lines of a template with NUL."""
    two(blog)

    assert run(["list", "--format", "{title}", "-0"]).out == "Banana\0Apple\0"


# --- Order


@pytest.mark.parametrize(
    ("sort", "titles"),
    [("title", "Apple Banana"), ("-title", "Banana Apple"), ("date", "Apple Banana"),
     ("-date,title", "Banana Apple"), ("tags,-title", "Banana Apple")],
)  # fmt: skip
def test_posts_are_sorted_as_asked(blog: Folder, run: Run, sort: str, titles: str) -> None:
    """--sort takes fields, the first counting most; `-` turns one round."""
    two(blog)

    assert run(["list", "--sort", sort, "--fields", "title"]).lines == titles.split()


@pytest.mark.parametrize("sort", ["", ",", "title,", "-", "body"])
def test_a_sort_that_means_nothing_is_refused(blog: Folder, run: Run, sort: str) -> None:
    """--sort with an empty or unsortable field is exit 2."""
    two(blog)

    assert run(["list", "--sort", sort], code=2).out == ""


# --- Colour, chatter, pager


@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        ([], {}, True),
        (["--color", "auto"], {}, True),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"BLOGCTL_NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_a_terminal_gets_colour_unless_refused(
    blog: Folder, words: list[str], env: dict[str, str], coloured: bool
) -> None:
    """--color counts most, then NO_COLOR if it is not empty, then TERM=dumb; stderr too."""
    two(blog)

    code, shown = on_terminal(blog, ["list", *words], **env)

    assert code == 0
    assert (ESCAPE in shown) is coloured


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}, {"CLICOLOR_FORCE": "1"}])
def test_a_pipe_gets_no_colour(blog: Folder, spawn: Run, env: dict[str, str]) -> None:
    """No escape goes into a pipe, whatever the environment says of colour."""
    two(blog)

    answer = spawn(["list", "--table"], **env)

    assert ESCAPE not in answer.out + answer.err


def test_a_pipe_gets_colour_when_asked(blog: Folder, spawn: Run) -> None:
    """--color always colours a table in a pipe, as for `less -R`."""
    two(blog)

    assert ESCAPE in spawn(["list", "--table", "--color", "always"]).out


@pytest.mark.parametrize("shape", ["--json", "--jsonl", "--csv", "--plain", "--count"])
def test_what_programs_read_is_never_coloured(blog: Folder, spawn: Run, shape: str) -> None:
    """--color always leaves JSON, CSV, plain lines and counts as they are."""
    two(blog)

    assert ESCAPE not in spawn(["list", shape, "--color", "always"]).out


def test_quiet_leaves_out_the_chatter(blog: Folder, run: Run) -> None:
    """-q leaves out the count under a table; the table stays."""
    two(blog)

    answer = run("list --table -q")

    assert "Banana" in answer.out
    assert answer.err == ""


def test_quiet_leaves_the_warnings(blog: Folder, run: Run) -> None:
    """-q does not hide a file that cannot be read: it would be forgotten."""
    two(blog)(broken="---\ntitle: x\n")

    answer = run("list --table -q", code=1)

    assert "posts/broken.md:1" in answer.err


def pager(folder: Path, script: str) -> str:
    """Return the command of a pager that runs *script*."""
    file = folder / "pager"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def many(blog: Folder) -> Folder:
    """Write more posts than a screen has lines."""
    return blog(**{f"p{number:03}": post(f"Title {number:03}") for number in range(60)})


@pytest.mark.parametrize("variable", ["BLOGCTL_PAGER", "PAGER"])
def test_a_tall_answer_is_paged(blog: Folder, tmp_path: Path, variable: str) -> None:
    """A table taller than the screen goes to the pager, whole, and its count after it."""
    many(blog)
    command = pager(tmp_path, f"cat > {tmp_path}/seen")

    code, shown = on_terminal(blog, ["list"], NO_COLOR="1", **{variable: command})

    seen = (tmp_path / "seen").read_text()
    assert (code, shown) == (0, "60 posts\n")
    assert all(f"Title {number:03}" in seen for number in range(60))


def test_blogctl_has_a_pager_of_its_own(blog: Folder, tmp_path: Path) -> None:
    """BLOGCTL_PAGER goes before the setting, and the setting before PAGER."""
    many(blog).write(
        ".blogctl/config.toml", "pager = 'touch set'\n".replace("set", f"{tmp_path}/s")
    )
    mine = pager(tmp_path, f"touch {tmp_path}/mine; cat > /dev/null")

    on_terminal(blog, ["list"], PAGER=f"touch {tmp_path}/general")
    on_terminal(blog, ["list"], PAGER=f"touch {tmp_path}/general", BLOGCTL_PAGER=mine)

    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "mine", "pager", "s",
    ]  # fmt: skip


def test_leaving_the_pager_early_is_no_error(blog: Folder, tmp_path: Path, run: Run) -> None:
    """A pager that quits before it has read all leaves exit code 0 and no complaint."""
    blog(**{f"p{number:03}": post("x" * 90, tags=f"[{'y' * 300}]") for number in range(900)})
    # On a busy machine, reading them all shows how far it is; the second time they are known.
    run("list")
    command = pager(tmp_path, "head -1 > /dev/null")

    code, shown = on_terminal(blog, ["list"], NO_COLOR="1", BLOGCTL_PAGER=command)

    assert (code, shown) == (0, "900 posts\n")


@pytest.mark.parametrize(
    ("words", "rows"),
    [(["list", "--no-pager"], 24), (["list"], 90), (["list", "--json"], 24), (["list", "-0"], 24)],
)
def test_no_pager_where_none_is_wanted(
    blog: Folder, tmp_path: Path, words: list[str], rows: int
) -> None:
    """--no-pager, an answer that fits the screen, and what programs read are not paged."""
    many(blog)
    command = pager(tmp_path, f"cat > {tmp_path}/seen")

    code, _ = on_terminal(blog, words, rows=rows, BLOGCTL_PAGER=command)

    assert code == 0
    assert not (tmp_path / "seen").exists()


def test_a_pipe_is_not_paged(blog: Folder, spawn: Run, tmp_path: Path) -> None:
    """Off a terminal there is no pager, even for a table."""
    many(blog)

    spawn(["list", "--table"], BLOGCTL_PAGER=pager(tmp_path, f"cat > {tmp_path}/seen"))

    assert not (tmp_path / "seen").exists()


@pytest.mark.parametrize("command", ["no-such-pager --x", "/nowhere/less", "less '", "'"])
def test_a_pager_that_cannot_start_is_done_without(blog: Folder, command: str) -> None:
    """A pager that is not there, or whose command line does not parse, costs only the paging."""
    many(blog)

    code, shown = on_terminal(blog, ["list"], NO_COLOR="1", BLOGCTL_PAGER=command)

    assert code == 0
    assert "Title 000" in shown
    assert "Title 059" in shown


# --- Naughty strings


@pytest.mark.parametrize(("name", "title"), list(zip(NAMES, NAUGHTY, strict=True)), ids=NAMES)
def test_json_gives_back_the_very_title(blog: Folder, run: Run, name: str, title: str) -> None:
    """Any title comes back from --json and --jsonl exactly as it is, and harmless on the way."""
    blog.write(f"posts/{name}.md", f"{json.dumps({'title': title})}\n\nText.\n")

    whole, line = run("list --json"), run("list --jsonl")

    assert [record["title"] for record in strictly(whole.out)] == [title]
    assert strictly(line.out)["title"] == title
    assert line.out.count("\n") == 1
    assert HARMFUL.findall(whole.out + line.out) == []


@pytest.mark.parametrize(
    "words",
    [
        "list",
        "list --table",
        "list --table --fields path,title,slug",
        "list --csv",
        "list --json",
        "list --jsonl",
        "list --format {title}",
        "list --format title",
        "list --plain --fields title,summary,meta.title",
        "search text",
        "search text --table",
        "stats",
        "stats --table",
        "stats --json",
        "top words links tags series",
        "top words tags --table",
        "tag list",
        "tag list --table",
        "show n00 --table",
        "show n08",
        "show n08 --table",
        "show n08 --json",
        "show n24 --table",
    ],
)
def test_no_control_character_reaches_the_streams(blog: Folder, run: Run, words: str) -> None:
    """Titles, tags, texts full of escapes leave no control character in any answer."""
    tags = json.dumps(NAUGHTY)
    body = "text " + " ".join(NAUGHTY).replace("\x00", "").encode("utf-8", "replace").decode()
    naughty(blog, body)
    blog.write("posts/tagged.md", f'{{"title": "Tagged", "tags": {tags}}}\n\n{body}\n')

    answer = run(words)

    assert HARMFUL.findall(answer.out + answer.err) == []
    assert "\ud800" not in answer.out + answer.err


def test_entities_in_a_text_stay_harmless(blog: Folder, run: Run) -> None:
    """`&#x202e;` in a text does not become a turn of direction when the post is drawn."""
    entities = " ".join(f"&#{code};" for code in (7, 12, 13, 27, 127, 155, 8238, 8295, 8232))
    blog(a=post(body=f"Text {entities}\n\n# Head {entities}\n\n[link](x 'tip {entities}')\n"))

    shown = "".join(run(f"show a {shape}").out for shape in ("--table", "--plain", "--json"))

    assert HARMFUL.findall(shown) == []


def test_on_a_terminal_titles_steer_nothing(blog: Folder) -> None:
    """On a real terminal no title moves the cursor, sets the window's name or turns the text."""
    naughty(blog)

    code, shown = on_terminal(blog, ["list", "--no-pager"], TERM="dumb")

    assert code == 0
    assert HARMFUL.findall(shown) == []
    assert all(text in shown for text in ("[red]alarm[/red]", "a [/b] c", ":heart: and :smile:"))
    assert "C:\\[x]\\new" in shown


def test_a_line_stays_a_line(blog: Folder, run: Run) -> None:
    """Tabs and line feeds in a title become blanks: each post is one line of five fields."""
    naughty(blog)

    lines = run("list").out.split("\n")

    assert len(lines) == len(NAUGHTY) + 1
    assert {line.count("\t") for line in lines[:-1]} == {4}


def test_a_row_stays_a_row(blog: Folder, run: Run) -> None:
    """CSV parses back to one row a post, each with all cells, none a formula."""
    naughty(blog)

    rows = list(csv.reader(io.StringIO(run("list --csv").out)))

    assert len(rows) == len(NAUGHTY) + 1
    assert {len(row) for row in rows} == {len(STABLE)}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("title", ["half \ud800", "\x1b[31m", "tab\tand\nline"])
def test_between_nuls_a_value_stands_as_it_is(blog: Folder, spawn: Run, title: str) -> None:
    """-0 gives values without escapes for other programs, and no title makes it fail."""
    blog.write("posts/a.md", f"{json.dumps({'title': title})}\n")

    answer = spawn(["list", "-0", "--fields", "title"])

    assert answer.out.count("\0") == 1
    assert "\ud800" in title or answer.out == f"{title}\0"


@pytest.mark.parametrize("title", NAUGHTY, ids=NAMES)
@pytest.mark.parametrize(
    ("before", "code"),
    [(["show", "--"], 3), (["list", "--fields"], 2), (["list", "--format"], 2),
     (["list", "--color"], 2), (["list", "--sort"], 2), (["tag", "list", "--sort"], 2),
     (["create", "--slug"], 2), (["config", "--"], 2)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_errors_quote_harmlessly(
    blog: Folder, run: Run, before: list[str], code: int, title: str
) -> None:
    """An error that quotes what was typed is a sentence and a hint without control characters."""
    word = title.replace("\x00", "") + ("/" if before[0] == "create" else "")
    last = ["Title"] if before[0] == "create" else []

    answer = run([*before, word, *last], code=code)

    assert HARMFUL.findall(answer.out + answer.err) == []
    assert answer.err.startswith("blogctl: ")
    assert answer.err.count("\n") <= 2
    assert "fault of blogctl" not in answer.err
    assert blog.files() == {}


@pytest.mark.parametrize("name", [b"caf\xe9", b"\x1b[31mred", b"a\nb", b"\xe2\x80\xaegnp", b"\x9b"])
@pytest.mark.parametrize("words", ["list", "list --table", "list --csv", "list --json", "stats",
                                   "search text", "top words", "show good"])  # fmt: skip
def test_odd_file_names_are_shown_escaped(
    blog: Folder, spawn: Run, name: bytes, words: str
) -> None:
    """A file name that is not UTF-8, or holds controls, is shown with escapes; nothing fails."""
    blog(good=post("Good", body="text\n"))
    blog.write(os.fsdecode(b"posts/" + name + b".md"), "text\n")

    answer = spawn(words.split())

    assert HARMFUL.findall(answer.out + answer.err) == []
    assert not re.search("[\ud800-\udfff]", answer.out + answer.err)


def test_xargs_gets_the_very_file_name(blog: Folder, spawn: Run) -> None:
    """-0 gives a file name's own bytes, so that `xargs -0` finds the file."""
    blog.write(os.fsdecode(b"posts/caf\xe9 \n.md"), "text\n")

    assert os.fsencode(spawn(["list", "-0"]).out) == b"posts/caf\xe9 \n.md\0"


@pytest.mark.parametrize("name", [b"caf\xe9", b"\x1b[31mred", b"\xc2\x9b31m"])
def test_warnings_name_odd_files_harmlessly(blog: Folder, spawn: Run, name: bytes) -> None:
    """The warning of a broken file shows its odd name escaped."""
    blog.write(os.fsdecode(b"posts/" + name + b".md"), "---\ntitle: '\x1b[31m\n")

    answer = spawn(["list"], code=1)

    assert HARMFUL.findall(answer.err) == []
    assert not re.search("[\ud800-\udfff]", answer.err)
    assert "1 file has a problem" in answer.err
