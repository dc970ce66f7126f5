"""Where authors stand in a small picture: by whom they write with, groups kept together.

A spring layout of the groups gives each its ground; a spring layout of the authors starts there
and pulls harder inside groups than between them; authors that lie on each other are pushed apart;
loose components are set around the largest. The same input gives the same positions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.selection import Tie

__all__ = ["positions"]

SEED = 1
SPACING = 62.0
"""Room for one author, in the picture's units (a node's radius is 5 to 26)."""

GAP = 26.0
_BETWEEN = 0.06
_ASPECT = 1.3
"""Width over height: pictures are looked at on screens that are wider than high."""

_OUTLIERS = 0.4
_GOLDEN = 2.399963229728653

Points = NDArray[np.float64]


def positions(
    groups: Sequence[int], ties: Sequence[Tie], radii: Sequence[float]
) -> list[tuple[int, int]]:
    """Whole-numbered positions of authors 0 to n-1, given the group and the radius of each.

    Cost: quadratic in the authors of a component; 300 authors take about a second.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(groups)))
    for tie in ties:
        together = groups[tie.start] == groups[tie.end]
        pull = (1.0 + np.log1p(tie.weight)) * (1.0 if together else _BETWEEN)
        graph.add_edge(tie.start, tie.end, weight=float(pull))
    placed = np.zeros((len(groups), 2))
    size = np.asarray(radii, dtype=float)
    parts = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    shapes = [_component(graph.subgraph(part), part, groups, size) for part in parts]
    centres = _pack(shapes, [size[part] for part in parts])
    for part, shape, centre in zip(parts, shapes, centres, strict=True):
        placed[part] = shape + centre
    return [(int(x), int(y)) for x, y in np.rint(placed)]


def _component(
    graph: nx.Graph[int], members: list[int], groups: Sequence[int], radii: Points
) -> Points:
    """Positions of one component around its own middle."""
    if len(members) == 1:
        return np.zeros((1, 2))
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(members)
    ordered.add_weighted_edges_from(sorted(graph.edges(data="weight")))
    n = len(members)
    start = _grounds(ordered, groups)
    found = nx.spring_layout(
        ordered,
        k=1.6 / np.sqrt(n),
        pos=start,
        iterations=120,
        seed=SEED,
        scale=SPACING * 0.29 * n**0.63,
        method="force",
    )
    wide = np.array([found[m] for m in members]) * (_ASPECT, 1.0)
    return _apart(_nearer(wide), radii[members])


def _grounds(graph: nx.Graph[int], groups: Sequence[int]) -> dict[int, Points]:
    """Where each author starts: on a spiral around the place of its group."""
    quotient: nx.Graph[int] = nx.Graph()
    members: dict[int, list[int]] = {}
    for node in graph:
        members.setdefault(groups[node], []).append(node)
    quotient.add_nodes_from(sorted(members))
    weight: float
    for a, b, weight in graph.edges(data="weight"):
        if groups[a] != groups[b]:
            known = quotient.get_edge_data(groups[a], groups[b], {"weight": 0.0})["weight"]
            quotient.add_edge(groups[a], groups[b], weight=known + weight)
    centres = nx.spring_layout(
        quotient,
        pos=nx.circular_layout(quotient),
        k=1.8 / np.sqrt(len(quotient)),
        iterations=150,
        seed=SEED,
        method="force",
    )
    start: dict[int, Points] = {}
    for group, nodes in sorted(members.items()):
        reach = 0.6 * np.sqrt(len(nodes) / len(graph))
        for i, node in enumerate(nodes):
            angle, far = i * _GOLDEN, reach * np.sqrt((i + 0.5) / len(nodes))
            start[node] = centres[group] + far * np.array([np.cos(angle), np.sin(angle)])
    return start


def _apart(points: Points, radii: Points, rounds: int = 120) -> Points:
    """Push apart authors that lie nearer than their radii and a gap allow."""
    need = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(need, 0.0)
    for _ in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        far = np.sqrt((delta**2).sum(-1))
        short = np.clip(need - far, 0.0, None)
        if short.max() < 0.5:
            break
        push = np.where(far > 0, short / np.where(far > 0, far, 1.0), 0.0) * 0.25
        points = points + (delta * push[..., None]).sum(1)
    centred: Points = points - (points.min(0) + points.max(0)) / 2
    return centred


def _nearer(points: Points) -> Points:
    """Outliers drawn in: beyond the distance that nine in ten keep, distances shrink."""
    far = np.sqrt((points**2).sum(1))
    usual = float(np.quantile(far, 0.9))
    shrunk = np.where(far > usual, usual + (far - usual) * _OUTLIERS, far)
    drawn_in: Points = points * (shrunk / np.where(far > 0, far, 1.0))[:, None]
    return drawn_in


def _pack(shapes: Sequence[Points], radii: Sequence[Points]) -> list[Points]:
    """Middles of the components: the largest first, each as near the centre as it finds room.

    The largest takes the room of its authors, the others that of a disc around all of theirs.
    """
    if not shapes:
        return []
    taken, room = shapes[0], radii[0]
    centres = [np.zeros(2)]
    step, before = 0, math.inf
    for shape, size in zip(shapes[1:], radii[1:], strict=True):
        disc = float((np.sqrt((shape**2).sum(1)) + size).max())
        # What is no smaller than the one before finds no room nearer than that one did.
        step = _free_place(disc, taken, room, step if disc >= before else 0)
        before = disc
        centres.append(_on_spiral(step))
        taken = np.concatenate([taken, centres[-1][None, :]])
        room = np.append(room, disc)
    return centres


def _on_spiral(step: int) -> Points:
    far, angle = 12.0 * np.sqrt(step), step * _GOLDEN
    place: Points = far * np.array([_ASPECT * np.cos(angle), np.sin(angle)])
    return place


def _free_place(disc: float, taken: Points, room: Points, step: int) -> int:
    """The first step of an outward spiral where the disc touches nothing already there."""
    need = (room + disc + GAP) ** 2
    while (((taken - _on_spiral(step)) ** 2).sum(1) < need).any():
        step += 1
    return step
