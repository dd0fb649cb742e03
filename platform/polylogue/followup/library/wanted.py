"""What somebody looks for in the library, as it stands in the address: words, filters, order, page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django_countries import countries

from polylogue.followup.library.regions import REGIONS
from polylogue.people.models import Sector
from polylogue.search.query import Query, parse
from polylogue.search.words import normalise

LONGEST = 200
FILTERS = ("topic", "region", "country", "sector", "dialogue")
NEWEST = "newest"
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Empty where nothing is asked for; `topic` is in small letters without accents."""

    q: str = ""
    topic: str = ""
    region: str = ""
    country: str = ""
    sector: str = ""
    dialogue: str = ""
    sort: str = ""
    page: int = 1

    @property
    def query(self) -> Query:
        return parse(self.q, typing=True)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def is_by_time(self) -> bool:
        return self.sort == NEWEST

    def said(self) -> dict[str, str]:
        """Words, filters and order, for a form or an address; the page is where one is, not what one wants."""
        order = {"sort": self.sort} if self.sort else {}
        return ({"q": self.q} if self.q.strip() else {}) | self.filters | order

    def link(self, changes: Mapping[str, str] | None = None, *, page: int = 1) -> str:
        """The address of the same with some changes; on its first page."""
        said: dict[str, Any] = replace(self, **dict(changes or {})).said()  # type: ignore[arg-type]
        return f"?{urlencode(said | ({'page': page} if page > 1 else {}))}"


def wanted(asked: Mapping[str, Any]) -> Wanted:
    """What makes no sense is not asked for: an address that was cut or typed wrong shows more, never an error."""
    country, sector = _one(asked, "country").upper(), _one(asked, "sector")
    region, dialogue = _one(asked, "region"), _one(asked, "dialogue")[:LONGEST]
    return Wanted(
        q=_one(asked, "q")[:LONGEST],
        topic=normalise(_one(asked, "topic"))[:LONGEST],
        region=region if region in REGIONS else "",
        country=country if _is_code(country) and countries.name(country) else "",
        sector=sector if sector in Sector.values else "",
        dialogue=dialogue,
        sort=NEWEST if _one(asked, "sort") == NEWEST else "",
        page=_page(_one(asked, "page")),
    )


def _one(asked: Mapping[str, Any], name: str) -> str:
    return str(asked.get(name, "")).replace("\0", "")


def _is_code(country: str) -> bool:
    """Whether it looks like one: what does not, countries may take for a number and fail at."""
    return len(country) == 2 and country.isascii() and country.isalpha()


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1
