"""How is a figure defined, in words? For sheet 口径.

Invariant: numbers within the words are taken from where they are applied, so that the words cannot differ from what is
done.
"""

from xltools.language.speaking import text

Definition = tuple[str, str]  # what is defined, and its meaning


def defined(key: str, **values: object) -> Definition:
    """What is defined and its meaning.

    Args:
        key: Of its texts below ``figures.definitions``.
        values: What stands in the meaning.
    """
    return text(f"figures.definitions.{key}.name"), text(f"figures.definitions.{key}.meaning", **values)
