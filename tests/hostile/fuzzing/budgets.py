"""How many examples are tried? Few and always the same in a test run; many and new ones where it is asked for."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("XLTOOLS_FUZZ", "0"))
MOST_SECONDS = 30.0  # of the processor, not of the clock on the wall: other work beside this one does not count
MOST_GROWTH_BYTES = 1_500_000_000


def examples(count: int) -> settings:
    """The settings of one test.

    Args:
        count: How many examples where XLTOOLS_FUZZ is 1; a third of them in an ordinary run.
    """
    return settings(
        max_examples=count * TIMES or max(count // 3, 4),
        derandomize=TIMES == 0,
        database=None,
        deadline=None,
        print_blob=True,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
