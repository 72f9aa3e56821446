"""Exports of what counts views elsewhere: each in its own columns, and none trusted."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from conftest import Folder, Run, post
from hypothesis import given
from hypothesis import strategies as st

from blogctl.errors import BadUsage
from blogctl.importers.exports import KINDS, Day, Export, decoded, kind_of, read_export

PARIS = ZoneInfo("Europe/Paris")
ON = date(2026, 5, 1)

GOATCOUNTER = """\
2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,Screen size,\
Location,FirstVisit,Date
/posts/a/,A,false,,Chrome,Mac,s1,0,,,1440x900,FR,true,2026-06-30T22:30:00Z
/posts/a/,A,false,,Chrome,Mac,s1,0,,,1440x900,FR,false,2026-06-30T23:30:00Z
/posts/a/,A,false,,Chrome,Mac,s2,0,,,1440x900,FR,true,2026-07-01T08:00:00Z
/posts/a/,A,false,,Chrome,Mac,s3,150,,,1440x900,FR,true,2026-07-01T08:00:00Z
download,A,true,,Chrome,Mac,s2,0,,,1440x900,FR,true,2026-07-01T08:00:00Z
"""
GOATCOUNTER_1 = """\
1Path,Title,Event,Bot,Session,FirstVisit,Referrer,Referrer scheme,Browser,Screen size,Location,Date
/posts/a/,A,false,0,00000000-0000-0000-0000-000000000000,true,,,Chrome,,FR,2026-07-01T08:00:00Z
/posts/a/,A,false,5,00000000-0000-0000-0000-000000000000,true,,,curl,,FR,2026-07-01T08:00:00Z
"""
PLAUSIBLE = """\
"date","hostname","page","visits","visitors","pageviews","total_scroll_depth"
2026-07-01,blog.example,/posts/a/,3,2,4,0
2026-07-02,blog.example,/posts/a/,1,1,1,0
"""
PLAUSIBLE_PAGES = "name,visitors,pageviews,bounce_rate,time_on_page\n/posts/a/,2,4,50,12\n"
UMAMI = """\
website_id,session_id,visit_id,url_path,url_query,event_type,created_at
w,s1,v1,/posts/a/,,1,2026-07-01 08:00:00
w,s1,v1,/posts/a/,x=1,1,2026-07-01 08:10:00
w,s1,v1,/posts/a/,,2,2026-07-01 08:11:00
"""
MATOMO = """\
label,nb_visits,nb_hits,sum_time_spent,metadata_url
a,2,4,30,https://blog.example/posts/a/
"""
MATOMO_TOLD = "Label\tUnique Pageviews\tPageviews\n/posts/a/\t2\t1 234\n"
MATOMO_BY_DAY = """\
date,label,nb_visits,nb_hits,metadata_url,entry_nb_visits
2026-07-01,/posts/a/,2,4,https://blog.example/posts/a/
2026-07-02,Others,8,9,,1
2026-07-02,/posts/a/,1,1,https://blog.example/posts/a/,1
"""
MATOMO_IN_ENGLISH = (
    "Label,Pageviews,Unique Pageviews,Metadata: url\na,4,2,https://blog.example/posts/a/\n"
)
WORDPRESS = """\
"date","post_id","post_title","post_permalink","views"
"2026-07-01","12","A, and more","https://blog.example/posts/a/","1,234"
"""
WORDPRESS_BARE = '"A ""quoted"" title",7,"https://blog.example/posts/a/"\n'
WORDPRESS_ODD = (
    '"B",2,https://blog.example/\n"A ""yes", and "no"",7,https://blog.example/posts/a/\n'
)
WORDPRESS_TITLED = 'Title,Views,URL\n"A",7,https://blog.example/posts/a/\n'
PLAIN = "date,path,views\n2026-07-01,/posts/a/,3\n2026-07-01,/posts/a/,4\n"
FIRST = date(2026, 7, 1)
URL = "https://blog.example/posts/a/"


@pytest.mark.parametrize(
    ("kind", "text", "days"),
    [
        ("goatcounter", GOATCOUNTER, [Day(FIRST, "/posts/a/", 3, 2)]),
        ("goatcounter", GOATCOUNTER_1, [Day(FIRST, "/posts/a/", 1, 0)]),
        ("plausible", PLAUSIBLE, [Day(FIRST, "/posts/a/", 4, 2),
                                  Day(date(2026, 7, 2), "/posts/a/", 1, 1)]),
        ("plausible", PLAUSIBLE_PAGES, [Day(ON, "/posts/a/", 4, 2)]),
        ("umami", UMAMI, [Day(FIRST, "/posts/a/", 2, 1)]),
        ("matomo", MATOMO, [Day(ON, URL, 4, 2)]),
        ("matomo", MATOMO_TOLD, [Day(ON, "/posts/a/", 1234, 2)]),
        ("matomo", MATOMO_IN_ENGLISH, [Day(ON, URL, 4, 2)]),
        ("matomo", MATOMO_BY_DAY, [Day(FIRST, URL, 4, 2), Day(date(2026, 7, 2), URL, 1, 1)]),
        ("wordpress", WORDPRESS, [Day(FIRST, URL, 1234, 0)]),
        ("wordpress", WORDPRESS_BARE, [Day(ON, URL, 7, 0)]),
        ("wordpress", WORDPRESS_ODD, [Day(ON, "https://blog.example/", 2, 0), Day(ON, URL, 7, 0)]),
        ("wordpress", WORDPRESS_TITLED, [Day(ON, URL, 7, 0)]),
        ("csv", PLAIN, [Day(FIRST, "/posts/a/", 7, 0)]),
        ("csv", "Views;Day;URL\r\n3;20260701;/posts/a/\r\n", [Day(FIRST, "/posts/a/", 3, 0)]),
    ],
)  # fmt: skip
def test_each_export_is_known_and_read(kind: str, text: str, days: list[Day]) -> None:
    """By its columns, whatever their order; views in the zone of the blog."""
    lines = text.splitlines(keepends=True)

    assert kind_of(lines[0]) == kind
    export = read_export(lines, kind, PARIS, ON)
    assert (list(export.days), export.broken) == (days, ())


@pytest.mark.parametrize(
    "line",
    [
        '203.0.113.7 - - [01/Jul/2026:08:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla, x"',
        '{"ts":1,"request":{"uri":"/"}}', "#Fields: date time c-ip", "", "a,b,c", "path,views",
        "date,path", '"open', "3Path,Title,Event,Bot,Session,Date",
        '1.2.3.4 - - [01/Jul/2026:08:00:00 +0000] "GET /?x,date,path,views, HTTP/1.1" 200 1',
        '1.2.3.4 - - [01/Jul/2026:08:00:00 +0000] "GET /?x,7,https://x HTTP/1.1" 200 1',
        '{"ts":1,"uri":"/?x,date,path,views,"}', "#Fields: date,path,views",
        "1286536309.450 32 10.0.0.1 TCP_MISS/200 507 GET http://h/a,date,path,views,b - NONE -",
        '"2026-07-01","1.2.3.4","/posts/a/",200,https://blog.example/',
        "website_id,session_id,event_id,url_path,event_name,data_key,string_value,created_at",
        "date,entry_page,visitors,entrances,visit_duration,bounces,pageviews",
        "name,visitors,bounce_rate,visit_duration", "date,visitors,pageviews,visits",
    ],
)  # fmt: skip
def test_what_is_no_export_is_none(line: str) -> None:
    """A log is not taken for one."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "row",
    [
        "2026-07-01,/posts/a/", "01/07/2026,/posts/a/,3", "31.12.2026,/posts/a/,3",
        "2026-13-01,/posts/a/,3", "0000-01-01,/posts/a/,3", "2026-07-01,/posts/a/,-3",
        "2026-07-01,/posts/a/,NaN", "2026-07-01,/posts/a/,1e9", "2026-07-01,/posts/a/,12%",
        "2026-07-01,/posts/a/,1000000000000000000000000000000", "2026-07-01,/posts/a/,",
        f"2026-07-01,/{'a' * 1_000_000},", '2026-07-01,"/posts/a/,3', "\0\0\0",
        "2026-07-01,two words,3", "2026-07-01T25:00:00Z,/posts/a/,3",
        "12/31/2026,/posts/a/,3", "2026-07,/posts/a/,3", "2026-07-01x10:00,/posts/a/,3",
        "9999-12-31,/posts/a/,3", "9999-12-31T23:59:59Z,/posts/a/,3", "0001-01-01,/posts/a/,3",
        "2026-07-01,/posts/\0a/,3", "2026-07-01,https://[x/posts/a/,3", '2026-07-01,/a,"1,234.567"',
        "2026-07-01,/posts/a/,0.123", "2026-07-01,/posts/a/,3,4", "2026-07-01,/posts/a/,٣",
    ],
)  # fmt: skip
def test_a_row_that_says_nothing_is_counted_and_passed_over(row: str) -> None:
    """And what stands below it is read, an open quote above or not."""
    lines = f"date,path,views\n{row}\n2026-07-01,/posts/b/,5\n".splitlines(keepends=True)

    export = read_export(lines, "csv", PARIS)

    assert export.days == (Day(FIRST, "/posts/b/", 5, 0),)
    assert [number for number, _ in export.broken] == [2]
    assert all(len(text) <= 200 for _, text in export.broken)


@pytest.mark.parametrize(
    "text",
    ["1,234", "1 234", "1\u202f234", "1\u00a0234", "1.234", "1'234", "1’234", "1234", "1234.0"],
)
def test_thousands_may_be_parted(text: str) -> None:
    """As people, and their spreadsheets, part them."""
    lines = ["date\tpath\tviews\n", f"2026-07-01\t/a\t{text}\n"]

    assert read_export(lines, "csv", PARIS).days[0].views == 1234


def test_a_total_is_no_page() -> None:
    """Sums below a table count nothing twice."""
    lines = ["name,visitors,pageviews\n", "/a,1,2\n", "Total,1,2\n", "(not set),1,2\n"]

    assert read_export(lines, "plausible", PARIS, ON).days == (Day(ON, "/a", 2, 1),)


def test_a_title_may_go_over_two_lines() -> None:
    """What stands in quotes is one cell."""
    text = 'date,path,views,title\n2026-07-01,/a,2,"one\ntwo"\n2026-07-01,/b,3,x\n'

    assert [day.views for day in read_export(text.splitlines(True), "csv", PARIS).days] == [2, 3]


def test_a_quote_left_open_takes_no_row_below_it() -> None:
    """Not even where another quote would close it; where only a title is open, its row counts."""
    text = (
        "date,path,views,title\n"
        '2026-07-01,"/a,1,x\n2026-07-01,"/b",2,x\n2026-07-01,/c,3,"x\n2026-07-01,/d,4,"y"\n'
    )

    export = read_export(text.splitlines(True), "csv", PARIS)

    assert [(day.address, day.views) for day in export.days] == [("/b", 2), ("/c", 3), ("/d", 4)]
    assert [number for number, _ in export.broken] == [2]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-26T22:59:00Z", 26), ("2026-11-26T23:00:00Z", 27), ("2026-11-26 23:30:00", 27),
        ("2026-11-26 23:30:00 UTC", 27), ("2026-11-27T00:30:00+02:00", 26),
        ("2026-11-26 10:00:00.123", 26), ("20261126", 26), ("2026-11-26", 26),
    ],
)  # fmt: skip
def test_a_moment_is_of_a_day_in_the_zone(moment: str, day: int) -> None:
    """In UTC where it names no zone; a date alone is what it is."""
    lines = ["date,path,views\n", f"{moment},/a,1\n"]

    assert read_export(lines, "csv", PARIS).days == (Day(date(2026, 11, day), "/a", 1, 0),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "header",
    ["date,path,views,readers", "Date,Page,Views,Visitors", '"day","url","views","readers"'],
)
def test_a_table_may_be_written_in_many_ways(header: str, end: str, separator: str) -> None:
    """Names, separators and line ends differ."""
    lines = [line.replace(",", separator) + end for line in (header, "2026-07-01,/a,3,2")]

    assert kind_of(lines[0]) == "csv"
    assert read_export(lines, "csv", PARIS).days == (Day(FIRST, "/a", 3, 2),)


def test_a_header_alone_says_nothing() -> None:
    """Which is no error."""
    assert read_export(["date,path,views\n"], "csv", PARIS) == Export("csv", (), ())


def test_a_matomo_row_that_ends_before_its_views_is_broken() -> None:
    """Other columns may be missing at its end."""
    lines = ["date,label,nb_hits,nb_visits\n", "2026-07-01,/a\n", "2026-07-01,/b,2\n"]

    export = read_export(lines, "matomo", PARIS)

    assert (export.days, len(export.broken)) == ((Day(FIRST, "/b", 2, 0),), 1)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("matomo", MATOMO, "does not say of which days"),
        ("csv", "date,views\n", "no column 'path'"),
        ("csv", "a,b\n", "no column 'path', nor 'views'"),
        ("umami", "", "no column 'url_path'"),
        ("umami", "url_path,created_at,data_key\n", "no column 'event_type'"),
        ("wordpress", "a,b\n", "no column 'post_permalink', nor 'views'"),
    ],
)
def test_what_is_missing_is_named(kind: str, text: str, said: str) -> None:
    """A column, or the day that `--on` would say."""
    with pytest.raises(BadUsage, match=said) as raised:
        read_export(text.splitlines(keepends=True), kind, PARIS)

    assert "--on DATE" in str(raised.value.hint) or text.strip()[:20] in str(raised.value.hint)


@pytest.mark.parametrize(
    "data",
    [PLAIN.encode(), PLAIN.encode("utf-8-sig"), PLAIN.encode("utf-16"),
     b"\xff\xfe" + PLAIN.encode("utf-16-le")],
)  # fmt: skip
def test_an_export_is_read_in_its_encoding(data: bytes) -> None:
    """Matomo writes UTF-16, Windows a mark before UTF-8."""
    assert decoded(data) == PLAIN


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded(data: bytes) -> None:
    """What is no text is replaced."""
    assert isinstance(decoded(data), str)


@given(st.lists(st.text(max_size=40), max_size=12), st.sampled_from(["csv", "umami", "wordpress"]))
def test_whatever_rows_there_are_each_counts_or_is_broken(rows: list[str], kind: str) -> None:
    """No row makes an error of its own."""
    headers = {
        "csv": "date,path,views\n", "umami": "url_path,created_at,event_type\n",
        "wordpress": WORDPRESS.splitlines(True)[0],
    }  # fmt: skip
    lines = [headers[kind], *(f"{row}\n" for row in rows)]

    export = read_export(lines, kind, PARIS, ON)

    assert len(export.days) + len(export.broken) <= len(rows)


@given(st.text(max_size=200))
def test_any_first_line_is_judged(head: str) -> None:
    """Whatever it is."""
    assert kind_of(head) in (*KINDS, None)


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("abc"), st.sampled_from("xyz"))))
def test_views_of_events_are_their_rows(rows: list[tuple[int, str, str]]) -> None:
    """And readers those who made them, on a day, of a page."""
    lines = ["session_id,url_path,event_type,created_at\n"]
    lines += [f"{who},/{name},1,2026-07-{day:02} 12:00:00\n" for day, name, who in rows]

    days = read_export(lines, "umami", PARIS).days

    assert sum(day.views for day in days) == len(rows)
    assert sum(day.readers for day in days) == len(set(rows))


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("abc"), st.integers(0, 999))))
def test_views_are_the_sum_of_rows(rows: list[tuple[int, str, int]]) -> None:
    """However they are spread."""
    lines = ["date,path,views\n", *(f"2026-07-{day:02},/{name},{n}\n" for day, name, n in rows)]

    days = read_export(lines, "csv", PARIS).days

    assert sum(day.views for day in days) == sum(n for *_, n in rows)
    assert list(days) == sorted(days)
    assert len({(day.date, day.address) for day in days}) == len(days)


# --- As it is typed


def views(blog: Folder) -> dict[str, str]:
    """Return the files of views, by name."""
    return {one.name: one.read_text() for one in (blog.root / ".blogctl/views").glob("*.csv")}


def test_an_export_takes_the_place_of_what_it_said_before(blog: Folder, run: Run) -> None:
    """The same days exported again, with more views, are the days that count."""
    blog(a=post("A", date="2026-01-05"))
    blog.write("one.csv", "date,path,views,readers\n2026-07-01,/posts/a/,3,2\n")
    blog.write("two.csv", "date,path,views,readers\n2026-07-01,/posts/a/,5,4\n")

    run(f"views import {blog.root}/one.csv")
    run(f"views import {blog.root}/two.csv")

    assert "2026-07-01,/posts/a/,5,4\n" in views(blog)["2026-07.csv"]


def test_an_export_of_days_that_a_log_was_counted_for_is_refused(blog: Folder, run: Run) -> None:
    """They would count twice; `--beside` says that they do not."""
    blog(a=post("A", date="2026-01-05"))
    line = (
        '203.0.113.7 - - [01/Jul/2026:{}:00:00 +0000] "GET /posts/a/ HTTP/1.1" 200 1 "-" "Mozilla"'
    )
    blog.write("access.log", f"{line.format('08')}\n{line.format('12')}\n")
    blog.write("one.csv", "date,path,views,readers\n2026-07-01,/posts/a/,3,2\n")
    run(f"views import {blog.root}/access.log")

    answer = run(f"views import {blog.root}/one.csv", code=2)

    assert "counted from another log already" in answer.err
    assert "--beside" in answer.err
    run(f"views import {blog.root}/one.csv --beside")
    assert "2026-07-01,/posts/a/,5,3\n" in views(blog)["2026-07.csv"]


def test_an_export_again_counts_nothing_twice(blog: Folder, run: Run) -> None:
    """Neither its views nor what no post answers."""
    blog(a=post("A", date="2026-01-05"))
    rows = "2026-07-01,/posts/a/,3\n2026-07-01,/about/,4\n"
    blog.write("one.csv", f"date,path,views\n{rows}")
    run(f"views import {blog.root}/one.csv")
    blog.write("one.csv", f"date,path,views\n{rows}2026-07-02,/about/,5\n")

    run(f"views import {blog.root}/one.csv")

    assert "2026-07-01,/posts/a/,3,0\n" in views(blog)["2026-07.csv"]
    assert [row["hits"] for row in run("views unmatched --json").json] == [9]


def test_an_export_takes_the_place_of_nothing_else(blog: Folder, run: Run) -> None:
    """Where a log was counted beside it, a longer one is refused, or taken from where it ended."""
    blog(a=post("A", date="2026-01-05"))
    line = '203.0.113.7 - - [01/Jul/2026:{}:00:00 +0000] "GET /posts/a/ HTTP/1.1" 200 1 "-" "M"\n'
    blog.write("access.log", line.format("08") + line.format("12"))
    blog.write("one.csv", "date,path,views\n2026-07-01,/posts/a/,3\n")
    run(f"views import {blog.root}/one.csv")
    run(f"views import {blog.root}/access.log --beside")
    blog.write("one.csv", "date,path,views\n2026-07-01,/posts/a/,3\n2026-07-02,/posts/a/,1\n")

    answer = run(f"views import {blog.root}/one.csv --beside", code=2)

    assert "other sources were counted for beside it" in answer.err
    assert "2026-07-01,/posts/a/,5,1\n" in views(blog)["2026-07.csv"]
    since = next(word for word in answer.err.split() if word.startswith("2026-07-0"))
    run(f"views import {blog.root}/one.csv --since {since}")
    assert "2026-07-01,/posts/a/,5,1\n2026-07-02,/posts/a/,1,0\n" in views(blog)["2026-07.csv"]


def test_an_undated_export_is_of_the_day_that_is_told(blog: Folder, run: Run) -> None:
    """`--on` a day, or a month, whose first day it is."""
    blog(a=post("A", date="2026-01-05"))
    blog.write("pages.csv", PLAUSIBLE_PAGES)

    assert "--on DATE" in run(f"views import {blog.root}/pages.csv", code=2).err
    run(f"views import {blog.root}/pages.csv --on 2026-05")
    assert views(blog)["2026-05.csv"] == "date,post,views,readers\n2026-05-01,/posts/a/,4,2\n"


@pytest.mark.parametrize("row", ["9999-12-31,/posts/a/,3", "2026-07-01,https://[x/posts/a/,3"])
def test_an_absurd_row_does_not_stop_an_import(blog: Folder, run: Run, row: str) -> None:
    """It is told, and the others count."""
    blog(a=post("A", date="2026-01-05"))
    blog.write("one.csv", f"date,path,views\n{row}\n2026-07-01,/posts/a/,1\n")

    run(f"views import {blog.root}/one.csv")

    assert list(views(blog)) == ["2026-07.csv"]
    assert "2026-07-01,/posts/a/,1,0\n" in views(blog)["2026-07.csv"]


def test_what_no_post_answers_is_kept_beside(blog: Folder, run: Run) -> None:
    """An export names pages that are no posts."""
    blog(a=post("A", date="2026-01-05"))
    blog.write("one.csv", "date,path,views\n2026-07-01,/about/,3\n2026-07-01,/posts/a/,1\n")

    answer = run(f"views import {blog.root}/one.csv")

    assert "1 view of 1 post, on 2026-07-01; 3 hits on no post" in answer.err
    assert run("views unmatched --json").json[0]["address"] == "/about/"


def test_an_export_in_utf_16_is_known_whichever_way_it_is_written(blog: Folder, run: Run) -> None:
    """The last column of its header, too; and a title may hold the end of a line of Unicode's."""
    blog(a=post("A", date="2026-01-05"))
    text = "title,path,date,views\none\u2028two,/posts/a/,2026-07-01,3\n"
    blog.write("one.csv", b"\xfe\xff" + text.encode("utf-16-be"))

    run(f"views import {blog.root}/one.csv")

    assert "2026-07-01,/posts/a/,3,0\n" in views(blog)["2026-07.csv"]
