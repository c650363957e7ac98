"""The app in a process of its own, driven until somebody kills it: says each thing once it is promised to be safe."""

import itertools
import sys
from pathlib import Path

from desktop.ui.kit import appearance
from tests.journeys.robot import Robot, running


def say(*words: str) -> None:
    """One line for the one who will kill us."""
    sys.stdout.write("\t".join(words) + "\n")
    sys.stdout.flush()


def sign_in(robot: Robot, url: str, user: str, password: str) -> None:
    """Through the page that a person would use."""
    robot.click("welcome.connect")
    robot.type("welcome.address", url)
    robot.type("welcome.user", user)
    robot.type("welcome.password", password)
    robot.click("welcome.sign_in")
    robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")


def write(robot: Robot, name: str, attachment: Path) -> None:
    """One ticket after the other, and between them a draft that is never sent."""
    robot.click("helpdesk.create")
    robot.type("composer.subject", f"Sent {name}")
    robot.type("composer.description", "Text")
    robot.drop("composer.description", attachment)
    robot.until(lambda: attachment.name in robot.words("composer.attachments"), "the attachment")
    robot.click("composer.submit")
    say("accepted", f"Sent {name}")
    robot.click("helpdesk.create")
    robot.type("composer.subject", f"Draft {name}")
    robot.type("composer.description", "A long letter")
    robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved")
    say("saved", f"Draft {name}")


def main() -> None:
    """Arguments: profile, a name for this life, the help desk's address, user, password, a file to attach."""
    home, life, url, user, password, attachment = sys.argv[1:]
    with running(appearance.create(), Path(home)) as robot:
        sign_in(robot, url, user, password)
        robot.click("sidebar.helpdesk")
        for number in itertools.count():
            write(robot, f"{life}-{number}", Path(attachment))


if __name__ == "__main__":
    main()
