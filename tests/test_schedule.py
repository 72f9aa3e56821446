"""Posts that go live later: at a time, in the queue, by the generator or by `publish --due`."""

import json
from typing import Any

import pytest
from conftest import Folder, Run, post
from generators import planted

BODY = "Un texte assez long pour que dix mots de suite ne soient dits nulle part ailleurs.\n"
HUGO = {"hugo.toml": 'baseURL = "https://blog.example/"\ntimeZone = "Europe/Paris"\n'}
NIKOLA = (
    'BLOG_TITLE = "B"\nBLOG_AUTHOR = "A"\nSITE_URL = "https://blog.example/"\nTIMEZONE = "UTC"\n'
    'DEFAULT_LANG = "en"\nPOSTS = (("posts/*.md", "posts", "post.tmpl"),)\nPAGES = ()\n'
)
# For each generator: its files, its draft, and a live post.
BLOGS: dict[str, tuple[dict[str, str], str, str]] = {
    "hugo": (
        {**HUGO, "content/posts/d.md": post("D", BODY, draft="true"),
         "content/posts/l.md": post("L", BODY, date="2026-01-05")}, "d", "l"),
    "jekyll": (
        {"_config.yml": "url: https://blog.example\ntimezone: UTC\n",
         "_drafts/d.md": post("D", BODY),
         "_posts/2026-01-05-l.md": post("L", BODY)}, "d", "l"),
    "hexo": (
        {"_config.yml": "url: https://blog.example\ntimezone: UTC\n",
         "package.json": '{"hexo": {"version": ""}}', "source/_drafts/d.md": post("D", BODY),
         "source/_posts/l.md": post("L", BODY, date="2026-01-05 08:00:00")}, "d", "l"),
    "pelican": (
        {"pelicanconf.py": "SITENAME = 'B'\nPATH = 'content'\nTIMEZONE = 'UTC'\n",
         "content/d.md": f"Title: D\nDate: 2026-01-06\nStatus: draft\n\n{BODY}",
         "content/l.md": f"Title: L\nDate: 2026-01-05\n\n{BODY}"}, "d", "l"),
    "nikola": (
        {"conf.py": NIKOLA, "posts/d.md": "<!--\n.. title: D\n.. slug: d\n.. date: 2026-01-06 "
         f"08:00:00 UTC\n.. status: draft\n-->\n\n{BODY}",
         "posts/l.md": "<!--\n.. title: L\n.. slug: l\n.. date: 2026-01-05 08:00:00 UTC\n-->\n\n"
         f"{BODY}",
         }, "d", "l"),
    "zola": (
        {"config.toml": 'base_url = "https://blog.example"\n',
         "content/d.md": f'+++\ntitle = "D"\ndate = 2026-01-06\ndraft = true\n+++\n\n{BODY}',
         "content/l.md": f'+++\ntitle = "L"\ndate = 2026-01-05\n+++\n\n{BODY}'}, "d", "l"),
    "eleventy": (
        {"eleventy.config.js": "module.exports = () => ({});\n",
         "posts/d.md": post("D", BODY, date="2026-01-06"),
         "posts/l.md": post("L", BODY, date="2026-01-05")}, "d", "l"),
    "plain": (
        {"posts/d.md": post("D", BODY, draft="true"),
         "posts/l.md": post("L", BODY, date="2026-01-05")}, "d", "l"),
}  # fmt: skip


@pytest.fixture
def site(blog: Folder, steady: None) -> Folder:
    """Return a plain blog with three drafts and a live post, and a queue of two slots a week."""
    drafts = {f"d{at}": post(f"Brouillon {at}", BODY, draft="true") for at in (1, 2, 3)}
    blog(live=post("En ligne", BODY, date="2026-01-05"), **drafts)
    blog.write(
        ".blogctl/config.toml", 'timezone = "Europe/Paris"\nqueue = ["tue@08:00", "thu@08:00"]\n'
    )
    return blog


def found(run: Run, query: str = "") -> dict[str, Any]:
    """Return the posts by slug."""
    return {one["slug"]: one for one in run(f"list {query} --json").json}


def to_come(run: Run, *words: str) -> list[tuple[str, str, str]]:
    """Return what `schedule` says is to come."""
    answer = run(" ".join(["schedule", "--json", *words])).json
    return [(one["time"][:16], one["kind"], one["slug"]) for one in answer]


def test_at_a_time(site: Folder, run: Run) -> None:
    """The time is told as it was understood; the generator shows the post then."""
    answer = run("publish d1 --at tue@18:30")

    assert "at Tuesday 2026-11-24T18:30:00+01:00" in answer.err
    assert found(run)["d1"]["status"] == "scheduled"
    assert "date: 2026-11-24T18:30:00+01:00" in site.text("d1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--at 2026-11-01", "Sunday 2026-11-01T00:00:00+01:00 is past"),
        ("--at 2027-03-28T02:30", "a clock change skips 2027-03-28 02:30"),
        ("--at nonsense", "'nonsense' is not a date"),
        ("--at +2d --queue", "--at and --queue both name a time"),
        ("--at +2d --date now", "--date goes without --at and --queue"),
    ],
)
def test_what_is_no_time(site: Folder, run: Run, words: str, said: str) -> None:
    """It is refused, and nothing is written."""
    before = site.files()

    assert said in run(f"publish d1 {words}", code=2).err
    assert site.files() == before


def test_what_is_live_cannot_be_scheduled(site: Folder, run: Run) -> None:
    """Readers have seen it."""
    assert "posts/live.md: it is live already" in run("publish live --at +2d --yes", code=1).err


@pytest.mark.parametrize("name", sorted(BLOGS))
def test_each_generator_in_its_time(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Hidden until its time, live at the first run of --due after it, dated so."""
    files, draft, live = BLOGS[name]
    planted(blog, files)
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T08:00:00Z")
    if name == "eleventy":
        run("unpublish d --yes")
    run("publish --due --no-build")

    run(f"publish {draft} --at 2026-11-24T08:00Z --yes".replace("Z", ""))
    assert [one[1:] for one in to_come(run)] == [("scheduled", draft)]
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-24T06:00:00Z")
    assert run("publish --due --no-build").out == ""
    assert found(run)[draft]["status"] != "published"
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-24T08:00:30Z")
    assert run("publish --due --no-build --dry-run").out.startswith("would-publish")
    assert run("publish --due --no-build").out.split("\t")[0] == "published"

    now = found(run)
    assert now[draft]["status"] == "published"
    assert now[draft]["date"][:10] == "2026-11-24"
    assert "publish_at" not in "".join(
        path.read_text() for path in blog.root.rglob("*.md") if path.is_file()
    )
    assert run("publish --due --no-build").out == ""
    assert now[live]["status"] == "published"


@pytest.mark.parametrize("name", sorted(BLOGS))
def test_each_generator_to_its_end(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A post that expires is gone at the first run of --due after it, and told of once."""
    files, _, live = BLOGS[name]
    planted(blog, files)
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T08:00:00Z")
    run("publish --due --no-build")

    run(f"expire {live} --at 2026-11-24T08:00 --yes")
    assert ("expires", live) in [one[1:] for one in to_come(run)]
    assert found(run)[live]["status"] == "published"
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-24T08:00:30Z")
    lines = run("publish --due --no-build").lines

    assert [line.split("\t")[0] for line in lines] == ["expired"]
    assert found(run)[live]["status"] in ("expired", "draft")
    assert run("publish --due --no-build").out == ""


def test_an_end_is_taken_away(site: Folder, run: Run) -> None:
    """What was written goes, byte for byte."""
    before = site.text("live")
    run("expire live --at +30d --yes")
    assert site.text("live") != before

    run("expire live --never --yes")

    assert site.text("live") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "say when they go"),
        ("--at +1d --never", "say when they go"),
        ("--at 2026-01-01", "is past"),
    ],
)
def test_what_is_no_end(site: Folder, run: Run, words: str, said: str) -> None:
    """An end has to be named, and to come."""
    assert said in run(f"expire live {words}", code=2).err


def test_the_queue_fills_its_slots(site: Folder, run: Run) -> None:
    """Several posts take the next ones, in order; what is taken is passed over."""
    run("publish d2 --at thu@08:00")

    answer = run("publish posts/d1.md posts/d3.md --queue --yes")

    assert "posts/d1.md at Tuesday 2026-11-24T08:00:00+01:00" in answer.err
    assert "posts/d3.md at Tuesday 2026-12-01T08:00:00+01:00" in answer.err
    assert to_come(run, "--weeks", "2") == [
        ("2026-11-24T08:00", "scheduled", "d1"),
        ("2026-11-26T08:00", "scheduled", "d2"),
        ("2026-12-01T08:00", "scheduled", "d3"),
        ("2026-12-03T08:00", "free", ""),
    ]


def test_a_queue_moves_up(site: Folder, run: Run) -> None:
    """A post falls out, and those behind it move up; one at a time of its own stays."""
    run("publish is:draft --queue --yes")
    run("unpublish d1 --yes")

    run("schedule reflow --yes")

    assert [one for one in to_come(run, "--weeks", "2") if one[1] == "scheduled"] == [
        ("2026-11-24T08:00", "scheduled", "d2"),
        ("2026-11-26T08:00", "scheduled", "d3"),
    ]
    assert "nothing" in run("schedule reflow").err or run("schedule reflow").out == ""


def test_two_in_one_slot(site: Folder, run: Run) -> None:
    """That is told, with the way out, which parts them."""
    run("publish posts/d1.md posts/d2.md --at tue@08:00 --yes")

    answer = run("schedule")
    said = "posts/d2.md is in one slot of the queue with posts/d1.md, 2026-11-24T08:00:00+01:00"
    assert said in answer.err
    assert "is in one slot of the queue" in run("check", code=4).out
    run("schedule reflow --yes")

    assert [one[0] for one in to_come(run) if one[1] == "scheduled"] == [
        "2026-11-24T08:00", "2026-11-26T08:00",
    ]  # fmt: skip


def test_a_slot_that_the_clock_change_skips(site: Folder, run: Run) -> None:
    """It is as much later as the clocks were put forward."""
    run("config queue sun@02:30")

    times = [one[0] for one in to_come(run, "--weeks", "20")]

    assert "2027-03-28T03:30" in times
    assert "2027-04-04T02:30" in times


@pytest.mark.parametrize("slot", ["tue", "tue@25:00", "tuesday@08:00", "8:00", "tue@08:00x"])
def test_what_is_no_slot(site: Folder, run: Run, slot: str) -> None:
    """It is named, with the form that slots have."""
    assert f"'{slot}' is no slot of the queue" in run(f"config queue {slot}", code=2).err
    site.write(".blogctl/config.toml", f'queue = ["{slot}"]\n')
    assert f"'{slot}' is no slot of the queue" in run("list", code=2).err


def test_a_queue_without_slots(blog: Folder, run: Run, steady: None) -> None:
    """It says how to set them."""
    blog(d=post("D", BODY, draft="true"))

    answer = run("publish d --queue", code=2)

    assert "the queue has no slots" in answer.err
    assert "blogctl config queue" in answer.err


def test_the_calendar_is_drawn(site: Folder, run: Run) -> None:
    """A month of weeks, with what is scheduled and what is free; in a pipe a line each."""
    run("publish d1 --queue --yes")

    drawn = run("schedule --table").out
    assert "November 2026" in drawn
    assert "24" in drawn
    assert "Brouillon" in drawn
    assert "· 08:00" in drawn
    assert run("schedule --plain").lines[0] == (
        "2026-11-24T08:00:00+01:00\tscheduled\tposts/d1.md\tBrouillon 1"
    )


def test_what_is_not_ready(site: Folder, run: Run) -> None:
    """No title, no text: exit 4, nothing written; --force passes."""
    site.write("posts/bare.md", "---\ndraft: true\ntitle: ''\n---\n")
    before = site.text("bare")

    answer = run("publish posts/bare.md", code=4)

    assert "posts/bare.md: has no title" in answer.err
    assert "posts/bare.md: has no text" in answer.err
    assert site.text("bare") == before
    run("publish posts/bare.md --force")
    assert site.text("bare") != before


def test_links_to_what_is_not_there_are_told(site: Folder, run: Run) -> None:
    """They stop nothing: what they lead to may come; a post that goes live with it is there."""
    site.write("posts/d1.md", post("D1", "[a](d2.md) ![b](no.png)\n", draft="true"))

    alone = run("publish d1 --dry-run").err
    assert "posts/d2.md is a draft: readers find nothing there" in alone
    assert "no.png" in alone
    both = run("publish posts/d1.md posts/d2.md --dry-run").err
    assert "posts/d2.md is a draft" not in both


def test_a_hook_says_no(site: Folder, run: Run) -> None:
    """Its reason is told, and nothing is written."""
    hook = site.write(".blogctl/hooks/pre-publish", "#!/bin/sh\necho not on a Monday >&2\nexit 1\n")
    hook.chmod(0o755)
    before = site.text("d1")

    answer = run("publish d1", code=7)

    assert "not on a Monday" in answer.err
    assert site.text("d1") == before
    run("publish d1 --no-hooks")
    assert site.text("d1") != before


def test_an_address_that_changes_is_told_and_answered(blog: Folder, run: Run, steady: None) -> None:
    """A live post that is dated anew leaves its old address as an alias."""
    blog.write(".blogctl/config.toml", 'permalink = "/:year/:month/:slug/"\n')
    blog(live=post("En ligne", BODY, date="2026-01-05", slug="live"))

    answer = run("publish live --date now --yes")

    assert "posts/live.md moves from /2026/01/live/ to /2026/11/live/" in answer.err
    assert "/2026/01/live/" in blog.text("live")
    assert json.loads(run("list --json").out)[0]["url"] == "/2026/11/live/"
