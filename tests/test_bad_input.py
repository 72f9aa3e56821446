"""Bad input: one sentence that names the place, and the other posts still there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase
from time import perf_counter

import pytest
from conftest import PROJECT, Answer, Folder, Run, post

OWN_FAULT = "fault of blogctl"
READERS = ["list", "list --json", "list --table", "search text", "stats", "top", "tag list"]
COMPLAINT = re.compile(r"blogctl: [^\n]{3,}[^.\n](?:\n  hint: [^\n]{3,})?\n")


def good(blog: Folder) -> Folder:
    """Write a post that can be read."""
    return blog(good=post("Good", "text\n", date="2020-01-02", tags="[a]"))


def in_a_process(blog: Folder, words: list[str]) -> Answer:
    """Return the answer of a process of its own, whatever its code; five seconds are the end."""
    done = subprocess.run(
        [sys.executable, "-m", "blogctl", "-C", str(blog.root), *words],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        timeout=5,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def is_one_sentence(answer: Answer) -> bool:
    """Say whether the answer is a complaint in one sentence, with a hint at most, and no more."""
    return answer.out == "" and COMPLAINT.fullmatch(answer.err) is not None


def others_are_listed(answer: Answer, place: str) -> bool:
    """Say whether the good post is listed and one warning names *place*, counted at the end."""
    warnings = [line for line in answer.err.splitlines() if line.startswith("warning: ")]
    return (
        "posts/good.md\t" in answer.out
        and len(warnings) == 2
        and warnings[0].startswith(f"warning: {place}: ")
        and "1 file" in warnings[1]
        and OWN_FAULT not in answer.err
    )


# --- The folder


@pytest.mark.parametrize("words", [*READERS, "show a", "create T", "tag add x --all", "config"])
def test_a_folder_that_is_not_there(blog: Folder, run: Run, words: str) -> None:
    """`-C nope` is exit 6 and names the folder; nothing is made."""
    answer = run(words, folder="nope", code=6)

    assert is_one_sentence(answer)
    assert "nope" in answer.err
    assert not (blog.root / "nope").exists()


@pytest.mark.parametrize("words", [*READERS, "show a", "create T", "tag add x --all", "config"])
def test_a_folder_that_is_no_blog(tmp_path: Path, run: Run, words: str) -> None:
    """A folder that no engine recognises is exit 6, and the hint names `init` and -C."""
    (tmp_path / "empty").mkdir()

    answer = run(words, folder="../empty", code=6)

    assert is_one_sentence(answer)
    assert "init" in answer.err
    assert "-C" in answer.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_file_is_no_folder(blog: Folder, run: Run) -> None:
    """`-C` with a file is exit 6."""
    good(blog)

    assert is_one_sentence(run("list", folder="posts/good.md", code=6))


def test_a_loop_of_links_is_no_folder(blog: Folder, run: Run) -> None:
    """`-C` with a link to itself is exit 6."""
    (blog.root / "loop").symlink_to("loop")

    assert is_one_sentence(run("list", folder="loop", code=6))


# --- Files that cannot be read as posts

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "yaml colon": ("---\ntitle: a\ndescription: b: c\n---\n", ":3:15"),
    "yaml bracket": ("---\ntitle: a\ntags: [a, b\ndraft: true\n---\n", ":4:"),
    "yaml tab": ("---\ntitle: a\n\tb: c\n---\n", ":3:1"),
    "yaml quote": ("---\ntitle: 'a\n---\n", ":"),
    "yaml after a blank line": ("\n\n---\ntitle: a\nb: c: d\n---\n", ":5:5"),
    "yaml with CRLF": ("---\r\ntitle: a\r\nb: c: d\r\n---\r\n", ":3:5"),
    "yaml with BOM": ("\ufeff---\ntitle: a\nb: c: d\n---\n", ":3:5"),
    "yaml alias": ("---\ntitle: a\nb: *nope\n---\n", ":3:4"),
    "yaml escape": ('---\ntitle: "\\q"\n---\n', ":2:"),
    "yaml control": ("---\ntitle: a\nb: \x07\n---\n", ":3"),
    "yaml bool": ("---\ntitle: a\nb: !!bool maybe\n---\n", ":"),
    "yaml int": ("---\ntitle: a\nb: !!int abc\n---\n", ":"),
    "yaml second document": ("---\ntitle: a\n...\nb: c\n---\n", ":"),
    "duplicate key": ("---\ntitle: a\ndate: 2020-01-01\ntitle: b\n---\n", ":4:1"),
    "duplicate quoted key": ("---\ntitle: a\n'title': b\n---\n", ":3:1"),
    "list": ("---\n- a\n- b\n---\n", ":2"),
    "scalar": ("---\njust words\n---\n", ":2"),
    "unclosed": ("---\ntitle: a\n\ntext\n", ":1"),
    "toml number": (f"+++\ntitle = 'a'\nx = {'9' * 5000}\n+++\n", ":"),
    "toml brackets": (f"+++\ntitle = 'a'\nx = {'[' * 495}{']' * 495}\n+++\n", ":"),
    "toml braces": (f"+++\ntitle = 'a'\nx = {'{a=' * 495}1{'}' * 495}\n+++\n", ":"),
    "json number": (f'{{"title": "a", "x": {"9" * 5000}}}\n', ":1"),
    "unclosed toml": ("+++\ntitle = 'a'\n", ":1"),
    "toml": ("+++\ntitle = 'a'\ndraft = maybe\n+++\n", ":3:9"),
    "toml quote": ("+++\ntitle = 'a\n+++\n", ":2:"),
    "toml duplicate": ("+++\ntitle = 'a'\ntitle = 'b'\n+++\n", ":3:"),
    "toml with CRLF": ("+++\r\ntitle = 'a'\r\nb = c\r\n+++\r\n", ":3:5"),
    "json": ('{\n  "title": "a",\n  "draft": maybe\n}\n', ":3:12"),
    "json comma": ('{\n  "title": "a",\n}\n', ":"),
    "json unclosed": ('{"title": "a"\n', ":"),
    "json with BOM": ('\ufeff{\n  "title": maybe\n}\n', ":2:12"),
    "date": ("---\ntitle: a\ndate: 2020-13-45\n---\n", ":3"),
    "latin-1 title": ("---\ntitle: été\n---\n".encode("latin-1"), ":2:8"),
    "latin-1 text": ("---\ntitle: a\n---\n\nun été\n".encode("latin-1"), ":5:4"),
    "utf-16": ("---\ntitle: a\n---\n".encode("utf-16"), ""),
    "binary": (bytes(range(256)) * 8, ""),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""),
    "empty": ("", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_others_listed(blog: Folder, run: Run, name: str) -> None:
    """A file that is no post is one warning with its line and column; the rest is there."""
    text, place = BROKEN[name]
    good(blog).write("posts/bad.md", text)
    before = blog.files()

    answer = run("list", code=1)

    assert others_are_listed(answer, f"posts/bad.md{place}".rstrip(":")) or (
        place.endswith(":") and others_are_listed_near(answer, f"posts/bad.md{place}")
    )
    assert blog.files() == before


def others_are_listed_near(answer: Answer, place: str) -> bool:
    """Say the same where the exact line or column is the parser's own business."""
    found = re.search(rf"warning: ({re.escape(place)}[\d:]*): ", answer.err)
    return found is not None and others_are_listed(answer, found.group(1))


@pytest.mark.parametrize("words", READERS)
def test_one_bad_file_stops_no_command(blog: Folder, run: Run, words: str) -> None:
    """Every command over many posts answers with those it can read, warns, and exits 1."""
    good(blog)
    expected = run(words).out
    blog(bad="---\ntitle: a: b\n---\n")

    answer = run(words, code=1)

    assert answer.out == expected
    assert "warning: posts/bad.md:2:9: " in answer.err
    assert "1 file" in answer.err


def test_showing_a_good_post_is_not_spoilt_by_a_bad_one(blog: Folder, run: Run) -> None:
    """An answer about one post is whole though another file is broken: exit 0, with the warning."""
    good(blog)(bad="---\ntitle: a: b\n---\n")

    answer = run("show good --json")

    assert answer.json["title"] == "Good"
    assert "posts/bad.md:2:9" in answer.err


def test_many_bad_files_are_counted(blog: Folder, run: Run) -> None:
    """Ten bad files are named, the others counted: a screen is not flooded."""
    good(blog)(**{f"bad{number:02}": "---\ntitle: a\n" for number in range(25)})

    answer = run("list", code=1)

    assert answer.err.count("warning: posts/bad") == 10
    assert "25 files" in answer.err
    assert "15 more" in answer.err
    assert answer.out.count("\n") == 1


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.md")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20 * 2**20)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def forbidden(path: Path) -> None:
    path.write_text("text\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root reads everything")


@pytest.mark.parametrize("words", READERS)
@pytest.mark.parametrize("make", [dangling, loop, sparse, pipe, device, forbidden])
def test_what_is_no_file_is_named_and_not_waited_for(
    blog: Folder, run: Run, make: Callable[[Path], None], words: str
) -> None:
    """A dead link, a loop, 20 MiB, a pipe, a device, a forbidden file: a prompt warning."""
    good(blog)
    expected = run(words).out
    make(blog.root / "posts/bad.md")
    started = perf_counter()

    answer = run(words, code=1)

    assert perf_counter() - started < 1
    assert answer.out == expected
    assert "warning: posts/bad.md: " in answer.err
    assert "1 file" in answer.err
    assert OWN_FAULT not in answer.err


@pytest.mark.parametrize("name", ["loop", "notes.txt"])
def test_a_loop_beside_the_posts_hides_none(blog: Folder, run: Run, name: str) -> None:
    """A link to itself that is no post by its name changes nothing: it is passed over."""
    good(blog)
    (blog.root / "posts" / name).symlink_to(name)

    answer = run("list --fields path")

    assert (answer.out, answer.err) == ("posts/good.md\n", "")


@pytest.mark.parametrize("target", [".", "..", "../posts", "/"])
def test_a_link_to_a_folder_is_not_followed(blog: Folder, run: Run, target: str) -> None:
    """A link to a folder, even to the one that it lies in, gives no post twice."""
    good(blog)
    (blog.root / "posts/loop").symlink_to(target)

    answer = run("list --fields path")

    assert (answer.out, answer.err) == ("posts/good.md\n", "")


def test_a_folder_named_like_a_post_is_a_folder(blog: Folder, run: Run) -> None:
    """A folder `x.md` is no broken post; the posts in it are found."""
    good(blog).write("posts/x.md/inner.md", post("Inner"))
    (blog.root / "posts/empty.md").mkdir()

    answer = run("list --fields path --sort path")

    assert (answer.lines, answer.err) == (["posts/good.md", "posts/x.md/inner.md"], "")


def test_a_folder_that_cannot_be_read_is_told(blog: Folder, run: Run) -> None:
    """A folder that may not be listed hides posts: that is said, and the exit code is 1."""
    good(blog).write("posts/secret/inner.md", post("Inner"))
    folder = blog.root / "posts/secret"
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        pytest.skip("root reads everything")

    answer = run("list --fields path", code=1)
    folder.chmod(0o755)

    assert answer.out == "posts/good.md\n"
    assert "posts/secret" in answer.err


# --- Bombs


def doubled(levels: int) -> str:
    """Return a list that holds the one before nine times, *levels* times over."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for above, name in pairwise(ascii_lowercase[: levels + 1]):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]")
    return "\n".join(lines)


def merged(levels: int) -> str:
    """Return a map that merges the one before nine times, *levels* times over."""
    lines = ["a: &a {k: 1}"]
    for above, name in pairwise(ascii_lowercase[: levels + 1]):
        lines.append(f"{name}: &{name} {{<<: [{', '.join([f'*{above}'] * 9)}]}}")
    return "\n".join(lines)


BOMBS = {
    "aliases": doubled(20),
    "a few aliases": doubled(9),
    "merges": merged(20),
    "a few merges": merged(9),
    "brackets": f"x: {'[' * 40000}{']' * 40000}",
    "braces": "x: " + "{a: " * 40000 + "}" * 40000,
    "some brackets": f"x: {'[' * 499}{']' * 499}",
    "dashes": "- " * 40000,
    "questions": "? " * 40000,
    "indented": "x:\n" + "\n".join(f"{' ' * depth}a:" for depth in range(1, 600)),
    "self in list": "x: &a [*a]",
    "self in map": "x: &a {b: *a}",
    "self in tags": "tags: &a [*a]",
    "self in title": "title: &a [*a]",
    "a megabyte": f"x: {'y' * 2**20}",
    "a huge number": f"x: 0x{'f' * 100000}",
    "a huge title": f"title: 0x{'f' * 5000}",
    "a long number": f"x: {'9' * 100000}",
}


@pytest.mark.parametrize(
    "words",
    ["list", "list --json --fields title,meta.x", "list --fields title,meta.x", "show bad --json",
     "tag add new bad --dry-run", "publish bad --dry-run"],
)  # fmt: skip
@pytest.mark.parametrize("name", BOMBS)
def test_no_front_matter_is_a_bomb(blog: Folder, name: str, words: str) -> None:
    """Nesting, aliases and merges that multiply are refused or read in a moment; no crash."""
    good(blog)(bad=f"---\n{BOMBS[name]}\n---\ntext\n")

    answer = in_a_process(blog, words.split())

    assert answer.code in (0, 1, 3)
    assert OWN_FAULT not in answer.err
    assert "Good" in answer.out or not words.startswith("list")


# --- Names and titles


@pytest.mark.parametrize(
    "slug",
    ["../x", "..", ".", "a/../../x", "/etc/x", "a/b", "", " ", "-x", ".hidden", "a\\b", "a\nb",
     "\x1b", "a" * 300, "~", "$HOME", "C:x", "a..b", "\ud800", "a b"],
)  # fmt: skip
def test_a_slug_stays_in_its_folder(blog: Folder, run: Run, slug: str) -> None:
    """A slug that could leave the folder, hide the file or break a URL is exit 2."""
    before = good(blog).files()

    answer = run(["create", "Title", f"--slug={slug}"], code=2)

    assert is_one_sentence(answer)
    assert blog.files() == before
    assert sorted(path.name for path in blog.root.parent.iterdir()) == ["blog"]


@pytest.mark.parametrize("slug", ["../../x", "/etc/x", "..", "a/b"])
def test_a_slug_in_a_file_moves_nothing(blog: Folder, run: Run, slug: str) -> None:
    """A post that names such a slug itself is listed under its own path, and stays there."""
    blog(a=post(slug=f"'{slug}'"))

    run("publish posts/a.md --yes --date now")

    assert list(blog.files()) == ["posts/a.md"]


def test_a_title_that_starts_with_a_hyphen_needs_two(blog: Folder, run: Run) -> None:
    """`create -5` is exit 2 with a hint at `--`; after `--` it is a title like others."""
    refused = run(["create", "-5 degrés"], code=2)
    made = run(["create", "--", "-5 degrés"])

    assert is_one_sentence(refused)
    assert "--" in refused.err.partition("hint:")[2]
    assert run("list --json").json[0]["title"] == "-5 degrés"
    assert made.out == "posts/2026-11-23-5-degres.md\n"


@pytest.mark.parametrize("title", ["-tag:x", "--help", "--json", "-C", "-"])
def test_after_two_hyphens_all_is_title(blog: Folder, run: Run, title: str) -> None:
    """What stands after `--` is a title, however much it looks like an option."""
    run(["create", "--slug", "x", "--", title])

    assert run("list --json").json[0]["title"] == title


@pytest.mark.parametrize("title", ["", " ", "\t\n", "\u00a0", "\u2003"])
def test_an_empty_title_is_refused(blog: Folder, run: Run, title: str) -> None:
    """A title of nothing, or of blanks, is exit 2; no file is made."""
    answer = run(["create", title], code=2)

    assert is_one_sentence(answer)
    assert blog.files() == {}


@pytest.mark.parametrize(
    "title",
    ["a\x00b", "a\x1b[31mb", "a\x07b", "a\x7fb", "a\x9bb", "a\x08b", "half \ud800"],
)  # fmt: skip
def test_a_title_holds_no_control_character(blog: Folder, run: Run, title: str) -> None:
    """Escapes and half characters in a title are exit 2; no file is made."""
    answer = run(["create", "--slug", "x", title], code=2)

    assert is_one_sentence(answer)
    assert blog.files() == {}


@pytest.mark.parametrize("option", ["--tag", "--category", "--series", "--set=x=", "--lang"])
def test_no_field_gets_a_control_character(blog: Folder, option: str) -> None:
    """Another field with an escape is refused, or written so that the file still reads."""
    value = "a\x1b[31mb"
    words = [f"{option}{value}"] if option.endswith("=") else [option, value]

    made = in_a_process(blog, ["create", "Title", *words])
    listed = in_a_process(blog, ["list", "--count"])

    assert made.code in (0, 1, 2)
    assert OWN_FAULT not in made.err
    assert "\x1b" not in made.out + made.err
    assert (listed.code, listed.err) == (0, "")


# --- Settings and environment

SETTINGS = {
    "not TOML": "engine = plain\n",
    "no value": "engine =\n",
    "twice": "url = 'a'\nurl = 'b'\n",
    "unknown key": "enigne = 'plain'\n",
    "a number": "language = 5\n",
    "queries a text": "queries = 'x'\n",
    "unknown engine": "engine = 'jekyl'\n",
    "unknown zone": "timezone = 'Europe/Pariss'\n",
    "zone outside": "timezone = '../../etc/passwd'\n",
    "zone absolute": "timezone = '/etc/passwd'\n",
    "zone a folder": "timezone = 'Europe'\n",
    "not UTF-8": b"author = '\xe9'\n",
    "binary": b"\0\1\2",
    "too long a number": f"x = {'9' * 5000}\n",
    "too deep": f"x = {'[' * 5000}\n",
    "query": "[queries]\nx = 5\n",
    "posts outside": "engine = 'plain'\nposts = '..'\n",
}


@pytest.mark.parametrize("words", ["list", "stats", "create Title", "tag add x --all"])
@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_make_no_sense_stop_the_command(
    blog: Folder, run: Run, name: str, words: str
) -> None:
    """A broken setting is exit 2 with one sentence: to guess would be worse."""
    good(blog).write(".blogctl/config.toml", SETTINGS[name])
    before = blog.files()

    answer = run(words, code=2)

    assert is_one_sentence(answer)
    assert blog.files() == before


def test_settings_that_are_no_file_are_not_waited_for(blog: Folder, run: Run) -> None:
    """A pipe in the place of the settings is named; nothing waits for what it may say."""
    (blog.root / ".blogctl").mkdir()
    pipe(blog.root / ".blogctl/config.toml")

    answer = run("list", code=2)

    assert is_one_sentence(answer)
    assert "config.toml is not a file" in answer.err


@pytest.mark.parametrize("name", ["not TOML", "no value", "twice"])
def test_broken_settings_are_named_with_their_line(blog: Folder, run: Run, name: str) -> None:
    """Settings that do not parse are named with file and line."""
    good(blog).write(".blogctl/config.toml", f"# mine\n{SETTINGS[name]}")

    answer = run("list", code=2)

    assert re.search(r"config\.toml.*(?:line [234]|:[234]:)", answer.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("config enigne plain", "did you mean 'engine'?"),
        ("config enigne", "did you mean 'engine'?"),
        ("config timezone Europe/Pariss", "Europe/Pariss"),
        ("config engine jekyl", "jekyl"),
        ("config posts ../x", "../x"),
        ("config queries x", "queries"),
        ("config --unset nope", "nope"),
        ("init --engine jekyl", "jekyl"),
        ("init --timezone Europe/Pariss", "Europe/Pariss"),
    ],
)
def test_a_wrong_setting_is_not_written(blog: Folder, run: Run, words: str, said: str) -> None:
    """An unknown key, engine or time zone is exit 2 and leaves the settings as they were."""
    good(blog).write(".blogctl/config.toml", "author = 'Zoé'\n")

    answer = run(words, code=2)

    assert is_one_sentence(answer)
    assert said in answer.err
    assert blog.text(".blogctl/config.toml") == "author = 'Zoé'\n"


@pytest.mark.parametrize("key", ["engine", "timezone"])
def test_a_wrong_setting_can_be_mended(blog: Folder, run: Run, key: str) -> None:
    """`config KEY VALUE` mends the very setting that stops every other command."""
    good(blog).write(".blogctl/config.toml", f"{key} = 'nonsense'\n")

    run(f"config {key} {'plain' if key == 'engine' else 'Europe/Paris'}")

    assert run("list --count").out == "1\n"


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "25:00", "x" * 500, "\x1b[31m"])
@pytest.mark.parametrize("words", ["list", "create Title", "publish good --date now"])
def test_a_wrong_clock_stops_the_command(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, moment: str, words: str
) -> None:
    """BLOGCTL_NOW that is no date is exit 2: a wrong clock would publish the wrong posts."""
    before = good(blog).files()
    monkeypatch.setenv("BLOGCTL_NOW", moment)

    answer = run(words, code=2)

    assert is_one_sentence(answer)
    assert "BLOGCTL_NOW" in answer.err
    assert "\x1b" not in answer.err
    assert blog.files() == before


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("words", [*READERS, "list --sort publish", "show bad --table"])
def test_dates_at_the_edge_of_time_break_nothing(
    blog: Folder, run: Run, date: str, words: str
) -> None:
    """A date that is no date in another zone does not take the command down."""
    good(blog)(bad=post("Edge", "text\n", date=date, tags="[a, b]"))

    answer = run(words)

    assert answer.out
    assert OWN_FAULT not in answer.err


# --- Names of posts


@pytest.mark.parametrize("words", ["show", "show --json"])
def test_a_misspelt_name_gets_a_suggestion(blog: Folder, run: Run, words: str) -> None:
    """`show` with a name that no post has is exit 3, and names the nearest."""
    blog(apple=post("Apple"), banana=post("Banana"))

    near, far = run(f"{words} aple", code=3), run(f"{words} xyzzy", code=3)

    assert is_one_sentence(near)
    assert is_one_sentence(far)
    assert "did you mean apple?" in near.err
    assert "blogctl list" in far.err


def test_a_name_that_several_have_is_refused(blog: Folder, run: Run) -> None:
    """`show` with a slug that two posts have is exit 3, and names both files; a path is enough."""
    blog.write("posts/a/note.md", post("One"))
    blog.write("posts/b/note.md", post("Two"))

    answer = run("show note", code=3)

    assert is_one_sentence(answer)
    assert "posts/a/note.md" in answer.err
    assert "posts/b/note.md" in answer.err
    assert run("show posts/a/note.md --json").json["title"] == "One"


def test_a_broken_post_by_name_is_told_with_its_place(blog: Folder, run: Run) -> None:
    """`show` of a file that cannot be read is exit 1, and says where the fault is, and what."""
    good(blog)(bad="---\ntitle: a: b\n---\n")

    answer = run("show bad", code=1)

    assert "posts/bad.md:2:9: the front matter is not YAML" in answer.err
    assert "quotes" in answer.err


def test_a_broken_post_can_be_edited(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`edit` opens a file that cannot be read as a post, so that it can be mended."""
    good(blog)(bad="---\ntitle: a: b\n---\n")
    monkeypatch.setenv("BLOGCTL_EDITOR", "sed -i s/.:.b/'a'/")

    run("edit posts/bad.md")

    assert json.loads(run("list --json --fields title").out)[0]["title"] == "a"
