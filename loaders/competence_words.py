"""What the first and last words of a French statement say: an action, a continuation, a heading."""

from __future__ import annotations

import re
from enum import IntEnum


class Opening(IntEnum):
    """How a piece of text begins."""

    ACTION = 1  # « Analyser… », « S’assurer… », « Systématiquement vérifier… »
    LOWER_ACTION = 2  # « analyser… »
    NOUN = 3  # any other capital: « Analyse de… », « TIG », « Le candidat… »
    LOWER = 4  # any other small letter, figure or sign


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Verbs in -re and -oir are few and nouns with these endings many: the verbs are listed.
_RE_VERBS = _words(
    """rendre prendre comprendre apprendre entreprendre reprendre surprendre répondre repondre vendre revendre
    défendre defendre étendre etendre attendre entendre tendre détendre prétendre sous-entendre fondre
    confondre refondre joindre rejoindre adjoindre enjoindre peindre dépeindre repeindre craindre
    contraindre plaindre résoudre resoudre coudre découdre moudre teindre atteindre éteindre restreindre
    astreindre enfreindre feindre suspendre pendre dépendre descendre correspondre perdre tordre mordre
    absoudre dissoudre répandre épandre mettre transmettre retransmettre permettre soumettre remettre
    admettre omettre promettre commettre émettre emettre connaître connaitre reconnaître reconnaitre
    paraître apparaître être etre battre débattre combattre abattre rabattre naître croître accroître lire
    relire élire dire redire prédire contredire interdire médire écrire ecrire décrire decrire réécrire
    inscrire réinscrire prescrire transcrire retranscrire souscrire produire reproduire coproduire conduire
    reconduire construire reconstruire déconstruire traduire réduire reduire introduire déduire deduire
    induire instruire séduire enduire cuire recuire détruire nuire luire rire sourire suffire faire refaire
    défaire satisfaire parfaire plaire complaire extraire soustraire distraire abstraire traire conclure
    inclure exclure suivre poursuivre vivre survivre rompre interrompre corrompre vaincre convaincre boire
    croire co-construire coconstruire co-produire enclore clore éclore circonscrire"""
)
_OIR_VERBS = _words(
    """avoir savoir pouvoir devoir vouloir recevoir concevoir percevoir apercevoir prévoir prevoir revoir voir
    entrevoir pourvoir promouvoir émouvoir mouvoir asseoir surseoir valoir prévaloir falloir"""
)
_IR_NOUNS = _words("loisir avenir plaisir désir soupir souvenir tir cuir elixir cachemire")
# Nouns in -ier far outnumber verbs: the verbs are told by what stands before the ending.
_IER_VERB = re.compile(
    r"(?:[bfl]i|inventori|r[ée]pertori|vari|tri|pri|cri|ppari|mari|patri|udi|[ée]di|béni|pr[ée]ci|[ée]goci|fici|renci"
    r"|licenci|merci|soci|initi|diff[ée]renti|ilégi|mani|muni|reni|opi|épi|vi|stanci|stasi|thési|xi|ori)er$"
)
_IER_NOUNS = _words(
    """papier courrier clavier immobilier mobilier hôtelier atelier particulier régulier singulier escalier
    familier cavalier collier palier pilier bélier grenier olivier février janvier bouvier gravier quartier
    chevalier sommelier joaillier conseiller espalier séculier irrégulier cellier métallier animalier
    hospitalier chancelier écolier bachelier oreiller templier peuplier fusilier roncier épicier sorcier
    foncier policier officier financier romancier créancier caissier dossier levier ouvrier guerrier verrier
    carrier terrier marinier brancardier vivier serrurier couturier usurier trésorier"""
)
_ER_NOUNS = _words(
    """boulanger étranger léger hiver enfer fer mer cher hier danger verger berger boucher plancher rocher
    clocher bûcher cancer leader designer computer docker server folder header tender poster master cluster
    newsletter trader broker developer super hyper inter outer power layer buffer container controller
    twitter flutter jupyter webmaster partner customer order number paper user worker tracker ticker planner
    cutter router amer laser polymer ester polyester charter webdesigner after under over inner whisper
    blister messenger premier dernier chantier métier metier entier cahier fichier calendrier cuisinier
    pâtissier infirmier conseiller banquier tanker freezer toner scooter starter voucher archer porcher
    vacher horloger potager ménager passager usager"""
)
_ADVERBS = _words(
    """bien mieux toujours ne pas savoir aussi ensuite puis enfin d'abord en permanence régulièrement plus"""
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAD = re.compile(r"[\s\"«“”(\[*'’]*")
_REFLEXIVE = re.compile(r"(?:s['’‘´`]\s?|se\s+|n['’]|ne pas (?:s['’]|se )?)(?=[^\W\d_])", re.IGNORECASE)

_OPEN_WORDS = (
    "de du des d' la le les l' un une en et ou à au aux dans par pour sur avec sans sous que qu' qui dont où afin "
    "ainsi son sa ses leur leurs ce cet cette ces selon entre vers chez dès chaque tout toute toutes tous notamment "
    "via ne se si comme mais soit lors plus très être est sont ont"
)
_OPEN_END = re.compile(
    r"(?:[,(/&+«\[]|[\s\-–][-–]|['’]|(?:^|[\s('’])(?:" + "|".join(_OPEN_WORDS.split()) + r"))$", re.IGNORECASE
)

# The words that headings begin with, the subject that introduces a list, and what only goes on a sentence.
_TITLE_NOUN = (
    r"compétences?|competences?|capacités?|capacites?|aptitudes?|savoirs?|savoir[- ](?:faire|être|etre)"
    r"|activités?|activites?"
    r"|blocs?|domaines?|modules?|unités?|unites?|options?|volets?|parties?|thèmes?|thèmatiques?|pôles?|poles?|missions?"
    r"|spécialités?|parcours|axes?|objectifs?|connaissances|fonctions?|familles?|tâches?|ue|uc|ccp|uv"
)
_TITLE = re.compile(
    r"(?:les?\s|la\s|l['’]|le\s?\(la\)\s|ses\s|ces\s|liste\sdes\s|principales\s|autres\s)?\s?(?:"
    + _TITLE_NOUN
    + r")(?!\w)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:(?:le|la|l['’]|les|il|elle|ils|elles|un|une|ce|cette|tout|le\s?/\s?la|le\s?\(la\)|il\s?\(elle\)|il\s?/\s?elle)\s?"
    r"[^.;:]{0,120}?)?(?:est|sont|être|etre|sera|seront|doit être|capables?|à même|en capacité|en mesure|aptes?)\s?"
    r"[^.;:]{0,60}?(?:capables?|même|mesure|capacité|aptes?|suivantes?|compétences|acquis)\s?(?:de|d['’]|à|:)?\s*(?::|$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:afin\s(?:de|d['’]|que)|en\s(?:s['’]|se\s|l['’]|les?\s|la\s|y\s|n['’])?[^\W\d_]+ant(?:e?s)?\b|de\s(?:manière|façon|sorte|telle)"
    r"|tout\sen\b|ainsi\sque|y\scompris|notamment\b|et\b|ou\b|dans\s(?:le\s(?:but|respect|souci)|l['’]objectif|une\slogique)"
    r"|pour\s|grâce\s|à\sl['’]aide|au\smoyen|sur\sla\sbase|dont\b|tels?\sque|telles?\sque)",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:dans|en|à|au|aux|a\s(?:partir|l['’])|sur|pour|face|avec|selon|suite|lors|depuis|après|grâce|afin|par|sous|sans|chez|dès"
    r"|conformément|en\b)\b",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(r",\s*(?:de\s|d['’]|s['’]|se\s|à\s)?([^\W\d_]+(?:-[^\W\d_]+)*)")


def is_infinitive(word: str) -> bool:
    """True when `word`, in any case, is the infinitive of a French verb by its ending or by name."""
    word = word.lower().replace("’", "'")
    if len(word) < 4:
        return False
    ending = word[-2:]
    if ending == "er":
        if word.endswith("ier"):
            return word not in _IER_NOUNS and _IER_VERB.search(word) is not None
        return word not in _ER_NOUNS
    if ending == "ir":
        return word in _OIR_VERBS if word.endswith("oir") else word not in _IR_NOUNS
    return ending == "re" and word in _RE_VERBS


def _lead(text: str, start: int, end: int) -> int:
    found = _LEAD.match(text, start, end)
    return found.end() if found else start


def opening(text: str, start: int, end: int) -> Opening:
    """How `text[start:end]` begins, from its first words (at most four)."""
    begin = position = _lead(text, start, end)
    upper = text[position : position + 1].isupper()
    for _ in range(3):
        reflexive = _REFLEXIVE.match(text, position, end)
        if reflexive:
            position = reflexive.end()
        found = _WORD.match(text, position, end)
        if not found:
            break
        word = found.group()
        if is_infinitive(word) and not (len(word) > 1 and word[1:].isupper() and not word.isupper()):
            return Opening.ACTION if upper else Opening.LOWER_ACTION
        lowered = word.lower()
        if reflexive or not (lowered in _ADVERBS or (lowered.endswith("ment") and len(lowered) > 7)):
            break
        position = _lead(text, found.end(), end)
        if text[position : position + 1] == ",":
            position += 2
    if _SETTING.match(text, begin, end) and _acts_later(text, begin, min(end, begin + 240)):
        return Opening.ACTION if upper else Opening.LOWER_ACTION
    return Opening.NOUN if upper else Opening.LOWER


def stays_open(text: str, start: int, end: int) -> bool:
    """True when `text[start:end]` ends on a word or sign that calls for more: « afin de », « la », a comma."""
    return _OPEN_END.search(text, max(start, end - 14), end) is not None


def names_a_heading(text: str, start: int, end: int) -> bool:
    """True when `text[start:end]` begins as headings do: « Compétences… », « Être capable de », « Activité 1 – »."""
    position = _lead(text, start, end)
    return (
        _TITLE.match(text, position, end) is not None
        or _SUBJECT.match(text, position, min(end, position + 260)) is not None
    )


def is_acronym(text: str, start: int, end: int) -> bool:
    """True when the first word of `text[start:end]`, but not all of it, is in capitals: « SQL Server »."""
    found = _WORD.match(text, start, end)
    if found is None or len(found.group()) < 2 or not found.group().isupper():
        return False
    return " " not in text[start:end].strip() or not text[start:end].isupper()


def is_clause(text: str, start: int, end: int) -> bool:
    """True when `text[start:end]` can only go on what precedes it: « Afin de… », « En respectant… », « Ainsi que… »."""
    return (
        _CLAUSE.match(text, start, end) is not None
        and not text[start:end].rstrip().endswith(":")
        and not _acts_later(text, start, min(end, start + 240))
    )


def _acts_later(text: str, start: int, end: int) -> bool:
    """True when an infinitive follows a comma: « Dans le respect des consignes, vérifier… »."""
    return any(is_infinitive(found[1]) for found in _AFTER_COMMA.finditer(text, start, end))
