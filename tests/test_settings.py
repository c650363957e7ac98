"""Settings survive damage, other versions, and a crash while they are written."""

import json
import os
import stat
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from desktop.settings import CHOICES, RANGES, Settings, load, save


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


def test_round_trip_of_every_field(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.json"
    wanted = Settings(
        language="fa",
        theme="dark",
        text_size=150,
        digits="latin",
        calendar="hijri",
        undo_s=7.5,
        send_with_enter=True,
        notify=False,
        notify_content=True,
        notify_channel="none",
        notify_sound=True,
        quiet=True,
        quiet_from=60,
        quiet_to=120,
        paused_until_ms=1,
        close_to_tray=False,
        tray_told=True,
        data_saver="on",
        window=(1, 2, 300, 400),
    )
    assert all(asdict(wanted)[name] != default for name, default in asdict(Settings()).items()), "a field is not tried"
    save(path, wanted)
    assert load(path) == wanted


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'"x"', b"[" * 100_000, b"9" * 10_000], ids=range(8)
)
def test_a_damaged_file_is_set_aside_not_deleted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load(path) == Settings()
    assert (tmp_path / "settings.damaged").read_bytes() == content
    save(path, Settings(language="ar"))
    assert load(path).language == "ar"


def test_unknown_keys_and_wrong_sorts_are_ignored_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps(
            {
                "language": "fa",
                "from_the_future": {"a": 1},
                "text_size": "large",
                "undo_s": 3,
                "notify": 1,
                "theme": None,
                "window": [1, "2"],
                "send_with_enter": True,
            }
        )
    )
    assert load(path) == Settings(language="fa", undo_s=3, send_with_enter=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paused_until_ms", 99999999999999999999),
        ("paused_until_ms", -1),
        ("text_size", 0),
        ("text_size", 9999),
        ("text_size", -100),
        ("undo_s", -1),
        ("undo_s", float("nan")),
        ("undo_s", float("inf")),
        ("quiet_from", 24 * 60),
        ("quiet_to", -1),
        ("theme", "purple"),
        ("language", "../fa"),
        ("calendar", "mayan"),
        ("digits", "roman"),
        ("window", [0, 0, 10**9, 10**9, 0]),
        ("window", [1]),
        ("window", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_what_is_out_of_range_is_the_default_and_takes_nothing_else_with_it(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"send_with_enter": True, name: value}))
    assert load(path) == Settings(send_with_enter=True)


def test_every_number_and_every_choice_has_its_limits() -> None:
    for field in fields(Settings):
        if type(field.default) in (int, float):
            assert field.name in RANGES, field.name
        if type(field.default) is str and field.name != "notify_channel":  # a name that the system chooses
            assert field.default in CHOICES[field.name]


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    before = os.umask(0)
    try:
        save(path, Settings())
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_save_leaves_the_old_settings_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save(path, Settings(language="fa"))
    (tmp_path / "settings.json.new").mkdir()
    with pytest.raises(OSError, match=r"settings\.json\.new"):
        save(path, replace(Settings(), language="en"))
    assert load(path).language == "fa"
