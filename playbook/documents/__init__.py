"""The documents: one list that the commands, the reports, the start page and the README read.

The pages of a document and their order stand in its notebook, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Hold what is known of a document before it is made.

    ``name`` is the word that asks for it and the folder it lies in; ``notebook`` holds its pages.
    ``command`` makes it unless told otherwise; without one it is a notebook to work in. ``help`` is
    what the command of its own name says of itself.
    """

    name: str
    notebook: str
    audience: str
    command: str = ""
    help: str = ""


LISTED = (
    Listed(name="start_here", notebook="start_here", audience="whoever comes for the first time"),
    Listed(
        name="pitch",
        notebook="pitch",
        audience="the client's board: the answer first, then what it rests on",
        command="pitch",
        help="Make each CLIENT's pitch, its one-page summary and its method.",
    ),
    Listed(
        name="summary",
        notebook="summary",
        audience="the board again: one page to leave behind",
        command="pitch",
    ),
    Listed(name="what_if", notebook="what_if", audience="who moves the levers with the client"),
    Listed(
        name="method",
        notebook="method",
        audience="readers who want to check every number",
        command="pitch",
    ),
    Listed(name="evidence", notebook="evidence", audience="readers who doubt the engine itself"),
    Listed(
        name="charter",
        notebook="charter",
        audience="who signs: the letter of authority, its rules of use, decision sheet, forms",
        command="charter",
        help="Make the paper that each CLIENT signs: charter, approval rules or memo.",
    ),
    Listed(
        name="approval_rules",
        notebook="approval_rules",
        audience="who signs where OA is made faster: time limits, deputies, log",
        command="charter",
    ),
    Listed(
        name="memo",
        notebook="memo",
        audience="who decides that nothing is handed over: one page to be filed",
        command="charter",
    ),
    Listed(
        name="business",
        notebook="business",
        audience="who pays: two years in money, options, fee models, readiness, partner fit",
        command="business",
        help="Make each CLIENT's business case over two years, readiness and partner fit.",
    ),
    Listed(
        name="plan",
        notebook="onboarding_plan",
        audience="everybody who works until the go-live: five areas, dates, owners, people, exit",
        command="plan",
        help="Make each CLIENT's onboarding plan: who does what until the store is live.",
    ),
    Listed(name="plan_product", notebook="plan_product", audience="who answers for the range"),
    Listed(
        name="plan_platform", notebook="plan_platform", audience="who answers for papers and pages"
    ),
    Listed(
        name="plan_operations",
        notebook="plan_operations",
        audience="who answers for what the store sells",
    ),
    Listed(
        name="plan_logistics", notebook="plan_logistics", audience="who answers for the parcels"
    ),
    Listed(name="plan_team", notebook="plan_team", audience="who answers for the people"),
)
"""All notebooks in the order in which the start page shows them."""

DOCUMENTS = {listed.name: listed for listed in LISTED if listed.command}
"""What the commands make, by the word that asks for it."""


PAPERS = ("charter", "approval_rules", "memo")
"""The papers to be signed: who asks for one of them gets those that the recommendation needs."""


def made_by(command: str) -> tuple[str, ...]:
    """Return the documents that a command makes unless told otherwise."""
    return tuple(name for name, listed in DOCUMENTS.items() if listed.command == command)
