"""Words that tell of whom or of what a sentence speaks; folded, one regular expression a line."""

PERSON = r"""
clients?|clientes?|acheteurs?|acheteuses?|interlocut\w+|gerante?s?|patron(?:ne)?s?|dirigeante?s?|directeurs?|directrices?
responsables?|chefs?|cheffes?|president(?:e)?s?|pdg|dg|daf|drh|dsi|assistante?s?|secretaires?|comptables?|standardistes?
contacts?|personnes?|dames?|hommes?|femmes?|messieurs|monsieur|madame|mesdames|mme|mlle|m\.|mr|mrs|ms|miss|dr
types?|mecs?|gars|bonhomme|bonne femme|nana|filles?|garcons?|gamine?s?|maman|papa|mere|pere|epoux|epouse|mari
conjointe?s?
collaborat\w+|collegues?|salariee?s?|employee?s?|ouvriers?|ouvrieres?|techniciens?|techniciennes?|ingenieure?s?|artisans?
commerciaux|commerciale?s?|vendeurs?|vendeuses?|associee?s?|proprietaires?|locataires?|voisine?s?|medecins?|maires?
prospects?|decideurs?|decideuses?|prescripteurs?|stagiaires?|apprentie?s?|individus?|gens|famille|fils|frere|soeur
customers?|buyers?|managers?|boss|bosses|directors?|owners?|guys?|man|men|woman|women|lady|ladies|persons?|people|ceo|cfo
receptionists?|accountants?|assistants?|secretary|colleagues?|employees?|workers?|engineers?|technicians?|husband|wife|mother|father
"""
PRONOUN = r"""
il|elle|ils|elles|lui|celui-ci|celle-ci|he|she|they|him|tu|vous
"""
THING = r"""
produits?|offres?|prix|tarifs?|machines?|logiciels?|outils?|services?|devis|prestations?|livraisons?|delais?|materiels?|appareils?
pompes?|moteurs?|versions?|applis?|applications?|sites?|factures?|contrats?|procedures?|processus|interfaces?|modeles?|gammes?|marques?
concurrence|marche|marches|secteur|reunions?|projets?|idees?|question|questions|systemes?|erp|solutions?|pieces?|robots?|lignes?
usines?|ateliers?|batiments?|locaux|portes?|chantiers?|emballages?|palettes?|camions?|vehicules?|voitures?|equipements?|fonctions?
cables?|capteurs?|ecrans?|imprimantes?|stocks?|budgets?|commandes?|vins?|fromages?|huiles?|cafes?|viandes?|tissus?|bois|pain|(?<!l')air
ecoles?|lycees?|colleges?|instituts?|universites?|hopital|hopitaux|cliniques?|associations?|editions|librairies?|musees?|radio|cimetieres?
entreprises?|societes?|groupes?|filiales?|agences?|boutiques?|magasins?|calendriers?|fetes?|salles?|reseaux?|plante?s?|arbres?|vignes?
animaux|betail|vaches?|chevaux|elevages?|assurances?|mutuelles?|c'|ca|cela|ceci|campagnes?|mails?|messages?|formulaires?|demos?
products?|offers?|prices?|pricing|tools?|software|devices?|delivery|deliveries|quotes?|apps?|websites?|contracts?|process|features?
data|donnees?|exports?|fichiers?|files?|interface|ideas?|questions?|system|systems|parts?|plants?|factory|building|packaging|trucks?|cars?|equipment|market|company|companies
it|this|that|engines?|pumps?|sensors?|screens?|schools?|hospitals?|hospital|university|museums?|radios?|brands?|models?|reports?
"""
# "the client's machine", "la machine du client": the person only owns the thing.
GENITIVE = (
    r"(?:du|de la|de l'|des|de notre|de nos|de leur|de ce|de cette|d'un|d'une|de|d'|"
    r"of the|of our|of their|of a|for the)\s*$"
)
NAME_THEN_VERB = r"\b[A-ZÀ-Ý][\w'’-]+\s+(?:est|a|semble|parait|reste|était|is|has|seems|was|looks)\b"
NEGATION = (
    r"(?:pas|jamais|nullement|aucunement|not|never|\w+n't|rien de)"
    r"(?:\s+(?:du tout|tres|si|trop|un|une|a|so|very|an|que))?\s*$"
)
