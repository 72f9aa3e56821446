"""Charts of statistics, drawn by Vega-Lite as SVG that takes its colours from the page.

Nothing is fetched: vl-convert holds Vega-Lite and its fonts.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from blogctl.content.readers import Effect
from blogctl.errors import BadUsage

# The width of a chart that has a row to itself, and of one of two, in the units of its drawing.
WIDE, HALF = 860, 400
_FONT = "system-ui, sans-serif"
_LINE, _TEXT, _INK = "var(--line)", "var(--faint)", "var(--ink)"
_CONFIG: Mapping[str, Any] = {
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _TEXT, "titleColor": _TEXT, "gridColor": _LINE, "domainColor": _LINE,
        "tickColor": _LINE, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelLimit": 180,
    },
    "header": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 12},
}  # fmt: skip
_LABELLED = re.compile(r'<(path|rect)((?: [^<>]*?)? aria-label="([^"<>]*)"[^<>]*?)/>')


def drawn(spec: Mapping[str, Any], label: str) -> str:
    """Return the SVG of *spec*, that says *label*; raise BadUsage where nothing can draw it."""
    try:
        import vl_convert
    except ImportError as error:
        hint = "pip install 'blogctl[report]'"
        raise BadUsage("what draws charts is not installed", hint=hint) from error
    svg = vl_convert.vegalite_to_svg({**spec, "config": _CONFIG})
    svg = _LABELLED.sub(r"<\1\2><title>\3</title></\1>", svg)
    # What a mark is called is told by its title; to a screen reader the chart is one picture.
    svg = re.sub(r' (?:role|aria-roledescription|aria-label|aria-hidden)="[^"]*"', "", svg)
    # Those of another chart on the page may be called the same.
    name = re.sub(r"\W+", "-", label.lower())
    svg = re.sub(r'(?<= id=")|(?<=url\(#)', f"{name}-", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


def months(counts: Mapping[str, int], noun: str, colour: str) -> dict[str, Any]:
    """Return a bar a month; *counts* go from 2026-11 to a figure."""
    rows = [{"month": month, noun: count} for month, count in counts.items()]
    return {
        "width": WIDE, "height": 220, "data": {"values": rows},
        "mark": {"type": "bar", "color": colour, "cornerRadiusEnd": 2},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "title": None,
                  "axis": {"grid": False, "format": "%Y", "tickCount": "year"}},
            "y": {"field": noun, "type": "quantitative", "title": noun,
                  "axis": {"tickCount": 4, "format": ",d"}},
        },
    }  # fmt: skip


def bars(counts: Mapping[str, float], noun: str, colour: str, width: int = HALF) -> dict[str, Any]:
    """Return a bar below the other for each of *counts*, in their order."""
    rows = [{"name": name, noun: count} for name, count in counts.items()]
    return {
        "width": width, "height": {"step": 26},
        "autosize": {"type": "fit-x", "contains": "padding"},
        # Readers have other fonts than the one that labels were measured in.
        "padding": {"left": 28, "right": 12, "top": 5, "bottom": 5}, "data": {"values": rows},
        "mark": {"type": "bar", "color": colour, "cornerRadiusEnd": 2, "height": 16},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None,
                  "axis": {"ticks": False, "domain": False}},
            "x": {"field": noun, "type": "quantitative", "title": noun,
                  "axis": {"tickCount": 4, "format": ",d"}},
        },
    }  # fmt: skip


def weeks(counts: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Return a row of 53 weeks for each year, the darker the more posts."""
    rows = [
        {"year": year, "week": week, "posts": count}
        for year, found in counts.items()
        for week, count in enumerate(found, start=1)
    ]
    return {
        "width": WIDE - 40, "height": {"step": 18}, "data": {"values": rows},
        "mark": {"type": "rect", "cornerRadius": 2, "color": "var(--written)",
                 "stroke": "var(--paper)", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "week", "type": "ordinal", "title": "week",
                  "axis": {"labelAngle": 0, "values": list(range(1, 54, 8)), "ticks": False,
                           "domain": False}},
            "y": {"field": "year", "type": "ordinal", "title": None,
                  "axis": {"ticks": False, "domain": False}},
            "opacity": {"field": "posts", "type": "quantitative", "legend": None,
                        "scale": {"domain": [0, 1, 3], "range": [0.1, 0.55, 1]}},
        },
    }  # fmt: skip


def tags(views: Mapping[str, Sequence[int]], until: Sequence[str]) -> dict[str, Any]:
    """Return a small line for each tag, over the months *until* now."""
    rows = [
        {"tag": tag, "month": month, "views": count}
        for tag, counts in views.items()
        for month, count in zip(until, counts, strict=True)
    ]
    return {
        "data": {"values": rows},
        "facet": {"field": "tag", "type": "nominal", "sort": list(views), "title": None,
                  "header": {"labelLimit": 150}},
        "columns": 5,
        "spec": {
            "width": 140, "height": 60,
            "mark": {"type": "area", "color": "var(--read)", "opacity": 0.75,
                     "line": {"color": "var(--read)", "strokeWidth": 1.5}},
            "encoding": {
                "x": {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth",
                      "axis": None},
                "y": {"field": "views", "type": "quantitative",
                      "axis": {"title": None, "tickCount": 2, "format": ",d"}},
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }  # fmt: skip


def rhythm(effects: Sequence[Effect]) -> dict[str, Any]:
    """Return how posts were read at first, by the gap before them."""
    views = {one.gap: one.median_views for one in effects}
    return bars(views, "median views in 30 days", "var(--read)", WIDE)
