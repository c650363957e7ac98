"""What may be written after `otet-desk`, and what is refused with a usage line."""

import importlib.util
import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __version__, command_line
from desktop.bootstrap import start
from tests.benchmarks import __main__ as measurements

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("words", "command", "facts"),
    [
        ([], "app", {"data_dir": None, "link": "", "minimized": False}),
        (["--data-dir", "/x"], "app", {"data_dir": Path("/x")}),
        (["--data-dir=/x", "--minimized"], "app", {"data_dir": Path("/x"), "minimized": True}),
        (["--screenshot", "page.png"], "app", {"screenshot": Path("page.png")}),
        (["otet://ticket/12"], "app", {"link": "otet://ticket/12"}),
        (["--data-dir", "/x", "otet://ticket/12"], "app", {"link": "otet://ticket/12", "data_dir": Path("/x")}),
        (["--", "otet://ticket/12"], "app", {"link": "otet://ticket/12"}),
        (["desk", "--data-dir", "/x"], "desk", {"data_dir": Path("/x")}),
        (["--data-dir", "/x", "desk"], "desk", {"data_dir": Path("/x")}),
        (["people"], "people", {"do": "list"}),
        (["people", "--data-dir", "/x", "remove", "demo"], "people", {"do": "remove", "name": "demo"}),
        (["new", "--subject", "A", "--text", "B"], "new", {"subject": "A", "text": "B", "attach": []}),
        (["outbox"], "outbox", {}),
        (["export", "mine"], "export", {"folder": Path("mine"), "tickets": [], "force": False}),
        (
            ["export", "--ticket", "1", "--force", "--data-dir", "/x", "mine", "--ticket", "۲"], "export",
            {"tickets": ["1", "۲"], "force": True, "data_dir": Path("/x")},
        ),
        (["test", "--", "--help", "--yes"], "test", {"arguments": ["--help", "--yes"], "yes": False}),
        (["test", "-q", "tests/x.py", "-n", "0"], "test", {"arguments": ["-q", "tests/x.py", "-n", "0"], "yes": False}),
        (["test", "--yes", "-q"], "test", {"arguments": ["-q"], "yes": True}),
        (["--yes", "test"], "test", {"arguments": [], "yes": True}),
        (["--yes"], "app", {"yes": True}),
    ],
)  # fmt: skip
def test_commands_and_options(words: list[str], command: str, facts: dict[str, object]) -> None:
    options = command_line.parse(words)
    assert options.command == command
    assert {name: getattr(options, name) for name in facts} == facts


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"], ["--frobnicate"], ["desk", "extra"], ["outbox", "-x"], ["new"], ["people", "frob"], ["Desk"],
        ["otet://ticket/x"], ["otet://ticket/1/delete"], ["https://evil.example"], ["--", "desk"], ["--", "-platform"],
        ["otet://ticket/" + "9" * 13], ["otet://ticket/1", "otet://ticket/2"], ["--data-dir"], ["desk", "--minimized"],
        ["export"], ["export", "a", "b"], ["export", "a", "--tickets", "1"],
        ["otet://ticket/1\n"], ["otet://ticket/\u06f1"],
    ],
)  # fmt: skip
def test_what_is_no_command_option_or_link_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.parse(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: otet-desk")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.parse(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(f"\n  {command} " in told for command in command_line.COMMANDS)


@pytest.mark.parametrize("words", [["test", "--help"], ["test", "-q", "-h"], ["--yes", "test", "--help"]])
def test_help_of_the_tests_is_ours_and_says_how_pytest_gets_options(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.parse(words)
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("usage: otet-desk test ")
    assert "--fast" in told
    assert "test -- --help" in told


def test_every_command_has_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in command_line.COMMANDS:
        with pytest.raises(SystemExit) as ended:
            command_line.parse([command, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: otet-desk {command} ")


@pytest.mark.parametrize("words", [["--frobnicate"], ["tests/nowhere"]])
def test_what_pytest_does_not_know_ends_with_two_as_well(words: list[str]) -> None:
    command = [sys.executable, "-m", "desktop.bootstrap.checks", "-p", "no:cacheprovider", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert words[0] in done.stderr


def test_version_and_usage_need_nothing_installed(tmp_path: Path) -> None:
    """Any Python answers them, without a folder being made."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "-m", "desktop", "--data-dir", str(tmp_path / "profile"), *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    shown = run("--version")
    assert (shown.returncode, shown.stdout) == (0, f"Otet Desk {__version__}\n")
    assert run("frobnicate").returncode == 2
    assert run("--help").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_fast_tests_are_named_by_one_option() -> None:
    assert start.pytest_arguments(["-q", "tests/ui"]) == ["-q", "tests/ui"]
    found = start.pytest_arguments(["--fast", "-x"])
    assert found == [*start.FAST, "-x"]
    assert all((ROOT / word).is_dir() for word in found if word.startswith("tests/"))


def test_a_measurement_gets_its_own_arguments() -> None:
    options = command_line.parse(["bench", "start", "3", "--quick"])
    assert (options.command, options.name, options.arguments) == ("bench", "start", ["3", "--quick"])
    assert command_line.parse(["bench"]).name is None


@pytest.mark.parametrize("words", [["bench", "nothing"], ["bench", "--frobnicate"]])
def test_an_unknown_measurement_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.parse(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: otet-desk ")


def test_every_measurement_has_its_module() -> None:
    for module in itertools.chain(*(modules for _, modules in command_line.BENCHMARKS.values())):
        assert importlib.util.find_spec(f"tests.benchmarks.{module}") is not None, module
    assert set(measurements.SHORT) <= command_line.BENCHMARKS.keys()
