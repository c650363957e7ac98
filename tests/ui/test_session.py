"""Jobs in the background: their failures reach the page, and the log."""

import logging

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, OtetError, Problem
from tests.ui.frame import Frame


def test_a_failed_job_is_in_the_log_without_the_users_words(
    frame: Frame, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    problem = Problem(ErrorCode.FILE_UNREADABLE, name="my passport.pdf", reason="PermissionError")

    def job() -> None:
        raise OtetError(problem)

    done: list[OtetError | None] = []
    with caplog.at_level(logging.INFO):
        frame.session.run(job, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert isinstance(done[0], OtetError) and done[0].problem == problem
    assert "a job failed: file_unreadable reason='PermissionError'" in caplog.messages
    assert "passport" not in caplog.text
