"""What people and programs send that nobody asked for, kept and grown over time.

Texts go into every field, bodies to every address. Nothing of it may break anything:
it is taken, or refused in the one shape.
"""

import json

# --- Texts: each stands in any field that takes words

TEXTS = {
    "nothing": "",
    "a space": " ",
    "spaces of every width": "\u00a0\u2003\u3000\u205f",
    "a null byte": "a\x00b",
    "half a surrogate pair": "a\ud800b",
    "the other half": "\udfff",
    "control characters": "a\x01\x08\x1b\x7f\x85b",
    "right to left, and not ended": "\u202eabc \u202d def \u2067 ghi",
    "marks without width": "\u200b\u200d\u2060\ufeff",
    "letters with forty marks": "e" + "\u0301" * 40,
    "tags": "".join(chr(0xE0000 + ord(c)) for c in "hidden"),
    "a family": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20,
    "two ways to write one letter": "\u00e9 e\u0301",
    "look-alikes": "\u0410nn",
    "a long word": "a" * 5000,
    "300 kB": "ä " * 100_000,
    "lines": "\n" * 2000,
    "lines of another machine": "a\r\nb\rc\u2028d\u2029e",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7|add:7 }} {% debug %} ${7*7} #{7*7}",
    "a statement": "'; DROP TABLE deciding_question; --",
    "a header": "a\r\nBcc: everybody@example.org\r\n\r\nb",
    "a path": "../../../../etc/passwd",
    "a format": "%s %n %(name)s {0} {name.__class__}",
    "a formula": '=HYPERLINK("http://example.org")',
    "nested lists": "> " * 3000 + "a",
    "brackets": "[" * 5000,
    "a big number": "9" * 400,
    "a negative one": "-1",
    "not a number": "NaN",
    "without end": "1e999",
    "a year that is none": "0000-00-00",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "an hour that is left out": "2026-03-29T02:30:00",
    "other digits": "\u0662\u0660\u0662\u0667-\u0660\u0666-\u0660\u0661",
    "the code of nobody": "01900000-0000-7000-8000-000000000000",
    "true": "true",
}
# What a field of a JSON body may hold instead.
VALUES = {
    "null": None,
    "true": True,
    "zero": 0,
    "a negative number": -1,
    "a big number": 2**53,
    "a fraction": 0.1,
    "an empty list": [],
    "an empty object": {},
    "a list of lists": [[[[]]]],
    "the keys of others": {"__proto__": {"a": 1}, "constructor": 1, "id__in": [1]},
    "a list of texts": ["a"] * 200,
}

# --- Bodies: JSON, forms, and neither


def _multipart(*parts: str, end: str = "--b--\r\n") -> bytes:
    return ("".join(f"--b\r\n{part}\r\n" for part in parts) + end).encode()


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PLAIN = 'Content-Disposition: form-data; name="text"\r\n\r\nhello'
FILE = (
    'Content-Disposition: form-data; name="upload"; filename="../../a.jpg"\r\n'
    "Content-Type: image/jpeg\r\n\r\nnot a photo"
)
BODIES = {
    "nothing": (JSON, b""),
    "half of it": (JSON, b'{"text": "hel'),
    "no object": (JSON, b"[]"),
    "a word": (JSON, b'"text"'),
    "null": (JSON, b"null"),
    "two of them": (JSON, b"{}{}"),
    "single quotes": (JSON, b"{'text': 'a'}"),
    "nested 100,000 deep": (JSON, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "lists 100,000 deep": (JSON, b"[" * 100_000),
    "the same key twice": (JSON, b'{"text": "a", "text": "b", "title": 1, "title": 2}'),
    "not a number": (JSON, b'{"text": NaN, "days": NaN}'),
    "without end": (JSON, b'{"days": Infinity, "uses": -Infinity, "cost": 1e999}'),
    "5,000 digits": (JSON, b'{"days": ' + b"9" * 5000 + b"}"),
    "broken UTF-8": (JSON, b'{"text": "\xff\xfe\xc0\xaf"}'),
    "UTF-16": (JSON, json.dumps({"text": "a"}).encode("utf-16")),
    "a mark in front": (JSON, b'\xef\xbb\xbf{"text": "a"}'),
    "half a surrogate pair": (JSON, b'{"text": "\\ud800", "\\udfff": 1}'),
    "a null byte": (JSON, b'{"text": "\\u0000", "title": "\\u0000"}'),
    "a megabyte": (JSON, b'{"text": "' + b"a" * 1_000_001 + b'"}'),
    "2,000 fields": (JSON, json.dumps({f"a{n}": n for n in range(2000)}).encode()),
    "another type": ("text/plain", b'{"text": "a"}'),
    "a type that is none": ("a", b"{}"),
    "no type": ("", b'{"text": "a"}'),
    "a type with a name in it": (f"{JSON}; charset=no-such-thing", b'{"text": "a"}'),
    "a form": (FORM, b"text=a&title=b"),
    "a form with a null byte": (FORM, b"text=%00&title=%00&name=%00&reason=%00"),
    "a form of broken UTF-8": (FORM, b"text=%ff%fe&title=%c0%af"),
    "a form of half a pair": (FORM, b"text=%ed%a0%80&title=%ed%a0%80"),
    "a form in another writing": (f"{FORM}; charset=no-such-thing", b"text=a"),
    "a form of 1,001 fields": (FORM, b"&".join(b"a%d=1" % n for n in range(1001))),
    "a form of a megabyte": (FORM, b"text=" + b"a" * 1_000_001),
    "a file form": (MULTIPART, _multipart(PLAIN, FILE)),
    "a file form without its end": (MULTIPART, _multipart(PLAIN, FILE, end="")),
    "half a file form": (MULTIPART, _multipart(PLAIN, FILE)[:90]),
    "a file form without a border": ("multipart/form-data", _multipart(PLAIN)),
    "a border that is not there": (
        "multipart/form-data; boundary=c",
        _multipart(PLAIN),
    ),
    "a border of one kilobyte": (f"multipart/form-data; boundary={'b' * 1000}", b"--b"),
    "a file form of base64": (
        MULTIPART,
        _multipart(
            'Content-Disposition: form-data; name="text"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n!"
        ),
    ),
    "101 files": (MULTIPART, _multipart(*[FILE] * 101)),
    "a file without a name": (MULTIPART, _multipart(FILE.replace("upload", ""))),
}

# --- Words behind the question mark

QUERIES = (
    "cursor=%00",
    "cursor=%ff",
    "cursor=x",
    "cursor=a:b:c",
    "cursor=" + "a" * 3000,
    "limit=0",
    "limit=-1",
    "limit=101",
    "limit=1e3",
    "limit=%D9%A1",
    "limit=" + "9" * 400,
    "limit=1&limit=2",
    "page=%00",
    "page=-1",
    "page=%D9%A1",
    "page=" + "9" * 400,
    "show=%00",
    "q=%00",
    "q=%ed%a0%80",
    "q=" + "%27" * 300,
    "q=" + "a" * 3000,
    "words=%00",
    "state=%00",
    "stage=none",
    "topic=%00",
    "setting=%00",
    "first=x",
    "undo=%00",
    "from=" + "9" * 400,
    "from=%D9%A1",
    "title=%00%ff",
    "class=%00",
    "next=//example.org/",
    "%00=1",
    "%ff",
    "&&&=&=",
    "a[b]=1&__proto__=1&id__in=1",
)
