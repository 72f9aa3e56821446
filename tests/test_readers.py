"""What readers do: figures of `stats`, and the report as a page in a browser."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import html5lib
import pytest
from conftest import NOW, PROJECT, Folder, Run, post
from logs import sample
from test_output import on_terminal
from test_theme import AXE, VNU, browser, lacking
from test_top import read

__all__ = ["browser"]


def test_every_figure_of_readers(blog: Folder, run: Run) -> None:
    """As a hand counts them."""
    blog(
        a=post("A", "mot\n", date="2026-01-01", tags="[wiki]"),
        b=post("B", "mot\n", date="2026-01-11", tags="[wiki, rare]"),
        c=post("C", "mot\n", date="2026-07-01"),
    )
    read(
        blog,
        a={"2026-01-02": 10, "2026-01-20": 4, "2026-10-05": 2},
        b={"2026-01-11": 6, "2026-05-01": 8},
        c={"2026-07-30": 20},
    )

    told = run("stats --json").json["readers"]

    assert (told["first"], told["last"]) == ("2026-01-02", "2026-10-05")
    assert (told["views"], told["readers"]) == (50, 25)
    assert (told["busiest_month"], told["months"]["2026-01"]) == ("2026-01", 20)
    assert list(told["months"]) == [f"2026-{month:02}" for month in range(1, 11)]
    assert told["months"]["2026-02"] == told["readers_by_month"]["2026-02"] == 0
    assert told["weekdays"] == {
        "mon": 2, "tue": 4, "wed": 0, "thu": 20, "fri": 18, "sat": 0, "sun": 6,
    }  # fmt: skip
    assert told["ages"] == {
        "first week": 16, "first month": 24, "first year": 10,
    }  # fmt: skip
    assert told["tags"] == {
        "wiki": [0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 2, 0],
        "rare": [0, 6, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0],
    }
    # A came out before anything was known; B ten days, C half a year after the one before.
    assert told["rhythm"] == [
        {"gap": "up to two weeks", "posts": 1, "median_views": 6},
        {"gap": "longer", "posts": 1, "median_views": 20},
    ]


def test_a_query_says_whose_readers(blog: Folder, run: Run) -> None:
    """Views of other posts are left out."""
    blog(a=post("A", date="2026-01-01", lang="fr"), b=post("B", date="2026-01-01", lang="en"))
    read(blog, a={"2026-01-02": 10}, b={"2026-01-02": 6})

    assert run("stats lang:fr --json").json["readers"]["views"] == 10


def test_without_views_there_are_no_readers(blog: Folder, run: Run) -> None:
    """All else is there, the weeks of posts too."""
    blog(a=post("A", date="2026-01-01"), b=post("B", date="2026-12-31"))

    figures = run("stats --json").json

    assert figures["readers"] is None
    assert figures["weeks"] == {"2026": [1, *[0] * 52]}


def test_readers_are_drawn_and_written(blog: Folder, run: Run) -> None:
    """On a terminal as bars and lines, off it line by line."""
    blog(a=post("A", date="2026-01-01", tags="[wiki]"))
    read(blog, a={"2026-01-02": 10, "2026-10-05": 2})

    _, drawn = on_terminal(blog, ["stats", "--no-pager"], rows=80)
    lines = dict(line.split("\t", 1) for line in run("stats --plain").lines)

    assert "read by weekday" in drawn
    assert "by age of the post" in drawn
    assert "█" in drawn
    assert lines["readers.views"] == "12"
    assert lines["readers.weekdays.fri"] == "10"
    assert lines["readers.tags.wiki"] == "0,10,0,0,0,0,0,0,0,0,2,0"


# --- The report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the sample blog and its log, with a title that is hostile."""
    folder = tmp_path_factory.mktemp("report")
    copytree(PROJECT / "posts", folder / "posts")
    blog = Folder(folder)
    blog.write(".blogctl/config.toml", 'title = "<script>alert(1)</script> & fils"\n')
    log = sample(folder, 20_000)
    for words in (["views", "import", str(log)], ["stats", "--html", str(folder / "report.html")]):
        done = subprocess.run(
            [sys.executable, "-m", "blogctl", "-C", str(folder), *words],
            capture_output=True, text=True, timeout=120,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "BLOGCTL_NOW": NOW},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return folder / "report.html"


def test_the_report_is_whole_in_itself(report: Path) -> None:
    """Nothing is fetched, nothing is run, and what is told is text."""
    text = report.read_text("utf-8")

    assert not re.findall(r"<(?:script|link|iframe|img)\b", text)
    assert not re.findall(r"(?:href|src)=[\"'](?!#)", text)
    assert not re.findall(r"url\((?!#)", text)
    assert len(set(re.findall(r' id="([^"]+)"', text))) == text.count(' id="')
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fils" in text
    assert text.count("<svg") == 8
    html5lib.HTMLParser(strict=True).parse(text)


def test_the_nu_checker_finds_no_fault_in_the_report(report: Path) -> None:
    """Not in its charts either."""
    from shutil import which

    if not (which("java") and VNU.is_file()):
        lacking("java or vnu-jar is not installed")
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--errors-only", str(report)], capture_output=True, text=True
    )

    assert done.stderr == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_looked_at_in_a_browser(report: Path, browser: Any, scheme: str) -> None:
    """Without a barrier, an error, a request, and no wider than the screen."""
    if not AXE.is_file():
        lacking("axe-core is not installed")
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda one: said.append(one.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda one: asked.append(one.url))
    tab.goto(report.as_uri())
    for width in (320, 768, 1920):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") == width
    colours = tab.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('svg .mark-rect path')).fill]"
    )
    tab.evaluate(AXE.read_text())
    found = tab.evaluate("axe.run()")["violations"]
    context.close()

    assert said == []
    assert asked == [report.as_uri()]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert (
        colours
        == {
            "light": ["rgb(253, 252, 250)", "rgb(163, 56, 95)"],
            "dark": ["rgb(25, 24, 23)", "rgb(229, 138, 172)"],
        }[scheme]
    )


def test_each_bar_says_what_it_stands_for(report: Path, browser: Any) -> None:
    """Under the pointer, and in a table below for those who cannot point."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(report.as_uri())

    titles = tab.eval_on_selector_all("svg title", "all => all.map(one => one.textContent)")
    tab.click("summary >> nth=0")
    months = tab.eval_on_selector_all("figure >> nth=0 >> tbody tr", "all => all.length")
    context.close()

    assert any(re.search(r"views: \d+", title) for title in titles)
    assert months == 47


def test_without_views_the_report_is_about_posts(blog: Folder, run: Run) -> None:
    """And one of a blog without posts is empty."""
    page = blog.root / "report.html"
    run(f"stats --html {page}")
    assert "<svg" not in page.read_text()
    blog(a=post("A", date="2026-01-01", tags="[wiki]"))

    run(f"stats --html {page}")

    assert page.read_text().count("<svg") == 3
    assert "Views by month" not in page.read_text()


def test_a_report_is_not_written_over_what_is_none(blog: Folder, run: Run) -> None:
    """Nor where nobody may write."""
    blog(a=post("A", date="2026-01-01"))
    mine = blog.write("mine.html", "<p>Mine.</p>")

    assert "is no report of blogctl's" in run(f"stats --html {mine}", code=1).err
    assert mine.read_text() == "<p>Mine.</p>"
    assert "cannot be written" in run(f"stats --html {blog.root}/none/x.html", code=1).err


def test_without_what_draws_charts_it_is_said_what_to_install(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name of the extra."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    blog(a=post("A", date="2026-01-01"))

    answer = run(f"stats --html {blog.root}/report.html", code=2)

    assert "pip install 'blogctl[report]'" in answer.err
    assert not (blog.root / "report.html").exists()
