"""What people, programs and attackers type where something else was expected: more than a hundred texts."""

MARK = "zqx7"  # every piece of markup below carries it, so that a page that shows one unescaped is found
MARKUP = (
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f'"><b {MARK}=1>',
    f"'><i {MARK}=1>",
    f"</title><u {MARK}=1>",
    f"</textarea><u {MARK}=1>",
    f"<!--<u {MARK}=1>",
    f"<a href=javascript:{MARK}()>x</a>",
    f"<iframe srcdoc='<u {MARK}=1>'>",
    f"<math><mi {MARK}=1>",
    f"<details open ontoggle={MARK}()>",
)
TEMPLATES = (
    "{{7*7}}",
    "{% debug %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{request.user.password}}",
    "%(password)s",
    "{0}",
)
QUERIES = (
    "' OR '1'='1", "'; DROP TABLE crm_company; --", '" OR ""="', "1; SELECT pg_sleep(9)",
    "') OR pg_sleep(9)--", "\\'",
    "admin'--", "x' UNION SELECT 1,2,3--", "%", "_", "%%%", "\\", "$$", "COPY x TO PROGRAM 'id'",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠x",
    '=HYPERLINK("http://x.test","y")', "=IMPORTXML(1,2)",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "00", "1e9999", "-1e9999", "NaN", "Infinity", "-Infinity", "1e-400", "9" * 40, "0x1F", "1_000",
    "1,5", "1.5", "1.", ".5", "²", "٣", "१२", "９９", "2147483648", "-2147483649", "9223372036854775808",
    "1" + "0" * 400,
    "999999999999.99", "1e3", "+5", "½", "١٬٠٠٠",
)  # fmt: skip
DATES = (
    "2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "10000-01-01", "2026-13-01", "31/12/2026", "-2026-01-01",
    "2026-W53-7", "2026-11-26T25:61:00Z", "now", "today", "24:00", "00:60", "1969-12-31T23:59:59.999999+14:00",
)  # fmt: skip
LETTERS = (
    "", " ", "\t", "\n", "\r\n", "a" * 300, "é" * 5000, "x" * 70_000, "İstanbul", "ﬁn", "Å",
    "A\u030a" * 200, "\u202egpj",
    "\u200b", "\ufeff", "\u00ad", "🙂" * 300, "👩‍👩‍👧‍👦", "Ω≈ç√∫", "田中さん", "עברית", "مرحبا", "Z̸̢͝a͘l̷g̶o",
    "\U0010ffff",
    "\ufffe", "\uffff", "\u0378", "ß" * 99, "ǆ", "null", "None", "undefined", "true", "false", "on", "[]", "{}",
    "[object Object]", "NULL", "nil", "-", ".", "..", "../../../../etc/passwd", "..\\..\\win.ini",
    "file:///etc/passwd",
    "javascript:alert(1)", "data:text/html,x", "http://127.0.0.1:1/", "//evil.test/", "\\\\evil.test\\x",
    "CON", "a\\0b",
    "%00", "%0d%0aX-Evil:1", "a\r\nX-Evil: 1", "\u2028", "\u2029", "\x7f", "\x85", "\x1b[31m".replace("\x1b", "␛"),
    "a@b", "a@b.c@d", "@", "é@é.test", f"{'a' * 250}@b.test", "mailto:a@b.test", "+33 6 12 34 56 78",
    "+" * 30, "()" * 50,
    "(" * 5000, "[" * 5000, ",", ";", ";;;;", '"', "'", "`", "''''", "&amp;", "&#0;", "&", "a&b=c&d", "?",
    "#", "/", "\\u0000",
)  # fmt: skip
REFUSED = ("\x00", "a\x00b", "\x01", "\x08", "\x0b", "\x0c", "\x1b[31mred", "\x1f", "\x00" * 50)  # never kept: 400
BAD = (*MARKUP, *TEMPLATES, *QUERIES, *FORMULAS, *NUMBERS, *DATES, *LETTERS, *REFUSED)
WRONG_TYPES = (
    None, True, False, 0, -1, 2**63, 10**40, 1.5, [], {}, [None], [[]], {"": ""}, [1, "a", None], {"id": 1}, "",
    ["x"] * 300, {"a": {"b": {"c": {}}}},
)  # fmt: skip
RAW_BODIES = (
    b"", b"{", b"null", b"[]", b'"x"', b"1", b"NaN", b'{"a":NaN}', b'{"a":1e999}', b"\xff\xfe", b"{'a':1}",
    b'{"a":1}{"b":2}',
    b'{"a":"\\u0000"}', b'{"\\u0000":1}', b'{"a":"\\ud800"}', b'{"\\udfff":1}', b'{"a":"\xed\xa0\x80"}', b"[" * 3000,
    b'{"a":' * 30 + b"1" + b"}" * 30, b'{"a":' + b"9" * 5000 + b"}", b'{"a":1,"a":2}', b"\xef\xbb\xbf{}",
    b"{}" + b" " * 5000,
    b'{"work_date":"' + b"x" * 1_100_000 + b'"}',
)  # fmt: skip
