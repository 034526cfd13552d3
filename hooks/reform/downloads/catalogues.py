"""The data described for catalogues of open data: DCAT-AP 3 as JSON-LD."""

from collections.abc import Iterator
from typing import Any

from reform import addresses
from reform.edition import Edition
from reform.media_types import media_type

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGES = {
    "vi": "http://publications.europa.eu/resource/authority/language/VIE",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}
_MEDIA = "http://www.iana.org/assignments/media-types/"


def dcat(edition: Edition, wholes: tuple[str, ...]) -> dict[str, Any]:
    """A catalogue with one data set; a distribution for each table and each of ``wholes``."""
    package = edition.package
    publisher = {
        "@id": edition.at("#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": package["contributors"][0]["title"],
    }
    common = {
        "dct:title": _both(package, "title"),
        "dct:description": _both(package, "description"),
        "dct:publisher": publisher,
        "dct:license": {"@id": edition.license["path"]},
        "dct:language": [{"@id": _LANGUAGES[code]} for code in package["languages"]],
        "dct:modified": _day(edition.changed_on.isoformat()),
    }
    dataset = {
        "@id": edition.at(f"{addresses.DATA}#dataset"),
        "@type": "dcat:Dataset",
        **common,
        "dct:identifier": edition.at(addresses.DATA_PACKAGE),
        "dct:spatial": {"@id": package["spatial"]["uri"], "@type": "dct:Location"},
        "dct:accrualPeriodicity": {
            "@id": package["accrual_periodicity"]["uri"],
            "@type": "dct:Frequency",
        },
        "dcat:theme": {"@id": package["theme"]},
        "dcat:keyword": package["keywords"],
        "dcat:landingPage": {"@id": edition.at(addresses.DATA)},
        "dcat:version": edition.version,
        "dcat:distribution": list(_distributions(edition, wholes)),
        **_times(edition),
        **_contact(edition),
    }
    return {
        "@context": _CONTEXT,
        "@id": edition.at(f"{addresses.DATA}#catalogue"),
        "@type": "dcat:Catalog",
        **common,
        "foaf:homepage": {"@id": edition.imprint.site_url},
        "dcat:dataset": [dataset],
    }


def _distributions(edition: Edition, wholes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    schemas = edition.project.schemas
    named = {address: _both(edition.package, "title") for address in wholes}
    tables = {
        addresses.table_csv(n): _both(t.descriptor, "title") for n, t in schemas.tables.items()
    }
    for address, title in {**named, **tables}.items():
        yield {
            "@id": edition.at(address),
            "@type": "dcat:Distribution",
            "dct:title": title,
            "dcat:accessURL": {"@id": edition.at(addresses.DATA)},
            "dcat:downloadURL": {"@id": edition.at(address)},
            "dcat:mediaType": {"@id": f"{_MEDIA}{media_type(address).partition(';')[0]}"},
            "dct:license": {"@id": edition.license["path"]},
            "dct:modified": _day(edition.changed_on.isoformat()),
        }


def _both(texts: Any, key: str) -> list[dict[str, str]]:
    return [
        {"@language": "vi", "@value": str(texts[key])},
        {"@language": "en", "@value": str(texts[f"{key}_en"])},
    ]


def _day(written: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": written}


def _times(edition: Edition) -> dict[str, Any]:
    if edition.period is None:
        return {}
    first, last = (day.isoformat() for day in edition.period)
    times = {"dcat:startDate": _day(first), "dcat:endDate": _day(last)}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **times}}


def _contact(edition: Edition) -> dict[str, Any]:
    url = edition.imprint.contact_url
    if not url:
        return {}
    way = "vcard:hasEmail" if url.startswith("mailto:") else "vcard:hasURL"
    name = edition.package["contributors"][0]["title"]
    return {"dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": name, way: {"@id": url}}}
