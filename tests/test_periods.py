"""A date in a query names a period of the calendar, in the site's time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Folder, Run, post
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.periods import Period, read_moment, read_period
from blogctl.errors import BadQuery

PARIS = ZoneInfo("Europe/Paris")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
HAVANA = ZoneInfo("America/Havana")
ZONES = (ZoneInfo("UTC"), PARIS, SAO_PAULO, HAVANA, ZoneInfo("Asia/Kathmandu"))
WEDNESDAY = "2026-03-18"


def at(day: str, zone: ZoneInfo = PARIS) -> datetime:
    """Return a moment given as a day, at ten, or as a day and a time."""
    return datetime.fromisoformat(day if "T" in day else f"{day}T10:00").replace(tzinfo=zone)


def bounds(period: Period, zone: ZoneInfo = PARIS) -> tuple[str | None, str | None]:
    """Return a period's ends as an author reads them on the clock, midnights as days."""
    return clock(period.start, zone), clock(period.end, zone)


def period_or_none(text: str, zone: ZoneInfo) -> Period | None:
    """Return the period of a text, None where it is refused."""
    try:
        return read_period(text, at(WEDNESDAY), zone)
    except BadQuery:
        return None


def clock(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """Return a moment in the zone, without the time where it is midnight."""
    if moment is None:
        return None
    local = moment.astimezone(zone)
    return (
        f"{local:%Y-%m-%d}" if (local.hour, local.minute) == (0, 0) else f"{local:%Y-%m-%dT%H:%M}"
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-03", "2026-03-01", "2026-04-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2026-03-15", "2026-03-15", "2026-03-16"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2026-12-31", "2026-12-31", "2027-01-01"),
        ("2026-03-15T08:00", "2026-03-15T08:00", "2026-03-15T08:01"),
        ("2026-03-15@23:59", "2026-03-15T23:59", "2026-03-16"),
        ("yesterday", "2026-03-17", "2026-03-18"),
        ("today", "2026-03-18", "2026-03-19"),
        ("tomorrow", "2026-03-19", "2026-03-20"),
        ("today@08:00", "2026-03-18T08:00", "2026-03-18T08:01"),
    ],
)
def test_a_date_names_a_period(text: str, start: str, end: str) -> None:
    """A year, a month, a day or a minute, from its start up to the start of the next."""
    period = read_period(text, at(WEDNESDAY), PARIS)

    assert bounds(period) == (start, end)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-03-31", "1m", "2026-02-28"),
        ("2024-03-31", "1m", "2024-02-29"),
        ("2026-05-31", "1m", "2026-04-30"),
        ("2026-03-31", "3m", "2025-12-31"),
        ("2026-01-31", "+1m", "2026-02-28"),
        ("2026-12-31", "+2m", "2027-02-28"),
        ("2024-02-29", "1y", "2023-02-28"),
        ("2024-02-29", "4y", "2020-02-29"),
        ("2024-02-29", "+1y", "2025-02-28"),
        ("2024-02-29", "12m", "2023-02-28"),
        ("2024-03-01", "1d", "2024-02-29"),
        ("2026-01-01", "1d", "2025-12-31"),
        ("2026-03-18", "0d", "2026-03-18"),
        ("2026-03-18", "2w", "2026-03-04"),
        ("2026-03-18", "+7d", "2026-03-25"),
        ("2026-03-18", "+0m", "2026-03-18"),
    ],
)
def test_a_distance_is_counted_in_the_calendar(today: str, text: str, day: str) -> None:
    """Months and years keep the day of the month; where there is none, the month's last."""
    period = read_period(text, at(today), PARIS)

    assert bounds(period)[0] == day
    assert bounds(period)[1] == str(date.fromisoformat(day) + timedelta(days=1))


@pytest.mark.parametrize("today", ["2026-03-16", "2026-03-18", "2026-03-22"])
@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this-week", "2026-03-16", "2026-03-23"),
        ("last-week", "2026-03-09", "2026-03-16"),
        ("next-week", "2026-03-23", "2026-03-30"),
        ("this-month", "2026-03-01", "2026-04-01"),
        ("last-month", "2026-02-01", "2026-03-01"),
        ("next-month", "2026-04-01", "2026-05-01"),
        ("this-year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
        ("next-year", "2027-01-01", "2028-01-01"),
    ],
)
def test_a_week_begins_on_monday(today: str, text: str, start: str, end: str) -> None:
    """Weeks run from Monday to Sunday, months and years from their first day."""
    period = read_period(text, at(today), PARIS)

    assert bounds(period) == (start, end)


@pytest.mark.parametrize(
    ("today", "text", "start"),
    [
        ("2026-01-01", "this-week", "2025-12-29"),
        ("2026-01-01", "last-month", "2025-12-01"),
        ("2026-12-31", "next-month", "2027-01-01"),
        ("2026-03-31", "last-month", "2026-02-01"),
        ("2026-01-31", "next-month", "2026-02-01"),
        ("2024-02-29", "last-year", "2023-01-01"),
    ],
)
def test_a_named_span_crosses_the_year(today: str, text: str, start: str) -> None:
    """A week is whole at New Year, and a month is never skipped from a 31st."""
    period = read_period(text, at(today), PARIS)

    assert bounds(period)[0] == start


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mon", "2026-03-16"),
        ("tue", "2026-03-17"),
        ("wed", "2026-03-18"),
        ("thu", "2026-03-12"),
        ("sun", "2026-03-15"),
        ("+tue", "2026-03-24"),
        ("+thu", "2026-03-19"),
        ("+wed", "2026-03-18"),
    ],
)
def test_a_weekday_is_the_latest_one(text: str, day: str) -> None:
    """On a Wednesday `thu` is last week's, `wed` today; `+tue` is the coming one."""
    period = read_period(text, at(WEDNESDAY), PARIS)

    assert bounds(period)[0] == day


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-01..2026-03", "2026-01-01", "2026-04-01"),
        ("2024..2026", "2024-01-01", "2027-01-01"),
        ("2026..2026-03-15", "2026-01-01", "2026-03-16"),
        ("2026-03-15..2026-03-15", "2026-03-15", "2026-03-16"),
        ("2026-03..", "2026-03-01", None),
        ("..2026-03", None, "2026-04-01"),
        ("7d..", "2026-03-11", None),
        ("..7d", None, "2026-03-12"),
        ("7d..+7d", "2026-03-11", "2026-03-26"),
        ("..+tue", None, "2026-03-25"),
        ("..tue", None, "2026-03-18"),
        ("last-week..this-week", "2026-03-09", "2026-03-23"),
        ("mon..sun", "2026-03-16", "2026-03-23"),
        ("thu..mon", "2026-03-12", "2026-03-17"),
        ("wed..wed", "2026-03-18", "2026-03-19"),
        ("mon..", "2026-03-16", None),
        ("fri@18:00..mon@08:00", "2026-03-13T18:00", "2026-03-16T08:01"),
        ("mon@08:00..", "2026-03-16T08:00", None),
        ("2026-03-15T08:00..today", "2026-03-15T08:00", "2026-03-19"),
        ("today@08:00..today@09:30", "2026-03-18T08:00", "2026-03-18T09:31"),
    ],
)
def test_a_range_holds_both_its_ends(text: str, start: str | None, end: str | None) -> None:
    """From the start of the first to the end of the last; an end left out is open.

    A weekday at the end of a range is the first one at or after its start: `mon..sun` is a week.
    """
    period = read_period(text, at(WEDNESDAY), PARIS)

    assert bounds(period) == (start, end)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2026-03-28", PARIS, 24),
        ("2026-03-29", PARIS, 23),
        ("2026-10-25", PARIS, 25),
        ("2018-11-03", SAO_PAULO, 24),
        ("2018-11-04", SAO_PAULO, 23),
        ("2018-02-17", SAO_PAULO, 25),
        ("2018-02-18", SAO_PAULO, 24),
        ("2018-03-11", HAVANA, 23),
        ("2018-11-04", HAVANA, 25),
    ],
)
def test_a_day_has_the_hours_that_the_clocks_give_it(day: str, zone: ZoneInfo, hours: int) -> None:
    """23 where clocks go forward, 25 where they go back, at midnight too."""
    period = read_period(day, at("2026-11-23"), zone)

    assert period.start
    assert period.end
    assert period.end - period.start == timedelta(hours=hours)


def test_a_day_without_midnight_begins_at_one() -> None:
    """In São Paulo 4 November 2018 began at 01:00, the moment at which the third ended."""
    day = read_period("2018-11-04", at("2026-11-23"), SAO_PAULO)
    before = read_period("2018-11-03", at("2026-11-23"), SAO_PAULO)

    assert bounds(day, SAO_PAULO) == ("2018-11-04T01:00", "2018-11-05")
    assert before.end == day.start


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 17, 23, 30, tzinfo=UTC), PARIS, "2026-03-18"),
        (datetime(2026, 3, 18, 2, 30, tzinfo=UTC), SAO_PAULO, "2026-03-17"),
        (datetime(2026, 7, 17, 22, 30, tzinfo=UTC), PARIS, "2026-07-18"),
    ],
)
def test_today_is_the_sites_day(moment: datetime, zone: ZoneInfo, day: str) -> None:
    """The site's time zone says which day it is, not the clock's."""
    period = read_period("today", moment, zone)

    assert bounds(period, zone)[0] == day


@pytest.mark.parametrize(
    ("now", "text", "moment"),
    [
        ("2026-03-16T07:00", "mon@08:00", "2026-03-16T08:00"),
        ("2026-03-16T08:00", "mon@08:00", "2026-03-23T08:00"),
        ("2026-03-16T09:00", "mon@08:00", "2026-03-23T08:00"),
        ("2026-03-18T09:00", "tue@08:00", "2026-03-24T08:00"),
        ("2026-03-18T09:00", "+tue@08:00", "2026-03-24T08:00"),
        ("2026-03-18T09:00", "today@08:00", "2026-03-18T08:00"),
        ("2026-03-18T09:00", "tomorrow@23:59", "2026-03-19T23:59"),
        ("2026-03-18T09:00", "2026-03-15T08:00", "2026-03-15T08:00"),
        ("2026-03-28T09:00", "tomorrow@08:00", "2026-03-29T08:00"),
    ],
)
def test_scheduling_looks_ahead(now: str, text: str, moment: str) -> None:
    """To schedule, a weekday is the next to come: `mon@08:00` is never in the past."""
    found = read_moment(text, at(now), PARIS)

    assert f"{found:%Y-%m-%dT%H:%M}" == moment
    assert found.tzinfo is PARIS


@pytest.mark.parametrize(
    "text",
    [
        "2026-13", "2026-00", "2026-02-30", "2023-02-29", "2026-04-31", "2026-00-15", "2026-03-00",
        "0000", "9999", "9999-12-31",
        "26-03-15", "2026-3-15", "15/03/2026", "20260315", "2026-03-15T8:00", "2026-03-15T24:00",
        "mon@08:60", "T08:00", "@08:00", "7", "d", "7 d", "7h", "-7d", "++7d", "99999y",
        "gibberish", "march", "..", "...", "2026...", "2026-01..2026-02..2026-03", "2026..x",
        "x..2026", "2026T08:00", "2026-03@08:00", "last-week@08:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_an_error(text: str) -> None:
    """Nothing is guessed: what is not in the calendar, or gives a time to many days, is refused."""
    with pytest.raises(BadQuery) as error:
        read_period(text, at(WEDNESDAY), PARIS)

    assert error.value.hint


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    "text", ["0001", "0001-01-01", "0001-01-01T00:00", "..0001", "9998", "9999-12-30"]
)
def test_the_ends_of_the_calendar_are_read_or_refused(text: str, zone: ZoneInfo) -> None:
    """The first and the last years are periods like others, or an error that says why."""
    period = period_or_none(text, zone)

    assert period is None or period.end


@pytest.mark.parametrize(
    "text",
    [
        "2026-03..2026-01", "2026..2024", "today..yesterday", "+7d..7d", "7d..2w", "1m..1y",
        "this-week..last-week", "tomorrow..today", "today@09:00..today@08:00",
        "mon@10:00..mon@08:00",
    ],
)  # fmt: skip
def test_a_range_that_runs_backwards_is_an_error(text: str) -> None:
    """It is not turned round in silence; the hint shows it the right way round."""
    with pytest.raises(BadQuery, match="runs backwards") as error:
        read_period(text, at(WEDNESDAY), PARIS)

    low, _, high = text.partition("..")
    assert error.value.hint == f"turn it round: {high}..{low}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lastweek", "last-week"),
        ("last_week", "last-week"),
        ("this-weak", "this-week"),
        ("nextmonth", "next-month"),
        ("yesterdy", "yesterday"),
        ("tomorow", "tomorrow"),
        ("monn", "mon"),
    ],
)
def test_a_near_miss_is_named(blog: Folder, run: Run, typed: str, meant: str) -> None:
    """A date that is almost one is exit 2 with the one that was meant."""
    blog(a=post())

    answer = run(["list", f"date:{typed}"], code=2)

    assert not answer.out
    assert f"'{typed}' is not a date" in answer.err
    assert f"did you mean '{meant}'?" in answer.err


@pytest.mark.parametrize("text", ["2026-13", "gibberish", "..", "2026-03..2026-01"])
def test_no_date_is_ever_an_empty_answer(blog: Folder, run: Run, text: str) -> None:
    """A date that cannot be understood is exit 2, with a hint, and nothing on stdout."""
    blog.write(".blogctl/config.toml", 'timezone = "Europe/Paris"\n')
    blog(a=post(date="2026-03-15"))

    answer = run(["list", f"date:{text}", "--json"], code=2)

    assert not answer.out
    assert "hint:" in answer.err


def test_a_period_is_in_the_sites_time_zone(blog: Folder, run: Run) -> None:
    """A post at 23:30 UTC is tomorrow's in Paris; a date without offset is the site's."""
    blog.write(".blogctl/config.toml", 'timezone = "Europe/Paris"\n')
    blog(
        late=post(date="2026-03-14T23:30:00Z"),
        bare=post(date="2026-03-15"),
        early=post(date="2026-03-14T22:30:00Z"),
    )

    answer = run("list date:2026-03-15 --json --fields slug sort:slug")

    assert answer.json == [{"slug": "bare"}, {"slug": "late"}]


def test_a_post_without_a_date_is_in_no_period(blog: Folder, run: Run) -> None:
    """An open end does not take in what has no date; the negation does."""
    blog(dated=post(date="2026-03-15"), undated=post())

    inside = run("list date:..2999 --json --fields slug")
    outside = run("list -date:..2999 --json --fields slug")

    assert inside.json == [{"slug": "dated"}]
    assert outside.json == [{"slug": "undated"}]


@given(
    zone=st.sampled_from(ZONES),
    days=st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), min_size=2, max_size=2).map(sorted),
    moment=st.datetimes(datetime(1989, 12, 1), datetime(2040, 2, 1), timezones=st.just(UTC)),
)
def test_a_range_holds_exactly_what_is_between(
    zone: ZoneInfo, days: list[date], moment: datetime
) -> None:
    """A moment is in `lo..hi` just when its day in the zone is from lo to hi."""
    low, high = days

    period = read_period(f"{low}..{high}", at(WEDNESDAY), zone)

    assert period.holds(moment) == (low <= moment.astimezone(zone).date() <= high)


@given(zone=st.sampled_from(ZONES), day=st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_days_leave_no_gap(zone: ZoneInfo, day: date) -> None:
    """Each day begins where the one before ends, and has the moments of its date alone."""
    now = at(WEDNESDAY)

    today = read_period(str(day), now, zone)
    tomorrow = read_period(str(day + timedelta(days=1)), now, zone)

    assert today.end == tomorrow.start
    assert today.start
    assert today.end
    assert today.start.astimezone(zone).date() == day
    assert (today.end - timedelta(seconds=1)).astimezone(zone).date() == day


@given(text=st.text("0123456789-+.:T@dwmy montuesla", max_size=24))
def test_any_text_is_a_period_or_an_error(text: str) -> None:
    """Whatever is typed, the answer is a period that holds time, or an error with a hint."""
    period = period_or_none(text, PARIS)

    assert period is None or not period.start or not period.end or period.start < period.end
