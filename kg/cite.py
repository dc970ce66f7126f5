"""How the numbers of a graph were got, so that a paper can say so: text, BibTeX or CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.analytics.references import Reference, reference
from kg.errors import AnalysisError
from kg.generation import AnalysisRun, analysis_runs

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.workspace.manifest import Import

__all__ = ["FORMS", "cite"]


@dataclass(frozen=True)
class _Told:
    graph_id: str
    generation: str
    imports: Sequence[Import]
    runs: Sequence[AnalysisRun]


def cite(graph: Graph, form: str = "text", names: Sequence[str] | None = None) -> str:
    """The citation of what was measured in a graph: software, data with checksums, and for each
    analysis its options, seed, engine versions and reference.

    `form` is one of `FORMS`; `names` picks analyses. Nothing is computed. Raises
    `AnalysisError` when none of them has run.
    """
    tables, manifest = graph.tables, graph.manifest
    runs = analysis_runs(graph.directory.generation(tables.generation))
    chosen = [run for run in runs if names is None or run.name in names]
    if not chosen:
        raise AnalysisError("nothing was measured that could be cited", hint="run: kg analyze")
    told = _Told(manifest.graph_id, tables.generation, manifest.imports, chosen)
    return FORMS[form](told)


def _how(run: AnalysisRun) -> str:
    """Options, seed and engines of a run on one line."""
    options = [f"{name} {json.dumps(value)}" for name, value in sorted(run.options.items())]
    seed = [] if run.seed is None else [f"seed {run.seed}"]
    engines = [f"{name} {version}" for name, version in sorted(run.versions.items())]
    return ", ".join([*options, *seed, *engines])


def _data(one: Import) -> str:
    digest = f", sha256 {one.sha256}" if one.sha256 else ""
    return f"{one.uri} ({one.loader}, {one.records} records, imported {one.imported_at}{digest})"


def _software(told: _Told) -> str:
    return f"scholarly-kg {__version__}, graph {told.graph_id}, generation {told.generation}"


def _text(told: _Told) -> str:
    lines = [f"Measured with {_software(told)}.", "", "Data:"]
    lines += [f"  {_data(one)}" for one in told.imports]
    lines += ["", "Measures:"]
    for run in told.runs:
        lines.append(f"  {run.name}: {_how(run)}")
        known = reference(run.reference)
        lines.append(f"    {_sentence(known) if known else run.reference}")
        lines += [f"    {note}" for note in run.notes]
    return "\n".join(lines)


def _sentence(r: Reference) -> str:
    people = ", ".join(f"{given} {family}" for family, given in r.authors)
    link = f"https://doi.org/{r.doi}"
    return f"{people} ({r.year}). {r.title}. {r.journal} {r.volume}, {r.pages}. {link}"


def _bibtex(told: _Told) -> str:
    data = "; ".join(_data(one) for one in told.imports)
    entries = [
        _entry("misc", "scholarly-kg", [("title", "scholarly-kg"), ("version", __version__),
               ("note", f"{_software(told)}. Data: {data}")])
    ]  # fmt: skip
    for run in told.runs:
        known = reference(run.reference)
        facts = _facts(known) if known else [("title", run.name), ("howpublished", run.reference)]
        kind = "article" if known else "misc"
        entries.append(
            _entry(kind, f"kg-{run.name}", [*facts, ("note", f"{run.name}: {_how(run)}")])
        )
    return "\n\n".join(entries)


def _facts(r: Reference) -> list[tuple[str, str]]:
    return [
        ("author", " and ".join(f"{family}, {given}" for family, given in r.authors)),
        ("title", r.title),
        ("journal", r.journal),
        ("year", str(r.year)),
        ("volume", r.volume),
        ("pages", r.pages.replace("-", "--")),
        ("doi", r.doi),
    ]


_SPECIAL = {c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}"}


def _entry(kind: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
    body = [f"  {name} = {{{_escaped(name, value)}}}" for name, value in fields]
    return f"@{kind}{{{key},\n" + ",\n".join(body) + "\n}"


def _escaped(name: str, value: str) -> str:
    return value if name == "doi" else "".join(_SPECIAL.get(c, c) for c in value)


def _csl(told: _Told) -> str:
    items: list[dict[str, Any]] = [
        {"id": "scholarly-kg", "type": "software", "title": "scholarly-kg",
         "version": __version__, "note": _software(told)},
        *({"id": one.id, "type": "dataset", "title": one.uri, "note": _data(one)}
          for one in told.imports),
    ]  # fmt: skip
    for run in told.runs:
        known = reference(run.reference)
        item: dict[str, Any] = {"id": f"kg-{run.name}", "note": f"{run.name}: {_how(run)}"}
        if known is None:
            item |= {"type": "document", "title": run.name, "URL": run.reference}
        else:
            people = [{"family": family, "given": given} for family, given in known.authors]
            item |= {
                "type": "article-journal", "author": people, "title": known.title,
                "issued": {"date-parts": [[known.year]]}, "container-title": known.journal,
                "volume": known.volume, "page": known.pages, "DOI": known.doi,
            }  # fmt: skip
        items.append(item)
    return json.dumps(items, indent=2)


FORMS = {"text": _text, "bibtex": _bibtex, "csl": _csl}
"""Forms of a citation."""
