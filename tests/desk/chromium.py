"""A Chromium without a window, told what to do through its DevTools protocol over a pipe."""

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

PROGRAM = Path("/usr/bin/chromium")
NO_CHROMIUM = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not installed")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip
ANSWER_S = 60
_READ, _WRITE = 3, 4
"""The file descriptors that the browser reads commands from and writes answers to."""


class Chromium:
    """One browser with one page."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._number, self._session, self._rest = 0, "", b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "DOM"):
            self.call(f"{domain}.enable")
        self.requested: list[str] = []
        """The address of everything that the page has asked for since it was opened."""

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Carry out one command; its result."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._number:
                assert "error" not in message, f"{method}: {message['error']}"
                result: dict[str, Any] = message["result"]
                return result

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + ANSWER_S
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self._answers, 1 << 20)
            assert piece, "the browser has ended"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if message.get("method") == "Network.requestWillBeSent":
            self.requested.append(message["params"]["request"]["url"])
        return message

    def take_cookies(self, session: requests.Session, url: str) -> None:
        """Be signed in as this session is."""
        self.call("Network.clearBrowserCookies")
        for cookie in session.cookies:
            self.call("Network.setCookie", name=cookie.name, value=cookie.value, url=url, path=cookie.path)

    def show(self, width: int, height: int = 900, *, dark: bool = False, scale: int = 1) -> None:
        """Give the page this size and colour scheme."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )
        scheme = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, url: str) -> None:
        """Go to an address and wait until the page and its fonts are there."""
        self.requested.clear()
        self.call("Page.navigate", url=url)
        self.loaded()

    def loaded(self) -> None:
        """Wait until the page that is on its way, and its fonts, are there."""
        while self._next().get("method") != "Page.loadEventFired":
            pass
        self.run("document.fonts.ready.then(() => true)")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str, code: int, *, ctrl: bool = False) -> None:
        """Press and release a key, with its Windows key code."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind, key=key, code=key, windowsVirtualKeyCode=code, modifiers=2 if ctrl else 0,
            )  # fmt: skip

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Keep what is seen, or the whole page, as a PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))


@contextmanager
def running_chromium(profile: Path) -> Iterator[Chromium]:
    """Start a browser with a profile of its own and end it."""
    commands, answers = os.pipe(), os.pipe()
    # the shell gives the pipes the numbers that the browser expects
    line = f'exec "$0" "$@" {_READ}<&{commands[0]} {_WRITE}>&{answers[1]}'
    words = ["bash", "-c", line, str(PROGRAM), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(
        words, pass_fds=(commands[0], answers[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(commands[0])
    os.close(answers[1])
    try:
        yield Chromium(commands[1], answers[0])
    finally:
        os.close(commands[1])
        os.close(answers[0])
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


def host_of(url: str) -> str:
    """The host and port of an address."""
    return urlsplit(url).netloc
