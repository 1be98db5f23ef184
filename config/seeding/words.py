"""The words the seeds draw from: names, towns, trades and what reps hear in the field. All invented."""

FIRST_NAMES = (
    "Inès", "Hugo", "Sarah", "Marc", "Léa", "Paul", "Camille", "Nora", "Julien", "Awa", "Théo", "Manon", "Karim",
    "Élise", "Bruno", "Chloé", "Samir", "Jeanne", "Lucas", "Fatou", "Antoine", "Lina", "Pierre", "Yasmine",
    "Maxime", "Agathe", "Rémi", "Salomé", "Victor", "Aïcha", "Étienne", "Maëlle", "Nicolas", "Zoé", "Baptiste",
    "Rose", "Olivier", "Margaux", "Damien", "Louise", "Adrien", "Clara", "Mehdi", "Alice", "Grégoire", "Juliette",
    "Tristan", "Soraya", "Vincent", "Capucine",
)  # fmt: skip
SURNAMES = (
    "Laurent", "Petit", "Benali", "Oliveira", "Moreau", "Girard", "Roy", "Costa", "Aubry", "Diallo", "Marchand",
    "Lefèvre", "Garnier", "Faure", "Rousseau", "Blanc", "Guérin", "Boyer", "Chevalier", "François", "Legrand",
    "Gauthier", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel", "Mathieu", "Gautier",
    "Masson", "Marchal", "Duval", "Denis", "Dumont", "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier",
    "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud",
    "Martinez", "Gérard", "Roche", "Renard", "Schmitt", "Leroux", "Colin", "Vidal", "Caron", "Picard", "Roger",
    "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe", "Bourgeois", "Pierre",
    "Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq", "Guillaume", "Lecomte", "Lopez", "Jean", "Dupuy",
    "Guillot", "Hubert", "Berger", "Carpentier", "Sanchez", "Dupuis", "Moulin", "Louis", "Deschamps", "Huet",
)  # fmt: skip
COMPANY_KINDS = (
    ("Boulangerie", "Boulangerie"),
    ("Pâtisserie", "Pâtisserie"),
    ("Maison", "Boulangerie"),
    ("Le Fournil", "Boulangerie"),
    ("Hôtel", "Hôtellerie"),
    ("Brasserie", "Restauration"),
    ("Café", "Restauration"),
    ("Traiteur", "Traiteur"),
    ("Biscuiterie", "Agroalimentaire"),
    ("Moulins", "Agroalimentaire"),
)
PLACES = (
    "du Parc", "de la Gare", "des Halles", "du Marché", "de l’Église", "du Port", "des Lilas", "du Moulin",
    "de la Place", "des Alpes", "du Rhône", "de Provence", "des Arts", "du Château", "Saint-Jean", "Saint-Michel",
    "des Tilleuls", "du Pont", "de la Poste", "des Remparts",
)  # fmt: skip
TOWNS = (
    ("Lyon", "69003", "Sud-Est"),
    ("Villeurbanne", "69100", "Sud-Est"),
    ("Grenoble", "38000", "Sud-Est"),
    ("Valence", "26000", "Sud-Est"),
    ("Marseille", "13002", "Sud-Est"),
    ("Nice", "06000", "Sud-Est"),
    ("Bordeaux", "33000", "Sud-Ouest"),
    ("Toulouse", "31000", "Sud-Ouest"),
    ("Pau", "64000", "Sud-Ouest"),
    ("Bayonne", "64100", "Sud-Ouest"),
    ("Limoges", "87000", "Sud-Ouest"),
    ("Montauban", "82000", "Sud-Ouest"),
    ("Nantes", "44000", "Ouest"),
    ("Rennes", "35000", "Ouest"),
    ("Brest", "29200", "Ouest"),
    ("Angers", "49000", "Ouest"),
    ("Le Mans", "72000", "Ouest"),
    ("Caen", "14000", "Ouest"),
    ("Paris", "75011", "Nord-Est"),
    ("Lille", "59000", "Nord-Est"),
    ("Reims", "51100", "Nord-Est"),
    ("Strasbourg", "67000", "Nord-Est"),
    ("Metz", "57000", "Nord-Est"),
    ("Amiens", "80000", "Nord-Est"),
)
TERRITORIES = ("Sud-Est", "Sud-Ouest", "Ouest", "Nord-Est")
PRODUCTS = (
    ("Four à sole S4", "24900.00", "Fours"),
    ("Four rotatif R2", "31500.00", "Fours"),
    ("Pétrin spirale 80", "9800.00", "Pétrins"),
    ("Chambre de pousse C6", "12400.00", "Froid"),
    ("Surgélateur rapide", "8600.00", "Froid"),
    ("Contrat Sérénité", "2400.00", "Services"),
)
CAMPAIGNS = (
    ("Salon de la boulangerie", "event"),
    ("E-mail de printemps", "email"),
    ("Recherche en ligne, fours", "ads"),
    ("Programme de parrainage", "referral"),
    ("Webinaire économies d’énergie", "web"),
    ("Téléprospection hôtels", "phone"),
    ("Partenaires installateurs", "partner"),
    ("E-mail renouvellement des fours", "email"),
)
JOBS = ("Gérante", "Gérant", "Chef de production", "Responsable des achats", "Directrice technique", "Chef boulanger")
COMPETITORS = ("Fourvallier", "Panitech", "Mixoral", "Lefroid Pro")
# What is said of the market, topic by topic; what is said more often stands here more often.
FACTS = {
    "competitor": (
        "Fourvallier", "Panitech", "Fourvallier", "Mixoral", "Fourvallier", "Panitech", "Lefroid Pro",
    ),
    "price": (
        "Fourvallier, four à sole", "Panitech, four rotatif", "Mixoral, pétrin spirale",
        "Lefroid Pro, chambre de pousse", "Fourvallier, four rotatif",
    ),
    "need": (
        "Réduire la facture d’énergie du fournil", "Produire la nuit sans personnel", "Gagner de la place au fournil",
        "Réduire la facture d’énergie du fournil", "Cuire en boutique devant les clients",
    ),
    "objection": (
        "Délai d’installation trop long", "Prix d’achat trop élevé", "Travaux électriques à prévoir",
        "Délai d’installation trop long", "Préfère réparer l’ancien", "Contrat d’entretien déjà engagé",
    ),
    "project": (
        "Ouverture d’un second point de vente", "Rénovation du fournil", "Remplacement du four",
        "Passage au bio", "Remplacement du four",
    ),
    "equipment": (
        "Four Fourvallier", "Pétrin Mixoral", "Chambre de pousse Lefroid Pro", "Four Panitech", "Four Fourvallier",
    ),
}  # fmt: skip
OPINIONS = (
    "Le four chauffe vite, la cliente est convaincue",
    "Trouve le pétrin cher mais solide",
    "Service après-vente jugé rapide",
    "Préfère une démonstration sur place avant de décider",
    "Apprécie le suivi de l’installation",
    "Regrette l’absence d’application de suivi",
)
REMARKS = (
    "Décision prise en comité au mois de mars",
    "Livraison possible uniquement le lundi matin",
    "Renouvelle son matériel tous les huit ans",
    "Travaille avec deux moulins de la région",
    "Souhaite un interlocuteur unique",
    "Prévoit des travaux dans le fournil à la rentrée",
)
PROMISES = (
    "A demandé un devis pour un four après le salon",
    "A téléchargé le guide des économies d’énergie",
    "A assisté au webinaire jusqu’au bout",
    "Recommandée par un client de la même ville",
)
