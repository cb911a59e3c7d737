"""French as it is spoken: families of words that no rule sees, forms of verbs, words of questions that say nothing.

All words are folded. The lists are ours, from general knowledge of the trades.
"""

from __future__ import annotations

from functools import cache

# Families whose words do not begin alike, or not far enough.
_FAMILIES = """
lire lecture lecteur
vendre vente vendeur vendeuse
conduire conduite conducteur conductrice
construire construction constructeur
produire production producteur
peindre peinture peintre
teindre teinture teinturier
cuire cuisson
coudre couture couturier couturiere
traduire traduction traducteur
concevoir conception concepteur
recevoir reception receptionniste
gerer gestion gestionnaire
soigner soin soins soignant
accueillir accueil
entretenir entretien
maintenir maintenance mainteneur maintenicien
voir vision
ecrire ecriture redaction rediger redacteur
enseigner enseignement enseignant
eduquer education educateur educatif
elire election
joindre jointure
reparer reparation reparateur depannage depanneur depanner
laver lavage
nettoyer nettoyage
essayer essai
payer paie paiement
acheter achat acheteur
livrer livraison livreur
louer location
tailler taille tailleur
forger forge forgeron
fondre fonderie fondeur fonte
tourner tournage tourneur
fraiser fraisage fraiseur
souder soudage soudeur soudure
usiner usinage usineur
regler reglage regleur
percer percage perceur
couper coupe decoupe coupeur
scier sciage scieur scierie
mouler moulage mouleur
coiffer coiffure coiffeur coiffeuse
dessiner dessin dessinateur dessinatrice
animer animation animateur
informer information
informatique informaticien
diriger direction directeur
garder garde gardien
elever elevage eleveur
cultiver culture cultivateur
planter plantation plant
cuisiner cuisine cuisinier
servir service serveur serveuse
analyser analyse analyste
controler controle controleur
installer installation installateur
monter montage monteur
assembler assemblage assembleur
emballer emballage emballeur
conseiller conseil
negocier negociation negociateur
programmer programmation programmeur
developper developpement developpeur
surveiller surveillance surveillant
proteger protection
prevenir prevention preventeur
secourir secours secouriste
nourrir nutrition
danser danse danseur
chanter chant chanteur
jouer jeu joueur
nager natation nageur
masser massage masseur
traiter traitement
mesurer mesure metrologie
chercher recherche chercheur
vinifier vin vinification
archiver archive archiviste archivage
editer edition editeur
imprimer impression imprimeur imprimerie
photographier photographie photographe
filmer film cineaste
assurer assurance assureur
accompagner accompagnement accompagnant accompagnateur
aider aide
former formation formateur formatrice
recruter recrutement recruteur
manager management manageur
encadrer encadrement
commercer commerce commercial commercialisation
transporter transport transporteur
stocker stock stockage
exploiter exploitation exploitant
restaurer restauration restaurateur restaurant
nager natation
coller collage
polir polissage polisseur
chauffer chauffage chauffagiste
carreler carrelage carreleur
macon maconnerie
charpente charpentier
menuisier menuiserie
plombier plomberie
electricien electricite electrique
mecanicien mecanique
boulanger boulangerie
patissier patisserie
boucher boucherie
charcutier charcuterie
fromager fromagerie fromage
poissonnier poissonnerie poisson
fleuriste fleur fleurs floral
bijoutier bijouterie bijou
joaillier joaillerie
horloger horlogerie
secretaire secretariat
comptable comptabilite
infirmier infirmerie
pharmacien pharmacie pharmaceutique
puericulteur puericultrice puericulture
estheticien esthetique
opticien optique
journaliste journalisme journal
architecte architecture
paysagiste paysage paysager
agriculteur agriculture agricole
viticulteur viticulture viticole vigne vigneron
horticulteur horticulture horticole
apiculteur apiculture
sylviculteur sylviculture
chaudronnier chaudronnerie
metallier metallerie
serrurier serrurerie
carrossier carrosserie
tapissier tapisserie
couvreur couverture
zingueur zinguerie
bibliothecaire bibliotheque
documentaliste documentation
psychologue psychologie
sophrologue sophrologie
osteopathe osteopathie
orthophoniste orthophonie
ergotherapeute ergotherapie
psychomotricien psychomotricite
kinesitherapeute kinesitherapie
sociologue sociologie
logisticien logistique
juriste juridique droit
notaire notariat notarial
banquier banque bancaire
touristique tourisme
hotelier hotellerie hotel
sportif sport
electronicien electronique
automaticien automatique automatisme
chimiste chimie chimique
biologiste biologie biologique
geologue geologie
topographe topographie
graphiste graphisme graphique
styliste stylisme
modeliste modelisme
ebeniste ebenisterie
luthier lutherie
relieur reliure
cariste chariot
grutier grue
marin marine maritime
pecheur peche
chasseur chasse
forestier foret
cavalier equestre equitation
veterinaire veterinaires
social sociale
"""
# Forms of verbs that are not written like the others.
_FORMS = """
lis lit lisons lu lisait lisais = lire
vends vend vendais vendu = vendre
conduis conduit conduisais = conduire
construis construit = construire
produis produit = produire
peins peint peignais = peindre
cuis cuit = cuire
couds coud cousais = coudre
traduis traduit = traduire
concois concu = concevoir
recois recu recevais = recevoir
entretiens entretient entretenais = entretenir
maintiens maintient = maintenir
ecris ecrit ecrivais = ecrire
sers sert servais servi = servir
reponds repond repondais = repondre
accueille accueillais = accueillir
tiens tient tenais tenu = tenir
cree crees creais = creer
gere geres gerais = gerer
nettoie nettoyais = nettoyer
paie payais = paie
tonds tond tondais = tondre
rends rend rendais = rendre
apprends apprend apprenais = apprendre
perce percais = percer
range rangeais = ranger
tonte = tondre
"""
# Words of questions that say nothing at all, and those that say little.
_EMPTY = """
formation formations diplome diplomes certification certifications certificat titre titres devenir metier metiers
travail travaille travailler travaillant travaillais apprendre passer obtenir cherche chercher recherche voudrais
voudrait veux voulais veut souhaite souhaiterais souhaiter aimerais aimerait aime aimer faire fais fait faisais
distance reconversion reconvertir quel quelle quels quelles comment fiche fiches vers annee annees an ans mois jour
jours depuis suis etais etait etre ai avais avait sais sait savoir peux pourrais pouvoir dois occupe occuper occupais
mari femme fils fille quelqu besoin faut faudrait trouver bonjour merci bien beaucoup toujours aussi actuellement
maintenant avant apres ancien ancienne comme pendant plus suivre tenir donner donne mettre soir matin nuit journee
semaine weekend week end reconnu reconnue officiel officielle nouveau nouvelle vie maison gens monde truc chose choses
partir arriver essayer evoluer evolution ouvrir
"""
_GENERIC = """
emploi emplois niveau ecole cours etude etudes stage rncp rs personne valider validation acquis experience
experiences professionnelle professionnel domaine secteur poste postes projet pro petit petite grand grande certifiant
certifiante qualifiant qualifiante adulte adultes place debutant option mention specialite nationale
"""


#: First words of a question that say what kind of thing is looked for.
HINTS = {
    "rome": "metier",
    "nsf": "code",
    "formacode": "code",
    "certificateur": "certificateur",
    "certificateurs": "certificateur",
    "organisme": "certificateur",
}


@cache
def irregular_families() -> tuple[tuple[str, ...], ...]:
    """Families of words whose likeness no rule sees."""
    return tuple(tuple(line.split()) for line in _FAMILIES.strip().splitlines())


@cache
def generic_words() -> frozenset[str]:
    """Words that count for little as soon as a question has others."""
    return frozenset(_GENERIC.split())


@cache
def empty_words() -> frozenset[str]:
    """Words of questions that say nothing of what is looked for."""
    return frozenset(_EMPTY.split())


@cache
def forms() -> dict[str, str]:
    """Infinitives of forms of verbs: from "lis" to "lire"."""
    lines = (line.partition(" = ") for line in _FORMS.strip().splitlines())
    return {form: verb for written, _, verb in lines for form in written.split()}
