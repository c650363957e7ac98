"""The power goes at any moment: what was accepted or kept is there, with its files, in a database that is sound."""

from typing import Any

import pytest

from tests.simulation import counters, defects, known_failures, recorder, workers

pytestmark = [
    pytest.mark.skipif(not recorder.is_possible(), reason="this Python does not let its SQLite be reached"),
    pytest.mark.timeout(0),  # the processes have their own
]
HARNESS = "tests.simulation.power_cuts"


def cut(*options: str, timeout_s: float = 1800) -> dict[str, Any]:
    found = workers.run(HARNESS, *options, timeout_s=timeout_s)
    counters.add("power-cut images", found["images"], damaged=found["damaged"], lost=found["lost"])
    assert found["bad"] == [], "\n".join(found["bad"])
    return found


def test_ten_thousand_images(nightly: bool) -> None:
    """Every other run of the app checkpoints often, so that the main file is written amid everything else."""
    wanted, images, seed = (200_000 if nightly else 10_000), 0, 0
    while images < wanted:
        pages = 6 if seed % 2 else 0
        options = ("--seed", str(seed), "--pages", str(pages), "--images", "40" if nightly else "11")
        images += cut(*options, timeout_s=6 * 3600)["images"]
        seed += 1


@pytest.mark.parametrize("defect", defects.DISK)
def test_what_is_not_flushed_is_missed(defect: str) -> None:
    """The same run must fail where the app does not flush, or its images mean nothing."""
    # what support sends is fetched last of all
    options = ("--last", "120") if defect in defects.OF_DOWNLOADS else ()
    found = workers.run(HARNESS, "--defect", defect, "--enough", "1", "--images", "4", *options, timeout_s=1800)
    assert found["lost"], f"all of {found['images']} images were whole"


@pytest.mark.parametrize("seed", known_failures.seeds("power_cuts"))
def test_what_once_failed(seed: str) -> None:
    cut(*seed.split())
