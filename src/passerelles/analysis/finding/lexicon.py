"""How people shorten and name things: abbreviations, everyday words, irregular families, words that say nothing.

All words are folded. The lists are ours, from general knowledge of the trades and diplomas.
"""

from __future__ import annotations

from functools import cache

# what people write = what titles and labels say; several readings are separated by « | ».
_ABBREVIATIONS = """
compta = comptabilite | comptable
pro = professionnel
chomeur = recherche emploi | insertion professionnelle
chomeurs = recherche emploi | insertion professionnelle
chomage = recherche emploi
supermarche = grande distribution
hypermarche = grande distribution
francais etrangers = francais langue etrangere
chaudiere = chauffage | thermique sanitaire
radiateur = chauffage | thermique sanitaire
bureaux = locaux
handicapee = handicap | accompagnant educatif social
handicape = handicap | accompagnant educatif social
usine = industrie | production industrielle
conserve = agroalimentaire | alimentaire
conserverie = agroalimentaire | alimentaire
cantine = restauration collective
pirate = cybersecurite
pirates = cybersecurite
hacker = cybersecurite
youtube = audiovisuel
eleve = scolaire | enseignement
ecole = scolaire
toit = couvreur | couverture
toiture = couvreur | couverture
tondeuse = amenagements paysagers
pelouse = amenagements paysagers
arbre = arboriste | sylviculture
mur = maconnerie
brique = maconnerie
parpaing = maconnerie
pizzeria = pizzaiolo
sushi = cuisinier
traiteur = charcutier traiteur
medicament = pharmacie
ordonnance = pharmacie
piqure = infirmier
malade = patient
malades = patient
hopital = hospitalier
clinique = hospitalier
accouchement = sage femme
dent = dentaire
dents = dentaire
lunettes = opticien
yeux = opticien
mariage = organisateur evenements
evenement = evenementiel
boite nuit = discotheque
demandeurs emploi = recherche emploi | insertion professionnelle
demandeur emploi = recherche emploi | insertion professionnelle
info = informatique
infos = informatique
elec = electricite | electricien | electrique
electro = electrotechnique | electricite
meca = mecanique | mecanicien
patiss = patissier
resto = restaurant | restauration
restau = restaurant | restauration
immo = immobilier
dev = developpeur | developpement
secu = securite
com = communication
admin = administration | administratif | administrateur
rh = ressources humaines
grh = gestion ressources humaines
drh = directeur ressources humaines
btp = batiment travaux publics
tp = travaux publics
vrd = voirie reseaux divers
qse = qualite securite environnement
hse = hygiene securite environnement
qhse = qualite hygiene securite environnement
haccp = hygiene alimentaire
cnc = commande numerique
moa = maitrise ouvrage
moe = maitrise oeuvre
aesh = accompagnant eleves situation handicap
avs = auxiliaire vie sociale
advf = assistant vie familles
avf = assistant vie familles
asv = auxiliaire veterinaire
amp = aide medico psychologique
aes = accompagnant educatif social
deaes = accompagnant educatif social
eje = educateur jeunes enfants
deeje = educateur jeunes enfants
dees = educateur specialise
deass = assistant service social
decesf = conseiller economie sociale familiale
cesf = conseiller economie sociale familiale
tisf = technicien intervention sociale familiale
ide = infirmier diplome etat | infirmier
dei = infirmier
ash = agent service hospitalier
asvp = agent surveillance voie publique
atsem = agent ecoles maternelles | accompagnant educatif petite enfance
aps = agent prevention securite
ssiap = securite incendie
psc1 = prevention secours civiques
sst = sauveteur secouriste travail
fle = francais langue etrangere
apa = activite physique adaptee
bpjeps = jeunesse education populaire sport
bp jeps = jeunesse education populaire sport
dejeps = jeunesse education populaire sport
desjeps = jeunesse education populaire sport
bafa = animateur
aepe = accompagnant educatif petite enfance
mbc = maintenance batiments collectivites
psr = production service restaurations
assp = accompagnement soins services personne
melec = metiers electricite environnements connectes
muc = management unites commerciales
nrc = negociation relation client
ndrc = negociation digitalisation relation client
mco = management commercial operationnel
cgo = comptabilite gestion organisations
cg = comptabilite gestion
sio = services informatiques organisations
sp3s = services prestations secteurs sanitaire social
gpme = gestion pme
sam = support action manageriale
gea = gestion entreprises administrations
gaco = gestion administrative commerciale organisations
mmi = metiers multimedia internet
tc = techniques commercialisation
crsa = conception realisation systemes automatiques
crci = conception realisation chaudronnerie industrielle
cprp = conception processus realisation produits
cpi = conception produits industriels
cim = conception industrialisation microtechniques
msma = maintenance systemes
meef = metiers enseignement education formation
staps = sciences techniques activites physiques sportives
llcer = langues litteratures civilisations etrangeres
lea = langues etrangeres appliquees
cda = concepteur developpeur applications
dwwm = developpeur web mobile
fpa = formateur professionnel adultes
ecsr = enseignant conduite securite routiere
cip = conseiller insertion professionnelle
adca = administrateur infrastructures
tssr = technicien superieur systemes reseaux
ads = agent surete securite privee
kine = masseur kinesitherapeute
ortho = orthophoniste
psy = psychologue
veto = veterinaire
ehpad = personnes agees dependantes
epahd = personnes agees dependantes
ia = intelligence artificielle
pao = publication assistee ordinateur
cao = conception assistee ordinateur
dao = dessin assiste ordinateur
cac = commissaire comptes
cgp = gestion patrimoine
ftth = fibre optique
creche = petite enfance | jeunes enfants
maternelle = petite enfance
nounou = garde enfant | petite enfance
bebe = petite enfance | puericulture
bebes = petite enfance | puericulture
chauffeur = conducteur
routier = conducteur transport routier
camion = poids lourd | transport marchandises
camions = poids lourd | transport marchandises
bus = transport commun route
car = transport commun
taxi = taxi
voiture = automobile | vehicules
voitures = automobile | vehicules
auto = automobile
moto = motocycles
velo = cycles
garagiste = mecanicien automobile
cheveux = coiffure
ongles = manucure | prothesiste ongulaire
maquillage = maquilleur
pain = boulanger
viennoiserie = boulanger
viennoiseries = boulanger
gateaux = patissier
viande = boucher | boucherie
poisson = poissonnier
vigne = viticulture
vin = oenologie | sommelier | viticulture
cheval = equestre | equitation | hippique
chevaux = equestre | equitation | hippique
prof = professeur | enseignant
professeur = enseignant
instit = professeur ecoles
enseigner = enseignement | enseignant
boulot = emploi
compter = comptabilite
paye = paie
salaires = paie
menage = nettoyage | proprete | menage
vieux = personnes agees
senior = personnes agees
seniors = personnes agees

croquemort = funeraire
mort = funeraire
obseques = funeraire
pompes = pompes funebres
prison = penitentiaire
vigile = agent securite
policier = gardien paix
chantier = chantier
cablage = cablage
cable = cablage
cables = cablage
prises = electricite
plomberie = sanitaire | plombier
chauffage = thermique | chauffagiste
chauffagiste = thermique sanitaire | chauffage
clim = climatisation | froid
climaticien = climatisation | genie climatique
frigo = froid | frigoriste
placo = plaquiste
platrier = platrier plaquiste
carrelage = carreleur
ebenisterie = ebeniste
espaces verts = amenagements paysagers
jardins = amenagements paysagers
jardinier = amenagements paysagers | paysagiste
paysagiste = amenagements paysagers
logiciel = informatique | developpement
codeur = developpeur
programmeur = developpeur
programmation = developpement
site internet = web
sites internet = web
internet = web
webdesigner = web designer
webmaster = web
cyber = cybersecurite
reseaux = reseaux
graphiste = graphisme | designer graphique
marketing digital = marketing numerique
e commerce = commerce numerique
community manager = reseaux sociaux
caissier = caisse
caissiere = caisse
vendeuse = vendeur
serveuse = restaurant
hotesse = accueil
standardiste = accueil standard
stewart = steward
coach = coaching
rse = responsabilite societale
syndic = copropriete
geometre = geometre topographe
archi = architecte
decorateur = decoration
anglais = anglais
fle = francais langue etrangere
secouriste = secours
sauvetage = secours
nageur = natation | aquatique
piscine = natation | aquatique
surveillant = surveillance
chaudronnerie = chaudronnier
usinage = usinage
tourneur = usinage
fraiseur = usinage
magasinier = magasinier
manutention = manutentionnaire
chariot = cariste | chariot
elevateur = cariste | elevateur
grutier = grue
pelleteuse = conducteur engins
tractopelle = conducteur engins
engins = engins
colis = preparateur commandes
fringues = vetement
couture = couturier | vetement
couturiere = couture | vetement
retouche = couture
bijoux = bijouterie
horlogerie = horloger
tatouage = tatoueur
photo = photographe | photographie
video = audiovisuel
cine = cinema
theatre = theatre
"""
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
distance reconversion reconvertir quel quelle quels quelles comment fiche vers annee annees an ans mois jour jours
depuis suis etais etait etre ai avais avait sais sait savoir peux pourrais pouvoir dois occupe occuper occupais mari
femme fils fille quelqu besoin faut faudrait trouver bonjour merci bien beaucoup toujours aussi actuellement
maintenant avant apres ancien ancienne comme pendant plus suivre tenir donner donne mettre soir matin nuit journee
semaine weekend week end reconnu reconnue officiel officielle nouveau nouvelle vie maison gens monde truc chose choses
partir arriver essayer evoluer evolution ouvrir
"""
_GENERIC = """
emploi emplois niveau ecole cours etude etudes stage rncp rs personne valider validation acquis experience
experiences professionnelle professionnel domaine secteur poste postes projet pro petit petite grand grande certifiant
certifiante qualifiant qualifiante adulte adultes place debutant option mention specialite nationale
"""


@cache
def abbreviations() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Readings of what people shorten: from "rh" to (("ressources", "humaines"),)."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in _ABBREVIATIONS.strip().splitlines():
        short, _, long = line.partition(" = ")
        found[short] = tuple(tuple(reading.split()) for reading in long.split(" | "))
    return found


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
