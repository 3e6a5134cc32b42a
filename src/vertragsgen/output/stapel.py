"""The profiles of a build: in this process, in several, or in an executor that is handed in.

Results come in the order of the profiles, so that the report does not depend on the number of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vertragsgen.output.arbeiter import Arbeiter, Profilergebnis
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.eingaben import templates_state
from vertragsgen.werkstatt import Werkstatt

if TYPE_CHECKING:
    from concurrent.futures import Executor

# Below this a second process costs more than it saves.
MIN_PARALLEL = 12


def build_all(
    auftrag: Bauauftrag,
    profile: Sequence[str],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    halt: Callable[[], bool] = lambda: False,
    werkstatt: Werkstatt | None = None,
) -> Iterator[Profilergebnis]:
    """Build the profiles and yield their results in order.

    With ``executor`` the work goes there (its workers must see the same files under the same paths); else to
    ``jobs`` processes; what is built in this process uses the packages of ``werkstatt``. When ``halt`` says so, what has
    begun is finished and the rest is left out.
    """
    if executor is not None:
        from vertragsgen.output.verteilt import in_executor

        auftrag = replace(auftrag, vorlagen=templates_state(auftrag.workspace))
        yield from in_executor(auftrag, profile, executor, halt, voraus=4 * max(jobs, 2))
    elif jobs > 1 and len(profile) >= MIN_PARALLEL:
        from vertragsgen.output.verteilt import in_processes  # a single profile needs none

        yield from in_processes(auftrag, profile, jobs, halt)
    else:
        arbeiter = Arbeiter(auftrag, werkstatt)
        for profil in profile:
            if halt():
                return
            yield arbeiter.build(profil)
