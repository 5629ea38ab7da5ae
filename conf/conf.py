"""The house of the organisation: values only. The settings of briefkit are listed in README.md."""

project = "Briefings"
author = "The Policy Unit"
copyright = "The Policy Unit"  # noqa: A001  # Sphinx wants this name
language = "en"
version = "1"  # of the collection; EPUB wants one

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "briefkit"]

# The publisher of every paper whose front matter names none.
briefkit_publisher = "The Policy Unit"

# Each type of paper may ask for kinds of disclaimers, such as {"paper": ["no-advice"]}.
briefkit_required_disclaimers = {}

html_theme = "briefkit"
html_title = "The Policy Unit"

# No source is published.
html_copy_source = False
html_show_sourcelink = False

myst_enable_extensions = [
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "replacements",
    "smartquotes",
    "strikethrough",
    "substitution",
    "tasklist",
]
# "$5 bn or $10 bn" is money.
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
myst_heading_anchors = 3

bibtex_default_style = "briefkit"
bibtex_reference_style = "briefkit"
