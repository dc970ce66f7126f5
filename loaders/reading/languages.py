"""Languages of papers: what sources call them, as the codes of ISO 639.

Databases write codes of two letters, codes of three in either of their two sets (`deu`, `ger`),
names in English and in the language of the source, and locales (`en-US`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pyarrow as pa

from kg.records import RECORD_SCHEMA

__all__ = ["code", "in_codes", "is_code"]

_KEPT = 1_024
_PARTS = re.compile(r"[;,|/&]|\band\b")
_MORE = re.compile(r"[\[(].*|[-_].*", re.DOTALL)


def in_codes(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The records with their languages as codes, each way to write one looked at once."""
    languages = batch.column(_COLUMN)
    if languages.null_count == len(languages):
        return batch
    coded = languages.dictionary_encode()
    codes = pa.array([code(text) for text in coded.dictionary.to_pylist()], pa.string())
    return batch.set_column(_COLUMN, RECORD_SCHEMA.field(_COLUMN), codes.take(coded.indices))


_COLUMN: Final = RECORD_SCHEMA.get_field_index("language")


@lru_cache(_KEPT)
def code(text: str) -> str | None:
    """The code of two letters where the language has one, else of three, else the text itself.

    Of several languages it is the first; None when the source says that it does not know.

    >>> code("ger"), code("English (US)"), code("pt_BR"), code("French; Latin"), code("haw")
    ('de', 'en', 'pt', 'fr', 'haw')
    >>> code("Volapuk, perhaps"), code("und")
    ('Volapuk, perhaps', None)
    """
    whole = text.strip()
    if "://" in whole:  # http://id.loc.gov/vocabulary/iso639-2/eng
        whole = whole.rstrip("/").rpartition("/")[2]
    found = next(filter(None, map(_known, (whole, *_PARTS.split(whole)))), None)
    if found or whole.lower() in _UNSAID:
        return found
    return whole.lower() if len(whole) == 3 and whole.isascii() and whole.isalpha() else whole


def is_code(text: str) -> bool:
    """Whether it is a code of a language, also with its country or script; no name of one.

    >>> is_code("en"), is_code("pt_BR"), is_code("English"), is_code("url")
    (True, True, False, False)
    """
    found = _LOCALE.fullmatch(text)
    return found is not None and found[1].lower() in _CODES


_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_@][A-Za-z]{2,8})*")


def _known(said: str) -> str | None:
    """The code of one language, also without its country, script or remark."""
    key = said.strip(" .").lower().removeprefix("lang")  # as BibLaTeX calls it
    return _CODES.get(key) or _CODES.get(_MORE.sub("", key).rstrip())


_UNSAID: Final = frozenset(("", "und", "undetermined", "unspecified", "unknown", "undefined"))

_LANGUAGES: Final = """
aa/aar/Afar; ab/abk/Abkhazian; ae/ave/Avestan; af/afr/Afrikaans; ak/aka/Akan; am/amh/Amharic;
an/arg/Aragonese; ar/ara/Arabic; as/asm/Assamese; av/ava/Avaric; ay/aym/Aymara;
az/aze/Azerbaijani; ba/bak/Bashkir; be/bel/Belarusian; bg/bul/Bulgarian/Български; bh/bih/Bihari;
bi/bis/Bislama; bm/bam/Bambara; bn/ben/Bengali/Bangla; bo/bod/tib/Tibetan; br/bre/Breton;
bs/bos/Bosnian; ca/cat/Catalan/Valencian/Català; ce/che/Chechen; ch/cha/Chamorro; co/cos/Corsican;
cr/cre/Cree; cs/ces/cze/Czech/Čeština;
cu/chu/Church Slavic/Church Slavonic/Old Slavonic/Old Church Slavonic/Old Bulgarian;
cv/chv/Chuvash; cy/cym/wel/Welsh; da/dan/Danish/Dansk;
de/deu/ger/German/ngerman/austrian/naustrian/swissgerman/nswissgerman/
Deutsch/Alemán/Alemão/Allemand/Tedesco;
dv/div/Divehi/Dhivehi/Maldivian; dz/dzo/Dzongkha; ee/ewe/Ewe;
el/ell/gre/Greek/polutonikogreek/Modern Greek/Greek, Modern/Ελληνικά;
en/eng/English/American/British/Australian/Canadian/NewZealand/USenglish/UKenglish/
Inglés/Inglês/Anglais/Englisch/Inglese/英语;
eo/epo/Esperanto; es/spa/Spanish/Castilian/Español/Espanhol/Espagnol/Spanisch/Spagnolo/Castellano;
et/est/Estonian/Eesti; eu/eus/baq/Basque/Euskara; fa/fas/per/Persian/Farsi; ff/ful/Fulah;
fi/fin/Finnish/Suomi; fj/fij/Fijian; fo/fao/Faroese;
fr/fra/fre/French/francais/acadian/canadien/Français/Francés/Francês/Französisch/Francese;
fy/fry/Frisian/Western Frisian; ga/gle/Irish; gd/gla/Scottish Gaelic/Gaelic;
gl/glg/Galician/Galego; gn/grn/Guarani; gu/guj/Gujarati; gv/glv/Manx; ha/hau/Hausa;
he/heb/iw/Hebrew; hi/hin/Hindi; ho/hmo/Hiri Motu; hr/hrv/scr/Croatian/Hrvatski;
ht/hat/Haitian/Haitian Creole; hu/hun/Hungarian/magyar; hy/hye/arm/Armenian; hz/her/Herero;
ia/ina/Interlingua; id/ind/in/Indonesian/Bahasa Indonesia/Indonesia; ie/ile/Interlingue/Occidental;
ig/ibo/Igbo; ii/iii/Sichuan Yi/Nuosu; ik/ipk/Inupiaq; io/ido/Ido; is/isl/ice/Icelandic/Íslenska;
it/ita/Italian/Italiano/Italien/Italienisch; iu/iku/Inuktitut; ja/jpn/Japanese/日本語;
jv/jav/Javanese; ka/kat/geo/Georgian; kg/kon/Kongo; ki/kik/Kikuyu/Gikuyu; kj/kua/Kuanyama/Kwanyama;
kk/kaz/Kazakh; kl/kal/Kalaallisut/Greenlandic; km/khm/Khmer/Central Khmer; kn/kan/Kannada;
ko/kor/Korean/한국어; kr/kau/Kanuri; ks/kas/Kashmiri; ku/kur/Kurdish; kv/kom/Komi; kw/cor/Cornish;
ky/kir/Kyrgyz/Kirghiz; la/lat/Latin/classiclatin/medievallatin/ecclesiasticlatin;
lb/ltz/Luxembourgish/Letzeburgesch; lg/lug/Ganda;
li/lim/Limburgan/Limburger/Limburgish; ln/lin/Lingala; lo/lao/Lao; lt/lit/Lithuanian/Lietuvių;
lu/lub/Luba-Katanga; lv/lav/Latvian/Latviešu; mg/mlg/Malagasy; mh/mah/Marshallese;
mi/mri/mao/Maori; mk/mkd/mac/Macedonian; ml/mal/Malayalam; mn/mon/Mongolian; mr/mar/Marathi;
ms/msa/may/Malay/Bahasa Melayu; mt/mlt/Maltese; my/mya/bur/Burmese; na/nau/Nauru;
nb/nob/Bokmål/Norwegian Bokmål/Norsk bokmål; nd/nde/North Ndebele; ne/nep/Nepali; ng/ndo/Ndonga;
nl/nld/dut/Dutch/Flemish/Nederlands; nn/nno/Nynorsk/Norwegian Nynorsk/Norsk nynorsk;
no/nor/Norwegian/Norsk; nr/nbl/South Ndebele; nv/nav/Navajo/Navaho; ny/nya/Chichewa/Chewa/Nyanja;
oc/oci/Occitan/Provençal; oj/oji/Ojibwa; om/orm/Oromo; or/ori/Oriya/Odia; os/oss/Ossetian/Ossetic;
pa/pan/Panjabi/Punjabi; pi/pli/Pali; pl/pol/Polish/Polski; ps/pus/Pushto/Pashto;
pt/por/Portuguese/portuges/brazilian/brazil/Português/Portugués/Portugais/Portugiesisch;
qu/que/Quechua; rm/roh/Romansh; rn/run/Rundi/Kirundi;
ro/ron/rum/mo/mol/Romanian/Moldavian/Moldovan/Română; ru/rus/Russian/Русский/Ruso/Russe/Russisch;
rw/kin/Kinyarwanda; sa/san/Sanskrit; sc/srd/Sardinian; sd/snd/Sindhi; se/sme/Northern Sami;
sg/sag/Sango; si/sin/Sinhala/Sinhalese; sk/slk/slo/Slovak/Slovenčina;
sl/slv/Slovenian/Slovene/Slovenščina; sm/smo/Samoan; sn/sna/Shona; so/som/Somali;
sq/sqi/alb/Albanian; sr/srp/scc/Serbian/Srpski; ss/ssw/Swati; st/sot/Southern Sotho/Sotho;
su/sun/Sundanese; sv/swe/Swedish/Svenska; sw/swa/Swahili; ta/tam/Tamil; te/tel/Telugu;
tg/tgk/Tajik; th/tha/Thai; ti/tir/Tigrinya; tk/tuk/Turkmen; tl/tgl/Tagalog; tn/tsn/Tswana;
to/ton/Tonga; tr/tur/Turkish/Türkçe; ts/tso/Tsonga; tt/tat/Tatar; tw/twi/Twi; ty/tah/Tahitian;
ug/uig/Uighur/Uyghur; uk/ukr/Ukrainian/Українська; ur/urd/Urdu; uz/uzb/Uzbek; ve/ven/Venda;
vi/vie/Vietnamese/Tiếng Việt; vo/vol/Volapük; wa/wln/Walloon; wo/wol/Wolof; xh/xho/Xhosa;
yi/yid/ji/Yiddish; yo/yor/Yoruba; za/zha/Zhuang/Chuang; zh/zho/chi/Chinese/Mandarin/中文/汉语;
zu/zul/Zulu; gsw/Swiss German; hbs/Serbo-Croatian; grc/Ancient Greek; fil/Filipino/Pilipino;
yue/Cantonese; mul/Multilingual/Multi-Language/Multiple languages; prs/Dari
"""
"""Of each language the code that is kept, then all that is written for it: the codes of ISO 639-2,
bibliographic ones too, those that were withdrawn, and its names in English, in itself and, of
large ones, in each other and in babel's."""

_CODES: Final = {
    said.strip().lower(): row[0]
    for row in (line.split("/") for line in re.split(r";\s", _LANGUAGES.strip()))
    for said in row
}
