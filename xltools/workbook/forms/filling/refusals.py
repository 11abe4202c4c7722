"""Why can a form not be filled? The one invariant: the sentence names the place; the form's own name comes later."""


class RefusedFormError(Exception):
    """A place of the form where something is wrong; caught where the form's name is known.

    Attributes:
        where: Sheet and cell, or another place; "" for the form as a whole.
        why: What is so, and what to do.
    """

    def __init__(self, where: str, why: str) -> None:
        self.where, self.why = where, why
        super().__init__(why)
