"""Words that tell of whom or of what a sentence speaks; folded, one regular expression a line."""

import re


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSON = r"""
clients?|clientes?|acheteurs?|acheteuses?|interlocut\w+|gerante?s?|cogerante?s?|patron(?:ne)?s?|dirigeante?s?
directeurs?|directrices?
responsables?|chefs?|cheffes?|president(?:e)?s?|pdg|dg|daf|drh|dsi|assistante?s?|secretaires?|comptables?
standardistes?
contacts?|personnes?|dames?|hommes?|femmes?|messieurs|monsieur|madame|mesdames|mme|mlle|m\.|mr|mrs|ms|miss|dr
mdame|mdm
types?(?! de)|mecs?|gars|bonhomme|bonne femme|nana|meufs?|filles?|garcons?|gamine?s?|gosses?|maman|papa|mere
pere|epoux|epouse|mari
conjointe?s?|compagne|compagnon|cousine?s?|oncle|tante|neveu|niece|beau-frere|belle-soeur|belle-mere|beau-pere
gendre|bru|jumeaux
collaborat\w+|collegues?|salariee?s?|employee?s?|ouvriers?|ouvrieres?|techniciens?|techniciennes?
ingenieure?s?|artisans?
commerciaux|commerciale?s?|vendeurs?|vendeuses?|associee?s?|proprietaires?|locataires?|voisine?s?|medecins?
maires?|docteurs?
prospects?|decideurs?|decideuses?|prescripteurs?|stagiaires?|apprentie?s?|individus?|gens|famille|fils|frere
soeur|enfants?|parents?
adjointe?s?|cadres?|chargee?s? d\w+|chauffeurs?|livreurs?|magasiniers?|caristes?|mecaniciens?|soudeurs?
macons?|plombiers?|electriciens?
pharmacien(?:ne)?s?|buralistes?|boulang(?:er|ere)s?|bouch(?:er|ere)s?|fleuristes?|restaurat(?:eur|rice)s?
hoteli(?:er|ere)s?|cuisini(?:er|ere)s?
infirmi(?:er|ere)s?|avocate?s?|notaires?|architectes?|consultante?s?|formateurs?|formatrices?|enseignante?s?
profs?|professeure?s?|eleves?
agricult(?:eur|rice)s?|viticult(?:eur|rice)s?|eleveurs?|garagistes?|coiffeu(?:r|se)s?|gardien(?:ne)?s?
concierges?|facteurs?|receptionnistes?|hotesses?
administrat(?:eur|rice)s?|fondat(?:eur|rice)s?|actionnaires?|heriti(?:er|ere)s?|successeurs?|predecesseurs?
remplacante?s?|repreneu(?:r|se)s?
vieux monsieur|vieille dame|retraitee?s?|jeune homme|jeune femme|particuli(?:er|ere)s?|consommateurs?|usagers?
abonnee?s?
customers?|buyers?|managers?|boss|bosses|directors?|owners?|guys?|man|men|woman|women|lady|ladies|persons?
people|ceo|cfo|cto|blokes?|dudes?
receptionists?|accountants?|assistants?|secretary|colleagues?|employees?|workers?|engineers?|technicians?
husband|wife|mother|father|girl|boy
sons?|daughters?|kids?|child|children|brother|sister|deputy|landlord|tenants?|partners?|lawyers?|drivers?
foreman|supervisors?|shopkeepers?
nurses?|doctors?|teachers?|farmers?|chef|staff|crew|fellow|mum|mom|dad|neighbou?rs?|client's|buyer's|individuals?
"""
PRONOUN = r"""
il|elle|ils|elles|lui|celui-ci|celle-ci|he|she|they|him|tu|vous|he's|she's|they're|qui|who
"""
THING = r"""
produits?|offres?|prix|tarifs?|machines?|logiciels?|outils?|services?|devis|prestations?|livraisons?|delais?
materiels?|appareils?
pompes?|moteurs?|versions?|applis?|applications?|sites?|factures?|contrats?|procedures?|processus|interfaces?
modeles?|gammes?|marques?
concurrence|marche|marches|secteur|reunions?|projets?|idees?|question|questions|systemes?|erp|solutions?
pieces?|robots?|lignes?
usines?|ateliers?|batiments?|locaux|portes?|chantiers?|emballages?|palettes?|camions?|vehicules?|voitures?
equipements?|fonctions?
cables?|capteurs?|ecrans?|imprimantes?|stocks?|budgets?|commandes?|vins?|fromages?|huiles?|cafes?|viandes?
tissus?|bois|pain|(?<!l')air
ecoles?|lycees?|colleges?|instituts?|universites?|hopital|hopitaux|cliniques?|associations?|editions
librairies?|musees?|radio|cimetieres?
entreprises?|societes?|groupes?|filiales?|agences?|boutiques?|magasins?|calendriers?|fetes?|salles?|reseaux?
plante?s?|arbres?|vignes?
animaux|betail|vaches?|chevaux|elevages?|assurances?|mutuelles?|c'|ca|cela|ceci|campagnes?|mails?|messages?
formulaires?|demos?
catalogues?|process|cahier des charges|dossiers?|documents?|documentations?|bureaux?|depots?|entrepots?|quais?
parkings?|rues?|routes?
caisses?|cuves?|fours?|presses?|tours?|scies?|perceuses?|visseuses?|chaudieres?|compresseurs?|ordinateurs?
serveurs?|tablettes?|telephones?
restaurants?|hotels?|boucheries?|boulangeries?|epiceries?|pharmacies?|garages?|cabinets?|laboratoires?
cantines?|cuisines?|chambres?|literie
etudes?|formations?|support|hotline|sav|garanties?|pannes?|bugs?|mises? a jour|parametrages?|fichiers?
donnees?|bases?|modules?|menus?|boutons?
products?|offers?|prices?|pricing|tools?|software|devices?|delivery|deliveries|quotes?|apps?|websites?
contracts?|process|features?
data|donnees?|exports?|fichiers?|files?|interface|ideas?|questions?|system|systems|parts?|plants?|factory
building|packaging|trucks?|cars?|equipment|market|company|companies
it|this|that|engines?|pumps?|sensors?|screens?|schools?|hospitals?|hospital|university|museums?|radios?
brands?|models?|reports?|projects?
workshops?|offices?|warehouses?|stations?|restaurants?|butchers?|shops?|stores?|rooms?|houses?|roads?|floors?
invoices?|orders?|tenders?
machines?|lines?|boxes|box|labels?|manuals?|training|hotline|support|service|procedures?|forms?|menus?
buttons?|servers?|tablets?|phones?|alarms?
meetings?|calls?|demos?|trials?|tests?|weather|traffic|deadlines?|delays?|paperwork|terms|clauses?|discounts?
stock|supplies|suppliers?|supplier
"""
# A noun nobody listed: a thing, when an article goes before it.
DETERMINER = r"""

(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|notre|nos|votre|vos|leurs?|mon|ma|mes|son|sa|ses|the|an?|these|those|their|our|its|your|my)\s+
l'|d'
"""
EPITHET = r"""
vraie?s?|gros(?:se)?s?|petite?s?|grande?s?|sacree?s?|pauvres?|sales?|parfaite?s?|totale?s?|fieffee?s?|especes?
peu|tres|plus|moins|pure?s?
vieux|vieille|vieil|jeunes?|nouveaux?|nouvel(?:le)?s?|ancien(?:ne)?s?|bon(?:ne)?s?|mauvaise?s?|meme|seule?s?
autres?|beau|belle|espece
real|complete|total|bit|very|right|proper|absolute|bloody|little|big|old|such|true|former|whole|young|new|same
most|bunch|lot|first|last|other|orthodox|devout|practi[sc]ing|proud|known|active|typical|openly|probably
strong|thick
premiere?s?|deuxieme|derniere?s?|prochaine?s?|semaine|mois|lundi|mardi|mercredi|jeudi|vendredi|matin|soir|week
month|year|morning|moment
"""
# "the client's machine", "la machine du client": the person only owns the thing.
GENITIVE = (
    r"(?:du|de la|de l'|des|de notre|de nos|de leur|de ce|de cette|d'un|d'une|de|d'|chez|a la|au|aux|a l'|"
    r"of the|of our|of their|of a|of|for the|at the|in the|from the)\s*$|^(?:du|des|d'|au|aux)"
)
NAME_THEN_VERB = r"\b[A-ZÀ-Ý][\w'’-]+\s+(?:est|a|semble|parait|reste|était|is|has|seems|was|looks)\b"
NEGATION = (
    r"(?:pas|jamais|nullement|aucunement|not|never|\w+n't|rien de)"
    r"(?:\s+(?:du tout|tres|si|trop|un|une|a|so|very|an|que))?\s*$"
)
# After these an English word is said of what goes before: "he is stupid today".
PREDICATE = (
    r"(?:\b(?:is|was|are|were|be|been|being|seems?|looks?|acts?|gets?|got|sounds?|feels?|became|becomes)|'s|'re)\b"
    r"[^.,;]{0,25}$"
)
LINKS = _each(
    """
    and or but as when if because so to about at in on with from by for today again now always sometimes really
    too the a an he she they it who which that this is was are were has had of after before since until then et
    ou mais avec pour en dans sur au aux a de du des car donc quand qui que le la les un une
    """
)
FRENCH = re.compile(
    r"(?<![\w])(?:le|la|les|un|une|des|du|de|et|est|sont|pour|pas|sur|avec|dans|qui|que|il|elle|ils|elles|au|aux|ce|cette|"
    r"notre|nos|leur|leurs|son|sa|ses|mais|ou|tres|plus|chez|sans|par|en|[ldnscj]')(?![\w])|(?<!\w)[ldnscj]'"
)
ENGLISH = re.compile(
    r"(?<![\w])(?:the|of|and|is|are|was|were|for|not|with|in|who|that|he|she|they|to|at|this|their|our|his|her|but|or|"
    r"very|more|has|have|had|by|from|an|it|its|be|been|after|before|when|because)(?![\w])"
)
# What goes before a name: a title, a street, a firm.
TITLE = re.compile(
    r"(?:\b(?:m|mr|mrs|ms|mme|mmes|mlle|dr|me|monsieur|madame|mademoiselle|miss|maître|maitre|docteur|société|societe|sté|"
    r"ste|ets|établissements|maison|cabinet|famille|groupe|company|firm|house of)\.?|"
    r"\b(?:rue|avenue|av|boulevard|bd|place|impasse|quai|chemin|cours|allée|passage|square|route|street|road|lane|saint|"
    r"sainte|st|ste)\.?(?:\s+(?:de la|de l['’]|des|du|de|d['’]|la|le|les|l['’]))?)\s*$",
    re.IGNORECASE,
)
CAPITALISED_BEFORE = re.compile(r"([A-ZÀ-Ý][a-zà-ÿ]+)(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?(?:\s+|-|\s+(?:du|de|de la|le|la)\s+)$")
CAPITALISED_AFTER = re.compile(r"\s+([A-ZÀ-Ý][a-zà-ÿ]+)(?!\w)")
# Folded, these are common words: a judgement only when their accent was written ("timbré", not "timbre").
ACCENTED = _each(
    """
    maniere came cames tare tares timbre timbres cingle allume derange neglige borne bornes limite limites
    deprime drogue perche givre toque rate attarde alite condamne bourre defonce coince endette separe marie
    maries fiance fauche ruine opere operes bronze bronzes type voile fele crame handicape refugie immigre
    naturalise metisse syndique encarte politise pacse paume shoote medicamente bouche bouches borne effemine
    perturbe interne internes hospitalise amoche dope ampute suicide depite demente
    """
)
EVEN_INSIDE = _each(
    """
    marie maries timbre borne bornes bronze bronzes maniere came tare givre toque perche
    """
)
# And these only without one: "beurre salé" is no dirt, nor is a "boîte" a limp.
UNACCENTED = _each(
    """
    sale sales boite tue pue
    """
)
