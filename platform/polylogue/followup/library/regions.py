"""Continents and regions of the world by country, as the United Nations' M49 standard groups them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Region(NamedTuple):
    """A part of the world; `within` names the continent, which is a region itself without one."""

    name: str | Promise
    within: str = ""


# Facts of the standard, by ISO 3166-1 code. Taiwan and Kosovo stand where their neighbours do.
COUNTRIES = {
    "northern-africa": "DZ EG EH LY MA SD TN",
    "eastern-africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "middle-africa": "AO CD CF CG CM GA GQ ST TD",
    "southern-africa": "BW LS NA SZ ZA",
    "western-africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "northern-america": "BM CA GL PM US",
    "caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "central-america": "BZ CR GT HN MX NI PA SV",
    "south-america": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "central-asia": "KG KZ TJ TM UZ",
    "eastern-asia": "CN HK JP KP KR MN MO TW",
    "south-eastern-asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "southern-asia": "AF BD BT IN IR LK MV NP PK",
    "western-asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "eastern-europe": "BG BY CZ HU MD PL RO RU SK UA",
    "northern-europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "southern-europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "western-europe": "AT BE CH DE FR LI LU MC NL",
    "australia-new-zealand": "AU CC CX HM NF NZ",
    "melanesia": "FJ NC PG SB VU",
    "micronesia": "FM GU KI MH MP NR PW UM",
    "polynesia": "AS CK NU PF PN TK TO TV WF WS",
}

REGIONS = {
    "africa": Region(_("Africa")),
    "northern-africa": Region(_("Northern Africa"), "africa"),
    "eastern-africa": Region(_("Eastern Africa"), "africa"),
    "middle-africa": Region(_("Middle Africa"), "africa"),
    "southern-africa": Region(_("Southern Africa"), "africa"),
    "western-africa": Region(_("Western Africa"), "africa"),
    "americas": Region(_("Americas")),
    "northern-america": Region(_("Northern America"), "americas"),
    "caribbean": Region(_("Caribbean"), "americas"),
    "central-america": Region(_("Central America"), "americas"),
    "south-america": Region(_("South America"), "americas"),
    "asia": Region(_("Asia")),
    "central-asia": Region(_("Central Asia"), "asia"),
    "eastern-asia": Region(_("Eastern Asia"), "asia"),
    "south-eastern-asia": Region(_("South-eastern Asia"), "asia"),
    "southern-asia": Region(_("Southern Asia"), "asia"),
    "western-asia": Region(_("Western Asia"), "asia"),
    "europe": Region(_("Europe")),
    "eastern-europe": Region(_("Eastern Europe"), "europe"),
    "northern-europe": Region(_("Northern Europe"), "europe"),
    "southern-europe": Region(_("Southern Europe"), "europe"),
    "western-europe": Region(_("Western Europe"), "europe"),
    "oceania": Region(_("Oceania")),
    "australia-new-zealand": Region(_("Australia and New Zealand"), "oceania"),
    "melanesia": Region(_("Melanesia"), "oceania"),
    "micronesia": Region(_("Micronesia"), "oceania"),
    "polynesia": Region(_("Polynesia"), "oceania"),
}
REGION_OF = {code: region for region, codes in COUNTRIES.items() for code in codes.split()}


def regions_of(country: str) -> tuple[str, ...]:
    """The continent and the region that a country lies in; none for what lies in none."""
    region = REGION_OF.get(country)
    return (REGIONS[region].within, region) if region else ()
