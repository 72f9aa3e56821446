"""How hits become views: which count, for which post, and once for a reader within half an hour.

Every rule can be switched off. A reader is an address and an agent, hashed with a salt that is
gone when the run ends; hashes lie in temporary files only, and no address is kept anywhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import lru_cache
from struct import Struct
from typing import NamedTuple
from urllib.parse import urlsplit

from blogctl.content.addresses import Addresses, is_page, searched, shown
from blogctl.importers.formats import Format, Place

# A reader on a page, the day and page, the second: what is kept of a hit until all are there.
VISIT = Struct("<qqI")
BUCKETS = 64
GAP = 30 * 60
_MANY = 100_000
_METHODS = (b"GET",)
HEARD = (b"200", b"304")
_TERM = re.compile(r"[\w'’ ,.+#-]{2,100}")
# Who leads readers here by what they looked for, and the parameters that say so.
_ENGINES = re.compile(
    r"(?:^|\.)(?:google|bing|duckduckgo|qwant|ecosia|yahoo|yandex|baidu|startpage|lilo|exalead|"
    r"search\.brave|kagi|mojeek|seznam)\.", re.IGNORECASE,
)  # fmt: skip
_ASKED = ("q", "query", "p", "text", "wd")


class Rules(NamedTuple):
    """What is left out: hits by other *methods*, that are no *pages*, of other *statuses*.

    And *bots*, and *repeats* of a reader on a page within half an hour. *hosts* are those of the
    site, () for any; *since* is the last second that is known already, 0 for none.
    """

    methods: bool = True
    pages: bool = True
    statuses: bool = True
    bots: bool = True
    repeats: bool = True
    hosts: tuple[str, ...] = ()
    since: int = 0


SWITCHES = ("methods", "pages", "statuses", "bots", "repeats")


class Tally(NamedTuple):
    """What a part of a log comes to.

    *visits* are the packed hits on posts, by bucket; *unmatched* the hits that are no post's, by
    month, status and address; *referrers* and *searches* are by month. *lines* that say nothing
    are *broken*, and *samples* the first of those. *first* and *last* are seconds, 0 for none.
    """

    visits: tuple[bytes, ...]
    unmatched: Mapping[tuple[str, str, str], int]
    referrers: Mapping[tuple[str, str], int]
    searches: Mapping[tuple[str, str], int]
    lines: int
    broken: int
    samples: tuple[bytes, ...]
    first: int
    last: int


class Heard(NamedTuple):
    """The hits of a block: packed visits by bucket; status and request, and referrer, by month."""

    visits: list[bytearray]
    unmatched: dict[str, list[tuple[bytes, bytes]]]
    referrers: dict[str, list[bytes]]


class Memory(dict[bytes, int]):
    """What *work* says of texts, each worked out once."""

    def __init__(self, work: Callable[[bytes], int]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: bytes) -> int:
        """Work it out."""
        self[text] = found = self._work(text)
        return found


class Teller:
    """Tells hits apart; what it has learnt of requests and agents serves the next block."""

    def __init__(
        self, form: Format, addresses: Addresses, rules: Rules, zone: tzinfo, salt: bytes
    ) -> None:
        self._form = form
        self._judge = Judge(addresses, rules)
        self._place = Place(form.name, zone)
        self._rules = rules
        self._salt = salt
        self._pages = Memory(self._judge.page)
        self._readers = Memory(self._token)
        self._ours = Memory(self._is_ours)

    def tell(self, block: bytes) -> Tally:
        """Return what the whole lines of *block* come to."""
        self._forget()
        heard = Heard([bytearray() for _ in range(BUCKETS)], defaultdict(list), defaultdict(list))
        lines, broken = self._sort(block, heard)
        return Tally(
            tuple(map(bytes, heard.visits)),
            *told(
                {month: Counter(hits) for month, hits in heard.unmatched.items()},
                {month: Counter(hits) for month, hits in heard.referrers.items()},
                self._rules.hosts,
            ),
            lines, broken,
            self._samples(block) if broken else (), *self._span(block),
        )  # fmt: skip

    def _sort(self, block: bytes, heard: Heard) -> tuple[int, int]:
        """Put each hit where it belongs; return how many lines there are, and how many broken.

        This runs for each line, and is as long as it is because calls would take most of its time.
        """
        pages, readers, statuses = self._pages, self._readers, self._rules.statuses
        moment, names, since = self._place.moment, self._place.names, self._rules.since
        pack, bucket = VISIT.pack, BUCKETS - 1
        visits, unmatched, referrers = heard
        lines = broken = 0
        for hit in self._form.read(block):
            lines += 1
            if hit is None:
                broken += 1
                continue
            request, agent, status, referrer, place = hit
            page = pages[request]
            if not page:
                continue
            reader = readers[agent]
            if not reader:
                continue
            try:
                at, day, month = moment(place)
            except ValueError:
                broken += 1
                continue
            host, address = names(place)
            if at <= since or (host and not self._ours[host]):
                continue
            if page < 0 or status >= b"400":
                unmatched[month].append((status, request))
            if page > 0 and (status in HEARD or not statuses):
                key = hash((address, reader, page))
                visits[key & bucket] += pack(key, day + page, at)
                referrers[month].append(referrer)
        return lines, broken

    def _token(self, agent: bytes) -> int:
        """Return what stands for an agent in this run; 0 for a program."""
        return hash(self._salt + agent) if self._judge.is_reader(agent) else 0

    def _is_ours(self, host: bytes) -> int:
        name = host.decode("utf-8", "replace").lower().removeprefix("www.")
        return not self._rules.hosts or name in self._rules.hosts

    def _forget(self) -> None:
        for known in (self._pages, self._readers, self._ours):
            if len(known) > _MANY:
                known.clear()

    def _span(self, block: bytes) -> tuple[int, int]:
        """Return the seconds of the first and the last line of *block* that have one."""
        ends = [block[: block.find(b"\n", 1 << 12) + 1 or None],
                block[block.rfind(b"\n", 0, max(0, len(block) - (1 << 12))) + 1 :]]  # fmt: skip
        moments = [at for part in ends for at in self._moments(part)]
        moments = moments or list(self._moments(block))
        return (min(moments), max(moments)) if moments else (0, 0)

    def _moments(self, part: bytes) -> Iterator[int]:
        for hit in self._form.read(part):
            try:
                if hit:
                    yield self._place.moment(hit[4])[0]
            except ValueError:
                continue

    def _samples(self, block: bytes) -> tuple[bytes, ...]:
        """Return the beginnings of the first broken lines of *block*."""
        found = []
        for line in block.split(b"\n"):
            if line.strip() and self._is_broken(line):
                found.append(line[:200])
            if len(found) == 3:
                break
        return tuple(found)

    def _is_broken(self, line: bytes) -> bool:
        hit = next(self._form.read(line), ())
        if not hit:
            return hit is None
        try:
            self._place.moment(hit[4])
        except ValueError:
            return True
        return False


class Judge:
    """Says what a request is for, and who reads."""

    def __init__(self, addresses: Addresses, rules: Rules) -> None:
        self._addresses = addresses
        self._rules = rules

    def page(self, request: bytes) -> int:
        """Return the number of the post that *request* asks for, from one on.

        0 for what is passed over, -1 for a page that is no post's.
        """
        method, _, rest = request.partition(b" ")
        if self._rules.methods and method not in _METHODS:
            return 0
        target = target_of(b"GET " + rest)
        found = self._addresses.find(target)
        if found is not None:
            return found + 1
        if not target.startswith(("/", "http")):
            return 0
        return -1 if is_page(target) or not self._rules.pages else 0

    def is_reader(self, agent: bytes) -> bool:
        """Say whether no program is known by *agent*; one without a name is a program."""
        if not self._rules.bots:
            return True
        return agent not in (b"", b"-") and not is_crawler(agent.decode("utf-8", "replace")[:1000])


def told(
    unmatched: Mapping[str, Mapping[tuple[bytes, bytes], int]],
    referrers: Mapping[str, Mapping[bytes, int]],
    own: Collection[str],
) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return what was counted by texts, by month: addresses, hosts that led here, and searches.

    *unmatched* goes by status and request; *own* are the hosts of the site, which lead nobody here.
    """
    addresses: Counter[tuple[str, str, str]] = Counter()
    hosts: Counter[tuple[str, str]] = Counter()
    terms: Counter[tuple[str, str]] = Counter()
    for month, requests in unmatched.items():
        for (status, request), count in requests.items():
            target = target_of(request)
            addresses[month, status.decode("ascii", "replace"), shown(target)] += count
            if words := term_of(searched(target)):
                terms[month, words] += count
    for month, hits in referrers.items():
        for referrer, count in hits.items():
            host, words = referrer_of(referrer.decode("utf-8", "replace"))
            if host.removeprefix("www.") not in own:
                hosts[month, host] += count
            if words:
                terms[month, words] += count
    return addresses, hosts, terms


def is_crawler(agent: str) -> bool:
    """Say whether crawler-user-agents lists *agent*."""
    from crawleruseragents import is_crawler as listed

    return bool(listed(agent))


def target_of(request: bytes) -> str:
    """Return what a request line asks for: `GET /posts/a/ HTTP/1.1`."""
    return request.partition(b" ")[2].split(b" HTTP/", 1)[0].decode("utf-8", "replace")


@lru_cache(maxsize=10_000)
def referrer_of(referrer: str) -> tuple[str, str]:
    """Return the host that readers came from, '' for none, and what they had looked for there."""
    if not referrer.startswith(("http://", "https://", "android-app://")):
        return "", ""
    try:
        host = (urlsplit(referrer).hostname or "").lower()[:100]
    except ValueError:
        return "", ""
    if not re.fullmatch(r"[\w.:-]+", host):
        return "", ""
    return host, term_of(searched(referrer, _ASKED)) if _ENGINES.search(host) else ""


def term_of(words: str) -> str:
    """Return *words* if people look for such; '' for what programs try."""
    return words if _TERM.fullmatch(words) else ""


def settled(
    buckets: Iterable[bytes], *, repeats: bool = True
) -> tuple[dict[int, int], dict[tuple[int, bool], int]]:
    """Return the hits of each day and page, of packed visits, and how many are not to count.

    Of the latter, those that are no views by (cell, True), and no readers by (cell, False). Where
    *repeats* are left out, a reader counts again on a page after half an hour without it.
    """
    hits: Counter[int] = Counter()
    excess: Counter[tuple[int, bool]] = Counter()
    for visits in filter(None, buckets):
        keys, cells, moments = zip(*VISIT.iter_unpack(visits), strict=True)
        hits.update(cells)
        seen = Counter(keys)
        if len(seen) < len(keys):
            again = (one for one in zip(keys, moments, cells, strict=True) if seen[one[0]] > 1)
            excess.update(_excess(sorted(again), GAP if repeats else -1))
    return dict(hits), dict(excess)


def _excess(visits: list[tuple[int, int, int]], gap: int) -> Iterator[tuple[int, bool]]:
    """Yield what *visits*, in order, of readers on a page hold too much: views, and readers."""
    known: int | None = None
    before = 0
    days: set[int] = set()
    for key, at, cell in visits:
        if key != known:
            known, days = key, set()
        elif at - before <= gap:
            yield cell, True
            yield cell, False
            before = at
            continue
        if cell in days:
            yield cell, False
        days.add(cell)
        before = at
