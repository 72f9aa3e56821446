"""Why a post is or is not live, and how other generators would read the same file."""

import pytest
from conftest import Folder, Run

HUGO = "baseURL = 'https://example.org/'\ntimeZone = 'Europe/Paris'\n"


def explained(run: Run, name: str) -> dict[str, object]:
    """Return what `explain --json` says of a post."""
    answer: dict[str, object] = run(["explain", name, "--json"]).json
    return answer


@pytest.mark.parametrize(
    ("fields", "status", "because"),
    [
        ("date: 2024-01-02\ndraft: true\n", "draft", "'draft: true' on line 4"),
        ("date: 2024-01-02\n", "published", "it is no draft, and no date hides it"),
        ("date: 2099-01-02\n", "scheduled",
         "'date' on line 3, 2099-01-02T00:00:00+01:00, is to come"),
        ("date: 2024-01-02\nexpiryDate: 2025-01-02\n", "expired",
         "'expirydate' on line 4, 2025-01-02T00:00:00+01:00, has passed"),
        ("headless: true\n", "private", "'headless: true' on line 3"),
    ],
)  # fmt: skip
def test_what_decides_is_named(
    fields: str, status: str, because: str, blog: Folder, run: Run
) -> None:
    """The status comes with the field that decides it, its line, and its moment in the zone."""
    blog.write("hugo.toml", HUGO)
    blog.write("content/posts/one.md", f"---\ntitle: One\n{fields}---\nText.\n")

    answer = explained(run, "one")

    assert (answer["status"], answer["because"]) == (status, because)
    assert answer["zone"] == "Europe/Paris"
    assert answer["url"] == ("" if status == "private" else "/posts/one/")


def test_what_comes_next_is_said(blog: Folder, run: Run) -> None:
    """Each moment at which the status will change by itself is given, in order."""
    blog(one="---\ntitle: One\ndate: 2027-01-02\nexpiryDate: 2028-01-02\n---\nText.\n")

    assert explained(run, "one")["turns"] == [
        {"at": "2027-01-02T00:00:00+00:00", "status": "published"},
        {"at": "2028-01-02T00:00:00+00:00", "status": "expired"},
    ]


def test_the_last_second_of_the_calendar_is_followed_by_none(blog: Folder, run: Run) -> None:
    """A post dated at the end of time is scheduled, and what comes after is not asked."""
    blog(one="---\ntitle: One\ndate: 9999-12-31T23:59:59Z\n---\nText.\n")

    answer = explained(run, "one")

    assert (answer["status"], answer["turns"]) == ("scheduled", [])


def test_a_draft_does_not_change_by_itself(blog: Folder, run: Run) -> None:
    """A draft has no moment to come, whatever its dates."""
    blog(one="---\ntitle: One\ndate: 2027-01-02\ndraft: true\n---\nText.\n")

    assert explained(run, "one")["turns"] == []


def test_others_read_the_same_file(blog: Folder, run: Run) -> None:
    """Each other generator says what it would make of the file, or why it is no post there."""
    blog.write(
        "posts/2024-01-02-one.md",
        "---\ntitle: One\ndate: 2024-01-02\ntags: [x, y]\ndraft: true\n---\nText.\n",
    )

    others = {one["engine"]: one for one in explained(run, "one")["elsewhere"]}  # type: ignore[attr-defined]

    assert set(others) == {
        "hugo", "jekyll", "hexo", "pelican", "nikola", "zola", "eleventy", "astro",
    }  # fmt: skip
    assert {name for name, one in others.items() if one["status"] == "draft"} == {
        "hugo", "zola", "astro",
    }  # fmt: skip
    assert others["jekyll"]["path"] == "_posts/2024-01-02-one.md"
    assert others["jekyll"]["tags"] == ["x", "y"]
    assert others["pelican"]["tags"] == ["[x", "y]"]


@pytest.mark.parametrize(
    ("field", "said", "hint"),
    [
        ("draft: yes", "'draft: yes' makes no draft", "write 'draft: true'"),
        ("tags: one, two", "'tags' is one name to Hugo: 'one, two'", "write 'tags: [one, two]'"),
    ],
)
def test_what_is_misread_is_found_and_not_published(
    field: str, said: str, hint: str, blog: Folder, run: Run
) -> None:
    """A field that Hugo silently misreads is a finding, and stops `publish` with line and hint."""
    blog.write("hugo.toml", HUGO)
    path = blog.write("content/posts/one.md", f"---\ntitle: One\n{field}\n---\nText.\n")
    before = path.read_bytes()

    finding = explained(run, "one")["findings"][0]  # type: ignore[index]
    refused = run("publish one --date now --yes", code=1)

    assert finding["line"] == 3
    assert finding["message"].startswith(said)
    assert finding["hint"].startswith(hint)
    assert f"content/posts/one.md: line 3: {said}" in refused.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("field", "own"), [("tag: one", "tags"), ("permalink: /x/", "url"), ("excerpt: x", "summary")]
)
def test_what_is_passed_over_is_found_and_published(
    field: str, own: str, blog: Folder, run: Run
) -> None:
    """A field that means nothing to Hugo may be the theme's: it is told, and stops nothing."""
    blog.write("hugo.toml", HUGO)
    blog.write("content/posts/one.md", f"---\ntitle: One\n{field}\ndraft: true\n---\nText.\n")

    finding = explained(run, "one")["findings"][0]  # type: ignore[index]
    run("publish one")

    assert (finding["line"], finding["stops"]) == (3, False)
    assert finding["hint"] == f"its own name for it is '{own}'"
    assert explained(run, "one")["status"] == "published"


def test_lines_for_programs_and_a_drawing_for_eyes(blog: Folder, run: Run) -> None:
    """Off a terminal each fact is a line; `--table` draws them."""
    blog(one="---\ntitle: One\ndate: 2027-01-02\n---\nText.\n")

    plain = run("explain one").lines
    drawn = run("explain one --table").out

    assert plain[:4] == [
        "path\tposts/one.md", "engine\tplain", "status\tscheduled",
        "because\t'date' on line 3, 2027-01-02T00:00:00Z, is to come",
    ]  # fmt: skip
    assert "then\t2027-01-02T00:00:00+00:00\tpublished" in plain
    assert "published from Sat 02 Jan 2027, 00:00 +0000" in drawn


def test_an_unknown_post_is_no_post(blog: Folder, run: Run) -> None:
    """A name that no post has is exit 3, with the nearest."""
    blog(alpha="---\ntitle: A\n---\nText.\n")

    assert "did you mean alpha?" in run("explain alhpa", code=3).err


def test_options_that_do_not_fit_are_refused(blog: Folder, run: Run) -> None:
    """`explain` answers as text or JSON, and says so."""
    blog(alpha="---\ntitle: A\n---\nText.\n")

    assert "explain answers as text or --json" in run("explain alpha --csv", code=2).err
