"""The names that outside programs rely on are on the screen, each with a name for screen readers."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.journeys.robot import running
from tests.journeys.test_round_trip import sign_in_to_demo

pytestmark = pytest.mark.journey

NAMES = tuple(
    """
    main_window sidebar.dashboard sidebar.helpdesk sidebar.wallets sidebar.settings sidebar.account
    sidebar.sync_state notice_bar welcome.try welcome.connect welcome.address welcome.user welcome.password
    welcome.sign_in dashboard.total_balance dashboard.wallets dashboard.verification dashboard.transactions
    dashboard.support dashboard.availability helpdesk.create helpdesk.filter.department helpdesk.filter.content
    helpdesk.filter.ticket_id history.list thread.list thread.reply thread.attach thread.send composer.type
    composer.subject composer.description composer.attach composer.attachments composer.saved composer.submit
    composer.discard wallets.list wallets.transactions wallets.balance_chart wallets.ask wallets.export
    settings.language settings.calendar settings.theme helpdesk.filter.more helpdesk.bell helpdesk.bell.desktop
    helpdesk.bell.email
    """.split()  # noqa: SIM905 - a list of words is read more easily than forty strings
)
NOT_YET = ("sidebar.chat", "chat.panel", "thread.export")


def test_names(qapp: QApplication, home: Path) -> None:
    with running(qapp, home) as robot:
        sign_in_to_demo(robot)
        for name in NAMES:
            found = robot.find(name)
            spoken = found.accessibleName() or (found.text() if isinstance(found, QAbstractButton) else "")
            assert spoken or not found.focusPolicy(), f"{name} has no name for a screen reader"
        for name in NOT_YET:
            assert robot.app.window.findChild(QWidget, name) is None, f"{name} does nothing yet"
