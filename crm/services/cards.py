"""A business card from a phone: a .vcf file, the text of a QR code, or the picture of one. Read, and never kept."""

import io
from dataclasses import asdict
from typing import Any

import zxingcpp
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from crm.rules.matching import normal_phone, show_phone
from crm.rules.vcard import Card, CardError, read_card

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
WIDE_ENOUGH = 1600  # pixels: a code that fills a tenth of the picture is still read
FORMATS = ("JPEG", "PNG", "WEBP")
SENTENCES = {
    "not_a_card": _("This is not a business card."),
    "several": _("This file holds several cards: give it to marketing, who imports files."),
    "too_long": _("This card is too long to be one."),
    "nameless": _("This card names nobody."),
}


def person_on(data: dict[str, Any]) -> dict[str, str]:
    """Who the card names, from its file (`card`) or its text, the number written as we write numbers."""
    card = card_of_file(data["card"].read()) if data.get("card") else card_of_text(data["text"])
    number = normal_phone(card.phone)
    return asdict(card) | {"phone": show_phone(number) if number else card.phone[:40]}


def card_of_file(data: bytes) -> Card:
    """The card of a file, whatever its name says: a vCard, else a picture that shows one QR code."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is too big: 8 MB at most."))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:11].upper() == b"BEGIN:VCARD":
        return card_of_text(decoded(data))
    return card_of_text(code_in(picture(data)))


def card_of_text(text: str) -> Card:
    try:
        return read_card(text)
    except CardError as error:
        raise ValidationError(SENTENCES[error.code], code=error.code) from error


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def picture(data: bytes) -> Image.Image:
    """Grey and small enough; the size is known before anything is unpacked."""
    refusal = ValidationError(_("This picture cannot be read: take it again, or choose a .vcf file."))
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise refusal
        image.draft("L", (WIDE_ENOUGH, WIDE_ENOUGH))
        grey = image.convert("L")
        grey.thumbnail((WIDE_ENOUGH, WIDE_ENOUGH))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refusal from error
    return grey


def code_in(image: Image.Image) -> str:
    """The text of the QR code that holds a card."""
    found = [code.text for code in zxingcpp.read_barcodes(image, formats=QR)]
    if not found:
        raise ValidationError(_("No QR code in this picture: come closer, with more light."), code="no_code")
    return next((text for text in found if text.lstrip()[:7].upper() in {"BEGIN:V", "MECARD:"}), found[0])
