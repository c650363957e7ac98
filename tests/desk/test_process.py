"""The help desk's process: it starts, comes back when it dies, and never outlives its parent."""

import json
import os
import queue
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from desktop.desk import home as homes
from desktop.desk.process import DeskProcess, DeskState
from desktop.domain.errors import ErrorCode, OtetError
from tests.desk.running import Person, address_of, child_of, next_address, running_desk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def finished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made home to copy: making one anew in every test would take the longest of all."""
    home = tmp_path_factory.mktemp("finished") / "home"
    with running_desk(home):
        pass
    return home


@pytest.fixture
def home(finished_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished_home, tmp_path / "home"))


def test_it_comes_back_at_the_same_address_when_it_is_killed(home: Path) -> None:
    states: queue.Queue[DeskState] = queue.Queue()
    with running_desk(home, on_change=states.put) as desk:
        url = address_of(desk).url
        assert next_address(states) == url
        for _ in range(3):
            os.kill(child_of(home), signal.SIGKILL)
            assert states.get(timeout=30) == DeskState(False, None)
            assert next_address(states) == url
            assert requests.get(f"{url}/", timeout=10).status_code == 200
    assert not desk.is_running
    assert desk.address is None


def test_links_stay_good_over_restarts_and_a_taken_port_does_not_stop_it(home: Path) -> None:
    with running_desk(home) as desk:
        first = address_of(desk).url
    with running_desk(home) as desk:
        assert address_of(desk).url == first
    with taken_port(int((home / "port").read_text())), running_desk(home) as desk:
        assert address_of(desk).url != first
        Person(address_of(desk).url, address_of(desk).demo_user, address_of(desk).demo_password).new_ticket()


def test_it_ends_with_a_parent_that_is_killed(home: Path) -> None:
    words = "import sys; from pathlib import Path; from desktop.desk.process import DeskProcess\n"
    words += "desk = DeskProcess(Path(sys.argv[1])); print(desk.start().url, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", words, str(home)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().strip()
        child = child_of(home)
        waiting = os.pidfd_open(child)
        parent.kill()
        parent.wait()
    assert select.select([waiting], [], [], 20)[0]
    os.close(waiting)
    # and a new app finds the home free, and the links good
    with running_desk(home) as desk:
        assert address_of(desk).url == url


def test_stopping_leaves_no_process_and_no_zombie(home: Path) -> None:
    with running_desk(home):
        child = child_of(home)
    assert not Path(f"/proc/{child}").exists()


def test_starting_twice_is_one_desk_and_starting_again_works(home: Path) -> None:
    desk = DeskProcess(home)
    try:
        assert desk.start() == desk.start()
        desk.stop()
        desk.stop()
        assert desk.start().url
    finally:
        desk.stop()


def test_starting_while_it_is_coming_back_waits_for_it(home: Path) -> None:
    states: queue.Queue[DeskState] = queue.Queue()
    with running_desk(home, on_change=states.put) as desk:
        next_address(states)
        os.kill(child_of(home), signal.SIGKILL)
        assert states.get(timeout=30).address is None
        child = desk.start()
        assert requests.get(child.agent_url, timeout=10).status_code == 200


def test_two_desks_never_serve_one_home(home: Path) -> None:
    with running_desk(home), pytest.raises(OtetError) as refused:
        DeskProcess(home).start()
    assert refused.value.code is ErrorCode.BUILT_IN_DESK_FAILED
    assert "another help desk" in refused.value.problem.reason


def test_a_home_that_cannot_be_served_says_why(home: Path) -> None:
    (home / "tracker" / "schema.py").write_text("this is no schema")
    stamp = home / "tracker" / homes.STAMP_FILE
    stamp.write_text(json.dumps({"digest": homes.digest(), "files": []}))
    desk = DeskProcess(home)
    with pytest.raises(OtetError) as refused:
        desk.start()
    assert refused.value.code is ErrorCode.BUILT_IN_DESK_FAILED
    assert "SyntaxError" in refused.value.problem.reason
    assert "this is no schema" in (home / "desk.log").read_text()
    assert not desk.is_running


def test_what_roundup_prints_goes_to_the_log_and_not_to_the_app(home: Path) -> None:
    with running_desk(home) as desk:
        child = child_of(home)
        log = (home / "desk.log").resolve()
        assert [Path(f"/proc/{child}/fd/{number}").resolve() for number in (1, 2)] == [log, log]
        assert desk.is_running


def taken_port(port: int) -> "subprocess.Popen[bytes]":
    """Somebody else listens there."""
    words = f"import socket; s = socket.create_server(('127.0.0.1', {port})); print(1, flush=True); input()"
    other = subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    return other
