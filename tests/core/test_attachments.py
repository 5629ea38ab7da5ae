"""The data of a paper that makes it public: attached to the PDF, and no more than what is printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pikepdf
import pytest
from tests.conftest import Built, paper

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
BODY = """
```{stakeholder-table} Who wants what
:name: wants
:columns: name, stance
:group-by: role
- name: Poland
  role: party
  stance: supports
  position: SECRET position
  owner: SECRET owner
```

```{milestone-timeline} The road
:name: road
- id: start
  title: It *begins*
  date: 2025-08-15
  status: verified
  incentive: SECRET incentive
  verification: {body: Poland, evidence: report}
```
"""


def attached(built: Built) -> dict[str, list[list[str]]]:
    """The attached tables of the paper by their names, and their declared relationship."""
    with pikepdf.open(built.out / "p.pdf") as pdf:
        found = {}
        for name, spec in pdf.attachments.items():
            assert str(spec.obj.AFRelationship) == "/Data"
            found[name] = list(csv.reader(io.StringIO(spec.get_file().read_bytes().decode("utf-8-sig"))))
        return found


@pytest.fixture
def public(build: Callable[..., Built]) -> Built:
    text = paper("Data", BODY, "date: 2025-08-01", "briefing: {data: public}")
    return build({"index.md": INDEX, "p/index.md": text}, builder="pdf")


def test_public_data_is_attached_as_it_is_printed(public: Built) -> None:
    found = attached(public)
    assert found["wants.csv"] == [
        ["", "Actor", "Stance"],
        ["Parties to the conflict or agreement", "Poland", "Supports"],
    ]
    heads, step = found["road.csv"]
    assert heads[:4] == ["Date", "Detail", "Step", "Status"]
    assert step[:4] == ["15 August 2025", "", "It begins", "Verified"]


def test_nothing_unprinted_is_attached(public: Built) -> None:
    assert "SECRET" not in str(attached(public))


def test_a_paper_with_data_is_pdf_a_3a(public: Built) -> None:
    with pikepdf.open(public.out / "p.pdf") as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"


def test_a_paper_that_says_nothing_of_its_data_attaches_none(build: Callable[..., Built]) -> None:
    built = build({"index.md": INDEX, "p/index.md": paper("Data", BODY)}, builder="pdf")
    assert attached(built) == {}


PARTS = """
```{stakeholder-table} Who wants what[^n]
:columns: name, position, interests
- name: Court
  kind: court
  position: {ceasefire: Yes, troops: No.}
  interests: [Exports, Security of *supply*]
```

```{stakeholder-table}
:columns: name
- name: Poland[^n]
```

```{milestone-timeline}
:as-of: 2025-09-10
:view: table
:columns: title, status
- {title: It begins, id: a, baseline: 2025-08-15, date: 2025-09-07, status: verified}
```

```{milestone-timeline} Хід
:as-of: 2025-09-10
- {title: It begins, id: b, baseline: 2025-08-15, date: 2025-09-07, status: verified}
```

```{abbreviations}
```

```{version-history}
```

```{sign-off}
```

[^n]: A note.
"""


def test_only_records_are_attached_with_names_and_their_parts_apart(build: Callable[..., Built]) -> None:
    front = (
        "abbreviations: {EU: European Union}",
        "briefing: {data: public, history: [{version: '1', text: First}], approvals: [{role: Head, name: Ann}]}",
    )
    text = paper("Data", PARTS, *front)
    built = build({"index.md": INDEX, "p/index.md": text}, builder="pdf")
    found = attached(built)
    assert found["who-wants-what.csv"][1] == [
        "Court; Court",
        "Ceasefire: Yes; Troops: No.",
        "Exports; Security of supply",
    ]
    assert found["stakeholders.csv"][1] == ["Poland"]
    assert found["milestones.csv"][1] == ["It begins", "Verified; slipped +23 days"]
    assert found["milestones-2.csv"][1][2:4] == ["It begins", "Verified; slipped +23 days"]
    assert len(found) == 4
    with pikepdf.open(built.out / "p.pdf") as pdf:
        told = {name: spec.description for name, spec in pdf.attachments.items()}
    assert told == {
        "who-wants-what.csv": "Who wants what",
        "stakeholders.csv": "Actor",
        "milestones.csv": "Step, Status",
        "milestones-2.csv": "Хід",
    }


HIDDEN = """
```{stakeholder-table} Шосте слово
:columns: name, stance as "SHOWN heading"
:filter: role == party
- {id: poland, name: Poland, role: party, stance: supports, interests: SECRET interests, audience: SECRET audience}
- {id: secret-norway, name: SECRET Norway, role: observer, stance: opposes, sources: ["https://secret.example"]}
```

```{stakeholder-table} Сьоме слово
:file: secret-name.yaml
:columns: name
```
"""


def test_hidden_columns_rows_and_file_names_stay_in_the_house(build: Callable[..., Built]) -> None:
    text = paper("Data", HIDDEN, "date: 2025-08-01", "briefing: {data: public, language: uk}")
    records = "- {name: Latvia, owner: SECRET owner, next-step: SECRET step, leverage: SECRET lever}\n"
    built = build({"index.md": INDEX, "p/index.md": text, "p/secret-name.yaml": records}, builder="pdf")
    found = attached(built)
    assert sorted(map(len, found.values())) == [2, 2]
    assert "Poland" in str(found)
    assert "Latvia" in str(found)
    with pikepdf.open(built.out / "p.pdf") as pdf:
        plain = b"".join(
            item.read_bytes() if isinstance(item, pikepdf.Stream) else bytes(str(item), "utf-8") for item in pdf.objects
        )
    for secret in (b"SECRET", b"secret"):
        assert secret not in plain
        assert secret.decode() not in str(found)
