"""What is a lap, and how is a whole process timed, from its start to its end?

Invariant: nothing is imported here that a racer might have to import itself.
"""

import os
import runpy
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Lap:
    """One racer's run: seconds and peak memory in MB."""

    seconds: float
    peak: float


@dataclass(frozen=True)
class Race:
    """One line of the table."""

    name: str
    rival: str
    ours: Lap
    theirs: Lap
    target: str

    @property
    def ratio(self) -> float:
        """Rival's time over ours: how many times faster we are."""
        return self.theirs.seconds / self.ours.seconds


_FINDINGS = 1  # done, with something to say: the folder of the race holds registers that are copies of others


def process_lap(module: str, *arguments: str) -> Lap:
    """Run ``python -m module arguments``: the interpreter's start and all imports are timed too."""
    command = [sys.executable, "-m", "tests.benchmarks.laps", module, *arguments]
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - begin
    if done.returncode > _FINDINGS:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return Lap(seconds, float(done.stderr.splitlines()[-1]))


def peak_megabytes() -> float:
    """This process's highest resident memory."""
    if os.name == "nt":
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = [("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD)] + [
                (name, ctypes.c_size_t) for name in ("PeakWorkingSetSize", *(f"unused{each}" for each in range(7)))
            ]

        counters = Counters()
        windll = ctypes.windll  # type: ignore[attr-defined]
        windll.psapi.GetProcessMemoryInfo(
            windll.kernel32.GetCurrentProcess(), ctypes.byref(counters), ctypes.sizeof(counters)
        )
        return counters.PeakWorkingSetSize / 2**20
    if Path("/proc/self/status").exists():  # unlike ru_maxrss, not handed down from the process that started this one
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        print(peak_megabytes(), file=sys.stderr)
