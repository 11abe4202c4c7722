"""In which words does the demonstration speak? Customers, products and topics, read from one data file.

Invariant: everything that a demonstration case says comes from `demo_vocabulary.toml`; no person or company is real.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache

from xltools.model.field import Strict
from xltools.workbook.definition_files import templates_folder

VOCABULARY_FILE = "demo_vocabulary.toml"
Texts = dict[str, tuple[str, ...]]


class City(Strict):
    """Where customers are."""

    city: str
    region: str
    code: str
    places: tuple[str, ...]


class Product(Strict):
    """What is sold; ``units`` in service per 300 cases, where a register counts them."""

    model: str
    label: str
    units: int


class Topic(Strict):
    """One kind of case whose description, handling and result fit together.

    Attributes:
        template: Name of the definition that it belongs to.
        key: What it is about.
        weight: How often it comes up, against the register's other topics.
        planted: Whether it rises strongly in the last full month.
        products: Models that it concerns; empty where no product is involved.
        codes: Fault codes that may be shown.
        priority: Priorities to draw from; scope/urgency where a matrix decides.
        fixed: Values that every case of the topic has, by field.
        texts: Wordings by field or by what is said in the log; lists of equal length (and ``products``) go together.
        photos: Names of pictures that customers send.
        recordings: Names of sound recordings.
        partners: Departments that have to help: department/duty/person.
    """

    template: str
    key: str
    weight: int
    planted: bool = False
    products: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    priority: tuple[str, ...]
    fixed: dict[str, str]
    texts: Texts
    photos: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


class Staff(Strict):
    """What sheet 人员 says of somebody on the day: so many days away before and after it, or that it is enough now."""

    template: str
    name: str
    away_before: int = 0
    away_after: int = 0
    hands_full: bool = False

    def is_away(self, day: date, today: date) -> bool:
        """Whether the person is absent on that day."""
        if not self.away_after:
            return False
        return today - timedelta(days=self.away_before) <= day <= today + timedelta(days=self.away_after)


class Vocabulary(Strict):
    """Everything in the file; names as there."""

    mobile_prefixes: tuple[str, ...]
    surnames: tuple[str, ...]
    given_men: tuple[str, ...]
    given_women: tuple[str, ...]
    brands: tuple[str, ...]
    trades: tuple[str, ...]
    cities: tuple[City, ...]
    products: tuple[Product, ...]
    common: dict[str, Texts]
    staff: tuple[Staff, ...]
    topics: tuple[Topic, ...]

    def staff_of(self, template: str) -> list[Staff]:
        """What is to be said of one register's people."""
        return [each for each in self.staff if each.template == template]

    def topics_of(self, template: str) -> list[Topic]:
        """The topics of one register."""
        return [topic for topic in self.topics if topic.template == template]

    def product(self, model: str) -> Product:
        """The product called so."""
        return next(product for product in self.products if product.model == model)


@lru_cache(maxsize=1)
def read_vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    text = (templates_folder() / VOCABULARY_FILE).read_text(encoding="utf-8-sig")
    return Vocabulary.model_validate(tomllib.loads(text))
