"""Addresses as Hexo makes them: patterns with tokens, slugs, and what is encoded."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

_TOKEN = re.compile(r":([A-Za-z0-9_]*[A-Za-z0-9])")
_DIGITS = {
    "year": r"(\d{4})",
    "month": r"(\d{2})",
    "day": r"(\d{2})",
    "i_month": r"(\d{1,2})",
    "i_day": r"(\d{1,2})",
    "hash": r"([0-9a-f]{12})",
}
# What JavaScript's encodeURI leaves alone, beside letters, digits and `_.-~`.
_UNTOUCHED = ";,/?:@&=+$!*'()#"
_CONTROL = re.compile(r"[\x00-\x1f]")
_APART = re.compile(
    "[ \\t\\n\\r\\v\\f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
    "~`!@#$%^&*()\\-_+=\\[\\]{}|\\\\;:\"'<>,.?/]+"
)
# Letters that are not their base with an accent to Unicode, but are to Hexo.
_STROKED = (
    "A ȺⱯ|AA Ꜳ|AE ÆǢǼ|AO Ꜵ|AU Ꜷ|AV ꜸꜺ|AY Ꜽ|B ƁƂɃ|C ƇȻꜾ|D ĐƉƊƋꝹ|E ƎƐ|F ƑꝻ|G ƓǤꝽꝾꞠ|H ĦⱧⱵꞍ|"
    "I Ɨ|J Ɉ|K ƘⱩꝀꝂꝄꞢ|L ĿŁȽⱠⱢꝆꝈꞀ|M ƜⱮ|N ƝȠꞐꞤ|O ØƆƟǾꝊꝌ|OE Œ\x8c|OI Ƣ|OO Ꝏ|OU Ȣ|P ƤⱣꝐꝒꝔ|"
    "Q ɊꝖꝘ|R ɌⱤꝚꞂꞦ|S ẞⱾꞄꞨ|T ŦƬƮȾꞆ|TZ Ꜩ|U Ʉ|V ƲɅꝞ|VY Ꝡ|W Ⱳ|Y ƳɎỾ|Z ƵȤⱫⱿꝢ|a ɐẚⱥ|aa ꜳ|"
    "ae æǣǽ|ao ꜵ|au ꜷ|av ꜹꜻ|ay ꜽ|b ƀƃɓ|c ƈȼↄꜿ|d đƌɖɗꝺ|e ǝɇɛ|f ƒꝼ|g ǥɠᵹꝿꞡ|h ħɥⱨⱶ|hv ƕ|i ıɨ|"
    "j ɉ|k ƙⱪꝁꝃꝅꞣ|l ŀłſƚɫⱡꝇꝉꞁ|m ɯɱ|n ŉƞɲꞑꞥ|o øǿɔɵꝋꝍ|oe œ\x9c|oi ƣ|oo ꝏ|ou ȣ|p ƥᵽꝑꝓꝕ|"
    "q ɋꝗꝙ|r ɍɽꝛꞃꞧ|s ßȿꞅꞩẛ|t ŧƭʈⱦꞇ|tz ꜩ|u ʉ|v ʋʌꝟ|vy ꝡ|w ⱳ|y ƴɏỿ|z ƶȥɀⱬꝣ|"
    "DZ ǄǱ|Dz ǅǲ|dz ǆǳ|LJ Ǉ|Lj ǈ|lj ǉ|NJ Ǌ|Nj ǋ|nj ǌ"
)
_BASES = {
    letter: base
    for base, letters in (entry.split(" ") for entry in _STROKED.split("|"))
    for letter in letters
}
# Circled and full-width letters count as letters too.
_SHIFTED = ((0x24B6, 0x24CF, "A"), (0x24D0, 0x24E9, "a"), (0xFF21, 0xFF3A, "A"),
            (0xFF41, 0xFF5A, "a"))  # fmt: skip


class Pattern:
    """A pattern such as `:year/:title`, to read names by or to write addresses from."""

    def __init__(self, rule: str, *, in_names: bool = False) -> None:
        self.rule = rule
        self.tokens = tuple(_TOKEN.findall(rule))
        segments = _DIGITS if in_names else {}
        parts = _TOKEN.split(rule)
        written = [
            segments.get(part, "(.+?)") if at % 2 else re.escape(part)
            for at, part in enumerate(parts)
        ]
        self._regex = re.compile("".join(written), re.ASCII)

    def parse(self, text: str) -> dict[str, str] | None:
        """Return the token values in *text*; None where it does not follow the pattern."""
        found = self._regex.fullmatch(text)
        return dict(zip(self.tokens, found.groups(), strict=True)) if found else None

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the pattern with its tokens filled; one without a value gives `undefined`."""
        return _TOKEN.sub(lambda found: values.get(found.group(1), "undefined"), self.rule)


class UrlRules(NamedTuple):
    """How one site makes addresses of posts."""

    permalink: Pattern
    defaults: Mapping[str, Any] = {}
    root: str = "/"
    default_category: str = "uncategorized"
    category_map: Mapping[str, Any] = {}
    filename_case: int = 0
    asset_folder: bool = False
    trailing_index: bool = True
    trailing_html: bool = True
    tag_map: Mapping[str, Any] = {}
    # The folder of each kind of names whose pages a plugin makes, by its noun.
    term_folders: Mapping[str, str] = {}


def slugized(text: str, case: int = 0) -> str:
    """Return *text* as Hexo spells it in an address; 1 is lower *case*, 2 upper."""
    plain = _CONTROL.sub("", "".join(map(_base_letter, text)))
    slug = re.sub("-{2,}", "-", _APART.sub("-", plain)).strip("-")
    return slug.lower() if case == 1 else slug.upper() if case == 2 else slug


def _base_letter(letter: str) -> str:
    if letter < "\x7f":
        return letter
    if letter in _BASES:
        return _BASES[letter]
    for first, last, base in _SHIFTED:
        if first <= ord(letter) <= last:
            return chr(ord(base) + ord(letter) - first)
    parts = unicodedata.normalize("NFD", letter)
    accented = len(parts) > 1 and parts[0].isascii() and parts[0].isalpha()
    if accented:
        return parts[0]
    bare = _BASES.get(parts[0]) if len(parts) > 1 else None
    return bare or letter


def term_url(rules: UrlRules, noun: str, name: str) -> str:
    """Return the address of the page of *name*; a category has those above it before a slash."""
    folder = rules.term_folders.get(noun)
    if folder is None:
        return ""
    known = rules.category_map if noun == "category" else rules.tag_map
    parts = name.split("/") if noun == "category" else [name]
    spelt = [slugized(str(known.get(part) or part), rules.filename_case) for part in parts]
    path = re.sub("/{2,}", "/", "/".join(["", folder, *spelt, ""]))
    return quote(unquote(rules.root.rstrip("/") + path), safe=_UNTOUCHED) if all(spelt) else ""


def is_malformed(path: str) -> bool:
    """Say whether a `%` in *path* encodes nothing, so that Hexo gives the post up."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", path):
        return True
    try:
        unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def page_path(rules: UrlRules, path: str) -> str:
    """Return *path*, as Hexo has it in a post, from the site's root, encoded and made pretty."""
    if rules.asset_folder and not path.endswith(("/", ".html")):
        path += "/"
    path = re.sub("/{2,}", "/", f"{rules.root}{path}")
    url = quote(unquote(path), safe=_UNTOUCHED)
    if not rules.trailing_index:
        url = re.sub(r"index\.html$", "", url)
    if not rules.trailing_html and not url.endswith("index.html"):
        url = url.removesuffix(".html")
    return url
