"""Where the measures come from, as bibliographic facts: a paper can cite them without a network."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Reference", "reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that defines a measure; `authors` as (family name, given names)."""

    doi: str
    authors: tuple[tuple[str, str], ...]
    year: int
    title: str
    journal: str
    volume: str
    pages: str


_ROWS = """
10.1007/BF02289026|Katz, Leo|1953|A new status index derived from sociometric analysis|Psychometrika|18|39-43
10.1016/0378-8733(83)90028-X|Seidman, Stephen B.|1983|Network structure and minimum degree|Social Networks|5|269-287
10.1016/S0169-7552(98)00110-X|Brin, Sergey; Page, Lawrence|1998|The anatomy of a large-scale hypertextual Web search engine|Computer Networks and ISDN Systems|30|107-117
10.1016/S0378-8733(99)00015-5|Burt, Ronald S.|2000|Decay functions|Social Networks|22|1-28
10.1016/S0378-4371(00)00311-3|Marchiori, Massimo; Latora, Vito|2000|Harmony in the small-world|Physica A|285|539-546
10.1038/30918|Watts, Duncan J.; Strogatz, Steven H.|1998|Collective dynamics of 'small-world' networks|Nature|393|440-442
10.1038/nature03288|Guimerà, Roger; Amaral, Luís A. N.|2005|Functional cartography of complex metabolic networks|Nature|433|895-900
10.1038/s41598-019-41695-z|Traag, Vincent A.; Waltman, Ludo; van Eck, Nees Jan|2019|From Louvain to Leiden: guaranteeing well-connected communities|Scientific Reports|9|5233
10.1073/pnas.0307545100|Newman, Mark E. J.|2004|Coauthorship networks and patterns of scientific collaboration|Proceedings of the National Academy of Sciences|101|5200-5205
10.1073/pnas.0400087101|Barrat, Alain; Barthélemy, Marc; Pastor-Satorras, Romualdo; Vespignani, Alessandro|2004|The architecture of complex weighted networks|Proceedings of the National Academy of Sciences|101|3747-3752
10.1073/pnas.98.2.404|Newman, Mark E. J.|2001|The structure of scientific collaboration networks|Proceedings of the National Academy of Sciences|98|404-409
10.1080/0022250X.1972.9989806|Bonacich, Phillip|1972|Factoring and weighting approaches to status scores and clique identification|Journal of Mathematical Sociology|2|113-120
10.1080/0022250X.2001.9990249|Brandes, Ulrik|2001|A faster algorithm for betweenness centrality|Journal of Mathematical Sociology|25|163-177
10.1086/421787|Burt, Ronald S.|2004|Structural holes and good ideas|American Journal of Sociology|110|349-399
10.1126/science.1186605|Eagle, Nathan; Macy, Michael; Claxton, Rob|2010|Network diversity and economic development|Science|328|1029-1031
10.1145/362248.362272|Hopcroft, John; Tarjan, Robert|1973|Algorithm 447: efficient algorithms for graph manipulation|Communications of the ACM|16|372-378
10.1162/qss_a_00027|Ahlgren, Per; Chen, Yunwei; Colliander, Cristian; van Eck, Nees Jan|2020|Enhancing direct citations: a comparison of relatedness measures for community detection in a large set of PubMed publications|Quantitative Science Studies|1|714-729
"""  # noqa: E501


def _read(line: str) -> Reference:
    doi, authors, year, title, journal, volume, pages = line.split("|")
    people = tuple(tuple(name.split(", ", 1)) for name in authors.split("; "))
    return Reference(doi, people, int(year), title, journal, volume, pages)  # type: ignore[arg-type]


_KNOWN = {r.doi.lower(): r for r in map(_read, _ROWS.strip().splitlines())}


def reference(identifier: str) -> Reference | None:
    """The facts of an analysis' `reference` (`doi:…`); None for one that is not known here.

    >>> reference("doi:10.1038/30918").title
    "Collective dynamics of 'small-world' networks"
    """
    return _KNOWN.get(identifier.removeprefix("doi:").lower())
