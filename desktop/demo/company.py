"""The demo company as one pack: what `company load` reads, and six weeks of history beside it.

Besides the keys of a company pack (company units territories posts people products customers
definitions) there are lists of records of the catalogue: contacts sites route_templates
route_stops plan_items visits visit_actions reports form_instances approval_requests decisions
conflicts form_definitions customer_fields orders invoices.
Each row has an `id`, the catalogue's field names, and where somebody made it an `author`.
The same day, time and seed give the same pack, byte for byte.
"""

from datetime import date, time
from typing import Any

from desktop.demo import books, goods, routes, staff
from desktop.demo.approvals import inbox
from desktop.demo.clashes import clashes
from desktop.demo.contacts import contacts, sites
from desktop.demo.customers import clients, customer_fields
from desktop.demo.papers import form_instances
from desktop.demo.reports import form_definitions, reports
from desktop.demo.rounds import write_book
from desktop.demo.scenes import forms_of_address

MIDDAY = time(11, 20)


def build(
    today: date, seed: int = 7, *, password: str | None = None, at: time = MIDDAY
) -> dict[str, Any]:
    """The pack of that day in the company's zone, with nothing in it that is later than `at`.

    `password` becomes everybody's; without one nobody can sign in.
    """
    known = clients(today, seed)
    people_there = contacts(known, seed)
    book = write_book(today, at, seed, known, forms_of_address(people_there))
    papers = reports(today, seed, book, known)
    asked = inbox(today, at, seed, known, book, papers)
    bought = books.orders(today, seed, known, book.visits)
    owed = books.invoices(today, seed, known, bought)
    torn = clashes(today, known)
    templates, stops = routes.rows(book.routes, today)
    return {
        "company": dict(staff.COMPANY),
        "units": staff.units(),
        "territories": staff.territories(),
        "posts": staff.posts(),
        "people": staff.people(password),
        "products": goods.products(),
        "customers": [client.row for client in known],
        "definitions": [],
        "form_definitions": form_definitions(today),
        "contacts": people_there,
        "sites": sites(known, seed),
        "route_templates": templates,
        "route_stops": stops,
        "plan_items": book.plan_items,
        "visits": book.visits,
        "visit_actions": book.visit_actions,
        "reports": papers,
        "form_instances": form_instances(today, known, book),
        "approval_requests": asked.requests,
        "decisions": asked.decisions,
        "conflicts": torn,
        "customer_fields": customer_fields(),
        "orders": bought,
        "invoices": owed,
    }
