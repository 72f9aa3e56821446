"""Write a made-up access log of a blog: four years of readers, machines and accidents.

    python docs/sample_log.py posts access.log.gz --until 2026-11-23 --lines 60000 --seed 1

The same words give the same log everywhere: what is drawn from is made of integers, for sums and
powers of floats are not the same on all machines and in all versions of Python.
"""

import argparse
import gzip
import io
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus
from zlib import crc32
from zoneinfo import ZoneInfo

import frontmatter

PARIS = ZoneInfo("Europe/Paris")
DAY, YEAR = 86_400, 31_557_600
SPAN = timedelta(days=1461)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# How often the blog is read in each hour of a day, from midnight on.
HOURS = (9, 5, 3, 2, 2, 4, 12, 30, 52, 62, 58, 52, 48, 56, 58, 54, 52, 50, 44, 40, 44, 46, 34, 18)
# What becomes of posts that are no longer new; interest in the rest fades slowly.
FATES = ("evergreen",) * 3 + ("rising",) * 3 + ("forgotten",) * 4

# {} is the version, which rises with the years.
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/{}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/{}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/{0}.0.0.0 Safari/537.36 Edg/{0}.0.0.0",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/{}.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0",
    "Mozilla/5.0 (Android 13; Mobile; rv:{0}.0) Gecko/{0}.0 Firefox/{0}.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
)
FEED_READERS = (
    "FreshRSS/1.24.3 (Linux; https://freshrss.org)",
    "Mozilla/5.0 (compatible; Miniflux/2.2.4; +https://miniflux.app)",
    "Tiny Tiny RSS/23.11 (https://tt-rss.org/)",
    "NetNewsWire (RSS Reader; https://netnewswire.com/)",
    "Feedly/1.0 (+https://feedly.com/poller.html; 61 subscribers; like FeedFetcher-Google)",
    "Newsboat/2.34 (Linux x86_64; https://newsboat.org/)",
    "Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 17 subscribers; )",
)
PASSERS_BY = ("curl/7.88.1", "curl/8.11.1", "Wget/1.21.3", "python-requests/2.31.0", "-")

SEARCH_ENGINES = (
    "https://www.google.com/",
    "https://www.google.fr/",
    "https://duckduckgo.com/",
    "https://www.qwant.com/",
    "https://www.bing.com/",
    "https://www.ecosia.org/",
)
OLD_SEARCHES = (
    "https://www.google.com/search?hl=fr&q={}",
    "https://duckduckgo.com/?q={}&ia=web",
    "https://www.qwant.com/?q={}&t=web",
)
MASTODON = (
    "https://mastodon.social/",
    "https://framapiaf.org/",
    "https://piaille.fr/",
    "https://mamot.fr/",
    "android-app://org.joinmastodon.android/",
)
BLOGS = (
    "https://veille.example.net/liens-du-vendredi/",
    "https://carnet-de-libraire.example/blogroll/",
    "https://wiki-ouvert.example.org/ressources/",
    "https://planet.example.com/",
)

ANSWERED = (
    "wiki",
    "télétravail",
    "courriel",
    "réunion à distance",
    "open data",
    "carbone",
    "logiciel libre",
    "onboarding",
    "assistant IA",
    "visio",
    "documentation",
)
UNANSWERED = (
    "podcast accessibilité",
    "souveraineté numérique",
    "sobriété éditoriale",
    "droit à la déconnexion",
    "souverainete numerique",
    "Podcast",
    "RGAA",
    "fediverse",
)

# Where posts stood before they were renamed, and what others made of their addresses.
LOST = {
    "le-poids-d-un-mail": "le-poids-d-un-courriel-ou-l-art-de-mal-compter",
    "fiche-reunion-a-distance": "fiche-reussir-une-reunion-a-distance",
    "jardiner-un-wiki": "jardiner-un-wiki-tailler-semer-composter",
    "trois-mois-avec-un-assistant-ia": "un-assistant-ia-dans-l-equipe-trois-mois-de-carnet-de-bord",
    "migrer-vers-le-logiciel-libre": (
        "migrer-vingt-postes-vers-le-logiciel-libre-sans-facher-personne"
    ),
    "nos-terminaux-dabord": "nos-terminaux-d-abord",
    "une-page-web-au-regimes": "une-page-web-au-regime",
    "carte-des-outil": "carte-des-outils",
    "write-it-down-the-quite-superpower-of-remote-teams": (
        "write-it-down-the-quiet-superpower-of-remote-teams"
    ),
}
LOST_WEIGHTS = (30, 22, 18, 14, 9, 4, 3, 3, 2)

PROBES = (
    ("GET", "/wp-login.php", 404),
    ("POST", "/wp-login.php", 404),
    ("POST", "/xmlrpc.php", 404),
    ("GET", "/.env", 404),
    ("GET", "/.git/config", 404),
    ("GET", "/wp-admin/setup-config.php?step=1", 404),
    ("GET", "/phpmyadmin/index.php", 404),
    ("POST", "/", 405),
)
# A spreadsheet would run the second and the fifth; a terminal would obey the fourth.
ODDITIES = (
    ("/posts/%E0%A4%A/", 400, "Mozilla/5.0 (compatible; LinkCheck/0.3)"),
    ("=cmd|' /C calc'!A0", 400, "Mozilla/5.0"),
    ("/", 200, r"Mozilla/5.0 (X11; Linux x86_64) \x22quoted\x22 \"Lecteur\"/1.0"),
    ("/about/", 200, r"\x1b[31mMozilla/5.0\x1b[0m\x1b]0;owned\x07"),
    ("/search/?q=%3Dcmd%7C%27+%2FC+calc%27%21A0", 200, "Mozilla/5.0 (Windows NT 10.0)"),
    ("/posts/../../../../etc/passwd", 400, "-"),
)


class Crawler(NamedTuple):
    """A machine that reads everything, and the first day on which it was seen."""

    agent: str
    address: str
    since: date


CRAWLERS = (
    Crawler(
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "192.0.2.66",
        date(2000, 1, 1),
    ),
    Crawler(
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "192.0.2.40",
        date(2000, 1, 1),
    ),
    Crawler(
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "192.0.2.54",
        date(2000, 1, 1),
    ),
    Crawler(
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1;"
        " +https://openai.com/gptbot)",
        "192.0.2.132",
        date(2023, 8, 7),
    ),
)


class Post(NamedTuple):
    """A post and its readership; it is live from *start* to *end*, in seconds since 1970."""

    url: str
    title: str
    tags: tuple[str, ...]
    image: str
    start: int
    end: int
    popularity: int = 0
    fate: str = "even"


class Visitor(NamedTuple):
    """Who asks: an address and the name that a program gives itself."""

    address: str
    agent: str


class Hit(NamedTuple):
    """One request and its answer, at a time in seconds since 1970."""

    at: int
    visitor: Visitor
    path: str
    status: int = 200
    referrer: str = "-"
    method: str = "GET"


class Readings(NamedTuple):
    """Which post may be read on which day, and running sums of how often, to draw from."""

    days: list[tuple[int, Post]]
    sums: list[int]


class Sample(NamedTuple):
    """All that visits are drawn from."""

    rng: Random
    posts: list[Post]
    readings: Readings
    start: int
    end: int
    hosts: Sequence[str]
    regulars: list[Visitor]
    subscribers: list[Visitor]


def main() -> None:
    """Write the log that the command line asks for."""
    asked = arguments()
    sample = sample_of(asked)
    hits = sorted(islice(all_hits(sample), asked.lines), key=lambda hit: hit.at)
    text = "".join(f"{damaged(sample.rng, line(hit))}\n" for hit in hits)
    asked.out.write_bytes(packed(text.encode(), gzipped=asked.out.suffix == ".gz"))


def arguments() -> argparse.Namespace:
    """Return what is asked for on the command line."""
    parser = argparse.ArgumentParser(description="Write a made-up access log of a blog.")
    parser.add_argument("posts", type=Path, help="the folder of the posts")
    parser.add_argument("out", type=Path, help="the log; compressed when it ends in .gz")
    parser.add_argument(
        "--until",
        type=date.fromisoformat,
        default=date(2026, 11, 23),
        help="the day at whose first minute the log ends (default: %(default)s)",
    )
    parser.add_argument("--lines", type=int, default=60_000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument(
        "--hosts",
        nargs="+",
        default=["blog.example"],
        help="the names of the site, as its own pages have them as referrers",
    )
    return parser.parse_args()


def sample_of(asked: argparse.Namespace) -> Sample:
    """Return what is drawn from; exit when no post is published in time."""
    rng = random.Random(asked.seed)
    start, end = midnight(asked.until - SPAN), midnight(asked.until)
    posts = with_readers(rng, [post for post in read_posts(asked.posts) if post.start < end], end)
    if not posts:
        raise SystemExit(f"No post in {asked.posts} is published before {asked.until}.")
    return Sample(
        rng=rng,
        posts=posts,
        readings=readings_of(posts, start, end),
        start=start,
        end=end,
        hosts=asked.hosts,
        regulars=[Visitor(address(rng), rng.choices(BROWSERS)[0]) for _ in range(240)],
        subscribers=[Visitor(address(rng), rng.choices(FEED_READERS)[0]) for _ in range(45)],
    )


def read_posts(folder: Path) -> list[Post]:
    """Return the posts in *folder* that have a date and are no drafts, the oldest first."""
    read = [(path, frontmatter.load(str(path)).metadata) for path in folder.rglob("*.md")]
    shown = [(path, meta) for path, meta in read if meta.get("date") and not meta.get("draft")]
    return sorted((post_of(*each) for each in shown), key=lambda post: (post.start, post.url))


def post_of(path: Path, meta: dict[str, Any]) -> Post:
    """Return what the log needs of a post; its slug is its name without the date."""
    name = path.parent.name if path.stem == "index" else path.stem
    slug = meta.get("slug") or re.sub(r"^\d{4}-\d\d-\d\d-", "", name)
    url = f"/posts/{slug}/"
    end = seconds(meta["expiryDate"]) if "expiryDate" in meta else seconds(date(9999, 1, 1))
    return Post(
        url=url,
        title=str(meta.get("title", slug)),
        tags=tuple(map(str, meta.get("tags") or ())),
        image=f"{url}{meta['image']}" if "image" in meta else "",
        start=seconds(meta["date"]),
        end=end,
    )


def seconds(moment: date) -> int:
    """Return *moment* in seconds since 1970; a bare date begins in UTC, as Hugo reads it."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).timestamp())


def midnight(day: date) -> int:
    """Return when *day* begins in Paris, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=PARIS).timestamp())


def with_readers(rng: Random, posts: list[Post], end: int) -> list[Post]:
    """Return *posts* with a popularity each, and with a fate for some of the older ones."""
    # The first post is a greeting: nobody searches for it.
    old = [post.url for post in posts[1:] if post.start < end - 500 * DAY and post.end > end]
    shuffled = [url for _, url in sorted((rng.random(), url) for url in old)]
    fates = dict(zip(shuffled, FATES, strict=False))
    return [
        post._replace(popularity=popularity(rng), fate=fates.get(post.url, "even"))
        for post in posts
    ]


def popularity(rng: Random) -> int:
    """Return how much a post is liked, log-normal around 1000."""
    normal = (sum(rng.randrange(1001) for _ in range(12)) - 6000) / 1000
    return round(1000 * math.pow(2, 0.8 * normal))


def readings_of(posts: list[Post], start: int, end: int) -> Readings:
    """Return how often each post is read on each day from *start* to *end*."""
    days = [
        (day, post)
        for day in map(midnight, days_between(start, end))
        for post in posts
        if post.start < day + DAY and day < post.end
    ]
    weights = (round(season(day, posts[0].start) * interest(post, day, end)) for day, post in days)
    return Readings(days, list(accumulate(weights)))


def days_between(start: int, end: int) -> Iterator[date]:
    """Yield the days in Paris that begin at *start* or later, and before *end*."""
    day = datetime.fromtimestamp(start, PARIS).date()
    while midnight(day) < end:
        yield day
        day += timedelta(days=1)


def season(at: int, first: int) -> float:
    """Return how much the day that begins at *at* is one for reading."""
    day = datetime.fromtimestamp(at, PARIS).date()
    weekday = 0.5 if day.weekday() >= 5 else 1.0
    christmas = (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 2)
    away = 0.35 if christmas else 0.5 if day.month == 8 else 1.0
    return weekday * away * (1 + 0.45 * max(0, at - first) / YEAR)


def interest(post: Post, day: int, end: int) -> float:
    """Return how much *post* is read on a day: a burst that decays, and what remains."""
    age = max(0, day - post.start) / DAY
    burst = 60 * math.pow(1 + age, -1.5)
    return post.popularity * (burst + remaining(post.fate, age / 365, (end - day) / YEAR))


def remaining(fate: str, years: float, left: float) -> float:
    """Return how much a post is read that is *years* old, *left* years before the log ends."""
    match fate:
        case "evergreen":
            return 0.15 + 0.2 * years
        case "rising":
            return 0.1 + 1.6 * max(0.0, 1.1 - left)
        case "forgotten":
            return 0.02 + 1.2 * max(0.0, 1.4 - years)
    return 0.3 / (1 + 0.4 * years)


def all_hits(sample: Sample) -> Iterator[Hit]:
    """Yield what visit after visit asks for, in no order, without end."""
    while True:
        visit = sample.rng.choices(VISITS, VISIT_WEIGHTS)[0]
        yield from (hit for hit in visit(sample) if hit.at < sample.end)


def by_reader(sample: Sample) -> Iterator[Hit]:
    """Yield what someone reads: up to four pages, and what these are made of."""
    rng = sample.rng
    at, post = reading(sample)
    visitor = someone(sample, at)
    path, referrer = arrival(rng, post, at)
    host = rng.choices(sample.hosts)[0]
    for _ in range(rng.choices((1, 2, 3, 4), (58, 24, 12, 6))[0]):
        yield from opened(rng, Hit(at, visitor, path, referrer=referrer))
        yield from parts(sample, Hit(at, visitor, path, referrer=f"https://{host}{path}"))
        referrer = f"https://{host}{path}"
        path, at = onward(sample, post, at), at + 15 + rng.randrange(500)


def reading(sample: Sample) -> tuple[int, Post]:
    """Draw a post, and a time at which it is live."""
    rng = sample.rng
    days, sums = sample.readings
    day, post = rng.choices(days, cum_weights=sums)[0]
    at = day + time_of_day(rng)
    return at if post.start <= at < post.end else post.start + rng.randrange(DAY // 2), post


def time_of_day(rng: Random) -> int:
    """Draw the seconds since midnight, by day rather than at night."""
    return rng.choices(range(24), HOURS)[0] * 3600 + rng.randrange(3600)


def someone(sample: Sample, at: int) -> Visitor:
    """Draw a person: one who comes back, or a newcomer."""
    rng = sample.rng
    if rng.randrange(4) == 0:
        visitor = rng.choices(sample.regulars)[0]
    else:
        visitor = Visitor(address(rng), rng.choices(BROWSERS)[0])
    # Browsers were at 108 when December 2022 began, and rise by one in 32 days.
    version = 108 + (at - 1_669_852_800) // (32 * DAY)
    return visitor._replace(agent=visitor.agent.format(version))


def address(rng: Random) -> str:
    """Draw an address of those that are set aside for examples."""
    if rng.randrange(8) == 0:
        return f"203.0.113.{1 + rng.randrange(254)}"
    net, home, device = (1 + rng.randrange(0xFFFF) for _ in range(3))
    return f"2001:db8:{net:x}:{home:x}::{device:x}"


def arrival(rng: Random, post: Post, at: int) -> tuple[str, str]:
    """Draw where a visit begins, and the referrer it comes with."""
    path = "/" if rng.randrange(9) == 0 else variant(rng, post.url)
    match rng.choices(("search", "mastodon", "letter", "blog", "facebook", "-"), ways(post, at))[0]:
        case "search":
            return path, searched(rng, post, at)
        case "mastodon":
            tail = rng.choices(("", "?utm_source=mastodon"), (4, 1))[0]
            return f"{path}{tail}", rng.choices(MASTODON, (30, 22, 16, 12, 20))[0]
        case "letter":
            tail = "?utm_source=lettre&utm_medium=email"
            return f"{path}{tail}", rng.choices(("-", "https://lettre.example.net/"), (1, 2))[0]
        case "blog":
            return path, rng.choices(BLOGS, (9, 5, 4, 3))[0]
        case "facebook":
            return f"{path}?fbclid=IwAR{rng.randrange(1 << 64):x}", "https://l.facebook.com/"
    return path, "-"


def ways(post: Post, at: int) -> tuple[int, ...]:
    """Return how many come from search, Mastodon, letter, blogs, Facebook and nowhere."""
    if at < post.start + 10 * DAY:
        return (8, 32, 26, 10, 4, 20)
    if post.fate in ("evergreen", "rising"):
        return (68, 4, 1, 9, 2, 16)
    return (42, 9, 5, 13, 3, 28)


def searched(rng: Random, post: Post, at: int) -> str:
    """Draw a search engine as referrer; some told in former years what was asked for."""
    if at < 1_719_784_800 and rng.randrange(6) == 0:
        words = re.findall(r"\w+", post.title.lower())
        return rng.choices(OLD_SEARCHES)[0].format(quote_plus(" ".join(words[:4])))
    return rng.choices(SEARCH_ENGINES, (48, 16, 13, 9, 8, 6))[0]


def variant(rng: Random, url: str) -> str:
    """Draw a way to write the address of a page, mostly the right one."""
    ways_to_write = (
        url,
        f"/{url}",
        f"{url}index.html",
        url.replace("-", "%2D", 1),
        url.replace("/p", "/%70", 1),
        url.rstrip("/"),
    )
    return rng.choices(ways_to_write, (930, 12, 14, 8, 6, 30))[0]


def opened(rng: Random, hit: Hit) -> Iterator[Hit]:
    """Yield the request of a page; some are redirected, fail, or are made again."""
    whole = hit.path.partition("?")[0]
    if not whole.endswith(("/", ".html")):
        yield hit._replace(status=301)
        hit = hit._replace(path=hit.path.replace(whole, f"{whole}/", 1))
    status = rng.choices((200, 304, 500), (940, 56, 4))[0]
    yield hit._replace(status=status)
    if status == 500 or rng.randrange(12) == 0:
        later = 4 + rng.randrange(40 if status == 500 else 1700)
        again = rng.choices((200, 304), (1, 1))[0] if status != 500 else 200
        yield hit._replace(at=hit.at + later, status=again)


def parts(sample: Sample, hit: Hit) -> Iterator[Hit]:
    """Yield the files that a page needs and the browser has not kept."""
    rng = sample.rng
    images = [post.image for post in sample.posts if post.image and post.url == hit.path]
    files = ("/css/main.css", "/favicon.ico", "/images/camille.webp", *images)
    for file, chance in zip(files, (50, 22, 12, 90), strict=False):
        if rng.randrange(100) < chance:
            yield hit._replace(path=file, status=rng.choices((200, 304), (4, 1))[0])


def onward(sample: Sample, post: Post, at: int) -> str:
    """Draw the next page of someone who has read *post*."""
    rng = sample.rng
    match rng.choices(("post", "home", "tag", "about", "search"), (50, 18, 12, 7, 13))[0]:
        case "home":
            return "/"
        case "tag":
            tag = rng.choices(post.tags)[0] if post.tags else ""
            return f"/tags/{quote(tag.lower().replace(' ', '-'))}/" if tag else "/tags/"
        case "about":
            return "/about/"
        case "search":
            return search_page(rng)
    live = [it for it in sample.posts if it.start <= at < it.end] or [post]
    return rng.choices(live, [it.popularity for it in live])[0].url


def search_page(rng: Random) -> str:
    """Draw a search on the site; two in five find nothing."""
    if rng.randrange(5) < 2:
        words = rng.choices(UNANSWERED, (34, 26, 15, 8, 7, 4, 4, 2))[0]
    else:
        words = rng.choices(ANSWERED, (30, 22, 14, 12, 9, 8, 8, 6, 5, 4, 3))[0]
    return f"/search/?q={(quote_plus if rng.randrange(3) else quote)(words)}"


def by_feed_reader(sample: Sample) -> Iterator[Hit]:
    """Yield a look into the feed."""
    rng = sample.rng
    at = posts_begin(sample) + more_and_more(rng, sample.end - posts_begin(sample))
    status = rng.choices((304, 200, 301), (82, 16, 2))[0]
    path = "/index.xml" if status != 301 else "/feed/"
    yield Hit(at, rng.choices(sample.subscribers)[0], path, status)


def posts_begin(sample: Sample) -> int:
    """Return when the first post went live, or the log begins."""
    return max(sample.start, sample.posts[0].start)


def more_and_more(rng: Random, span: int) -> int:
    """Draw a number below *span*, the greater the likelier."""
    return max(rng.randrange(span), rng.randrange(span))


def by_crawler(sample: Sample) -> Iterator[Hit]:
    """Yield what a crawler asks for: its rules, then pages, those that are gone included."""
    rng = sample.rng
    at = sample.start + more_and_more(rng, sample.end - sample.start)
    known = [crawler for crawler in CRAWLERS if midnight(crawler.since) <= at]
    crawler = rng.choices(known)[0]
    visitor = Visitor(crawler.address, crawler.agent)
    method = "HEAD" if rng.randrange(25) == 0 else "GET"
    yield Hit(at, visitor, rng.choices(("/robots.txt", "/sitemap.xml"), (3, 1))[0])
    for post in rng.choices(sample.posts, k=1 + rng.randrange(4)):
        at += 2 + rng.randrange(90)
        status = rng.choices((200, 304), (7, 3))[0] if at < post.end else 404
        path, status = (post.url, status) if post.start <= at else ("/", 200)
        yield Hit(at, visitor, path, status, method=method)


def by_probe(sample: Sample) -> Iterator[Hit]:
    """Yield the knocking of someone who looks for a door."""
    rng = sample.rng
    at = sample.start + more_and_more(rng, sample.end - sample.start)
    agent = rng.choices(("-", "Mozilla/5.0", "Go-http-client/1.1", "Mozlila/5.0 (Linux)"))[0]
    visitor = Visitor(f"198.51.100.{1 + rng.randrange(254)}", agent)
    for method, path, status in rng.choices(
        PROBES, (9, 7, 4, 7, 3, 2, 2, 1), k=1 + rng.randrange(4)
    ):
        yield Hit(at, visitor, path, status, method=method)
        at += rng.randrange(4)


def by_lost_reader(sample: Sample) -> Iterator[Hit]:
    """Yield the request of an address where the post no longer stands, or never did."""
    rng = sample.rng
    old = rng.choices(list(LOST), LOST_WEIGHTS)[0]
    renamed = [post for post in sample.posts if post.url == f"/posts/{LOST[old]}/"]
    for post in renamed:
        since = min(max(post.start + 200 * DAY, sample.start), sample.end - DAY)
        path = f"/posts/{old}/"
        if rng.randrange(6) == 0:
            path = path[: -1 - rng.randrange(8)]
        at = since + rng.randrange(sample.end - since)
        # Nobody is lost at night only: the hour is drawn anew.
        at = midnight(datetime.fromtimestamp(at, PARIS).date()) + time_of_day(rng)
        referrer = rng.choices((*BLOGS, SEARCH_ENGINES[0], "-"), (8, 5, 6, 2, 8, 9))[0]
        yield Hit(at, someone(sample, at), path, 404, referrer)


def by_passer_by(sample: Sample) -> Iterator[Hit]:
    """Yield what a script asks for."""
    rng = sample.rng
    at = sample.start + more_and_more(rng, sample.end - sample.start)
    visitor = Visitor(address(rng), rng.choices(PASSERS_BY, (5, 4, 2, 4, 5))[0])
    path = rng.choices(("/", "/index.html", "/index.xml", "/robots.txt"), (5, 1, 3, 1))[0]
    yield Hit(at, visitor, path, method="HEAD" if rng.randrange(3) == 0 else "GET")


def by_oddity(sample: Sample) -> Iterator[Hit]:
    """Yield a request that a program may stumble over."""
    rng = sample.rng
    path, status, agent = rng.choices(ODDITIES)[0]
    at = sample.start + more_and_more(rng, sample.end - sample.start)
    yield Hit(at, Visitor(address(rng), agent), path, status)


VISITS: tuple[Callable[[Sample], Iterator[Hit]], ...] = (
    by_reader,
    by_feed_reader,
    by_crawler,
    by_probe,
    by_lost_reader,
    by_passer_by,
    by_oddity,
)
VISIT_WEIGHTS = (600, 500, 200, 100, 40, 60, 3)


def line(hit: Hit) -> str:
    """Return *hit* in the combined format, as nginx writes it."""
    at = datetime.fromtimestamp(hit.at, PARIS)
    when = f"{at.day:02}/{MONTHS[at.month - 1]}/{at:%Y:%H:%M:%S %z}"
    person = hit.visitor.agent.startswith("Mozilla/5.0 (") and "compatible" not in hit.visitor.agent
    request = f"{hit.method} {hit.path} HTTP/{'2.0' if person else '1.1'}"
    answer = f'"{request}" {hit.status} {size(hit)}'
    return f'{hit.visitor.address} - - [{when}] {answer} "{hit.referrer}" "{hit.visitor.agent}"'


def size(hit: Hit) -> int:
    """Return how many bytes were sent; a page has always as many."""
    if hit.method == "HEAD" or hit.status == 304:
        return 0
    if hit.status == 200:
        return 4000 + crc32(hit.path.partition("?")[0].encode()) % 17_000
    return {301: 162, 404: 3120, 405: 150, 500: 170}.get(hit.status, 150)


def damaged(rng: Random, written: str) -> str:
    """Return a line of the log; one in 5000 is broken."""
    if rng.randrange(5000):
        return written
    cut = 1 + rng.randrange(len(written) - 1)
    noise = re.sub(r'"[^"]* HTTP/..." \d+ \d+', r'"\\x16\\x03\\x01\\x02" 400 157', written)
    return rng.choices((written[:cut], written[cut:], "\0" * cut, noise, ""), (4, 2, 1, 2, 1))[0]


def packed(content: bytes, *, gzipped: bool) -> bytes:
    """Return *content* as it is to be kept, without the name and the time of a gzip file."""
    if not gzipped:
        return content
    # gzip.compress writes another header in each version of Python.
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as file:
        file.write(content)
    return target.getvalue()


if __name__ == "__main__":
    main()
