"""Errors of the driver that no server here can be made to give, as they were recorded."""

from __future__ import annotations

from neo4j.exceptions import ConfigurationError, Neo4jError

from kg.errors import StoreUnavailable
from kg.store.neo4j.address import Address
from kg.store.neo4j.faults import explain


def test_a_server_of_before_the_fifth_is_too_old() -> None:
    """Neo4j 4.4.41, asked by the driver 6 on 2026-11-27."""
    recorded = ConfigurationError(
        "Notification filtering is not supported for the Bolt Protocol 4.4. Server Agent 'None'"
    )
    told = explain(recorded, Address("bolt://host:7687"), None)
    assert isinstance(told, StoreUnavailable)
    assert "bolt://host:7687 runs a Neo4j of before 5.7, which is too old" in str(told)
    assert "5.26" in str(told)


def test_what_the_driver_finds_wrong_by_itself_is_told_in_its_own_words() -> None:
    told = explain(ConfigurationError("no such option"), Address("bolt://host"), None)
    assert "no such option" in str(told)


def test_a_server_whose_disk_is_full_breaks_off() -> None:
    """Neo4j 5.26 with its data on a disk of 700 MB, on 2026-11-27."""
    recorded = Neo4jError._hydrate_neo4j(
        code="Neo.DatabaseError.Transaction.TransactionStartFailed",
        message="The database has encountered a critical error, and needs to be restarted. "
        "Please see database logs for more details.",
    )
    told = explain(recorded, Address("bolt://host:7687"), None)
    assert isinstance(told, StoreUnavailable)
    assert "as it does when its disk is full" in str(told)
    assert "restart it" in str(told)
