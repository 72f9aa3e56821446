"""Views counted from logs: what counts, for which post, and nothing twice."""

import bz2
import errno
import gzip
import json
import lzma
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from conftest import NOW, PROJECT, Folder, Run, post

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
IP = "203.0.113.7"
HEADER = "date,post,views,readers\n"


def hit(
    path: str = "/posts/a/", at: str = "2026-07-01T08:00:00", *, ip: str = IP, status: int = 200,
    agent: str = FIREFOX, method: str = "GET", referrer: str = "-",
) -> str:  # fmt: skip
    """Return a line of a combined log; *at* is in UTC."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    stamp = f"{moment:%d/%b/%Y:%H:%M:%S} +0000"
    return f'{ip} - - [{stamp}] "{method} {path} HTTP/1.1" {status} 12 "{referrer}" "{agent}"\n'


def log(blog: Folder, *lines: str, name: str = "access.log") -> str:
    """Write a log beside the posts; return where it is."""
    return str(blog.write(name, "".join(lines)))


def counted(blog: Folder) -> dict[str, int]:
    """Return the views of each post, by address."""
    found: dict[str, int] = {}
    for file in sorted((blog.root / ".blogctl/views").glob("????-??.csv")):
        text = file.read_text()
        assert text.startswith(HEADER)
        for row in text.splitlines()[1:]:
            _, address, views, _ = row.split(",")
            found[address] = found.get(address, 0) + int(views)
    return found


@pytest.fixture
def two(blog: Folder) -> Folder:
    """Return a blog of two posts, in Paris."""
    blog.write(".blogctl/config.toml", 'timezone = "Europe/Paris"\n')
    return blog(
        a=post("A", date="2026-01-05", aliases="[/old/a/, /ancien.html]"),
        cafe_au_lait=post("Café", date="2026-01-06"),
    )


def count(run: Run, *words: str, code: int = 0) -> str:
    """Import views, and return what was said."""
    return run(["views", "import", *words], code=code).err


# --- What comes of it


def test_views_are_kept_by_month_and_day(two: Folder, run: Run) -> None:
    """A line for a day and a post: views, and readers."""
    path = log(
        two, hit(), hit(ip="203.0.113.8"), hit(at="2026-07-01T09:00:00"),
        hit("/posts/cafe-au-lait/", "2026-08-02T08:00:00"),
    )  # fmt: skip

    said = count(run, path)

    assert two.data(".blogctl/views/2026-07.csv").decode() == (
        HEADER + "2026-07-01,/posts/a/,3,2\n"
    )
    assert two.data(".blogctl/views/2026-08.csv").decode() == (
        HEADER + "2026-08-02,/posts/cafe-au-lait/,1,1\n"
    )
    assert "combined, 4 lines" in said
    assert "4 views of 2 posts, from 2026-07-01 to 2026-08-02" in said


def test_a_dry_run_counts_and_keeps_nothing(two: Folder, run: Run) -> None:
    """It says what it would come to."""
    path = log(two, hit())

    assert "1 view of 1 post" in count(run, path, "--dry-run")
    assert not (two.root / ".blogctl/views").exists()


def test_undo_takes_an_import_back(two: Folder, run: Run) -> None:
    """And the same log can be counted again."""
    path = log(two, hit())
    count(run, path)
    assert "3 files deleted" in run("undo --yes").err
    assert not (two.root / ".blogctl/views/2026-07.csv").exists()

    count(run, path)

    assert counted(two) == {"/posts/a/": 1}


def test_json_says_what_came_of_each_file(two: Folder, run: Run) -> None:
    """Counts in all, and of each file its format and its lines."""
    answer = run(["views", "import", log(two, hit(), "broken\n"), "--json"]).json

    assert (answer["views"], answer["readers"], answer["posts"]) == (1, 1, 1)
    (file,) = answer["files"]
    assert (file["format"], file["lines"], file["broken"]) == ("combined", 2, 1)


# --- What counts


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (hit(method="POST"), "methods"),
        (hit(method="HEAD"), "methods"),
        (hit(status=404), "statuses"),
        (hit(status=206), "statuses"),
        (hit(status=301), "statuses"),
        (hit(agent=GOOGLEBOT), "bots"),
        (hit(agent="-"), "bots"),
        (hit(agent=""), "bots"),
        (hit(at="2026-07-01T08:29:59"), "repeats"),
    ],
)
def test_a_rule_leaves_a_hit_out_and_can_be_switched_off(
    line: str, rule: str, two: Folder, run: Run
) -> None:
    """With `--also`, it counts."""
    other = line if rule == "repeats" else line.replace(IP, "203.0.113.9")
    path = log(two, hit(), other)

    count(run, path)
    assert counted(two) == {"/posts/a/": 1}
    run("undo --yes")
    count(run, path, "--also", rule)
    assert counted(two) == {"/posts/a/": 2}


def test_what_was_not_modified_was_read(two: Folder, run: Run) -> None:
    """304 is an answer to a reader who has the page already."""
    count(run, log(two, hit(status=304)))

    assert counted(two) == {"/posts/a/": 1}


@pytest.mark.parametrize(
    ("moments", "views"),
    [
        (["08:00:00", "08:30:00"], 1),
        (["08:00:00", "08:30:01"], 2),
        (["08:00:00", "08:20:00", "08:40:00", "09:00:00"], 1),
        (["08:40:00", "08:00:00"], 2),
        (["08:20:00", "08:00:00", "08:10:00"], 1),
    ],
)
def test_half_an_hour_is_counted_from_the_hit_before(
    moments: Sequence[str], views: int, two: Folder, run: Run
) -> None:
    """Whatever order a jumping clock left them in."""
    count(run, log(two, *(hit(at=f"2026-07-01T{one}") for one in moments)))

    assert counted(two) == {"/posts/a/": views}


def test_assets_and_programs_are_no_pages(two: Folder, run: Run) -> None:
    """They are not even counted among what no post answers, but where that rule is off."""
    lines = [hit(f"/{name}") for name in (
        "style.css", "a.PNG", "feed/", "index.xml", "api/x", "robots.txt", "_next/data.json",
    )]  # fmt: skip
    path = log(two, *lines, hit())

    count(run, path)
    assert run("views unmatched --json").json == []
    run("undo --yes")
    count(run, path, "--also", "pages")
    assert len(run("views unmatched --json").json) == 7


# --- Which post


@pytest.mark.parametrize(
    "target",
    [
        "/posts/a/", "/posts/a", "/posts/a/index.html", "/posts/a.html", "//posts//a//",
        "/POSTS/A/", "/posts/a/?utm_source=x", "/posts/%61/", "/posts/a/#top", "/posts/a/amp",
        "https://blog.example/posts/a/", "/old/a/", "/ancien", "/ancien.html", "/blog/a/",
        "/2026/01/05/a/", "/2026/01/a.html",
    ],
)  # fmt: skip
def test_a_post_is_known_by_every_name_that_it_has(target: str, two: Folder, run: Run) -> None:
    """Its address however it is written, an alias, an old folder, a date."""
    count(run, log(two, hit(target)))

    assert counted(two) == {"/posts/a/": 1}


@pytest.mark.parametrize("target", ["/tags/a/", "/2025/01/05/a/", "/a", "/", "/posts/b/"])
def test_what_is_another_page_is_no_post(target: str, two: Folder, run: Run) -> None:
    """A page of a name, another date, the home page."""
    count(run, log(two, hit(target)))

    assert counted(two) == {}
    assert [row["hits"] for row in run("views unmatched --json").json] == [1]


def test_a_page_not_found_comes_with_what_leads_to_it(two: Folder, run: Run) -> None:
    """The command is ready to be typed, and what it mends is answered then."""
    count(run, log(two, hit("/posts/cafe-au-lai/", status=404)))

    (row,) = run("views unmatched --json").json

    assert (row["status"], row["path"]) == ("404", "posts/cafe-au-lait.md")
    assert row["command"].startswith("blogctl update posts/cafe-au-lait.md --add aliases=")
    run([*row["command"].removeprefix("blogctl ").split(), "--yes"])
    assert run("views unmatched --json").json == []


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("le-poids-d-un-mail", "le-poids-d-un-courriel"),
        ("poids-d-un-courriel", "le-poids-d-un-courriel"),
        ("trois-mois-avec-un-assistant", "un-assistant-dans-l-equipe-trois-mois-apres"),
        ("wp-login.php", ""),
        ("a-b-c", ""),
        ("version-1-0-releasd", "version-1-0-0-released"),
        ("version-7-0-released", ""),
        ("something-else-entirely", ""),
    ],
)
def test_what_resembles_a_post_is_its_address_once(
    typed: str, slug: str, blog: Folder, run: Run
) -> None:
    """A slip, an end or a beginning that was lost, most of its words."""
    blog.write("posts/le-poids-d-un-courriel.md", post("P", date="2026-01-05"))
    blog.write("posts/un-assistant-dans-l-equipe-trois-mois-apres.md", post("Q", date="2026-01-05"))
    for version in ("1-0-0", "4-1-0"):
        blog.write(f"posts/version-{version}-released.md", post("V", date="2026-01-05"))
    count(run, log(blog, hit(f"/posts/{typed}/", status=404)))

    (row,) = run("views unmatched --json").json

    assert row["path"] == (f"posts/{slug}.md" if slug else "")


def test_a_hit_belongs_to_the_day_of_the_blog(two: Folder, run: Run) -> None:
    """Half past eleven at night in UTC is tomorrow in Paris, and in summer half past ten is."""
    path = log(
        two, hit(at="2026-06-30T21:59:59"), hit(at="2026-06-30T22:30:00", ip="203.0.113.8"),
        hit(at="2026-12-31T22:30:00"), hit(at="2026-12-31T23:30:00", ip="203.0.113.8"),
    )  # fmt: skip

    count(run, path)

    files = (two.data(f".blogctl/views/{month}.csv").decode()
             for month in ("2026-06", "2026-07", "2026-12", "2027-01"))  # fmt: skip
    days = [row[:10] for text in files for row in text.splitlines()[1:]]
    assert days == ["2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01"]


def test_a_log_in_another_zone_says_so_itself(two: Folder, run: Run) -> None:
    """Its offset counts, not the one of the machine."""
    count(run, log(two, hit(at="2026-07-01T01:00:00").replace("+0000", "+0900")))

    assert (two.root / ".blogctl/views/2026-06.csv").exists()


# --- Nothing twice


def test_a_log_counts_once_however_often_it_is_imported(two: Folder, run: Run) -> None:
    """Again, under another name, packed."""
    path = log(two, hit(), hit(at="2026-07-01T09:00:00"))
    count(run, path)

    rotated = log(two, (two.root / "access.log").read_text(), name="access.log.1")
    packed = two.write("access.log.2.gz", gzip.compress((two.root / "access.log").read_bytes()))

    for again in (path, rotated, str(packed)):
        assert "nothing new: all of it is counted" in count(run, again)
    assert counted(two) == {"/posts/a/": 2}


def test_of_a_grown_log_only_new_lines_count(two: Folder, run: Run) -> None:
    """Those behind the place up to which it was read, whatever it is called by now."""
    path = log(two, hit())
    count(run, path)
    log(two, hit(), hit(at="2026-07-02T08:00:00"))

    assert "combined, 1 line" in count(run, path)
    assert counted(two) == {"/posts/a/": 2}


def test_a_line_without_an_end_waits(two: Folder, run: Run) -> None:
    """The server may be writing it."""
    whole, begun = hit(), hit(at="2026-07-02T08:00:00")
    path = log(two, whole, begun[:40])

    assert "no end yet" in count(run, path)
    log(two, whole, begun)
    count(run, path)
    assert counted(two) == {"/posts/a/": 2}


def test_a_rotated_log_and_the_one_after_it_are_counted_in_any_order(two: Folder, run: Run) -> None:
    """By the time that they tell of, not by their names."""
    new = log(two, hit(at="2026-07-02T00:00:01"), name="access.log")
    old = log(two, hit(at="2026-07-01T23:59:59", ip="203.0.113.8"), name="access.log.1")

    count(run, new, old)

    assert counted(two) == {"/posts/a/": 2}


def test_a_log_that_goes_on_otherwise_is_refused(two: Folder, run: Run) -> None:
    """It begins as one that was counted, and is another."""
    path = log(two, hit(), hit(at="2026-07-02T08:00:00"))
    count(run, path)
    log(two, hit(), hit("/posts/b/", at="2026-07-02T08:00:00"), hit(at="2026-07-03T08:00:00"))

    assert "goes on otherwise" in count(run, path, code=2)


def test_two_logs_of_the_same_days_are_told_apart_by_the_author(two: Folder, run: Run) -> None:
    """Refused with a hint; `--beside` counts both, `--since` what came after."""
    one = log(two, hit(), hit(at="2026-07-03T08:00:00"))
    other = log(
        two, hit(ip="203.0.113.8", at="2026-07-02T08:00:00"),
        hit(ip="203.0.113.8", at="2026-07-04T08:00:00"), name="other.log",
    )  # fmt: skip
    count(run, one)

    said = count(run, other, code=2)

    assert "which was counted from another log already" in said
    assert "--beside" in said
    since = next(word for word in said.split() if word.startswith("2026-07-03T"))
    count(run, other, "--since", since)
    assert counted(two) == {"/posts/a/": 3}
    run("undo --yes")
    count(run, other, "--beside")
    assert counted(two) == {"/posts/a/": 4}


# --- Files


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress),
     ("zst", zstandard.ZstdCompressor().compress)],
)  # fmt: skip
def test_a_packed_log_is_unpacked_as_it_is_read(
    name: str, pack: object, two: Folder, run: Run
) -> None:
    """Known by its first bytes, not by its name."""
    path = two.write(f"log.{name}.old", pack(hit().encode()))  # type: ignore[operator]

    count(run, str(path))

    assert counted(two) == {"/posts/a/": 1}


def test_of_a_cut_off_gz_what_there_is_counts(two: Folder, run: Run) -> None:
    """And it is said."""
    lines = "".join(
        hit(f"/posts/a/?{at}", ip=f"203.0.{at % 200}.{at // 200}") for at in range(9000)
    )
    data = gzip.compress(lines.encode())
    path = two.write("cut.gz", data[: len(data) * 2 // 3])

    said = count(run, str(path))

    assert "is damaged, or cut off" in said
    assert 1000 < counted(two)["/posts/a/"] < 9000


def test_an_archive_is_to_be_unzipped(two: Folder, run: Run) -> None:
    """As Plausible and Umami export them."""
    path = two.write("export.zip", b"PK\x03\x04" + b"\0" * 30)

    assert "unzip it" in count(run, str(path), code=2)


def test_an_empty_log_is_no_fault(two: Folder, run: Run) -> None:
    """It was rotated just now: the one beside it counts."""
    empty = log(two, "", name="access.log")
    full = log(two, hit(), name="access.log.1")

    assert "empty, 0 lines" in count(run, empty, full)
    assert counted(two) == {"/posts/a/": 1}
    assert "nothing to count" in count(run, empty)


def test_a_log_comes_by_a_pipe(two: Folder, spawn: Run) -> None:
    """`-` is standard input."""
    spawn(["views", "import", "-"], typed=hit() + hit(at="2026-07-01T09:00:00"))

    assert counted(two) == {"/posts/a/": 2}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("blog.example:443 " + hit(), "vhost"),
        (hit().rpartition(' "-"')[0] + "\n", "common"),
        (json.dumps({"ts": 1782892800.5, "status": 200, "request": {
            "method": "GET", "uri": "/posts/a/?x=1", "host": "blog.example",
            "client_ip": IP, "headers": {"User-Agent": [FIREFOX]}}}) + "\n", "caddy"),
        ("#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status "
         "cs(User-Agent)\n2026-07-01 08:00:00 203.0.113.7 GET /posts/a/ - 200 "
         "Mozilla/5.0+(X11)+Firefox/145.0\n", "w3c"),
        ("#Version: 1.0\n#Fields: date\ttime\tx-edge-location\tc-ip\tcs-method\tcs(Host)\t"
         "cs-uri-stem\tsc-status\tcs(User-Agent)\n2026-07-01\t08:00:00\tCDG\t203.0.113.7\tGET\t"
         "x.cloudfront.net\t/posts/a/\t200\tMozilla/5.0%20(X11)%20Firefox/145.0\n", "cloudfront"),
    ],
)  # fmt: skip
def test_each_format_is_known_by_its_lines(lines: str, name: str, two: Folder, run: Run) -> None:
    """And says the same."""
    said = count(run, log(two, lines))

    assert f": {name}, 1 line" in said
    assert two.data(".blogctl/views/2026-07.csv").decode() == (
        HEADER + "2026-07-01,/posts/a/,1,1\n"
    )


def test_of_a_log_of_several_sites_only_ones_own_counts(two: Folder, run: Run) -> None:
    """By the address of the site, or `--host`; a log of others alone is explained."""
    two.write(".blogctl/config.toml", 'url = "https://www.blog.example"\n')
    own = log(two, "blog.example:443 " + hit(), "other.example:443 " + hit(ip="203.0.113.8"))
    other = log(two, "other.example:443 " + hit(at="2026-08-01T08:00:00"), name="other.log")

    count(run, own)
    assert counted(two) == {"/posts/a/": 1}
    assert "--host" in count(run, other)
    run("undo --yes")
    count(run, other, "--host", "other.example")
    assert counted(two) == {"/posts/a/": 2}


# --- What is hostile, or broken


def test_a_broken_line_is_counted_and_shown_where_wished(two: Folder, run: Run) -> None:
    """Never fatal, and never let through to the terminal as it is."""
    path = log(two, hit(), "\x1b[31mno line\n", hit(at="2026-07-01T09:00:00"), '"\n')

    said = run(["--debug", "views", "import", path]).err

    assert "4 lines, 2 of them broken" in said
    assert "no line" in said
    assert "\x1b[31mno" not in said
    assert counted(two) == {"/posts/a/": 2}


def test_long_lines_and_odd_bytes_harm_nobody(two: Folder, run: Run) -> None:
    """A megabyte without an end, NULs, what is no UTF-8."""
    data = hit().encode() + b"x" * 1_500_000 + b"\n" + b"\0" * 100 + b"\n\xff\xfe\n"
    long = hit("/posts/a/?" + "y" * 1_000_000, at="2026-07-01T09:00:00").encode()
    path = two.write("odd.log", data + long)

    count(run, str(path))

    assert counted(two) == {"/posts/a/": 2}


def test_what_readers_send_is_shown_and_kept_safely(two: Folder, run: Run) -> None:
    """No escape reaches a terminal, no formula a spreadsheet."""
    count(run, log(
        two, hit("/%1b[31mred/"), hit("=cmd()"), hit('/"quoted",/'), hit("/a%0ab/"),
        hit("/search/?q=%3Dcmd()"), hit(referrer="https://\x1b[31m.example/"),
    ))  # fmt: skip

    kept = two.data(".blogctl/views/2026-07.beside.csv").decode()
    shown = run("views unmatched --plain").out + run("views referrers --plain").out

    assert "\x1b" not in kept + shown
    assert ",=" not in kept
    assert all(len(line) < 400 for line in kept.splitlines())


def test_no_address_of_a_reader_is_kept(two: Folder, run: Run) -> None:
    """Neither in the blog's own files nor in the journal of what was done."""
    count(run, log(two, hit(), hit("/nowhere/")))

    kept = b"".join(one.read_bytes() for one in (two.root / ".blogctl").rglob("*") if one.is_file())

    assert IP.encode() not in kept


def test_what_readers_look_for_and_come_from_is_counted_by_month(two: Folder, run: Run) -> None:
    """Search terms of the site and of search engines, hosts that led here."""
    google = "https://www.google.fr/search?q=caf%C3%A9+au+lait"
    count(run, log(
        two, hit("/search/?q=Wiki"), hit("/search/?q=wiki", ip="203.0.113.8"),
        hit(referrer=google), hit(referrer="https://a.example/x", at="2026-07-02T08:00:00"),
        hit(referrer="https://a.example/y", at="2026-08-02T08:00:00"),
    ))  # fmt: skip

    searched = {row["name"]: row["hits"] for row in run("views searches --json").json}
    came = {row["name"]: row["hits"] for row in run("views referrers --json").json}
    recent = {
        row["name"]: row["hits"] for row in run("views referrers --since 2026-08 --json").json
    }

    assert searched == {"wiki": 2, "café au lait": 1}
    assert came == {"a.example": 2, "www.google.fr": 1}
    assert recent == {"a.example": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello\n", "the format of"),
        ("#Fields: date x\n2026-07-01 x\n", "is not known"),
    ],
)
def test_an_unknown_format_is_shown_with_those_that_are_known(
    text: str, said: str, two: Folder, run: Run
) -> None:
    """The first line of the file, and the names that `--format` takes."""
    path = log(two, text)

    answer = count(run, path, code=2)

    assert said in answer
    if text.startswith("hello"):
        assert "it begins with: hello" in answer
        assert "goatcounter" in answer


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["missing.log"], 1, "cannot be read"),
        (["LOG", "--format", "nginx"], 2, "there is no format 'nginx'"),
        (["LOG", "--format", "w3c"], 2, "has no line '#Fields:'"),
        (["LOG", "--also", "humans"], 2, "there is no rule 'humans'"),
        (["LOG", "--engine", "hadoop"], 2, "there is no engine 'hadoop'"),
        (["s3a://logs/x.gz"], 2, "is no file on this machine"),
        (["-", "--engine", "spark://127.0.0.1:1"], 2, "cannot read standard input"),
        (["LOG", "--on", "someday"], 2, "is not a day"),
        (["LOG", "--since", "someday"], 2, "someday"),
    ],
)
def test_what_cannot_be_counted_is_said(
    words: list[str], code: int, said: str, two: Folder, run: Run
) -> None:
    """One sentence, a hint, and nothing is written."""
    path = log(two, hit())

    answer = count(run, *(path if word == "LOG" else word for word in words), code=code)

    assert said in answer
    assert "hint:" in answer
    assert not (two.root / ".blogctl/views").exists()


def test_a_full_disk_is_a_sentence(two: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept meanwhile has no room: nothing is counted, nothing is lost."""
    path = log(two, hit())
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) == 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    monkeypatch.setattr("blogctl.importers.logs.os.write", full)
    said = count(run, path, code=1)

    assert "no space left on device" in said
    assert "TMPDIR" in said
    assert not (two.root / ".blogctl/views").exists()


def test_a_disk_that_takes_half_of_a_visit_is_full(
    two: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be read wrongly is not kept."""
    monkeypatch.setattr("blogctl.importers.logs.os.write", lambda _, data: len(data) // 2)

    assert "no space left on device" in count(run, log(two, hit()), code=1)


def test_a_log_that_was_counted_beside_another_goes_on_so(two: Folder, run: Run) -> None:
    """It is known as that of another server, and need not be told so each night."""
    one = log(two, hit(), hit(at="2026-07-03T08:00:00"))
    first = hit(ip="203.0.113.8", at="2026-07-01T10:00:00")
    other = log(two, first, name="other.log")
    count(run, one)
    count(run, other, "--beside")
    log(two, first, hit(ip="203.0.113.8", at="2026-07-02T08:00:00"), name="other.log")

    count(run, other)

    assert counted(two) == {"/posts/a/": 4}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2026-07.csv", HEADER + "2026-07-01,/posts/a/,many,1\n", "2026-07.csv:2"),
        ("2026-07.csv", "date\n", "2026-07.csv:1"),
        ("imports.json", "{", "imports.json"),
        ("imports.json", '{"imports": [{"source": 1}]}', "imports.json"),
    ],
)
def test_a_damaged_file_of_views_is_named(
    name: str, text: str, said: str, two: Folder, run: Run
) -> None:
    """With its line; it is not written over."""
    two.write(f".blogctl/views/{name}", text)

    answer = count(run, log(two, hit()), code=1)

    assert said in answer
    assert two.data(f".blogctl/views/{name}").decode() == text


def test_sums_that_are_kept_are_only_kept(two: Folder, run: Run) -> None:
    """Damaged, or older than the file that an author mends, they say nothing."""
    count(run, log(two, hit()))
    assert run("list views:1 --count").out == "1\n"

    for name in ("views.json", "views-spans.json"):
        for text in (
            "{",
            "[]",
            (two.root / f".blogctl/cache/{name}").read_text().replace("1", "x"),
        ):
            two.write(f".blogctl/cache/{name}", text)
            assert run("list views:1 --count").out == "1\n"
    two.write(".blogctl/views/2026-07.csv", HEADER + "2026-07-01,/posts/a/,25,1\n")
    assert run("list views:25 --count").out == "1\n"


def test_old_addresses_that_git_remembers_are_known(two: Folder, run: Run) -> None:
    """`--from-git` needs no alias."""

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
            cwd=two.root, check=True, capture_output=True,
        )  # fmt: skip

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "One")
    git("mv", "posts/cafe-au-lait.md", "posts/the-noir.md")
    git("commit", "-qm", "Two")
    path = log(two, hit("/posts/cafe-au-lait/"))

    count(run, path, "--from-git")

    assert counted(two) == {"/posts/the-noir/": 1}


# --- Found by looking for trouble


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-03-28", 24), ("2026-10-25", 25)]
)
def test_a_day_has_the_hours_that_its_clocks_give_it(
    day: str, hours: int, two: Folder, run: Run
) -> None:
    """When clocks change a day in Paris has 23 hours, or 25, and each of them counts."""
    at = [f"2026-{day[5:7]}-{date:02}T{hour:02}:15:00" for date in range(24, 31)
          for hour in range(24)]  # fmt: skip

    count(run, log(two, *(hit(at=one) for one in at)))

    rows = two.data(f".blogctl/views/{day[:7]}.csv").decode().splitlines()
    assert f"{day},/posts/a/,{hours},1" in rows


def test_no_address_of_a_reader_is_left_among_temporary_files(
    two: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept meanwhile has no name, and is gone afterwards."""
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    monkeypatch.setattr("tempfile.tempdir", None)

    count(run, log(two, hit(), hit("/nowhere/")))

    assert list(aside.rglob("*")) == []


@pytest.mark.parametrize("name", ["ca'fe-au-lait", "cafe;au-lait", 'cafe"au-lait', "cafe au-lait"])
def test_a_hostile_address_is_quoted_in_its_command(name: str, two: Folder, run: Run) -> None:
    """What a shell would take for more than a word is one word, and leads to the post."""
    count(run, log(two, hit(f"/posts/{name}/".replace(" ", "%20").replace('"', "%22"), status=404)))
    (row,) = run("views unmatched --json").json

    words = shlex.split(row["command"])
    run([*words[1:], "--yes"])

    assert words[:3] == ["blogctl", "update", "posts/cafe-au-lait.md"]
    assert len(words) == 5
    assert run("views unmatched --json").json == []


def test_what_comes_by_a_pipe_and_then_as_a_file_counts_once(
    two: Folder, run: Run, spawn: Run
) -> None:
    """It begins with the same line, and goes on where the pipe ended."""
    spawn(["views", "import", "-"], typed=hit())

    count(run, log(two, hit(), hit(at="2026-07-02T08:00:00")))

    assert counted(two) == {"/posts/a/": 2}
    assert IP not in two.data(".blogctl/views/imports.json").decode()
    assert two.data(".blogctl/views/2026-07.csv").decode().startswith(HEADER)


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("lines", [60, 9000])
def test_of_a_cut_off_log_what_there_is_counts_however_small(
    name: str, lines: int, two: Folder, run: Run
) -> None:
    """Whatever has packed it, and the line that was cut is no broken one."""
    packs = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress,
             "zst": zstandard.ZstdCompressor().compress}  # fmt: skip
    text = "".join(hit(f"/posts/a/?{os.urandom(6).hex()}", ip=f"203.0.{n % 200}.{n // 200}")
                   for n in range(lines))  # fmt: skip
    data = packs[name](text.encode())
    path = two.write("cut", data[: len(data) * 2 // 3])

    if name in ("bz2", "zst") and lines == 60:
        # All of it is one block.
        assert "cannot be unpacked" in count(run, str(path), code=2)
        return
    said = count(run, str(path))

    assert "is damaged, or cut off" in said
    assert "broken" not in said
    assert 0 < counted(two).get("/posts/a/", 0) < lines


def test_a_slow_pipe_is_known_by_its_whole_first_line(two: Folder) -> None:
    """Half a line looks like another format, in which bots are readers."""
    line = hit(agent=GOOGLEBOT)
    process = subprocess.Popen(
        [sys.executable, "-m", "blogctl", "-C", str(two.root), "views", "import", "-"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "BLOGCTL_NOW": NOW},
    )  # fmt: skip
    assert process.stdin
    half = line.index('"-"')
    process.stdin.write(line[:half].encode())
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)
    _, said = process.communicate(line[half:].encode() + b"")

    assert process.returncode == 0
    assert b"combined, 1 line" in said
    assert counted(two) == {}


def test_an_export_may_come_by_a_pipe(two: Folder, spawn: Run) -> None:
    """As a log may."""
    spawn(["views", "import", "-"], typed="date,path,views\n2026-07-01,/posts/a/,3\n")

    assert counted(two) == {"/posts/a/": 3}


def test_another_log_by_a_pipe_is_not_passed_over(two: Folder, spawn: Run) -> None:
    """It begins as one that was counted, and goes on otherwise."""
    spawn(["views", "import", "-"], typed=hit() + hit(at="2026-07-02T08:00:00"))

    other = hit() + hit("/posts/b/", at="2026-07-02T08:00:00") + hit(at="2026-07-03T08:00:00")

    assert "goes on otherwise" in spawn(["views", "import", "-"], typed=other, code=2).err
    more = hit() + hit(at="2026-07-02T08:00:00") + hit(at="2026-07-03T08:00:00")
    spawn(["views", "import", "-"], typed=more)
    assert counted(two) == {"/posts/a/": 3}


def test_views_that_are_no_utf_8_are_not_written_over(two: Folder, run: Run) -> None:
    """What cannot be read is the author's to mend."""
    mine = f"{HEADER}2026-07-01,/posts/h\xe9/,3,1\n".encode("latin-1")
    two.write(".blogctl/views/2026-07.csv", mine)

    assert "is not UTF-8" in count(run, log(two, hit()), code=1)
    assert two.data(".blogctl/views/2026-07.csv") == mine


def test_where_no_agent_is_logged_all_are_readers(two: Folder, run: Run) -> None:
    """A W3C log need not name one."""
    fields = "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"

    count(run, log(two, fields, "2026-07-01 08:00:00 203.0.113.7 GET /posts/a/ 200\n"))

    assert counted(two) == {"/posts/a/": 1}


def test_a_log_of_bots_alone_comes_to_nothing_and_says_so(two: Folder, run: Run) -> None:
    """And is known from then on."""
    path = log(two, hit(agent=GOOGLEBOT))

    assert "no views" in count(run, path)
    assert "nothing new" in count(run, path)
