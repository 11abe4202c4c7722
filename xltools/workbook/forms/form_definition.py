"""What is a form? Its title, the register whose cases it tells of, and when it is worth having.

Invariant: what it looks like stands in its workbook alone, so that a team may restyle it without telling us.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One form.

    Attributes:
        key: The form's name in code (``ticket_plan``); a team's further form is called by its title.
        title: What it is called; its workbook is ``<title>.xlsx``.
        register: Name of the register definition whose cases it tells of.
        main: It is the case's report; one of a register's forms is.
        needs: Key of a sheet: a case without rows there leaves the form empty, so that it need not be archived.
    """

    key: str
    title: str
    register: str
    main: bool = False
    needs: str | None = None
