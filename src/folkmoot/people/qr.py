"""QR codes drawn as inline SVG, black on white in light and dark."""

from django.utils.safestring import SafeString


def draw_qr(address: str, title: str) -> SafeString:
    """Return the drawing; ``title`` is what a screen reader says."""
    import segno

    code = segno.make_qr(address, error="m")
    drawing = code.svg_inline(scale=5, border=4, light="white", title=title)
    return SafeString(drawing)  # segno escapes the title; the rest is its own
