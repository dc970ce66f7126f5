"""Months by their names in many languages, as journals and people write them into BibTeX."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["month_of"]

_NAMES: Final = """
januari februari maart april mei juni juli augustus september oktober november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz april maj juni juli aug sept okt nov desember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
januari pebruari maret april mei juni juli agustus september oktober nopember desember
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
január február marec apríl máj jún júl august september október november december
január február március április május június július augusztus szeptember október november december
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu \
marraskuu joulukuu
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
"""
_MONTHS: Final = tuple(
    (name, number) for line in _NAMES.split("\n") for number, name in enumerate(line.split(), 1)
)
_NUMBERED: Final = re.compile(r"(1[0-2]|0?[1-9])\s?[月월]|tháng (1[0-2]|0?[1-9])", re.IGNORECASE)


@lru_cache(1000)
def month_of(text: str) -> str:
    """The number of a month, where the text is its name or the first letters of that in one of
    these languages; else the text.

    >>> month_of("Juin"), month_of("kas"), month_of("5月"), month_of("Spring"), month_of("jui")
    ('6', '11', '5', 'Spring', 'jui')
    >>> [month_of(name) for name in ("červen", "červenec", "joulukuu", "Sept.")]
    ['6', '7', '12', '9']
    """
    word = text.lower().strip(" .")
    if numbered := _NUMBERED.fullmatch(word):
        return str(int(numbered[1] or numbered[2]))
    if len(word) < 3 or not word.isalpha():
        return text
    meant = {number for name, number in _MONTHS if name == word}
    meant = meant or {number for name, number in _MONTHS if name.startswith(word)}
    return str(meant.pop()) if len(meant) == 1 else text
