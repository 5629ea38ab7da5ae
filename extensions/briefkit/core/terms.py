"""The terms of every list, with the words and signs that are printed for them. English labels are messages.

Signs are those of Source Sans 3; they stand beside a word and never alone.
"""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str, ...]
"""Code, label, sign, and the label of a group of records with that term."""

TERMS: dict[str, tuple[Row, ...]] = {
    "kind": (
        ("state", "State"),
        ("ministry", "Ministry"),
        ("legislature", "Legislature"),
        ("political-group", "Political group"),
        ("court", "Court"),
        ("sub-national", "Sub-national government"),
        ("local-authority", "Local authority"),
        ("public-body", "Public body"),
        ("regulator", "Regulator"),
        ("international-organisation", "International organisation"),
        ("un-body", "United Nations body"),
        ("regional-organisation", "Regional organisation"),
        ("eu-institution", "EU institution"),
        ("financial-institution", "Financial institution"),
        ("de-facto-authority", "De facto authority"),
        ("non-state-armed-group", "Non-state armed group"),
        ("company", "Company"),
        ("business-association", "Business association"),
        ("trade-union", "Trade union"),
        ("professional-body", "Professional body"),
        ("civil-society", "Civil society"),
        ("research", "Research"),
        ("media", "Media"),
        ("indigenous-people", "Indigenous people"),
        ("households", "Households"),
        ("public", "The public"),
        ("person", "Person"),
    ),
    "role": (
        ("party", "Party to the conflict or agreement", "", "Parties to the conflict or agreement"),
        ("co-legislator", "Co-legislator", "", "Co-legislators"),
        ("decision-maker", "Decision-maker", "", "Decision-makers"),
        ("convenor", "Convenor", "", "Convenors"),
        ("mediator", "Mediator", "", "Mediators"),
        ("guarantor", "Guarantor", "", "Guarantors"),
        ("signatory", "Signatory", "", "Signatories"),
        ("witness", "Witness", "", "Witnesses"),
        ("observer", "Observer", "", "Observers"),
        ("verification-body", "Verification body", "", "Verification bodies"),
        ("funder", "Funder", "", "Funders"),
        ("implementer", "Implementer", "", "Implementers"),
        ("enforcement", "Enforcement body", "", "Enforcement bodies"),
        ("beneficiary", "Beneficiary", "", "Beneficiaries"),
        ("affected", "Affected", "", "Affected"),
        ("consultee", "Consultee", "", "Consultees"),
    ),
    "stance": (
        ("strongly-supports", "Strongly supports", "++"),
        ("supports", "Supports", "+"),
        ("conditional", "Conditional", "+?"),
        ("neutral", "Neutral", "0"),
        ("mixed", "Divided", "±"),
        ("opposes", "Opposes", "–"),
        ("strongly-opposes", "Strongly opposes", "––"),
        ("undeclared", "Undeclared", "…"),
        ("not-assessed", "Not assessed", "?"),
    ),
    "vote": (("for", "For"), ("against", "Against"), ("abstained", "Abstained"), ("absent", "Absent")),
    "movement": (("hardening", "Hardening"), ("stable", "Stable"), ("softening", "Softening")),
    "level": (
        ("very-low", "Very low"),
        ("low", "Low"),
        ("medium", "Medium"),
        ("high", "High"),
        ("very-high", "Very high"),
    ),
    "engagement": (
        ("manage-closely", "Manage closely"),
        ("keep-satisfied", "Keep satisfied"),
        ("keep-informed", "Keep informed"),
        ("monitor", "Monitor"),
    ),
    "relation": (
        ("ally", "Ally"),
        ("rival", "Rival"),
        ("depends-on", "Depends on"),
        ("mediates", "Mediates"),
    ),
    "raci": (("r", "Responsible"), ("a", "Accountable"), ("c", "Consulted"), ("i", "Informed")),
    "attribution": (
        ("on-record", "on the record"),
        ("background", "on background"),
        ("chatham-house-rule", "under the Chatham House Rule"),
    ),
    "milestone-status": (
        ("proposed", "Proposed", "◌"),
        ("agreed", "Agreed", "○"),
        ("adopted", "Adopted", "◆"),
        ("in-force", "In force", "●"),
        ("scheduled", "Scheduled", "□"),
        ("in-progress", "In progress", "▶"),
        ("delayed", "Delayed", "→"),
        ("completed", "Completed", "✓"),
        ("reported", "Reported, not verified", "☐"),
        ("verified", "Verified", "☑"),
        ("disputed", "Disputed", "↔"),
        ("missed", "Missed", "✗"),
        ("alleged-breach", "Alleged breach", "△"),
        ("breach-found", "Breach found", "▲"),
        ("remedied", "Remedied", "✔"),
        ("suspended", "Suspended", "‖"),
        ("lapsed", "Lapsed", "▫"),
        ("withdrawn", "Withdrawn", "←"),
        ("superseded", "Superseded", "⇒"),
        ("cancelled", "Cancelled", "×"),
    ),
    "track": (
        ("security", "Security"),
        ("political", "Political"),
        ("humanitarian", "Humanitarian"),
        ("economic", "Economic"),
        ("legal", "Legal"),
    ),
    "dependency": (("hard", "Hard"), ("soft", "Soft"), ("condition", "Condition")),
    "score": (
        ("0", "Not initiated"),
        ("1", "Minimal"),
        ("2", "Intermediate"),
        ("3", "Complete"),
    ),
    "disclaimer-kind": (
        ("personal-views", "Personal views"),
        ("institutional-position", "Institutional position"),
        ("not-government-policy", "Not government policy"),
        ("no-advice", "No advice"),
        ("accuracy", "Accuracy"),
        ("independence-and-funding", "Independence and funding"),
        ("funding-acknowledgement", "Funding acknowledgement"),
        ("prepared-for", "Prepared for"),
        ("conflict-of-interest", "Conflict of interest"),
        ("ai-use", "Use of AI"),
        ("ai-image", "AI images"),
        ("handling", "Handling"),
        ("chatham-house-rule", "Chatham House Rule"),
        ("legal-privilege", "Legal privilege"),
        ("privacy", "Privacy"),
        ("copyright-and-licence", "Copyright and licence"),
        ("third-party-content", "Third-party content"),
        ("translation", "Translation"),
        ("data-cut-off", "Data cut-off"),
        ("projections", "Projections"),
        ("corrections", "Corrections"),
        ("accessibility", "Accessibility"),
        ("embargo", "Embargo"),
        ("maps-and-names", "Maps and names"),
        ("quotation", "Quotation"),
        ("other", "Notice"),
    ),
    "paper-type": (
        ("at-a-glance", "At a glance"),
        ("briefing", "Policy briefing"),
        ("paper", "Policy paper"),
    ),
    "paper-status": (
        ("draft", "Draft", "○"),
        ("in-review", "In review", "▷"),
        ("approved", "Approved", "✓"),
        ("published", "Published", "●"),
        ("superseded", "Superseded", "⇒"),
        ("withdrawn", "Withdrawn", "←"),
    ),
    "ai": (("generated", "Image generated with AI"), ("edited", "Image edited with AI")),
    "derived": (
        ("overdue", "Overdue", "!"),
        ("due-soon", "Due soon"),
        ("blocked", "Blocked", "■"),
        ("slipped", "Slipped"),
    ),
    "response": (
        ("accepted", "Accepted"),
        ("accepted-in-part", "Accepted in part"),
        ("accepted-in-principle", "Accepted in principle"),
        ("rejected", "Rejected"),
        ("noted", "Noted"),
    ),
    "implementation": (
        ("open", "Open"),
        ("in-progress", "In progress"),
        ("partly", "Partly implemented"),
        ("implemented", "Implemented"),
        ("not-implemented", "Not implemented"),
        ("superseded", "Superseded"),
    ),
    "words": (
        ("stakeholder", "Actor", "", "Actors"),
        ("disclaimer", "Disclaimer", "", "Disclaimers"),
    ),
}

CLOSED = ("words", "derived", "score")
"""Lists whose terms may be relabelled, but to which none can be added."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of likelihood: rows of a code, word and range in per cent, and its terms of confidence."""

    label: str
    terms: tuple[tuple[str, str, str], ...]
    confidence: tuple[tuple[str, str], ...]


CONFIDENCE = (("low", "Low"), ("moderate", "Moderate"), ("high", "High"))
"""Terms of confidence where a paper declares no scale."""

SCALES: dict[str, Scale] = {
    "icd-203": Scale(
        "ICD 203",
        (
            ("almost-no-chance", "almost no chance", "1–5"),
            ("remote", "remote", "1–5"),
            ("very-unlikely", "very unlikely", "5–20"),
            ("highly-improbable", "highly improbable", "5–20"),
            ("unlikely", "unlikely", "20–45"),
            ("improbable", "improbable", "20–45"),
            ("roughly-even-chance", "roughly even chance", "45–55"),
            ("roughly-even-odds", "roughly even odds", "45–55"),
            ("likely", "likely", "55–80"),
            ("probable", "probable", "55–80"),
            ("very-likely", "very likely", "80–95"),
            ("highly-probable", "highly probable", "80–95"),
            ("almost-certain", "almost certain", "95–99"),
            ("nearly-certain", "nearly certain", "95–99"),
        ),
        CONFIDENCE,
    ),
    "phia": Scale(
        "PHIA probability yardstick",
        (
            ("remote-chance", "remote chance", "≤ ≈5"),
            ("highly-unlikely", "highly unlikely", "≈10–20"),
            ("unlikely", "unlikely", "≈25–35"),
            ("realistic-possibility", "realistic possibility", "≈40–<50"),
            ("likely", "likely", "≈55–75"),
            ("probable", "probable", "≈55–75"),
            ("highly-likely", "highly likely", "≈80–90"),
            ("almost-certain", "almost certain", "≥ ≈95"),
        ),
        CONFIDENCE,
    ),
    "ipcc": Scale(
        "IPCC",
        (
            ("exceptionally-unlikely", "exceptionally unlikely", "0–1"),
            ("extremely-unlikely", "extremely unlikely", "0–5"),
            ("very-unlikely", "very unlikely", "0–10"),
            ("unlikely", "unlikely", "0–33"),
            ("about-as-likely-as-not", "about as likely as not", "33–66"),
            ("more-likely-than-not", "more likely than not", "> 50"),
            ("likely", "likely", "66–100"),
            ("very-likely", "very likely", "90–100"),
            ("extremely-likely", "extremely likely", "95–100"),
            ("virtually-certain", "virtually certain", "99–100"),
        ),
        (
            ("very-low", "Very low"),
            ("low", "Low"),
            ("medium", "Medium"),
            ("high", "High"),
            ("very-high", "Very high"),
        ),
    ),
}
"""ICD 203 (US intelligence community), the PHIA yardstick (UK), and the IPCC's guidance on uncertainty."""

MARKINGS: dict[str, tuple[str, str, str, str]] = {
    "TLP:RED": ("tlp", "#FF2B2B", "#000000", "right"),
    "TLP:AMBER+STRICT": ("tlp", "#FFC000", "#000000", "right"),
    "TLP:AMBER": ("tlp", "#FFC000", "#000000", "right"),
    "TLP:GREEN": ("tlp", "#33FF00", "#000000", "right"),
    "TLP:CLEAR": ("tlp", "#FFFFFF", "#000000", "right"),
    "OFFICIAL": ("uk", "", "", "center"),
    "OFFICIAL-SENSITIVE": ("uk", "", "", "center"),
    "SECRET": ("uk", "", "", "center"),
    "TOP SECRET": ("uk", "", "", "center"),
}
"""Scheme, ink, ground and place of each label: FIRST's TLP 2.0, the UK's classifications of August 2024."""
