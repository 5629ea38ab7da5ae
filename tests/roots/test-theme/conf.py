"""A small project that shows the theme on the organisation's house alone: what the package knows of a paper is given here."""

from briefkit.core.face import Face
from briefkit.core.words import fixed_words

project = "Aldermark Policy Institute"
copyright = "2031 Aldermark Policy Institute"  # noqa: A001  # the name is Sphinx's
extensions = ["myst_parser", "sphinx_design", "briefkit.core.settings", "briefkit.core.house", "briefkit.theme"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "tasklist"]
html_theme = "briefkit"
html_baseurl = "https://api.example/"
html_theme_options = {
    "links": [("Briefings", "index"), ("About", "about")],
    "footer_links": [("Corrections", "about"), ("Contact", "mailto:office@api.example")],
    "licence": "© 2031 Aldermark Policy Institute. CC BY 4.0.",
}
numfig = True


def run(text, style="", href=""):
    return {"text": text, "style": style, "href": href}


FACE = Face(
    slug="heat",
    heading="Heat </script><b>across</b> the line",
    title="Heat </script><b>across</b> the line",
    subtitle="What an agreement would take",
    short_title="Heat",
    kind="Policy briefing",
    kind_code="briefing",
    number="PB-2031-14",
    authors=[
        {
            "name": "Ida Marrow",
            "affiliation": "Infrastructure Unit",
            "orcid": "0000-0002-1825-0097",
            "email": "",
        }
    ],
    byline=[[run("Ida Marrow", "strong"), run("Infrastructure Unit", "affiliation")]],
    facts=[
        {"label": "Date", "value": "5 November 2031", "sign": ""},
        {"label": "Facts as of", "value": "3 November 2031", "sign": ""},
        {"label": "Version", "value": "1.2", "sign": ""},
        {"label": "Status", "value": "Published", "sign": "●"},
    ],
    notes=["Superseded by PB-2031-15."],
    publisher="Aldermark Policy Institute",
    description="Options </script><script>document.title='owned'</script> & costs",
    keywords=["heat", "fuel"],
    topics=["Energy"],
    language="en",
    direction="ltr",
    date="5 November 2031",
    date_iso="2031-11-05",
    as_of="3 November 2031",
    version="1.2",
    status="Published",
    status_code="published",
    marking={
        "label": "TLP:CLEAR",
        "text": "",
        "scheme": "tlp",
        "ink": "#FFFFFF",
        "ground": "#000000",
        "align": "right",
    },
    question="",
    paper="a4",
    print="single",
    license="CC BY 4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    doi="10.9999/api.2031.14",
    rights="© 2031 Aldermark Policy Institute",
    footer_notice="The views are those of the authors.",
    imprint=[
        {
            "label": "Suggested citation",
            "lines": [[run("Marrow, I. (2031). "), run("Heat across the line", "emph")]],
        },
        {"label": "Contact", "lines": [[run("office@api.example", "", "mailto:office@api.example")]]},
    ],
    words=fixed_words("en"),
)

CONTENTS = [
    {"number": "", "title": "Bottom line", "href": "#summary", "current": False, "children": []},
    {"number": "1", "title": "Who wants what", "href": "#who-wants-what", "current": False, "children": []},
    {"number": "2", "title": "Delivery", "href": "delivery.html", "current": False, "children": []},
]


def pdf(pages):
    return {"href": "pdf/heat.pdf", "pages": pages, "size": "180 kB"}


PAPERS = [
    {
        "date": "5 November 2031",
        "number": "PB-2031-14",
        "kind": "Policy briefing",
        "title": "Heat & light",
        "href": "heat.html",
        "description": "What it takes.",
        "topics": ["Heating", "Fuel"],
        "status": "Published",
        "sign": "●",
        "language": "en",
        "direction": "ltr",
        "pdf": pdf(4),
    },
    {
        "date": "2 September 2031",
        "number": "PB-2031-11",
        "kind": "Note",
        "title": "Wer bezahlt die Leitungen",
        "href": "heat.html",
        "description": "",
        "topics": [],
        "status": "",
        "sign": "",
        "language": "de",
        "direction": "ltr",
        "pdf": pdf(1),
    },
]


def context(app, page, template, values, doctree):
    if page == "heat":
        values |= {
            "briefing": FACE,
            "briefing_toc": CONTENTS,
            "briefing_pdf": pdf(4),
            "briefing_is_part": False,
        }
    elif page == "delivery":
        values |= {
            "briefing": FACE,
            "briefing_toc": [],
            "briefing_is_part": True,
            "briefing_href": "heat.html",
        }
    elif page == "index":
        values["briefings"] = [{"year": "2031", "papers": PAPERS}]


def without_title(app, doctree, page):
    if page in {"heat", "index"}:
        doctree[0].pop(0)


def setup(app):
    app.connect("html-page-context", context, priority=400)
    app.connect("doctree-resolved", without_title, priority=900)
