"""A business card nobody has read yet, as a file and as the picture of its code, for a visitor to scan."""

import zxingcpp
from django.conf import settings
from PIL import Image

from config.seeding.people import Cast
from config.seeding.world import World
from debrief.models.agenda import planned_stops

FOLDER = "cards"
NAME = "carte-de-visite"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Marchand;Inès;;;\r\nFN:Inès Marchand\r\nTITLE:Responsable des achats\r\n"
    "ORG:{company}\r\nTEL;TYPE=CELL:06 12 48 16 32\r\nEMAIL:ines.marchand@maison-marchand.example\r\nEND:VCARD\r\n"
)


def leave_a_card(world: World, cast: Cast) -> None:
    """DATA/cards: somebody of the first company that the rep of the contract sees today."""
    rep = cast.named["rep_a1"]
    stop = next((stop for stop in planned_stops(rep, world.today) if stop.company), None)
    text = CARD.format(company=stop.company.name if stop and stop.company else "Maison Marchand")
    folder = settings.APP_DATA_DIR / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.vcf").write_text(text, encoding="utf-8", newline="")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6)).save(folder / f"{NAME}.png")
