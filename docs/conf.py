"""How the documentation is built: Sphinx with MyST and furo, nothing from a network."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import folkmoot  # noqa: E402 -- the line above is where it is

project = "Folkmoot"
copyright = "the Folkmoot contributors"  # noqa: A001 -- Sphinx's name
version = release = folkmoot.__version__
language = "en"

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Types stand in the docstrings, with their units; signatures only name arguments.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
# What `Parameters` names of a class are its fields: shown once, without links outside.
numpydoc_attributes_as_param_list = False
nitpick_ignore_regex = [("py:.*", r"(enum|datetime|typing|collections)\..*")]
default_role = "code"  # engines write `advance` for a name

html_theme = "furo"
html_title = "Folkmoot"
html_static_path: list[str] = []
html_copy_source = html_show_sourcelink = False
html_show_sphinx = False

# Examples in the engine's docstrings speak of its own names.
doctest_global_setup = """
import numpy as np
from folkmoot.engines.consensus import *
from folkmoot.engines.opinion import *
from folkmoot.engines.provision import *
from folkmoot.engines.sharing import *
from folkmoot.engines.tlog import *
"""
