"""Slugs and addresses as Pelican makes them of titles, dates and patterns."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from blogctl.content.slugs import slugify as spelt

Substitutions = tuple[tuple[str, str], ...]
DEFAULT_SUBSTITUTIONS: Substitutions = (
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
)
# Where Pelican's transliteration is another than that of blogctl's own slugs: with a mark that
# parts the letter, or as a sign. What is in neither is spelt alike in both.
_OTHERWISE: dict[str, str] = dict(
    re.findall(
        r"(\S)=(\S+)",
        "°=deg ±=+- ‐=- ‑=- ‒=- –=- —=-- ―=-- ’=' ‘=' ʼ=' “=\" ”=\" «=<< »=>> €=EUR £=PS §=SS "
        "©=(c) ®=(r) ×=x ·=* •=* ₹=Rs ₽=R ₿=BTC ё=io є=ie ї=yi ѐ=ie ѓ=gj ќ=kj ӗ=ie ǯ=zh א=A ח=H "
        "ך=KH כ=KH ק=k ־=- آ=a が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za し=shi じ=zi ず=zu ぜ=ze "
        "ぞ=zo だ=da ち=chi ぢ=di っ=tsu つ=tsu づ=du で=de ど=do ば=ba ぱ=pa び=bi ぴ=pi "
        "ぶ=bu ぷ=pu べ=be ぺ=pe ぼ=bo ぽ=po ゔ=vu ガ=ga ギ=gi グ=gu ゲ=ge ゴ=go ザ=za "
        "シ=shi ジ=zi ズ=zu ゼ=ze ゾ=zo ダ=da チ=chi ヂ=di ッ=tsu ツ=tsu ヅ=du デ=de ド=do "
        "バ=ba パ=pa ビ=bi ピ=pi ブ=bu プ=pu ベ=be ペ=pe ボ=bo ポ=po ヴ=vu ー=-",
    )
)
_TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)


class SlugRules(NamedTuple):
    """How a text becomes a slug: by which substitutions, in which case and letters."""

    substitutions: Substitutions = DEFAULT_SUBSTITUTIONS
    preserve_case: bool = False
    use_unicode: bool = False


def slugify(text: str, rules: SlugRules) -> str:
    """Return the slug of *text* by *rules*.

    Letters of Europe's scripts, of Korean, and the 3,755 commonest Chinese characters are spelt as
    Pelican spells them; of rarer ones the spelling may be another.
    """
    slug = unescape(" ".join(_TAG.sub("", text).split()) if "<" in text else text)
    slug = unicodedata.normalize("NFKC", slug)
    if not rules.use_unicode and not slug.isascii():
        slug = "".join(char if char.isascii() else _in_ascii(char) for char in slug)
    for pattern, replacement in rules.substitutions:
        slug = re.sub(
            unicodedata.normalize("NFKC", pattern),
            unicodedata.normalize("NFKC", replacement),
            slug,
            flags=re.IGNORECASE,
        )
    return (slug if rules.preserve_case else slug.lower()).strip()


@cache
def _in_ascii(char: str) -> str:
    small = char.lower()
    text = _OTHERWISE.get(char) or _OTHERWISE.get(small) or ""
    if not text and unicodedata.category(char) == "Zs":
        return " "
    # A Chinese character is a word of its own; a syllable of another script is none.
    text = text or spelt(char) + (" " if "\u3400" <= char <= "\u9fff" else "")
    return text.capitalize() if char != small else text


class _Date(datetime):
    """A date that formats as Pelican's do: `%-d` is the day without its zero."""

    def __format__(self, form: str) -> str:
        return re.sub(r"%(-?)(.)", self._part, form, flags=re.DOTALL) if form else str(self)

    def _part(self, found: re.Match[str]) -> str:
        if found[2] not in "aAbBcdfGHIjmMpSUuVwWxXyYzZ%":
            return found[0]
        text = self.strftime(f"%{found[2]}")
        return text.lstrip("0") or "0" if found[1] else text


def filled(pattern: str, fields: Mapping[str, Any], date: datetime) -> str:
    """Return *pattern* with the fields in it; raise ValueError where Pelican would fail."""
    moment = _Date.fromisoformat(date.isoformat()).replace(tzinfo=date.tzinfo)
    try:
        return pattern.format(**{**fields, "date": moment})
    except (LookupError, ValueError, AttributeError, TypeError, MemoryError) as error:
        raise ValueError(pattern) from error


def substitutions(value: Any, default: Substitutions = DEFAULT_SUBSTITUTIONS) -> Substitutions:
    """Return the setting `…_REGEX_SUBSTITUTIONS` as pairs, *default* where it is not that.

    Raise re.error for a pattern that is none.
    """
    if not isinstance(value, Sequence) or isinstance(value, str):
        return default
    pairs = tuple((str(item[0]), str(item[1])) for item in value if len(item) == 2)
    for pattern, _ in pairs:
        re.compile(pattern)
    return pairs


def of_old_pairs(pairs: Sequence[Any]) -> list[list[str]]:
    """Return what the setting `…_SUBSTITUTIONS` of older Pelicans means as regular expressions.

    A pair is of plain texts; a third value that is true keeps signs in the slug.
    """
    rows = [list(pair) for pair in pairs if isinstance(pair, list) and len(pair) > 1]
    own = [[re.escape(str(row[0])), str(row[1]).replace("\\", r"\\")] for row in rows]
    keeps = any(row[2:] and row[2] for row in rows)
    usual = DEFAULT_SUBSTITUTIONS[1:3] if keeps else DEFAULT_SUBSTITUTIONS
    return own + [list(pair) for pair in usual]
