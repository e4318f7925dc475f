"""An Ansible callback of this project's own: one JSON line for each result and one for the recap."""
import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: recording_callback
    type: stdout
    short_description: records results as JSON lines
    description: writes one line a result to the file in LONGSHORE_RECORD
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "recording_callback"

    def _write(self, line):
        with open(os.environ["LONGSHORE_RECORD"], "a") as out:
            out.write(json.dumps(line) + "\n")

    def _result(self, result, status, ignored=False):
        task = result._task
        line = {"host": result._host.get_name(), "task": task.get_name(), "status": status}
        if ignored:
            line["ignored"] = True
        if task.action in ("debug", "ansible.builtin.debug") and status == "ok":
            line["said"] = {k: v for k, v in result._result.items() if k == "msg"}.get("msg")
        self._write(line)

    def v2_runner_on_ok(self, result):
        self._result(result, "changed" if result.is_changed() else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result(result, "failed", bool(ignore_errors))

    def v2_runner_on_skipped(self, result):
        self._result(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self._result(result, "unreachable", bool(result._task.ignore_unreachable))

    def v2_playbook_on_stats(self, stats):
        hosts = sorted(stats.processed.keys())
        self._write({"recap": {host: stats.summarize(host) for host in hosts}})
