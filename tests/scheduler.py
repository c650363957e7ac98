"""The order in which test files go to the processes that run side by side, and what happens when one of them dies."""

from typing import Any

from xdist.scheduler import LoadFileScheduling


class FileScheduling(LoadFileScheduling):  # type: ignore[misc] # xdist is not typed
    """xdist's `loadfile`, with which a run ends although a process died.

    xdist 3.8 hands files that are done to the others again and then waits for ever (its issues 1323, 1327, 1378); this
    goes when a release has the mend. The method names are xdist's own.
    """

    def remove_node(self, node: Any) -> str | None:
        """Forget a process and give its files to the others; the test it died in, reported as failed, or None."""
        work = self.assigned_work.pop(node)
        left = {scope: {test: False for test, done in unit.items() if not done} for scope, unit in work.items()}
        left = {scope: unit for scope, unit in left.items() if unit}
        crashed: str | None = next((test for unit in left.values() for test in unit), None)
        if crashed is None:
            return None
        scope = self._split_scope(crashed)
        del left[scope][crashed]
        if not left[scope]:
            del left[scope]
        for waiting in reversed(left):
            self.workqueue[waiting] = left[waiting]
            self.workqueue.move_to_end(waiting, last=False)
        for other in list(self.assigned_work):
            self._reschedule(other)
        return crashed

    def _reschedule(self, node: Any) -> None:
        if node.shutting_down or node not in self.registered_collections:
            return
        # a process begins a test only once it knows the next one, or that there is none
        while self.workqueue and self._pending_of(self.assigned_work[node]) < 2:
            self._assign_work_unit(node)
        if not self.workqueue:
            node.shutdown()
