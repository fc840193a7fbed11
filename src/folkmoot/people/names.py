"""Names that people could take for one another."""

import unicodedata

# Letters of other scripts that look like Latin ones in most typefaces.
LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕӏԁԛԝαοιρυνκτ01",  # noqa: RUF001 -- the confusable letters are the point
    "aeopcyxijsldqwaoipuvktol",
)


def skeleton(name: str) -> str:
    """Return ``name`` without what the eye may miss: case, accents, look-alikes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    seen = "".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Cf"})
    return "".join(seen.translate(LOOK_ALIKE).split())
