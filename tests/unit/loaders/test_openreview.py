"""Notes of OpenReview and lists of its venues: their traps, on hand-written files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import plugins
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.corpus_files import CORPUS, example, ids, names, read


class TestOpenReview:
    def test_both_versions_of_the_api(self) -> None:
        (first,) = example("openreview", "api1.json")
        (second,) = example("openreview", "api2.json")
        assert first["title"] == "Lakes as α-graphs"
        assert [ids(m) for m in first["mentions"]] == [[("openreview", "~Elodie_Moreau1")], []]
        assert (first["date"], first["type"]) == ("2018-09-27", "conference-paper")
        assert first["venue"]["name"] == "Ponds 2019 poster"
        assert (second["title"], names(second)) == ("Rivers", ["Ada Brook"])
        assert (second["type"], second["venue"], second["date"]) == ("preprint", None, "2024-10-01")

    def test_paperlists_keep_slots_and_leave_out_what_does_not_fit(self) -> None:
        ponds, wells, streams = example("openreview", "paperlist.json")
        assert [[a["name"] for a in m["affiliations"]] for m in ponds["mentions"]] == [
            ["University of Ponds", "Institute of Rivers"], [], ["Delft"],
        ]  # fmt: skip
        assert [ids(m) for m in ponds["mentions"]] == [
            [("orcid", "0000-0002-1825-0097"), ("openreview", "~Elodie_Moreau1")],
            [("openreview", "~Ada_Brook1")],
            [],
        ]
        assert (ponds["citation_count"], streams["citation_count"]) == (None, 4)
        assert (ponds["year"], ponds["venue"]["name"]) == (2024, "Conference on Ponds")
        assert names(wells) == ["Ada Brook", "Lena van Beek"]
        assert [m["affiliations"] for m in wells["mentions"]] == [[], []]
        assert (ids(wells), ids(ponds)) == ([], [("openreview", "06YyNxzwae")])
        assert streams["type"] == "preprint"

    @pytest.mark.parametrize("folder", ["content_ponds_2013", "content/POND2013"])
    def test_the_year_of_a_list_without_bibtex_is_that_of_its_pages(
        self, folder: str, tmp_path: Path
    ) -> None:
        site = f"http://openaccess.thecvf.com/{folder}/html/Brook_Lakes_in_2014_paper.html"
        pond = {"title": "Lakes in 2014", "site": site, "author": "Ada Brook, Sam Reed", "aff": ""}
        (found,) = read("openreview", tmp_path, pond).records
        assert (found["year"], found["date"], found["url"]) == (2013, "2013", site)

    def test_lists_of_pages_separate_names_by_commas_or_and(self) -> None:
        ponds, wells, streams, lakes = example("openreview", "paperlist_of_pages.json")
        assert (ponds["title"], ponds["type"]) == ("Ponds: A Benchmark", "conference-paper")
        assert names(ponds) == ["Élodie Moreau", "Ada Brook", "Sam Reed, Jr."]
        assert ids(ponds) == [("doi", "10.1007/978-3-031-20083-0_1")]
        assert names(wells) == ["E. Moreau", "S. Reed", "A. Brook"]
        assert ids(wells) == [("doi", "10.5555/wells.2009"), ("acl", "2025.wells-main.658")]
        assert (wells["year"], wells["volume"], wells["pages"]) == (2009, "25", "237-252")
        assert names(streams) == ["A. Brook", "S. Reed"]  # the list says them twice
        assert [a["name"] for m in streams["mentions"] for a in m["affiliations"]] == [
            "Pond Lab",
            "Well Lab",
        ]
        assert ids(lakes) == [("openreview", "-4IA4WgNAy4Wx")]
        session, joint, _, _ = example("openreview", "sessions.json")
        assert names(session) == ["Élodie Moreau", "Ada Brook"]
        assert session["url"] == "https://www.example.org/?id=1"
        assert [len(m["affiliations"]) for m in session["mentions"]] == [1, 1]
        assert joint["venue"]["name"] == "Proceedings of the Joint Conference on Ponds, JCP-20"
        assert [k["label"] for k in joint["keywords"]] == ["Ponds: Edges, Shores", "Wells: General"]
        path = CORPUS / "openreview/sessions.json"
        assert choose(Source(path, path.name)).name == "openreview"

    def test_a_session_without_authors_is_read(self, tmp_path: Path) -> None:
        told = (CORPUS / "openreview" / "sessions.json").read_text("utf-8")
        path = tmp_path / "sessions.json"
        path.write_text(told.replace("Élodie Moreau, Ada Brook, Élodie Moreau", ""), "utf-8")
        session = loaded(plugins.loader("openreview"), path).records[0]
        assert (session["title"], session["mentions"]) == ("2.5D Ponds", [])

    def test_lists_say_each_institution_once_and_the_meeting_by_its_pages(self) -> None:
        _, _, paged, unnamed = example("openreview", "sessions.json")
        assert (names(paged), paged["n_authors"]) == (["Ada Brook", "Sam Reed"], 2)
        assert [m["affiliations"] for m in paged["mentions"]] == [[], []]
        assert (paged["year"], paged["venue"]["name"]) == (2024, "CVPR")
        assert paged["code_url"] == "https://github.com/ada/ponds.git"
        assert ids(unnamed) == [("openreview", "-JwmfQC6IRt")]
        assert (unnamed["mentions"], unnamed["code_url"]) == ([], None)
