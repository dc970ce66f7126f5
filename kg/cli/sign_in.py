"""How commands sign in at a server: who asks for the password, and when."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from kg.cli.choose import can_ask_back

if TYPE_CHECKING:
    from kg.store.neo4j import Address

__all__ = ["ask_password", "signed_in"]


def ask_password(uri: str) -> None:
    """Ask for the password of a server at a terminal when the environment has none; then it is in
    the environment of this process, where whoever opens the server looks."""
    from kg.store.neo4j import sign_in

    address = sign_in(uri)
    if address.password is None and can_ask_back():
        what = f"Password of {address.user or 'neo4j'} at {uri}"
        os.environ["NEO4J_PASSWORD"] = click.prompt(
            what, hide_input=True, default="", show_default=False, err=True
        )


def signed_in(uri: str) -> Address:
    """The address of a server and how to sign in there, the password asked for if need be."""
    from kg.store.neo4j import sign_in

    ask_password(uri)
    return sign_in(uri)
