"""The templates of the pages, in French and in English, with everything escaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse

from passerelles.answers import french, terms
from passerelles.answers.address import href
from passerelles.answers.links import name_of
from passerelles.answers.question import local_name
from passerelles.web import english, pages_french
from passerelles.web.assets import read_assets
from passerelles.web.english import messages as english_messages
from passerelles.web.english import terms as english_terms
from passerelles.web.language import ENGLISH, FRENCH, LANGUAGES, address, language_of, localised


class Templates:
    """One environment a language; a page is rendered in the language of its address."""

    def __init__(self) -> None:
        self._by_language = {lang: environment(lang) for lang in LANGUAGES}

    def get_template(self, name: str) -> Template:
        """The French template of that name."""
        return self._by_language[FRENCH].get_template(name)

    def render(self, request: Request, template: str, /, **content: Any) -> str:
        """The page as HTML; its template also knows `lang`, `here` (its path, without language) and `elsewhere`.

        `elsewhere` gives the address of the same page in each language, query string included.
        """
        lang = language_of(request)
        path = request.scope["path"]
        query = request.url.query
        whole = path + (f"?{query}" if query else "")
        elsewhere = {each: address(whole, each) for each in LANGUAGES}
        found = self._by_language[lang].get_template(template)
        return localised(found.render(lang=lang, here=path, elsewhere=elsewhere, **content), lang)

    def page(
        self,
        request: Request,
        template: str,
        /,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> HTMLResponse:
        """The page as an answer."""
        return HTMLResponse(self.render(request, template, **content), status, headers=headers)


def environment(lang: str = FRENCH) -> Environment:
    """The templates with the words of one language as filters; `_` and `trans` mark what is translated."""
    found = Environment(
        loader=PackageLoader("passerelles.web"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.policies["ext.i18n.trimmed"] = True
    gettext, ngettext = (english.gettext, english.ngettext) if lang == ENGLISH else (_french, _french_number)
    found.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    found.filters.update(
        long_date=english.long_date if lang == ENGLISH else pages_french.long_date,
        number=english.number if lang == ENGLISH else french.number,
        decimal=english.decimal if lang == ENGLISH else french.decimal,
        opening=pages_french.opening,
        typeset=pages_french.typeset,
        explained=english_messages.english_parts if lang == ENGLISH else pages_french.french_parts,
        counted=french.counted,
        yes_no=lambda value: gettext(french.yes_no(value)),
        words=lambda name: gettext(french.property_words(name)),
        kind_of_file=lambda media: gettext(french.kind_of_file(media)),
        name_of=name_of,
        sum_values=lambda counts: sum(counts.values()),
        href=href,
        name=local_name,
    )
    assets = read_assets()
    found.globals.update(
        built=assets.built,
        static=assets.static,
        lang=lang,
        here="",
        elsewhere={},
        ranks=_words(french.RANKS, gettext),
        registers=_words(french.REGISTERS, gettext),
        scopes=_words(french.SCOPES, gettext),
        rights=_words(french.RIGHTS, gettext),
        not_stated=gettext(french.NOT_STATED),
        outgoing_words=(english_terms if lang == ENGLISH else terms).term_words,
        incoming_words=(english_terms if lang == ENGLISH else terms).inverse_words,
    )
    return found


def _words(told: Mapping[str, str], gettext: Any) -> dict[str, str]:
    return {name: gettext(words) for name, words in told.items()}


def _french(sentence: str) -> str:
    """French is what the templates are written in; its spaces before « : » and the like do not break."""
    return pages_french.typeset(sentence)


def _french_number(singular: str, plural: str, count: int) -> str:
    """French keeps the singular for nought."""
    return _french(plural if abs(count) >= 2 else singular)
