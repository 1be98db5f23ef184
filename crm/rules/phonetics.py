"""How a French surname sounds, as one exact key for names that were spelt by ear."""

import re

from crm.rules.matching import split_name

SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?|aux?|ow", "o"),
        (r"ph", "f"),
        (r"sch|ch|sh", "5"),
        (r"gn|ni(?=[aeou])", "n"),
        (r"qu|ck|q|c(?![eiy])", "k"),
        (r"c|ç|sc(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"ill|y|ie?(?=[aeou])", "i"),
        (r"[ae]i|ei|ee?r?$|e[zt]$", "e"),
        (r"an|am|en|em", "1"),
        (r"on|om", "2"),
        (r"in|im|ain|ein|un", "3"),
        (r"ou|w", "v"),
        (r"z", "s"),
        (r"h", ""),
        (r"[stdxp]+$", ""),
        (r"e$", ""),
        (r"(.)\1+", r"\1"),
    )
)


def phonetic_key(name: str) -> str:
    """How surname and initial sound in French: Lefèvre and Lefebvre come together, as do Dupont and Dupond."""
    first, surname = split_name(name)
    sound = surname.replace(" ", "").replace("bv", "v")
    for pattern, replacement in SOUNDS:
        sound = pattern.sub(replacement, sound)
    head, tail = sound[:1], re.sub(r"[aeiou]", "", sound[1:])
    return f"{head}{tail} {first[:1]}".strip()[:60]
