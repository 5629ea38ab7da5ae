"""What search engines and reference managers read of a paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from briefkit.core.face import Face


def absolute(pdf: dict[str, Any] | None, page: str | None) -> str:
    """The full address of a paper's PDF; nothing where the project has no ``html_baseurl``."""
    return urljoin(page, pdf["href"]) if pdf and page else ""


def report(face: Face, pdf: str, page: str | None) -> dict[str, Any]:
    """A paper as a ``Report`` of schema.org (https://schema.org/Report); what is not known is left out."""
    file = {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf}
    given = {
        "headline": face.title,
        "alternativeHeadline": face.subtitle,
        "description": face.description,
        "reportNumber": face.number,
        "version": face.version,
        "creativeWorkStatus": face.status,
        "datePublished": face.date_iso,
        "inLanguage": face.language,
        "keywords": [*face.keywords, *face.topics],
        "author": [_person(author) for author in face.authors],
        "publisher": {"@type": "Organization", "name": face.publisher} if face.publisher else None,
        "license": face.license_url or face.license,
        "copyrightNotice": face.rights,
        "identifier": f"https://doi.org/{face.doi}" if face.doi else "",
        "conditionsOfAccess": face.marking["label"] if face.marking else "",
        "url": page,
        "encoding": file if pdf else None,
    }
    known = {key: value for key, value in given.items() if value}
    return {"@context": "https://schema.org", "@type": "Report"} | known


def _person(author: dict[str, str]) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": author["name"]}
    if author["affiliation"]:
        person["affiliation"] = {"@type": "Organization", "name": author["affiliation"]}
    if author["orcid"]:
        person["@id"] = f"https://orcid.org/{author['orcid']}"
    return person
