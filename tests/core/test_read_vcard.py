"""Address books are read as many programs write them, one row a card."""

import pytest

from core.imports.read import read_table
from core.imports.table import FileRefused

OLD = b"""BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=C3=A9;;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=A9 Lef=C3=A8=\r
vre\r
ORG:Fonderie du Rh\xc3\xb4ne;Achats\r
TEL;WORK;FAX:04 78 00 00 00\r
TEL;CELL;PREF:06 12 34 56 78\r
EMAIL;PREF:zoe@fonderie.test\r
PHOTO;ENCODING=BASE64:/9j/4AAQSkZJRgABAQ\r
 AAAAAA==\r
END:VCARD\r
"""
NEW = """begin:vcard
VERSION:4.0
N:Petit;Anne;;;
ORG;TYPE=work:"Société, la vraie"
item1.TEL;VALUE=uri;TYPE="work,voice":tel:+33-4-78-00-11-22;ext=102
EMAIL;TYPE=home:anne@gmail.com
EMAIL;TYPE=work:anne@societe.test
TITLE:Directrice\\, achats
ADR;TYPE=work:;;12 rue du Four;Lyon;;69003;France
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Sans Fin
NOTE:a folded
  note
"""


def records(text):
    table = read_table(text if isinstance(text, bytes) else text.encode())
    return [dict(zip(table.headers, row, strict=True)) for row in table.rows]


def test_a_card_of_the_nineties_gives_its_mobile_and_its_accents():
    (card,) = records(OLD)
    assert (card["First name"], card["Last name"], card["Company"]) == ("Zoé", "Lefèvre", "Fonderie du Rhône")
    assert (card["Phone"], card["E-mail"]) == ("06 12 34 56 78", "zoe@fonderie.test")


def test_a_card_of_today_gives_the_address_at_work():
    card, unfinished = records(NEW)
    assert (card["E-mail"], card["Phone"], card["Job title"]) == (
        "anne@societe.test",
        "+33-4-78-00-11-22",
        "Directrice, achats",
    )
    assert (card["Postcode"], card["City"], card["Country"]) == ("69003", "Lyon", "France")
    assert unfinished["Name"] == "Sans Fin"


def test_cards_come_in_other_encodings_too():
    (card,) = records(OLD.decode().encode("utf-16"))
    assert card["Last name"] == "Lefèvre"


def test_an_address_book_without_cards_is_refused():
    with pytest.raises(FileRefused):
        read_table(b"BEGIN:VEVENT\nEND:VEVENT\n")
