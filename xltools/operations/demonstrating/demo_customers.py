"""Who complains? Made-up companies and persons with made-up telephone numbers and addresses at example.com.

Invariant: a customer keeps name, contact and place over all of the customer's cases.
"""

from random import Random
from typing import NamedTuple

from xltools.operations.demonstrating.demo_vocabulary import City, Vocabulary


class Customer(NamedTuple):
    """One customer.

    Attributes:
        name: The company, or the person.
        contact_person: Whom to ask for; empty for a person.
        courtesy: How the log speaks of the contact person: 陈先生.
        salutation: 先生 or 女士.
        contact: Telephone number or e-mail address.
        city: Where.
        place: The very spot.
    """

    name: str
    contact_person: str
    courtesy: str
    salutation: str
    contact: str
    city: City
    place: str


def made_up_customers(rng: Random, words: Vocabulary, count: int, company_share: float) -> list[Customer]:
    """So many customers, no two with the same contact."""
    taken: set[str] = set()
    return [_customer(rng, words, company=rng.random() < company_share, taken=taken) for _ in range(count)]


def _customer(rng: Random, words: Vocabulary, *, company: bool, taken: set[str]) -> Customer:
    city = rng.choice(words.cities)
    surname, sound = rng.choice(words.surnames).split()
    salutation = rng.choice(("先生", "女士"))
    person = surname + rng.choice(words.given_men if salutation == "先生" else words.given_women)
    places = [place for place in city.places if place.endswith(("家中", "公寓", "小区")) != company] or city.places
    name = f"{city.city}{rng.choice(words.brands)}{rng.choice(words.trades)}" if company else person
    return Customer(
        name,
        person if company else "",
        surname + salutation,
        salutation,
        _contact(rng, words, sound, city.code if company else "", taken),
        city,
        rng.choice(places),
    )


def _contact(rng: Random, words: Vocabulary, sound: str, area_code: str, taken: set[str]) -> str:
    while True:
        kind = rng.random()
        if kind < 0.1:
            contact = f"{sound}{rng.randrange(100, 1000)}@example.com"
        elif kind < 0.25 and area_code:
            contact = f"{area_code}-8000{rng.randrange(10_000):04d}"
        else:
            contact = f"{rng.choice(words.mobile_prefixes)}{rng.randrange(10_000):04d}"
        if contact not in taken:
            taken.add(contact)
            return contact
