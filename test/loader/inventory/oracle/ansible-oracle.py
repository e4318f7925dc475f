"""Runs ansible's own command lines for the recorder: a JSON list of {argv, cwd, env} in, their outcomes as JSON out.

Ansible and its plugins are imported once and each command line runs in a fork: hundreds of them take seconds.
"""

import json
import os
import sys
import tempfile

import ansible.cli.adhoc
import ansible.cli.inventory
from ansible import constants
from ansible.plugins.loader import inventory_loader, vars_loader

MAINS = {"ansible": ansible.cli.adhoc.main, "ansible-inventory": ansible.cli.inventory.main}


def answer(argv, cwd, env):
    os.chdir(cwd)
    os.environ.update(env)
    for setting in constants.config.get_configuration_definitions():
        value = constants.config.get_config_value(setting, variables=vars(constants))
        constants.set_constant(setting, value)
    MAINS[argv[0]](argv)


def run(argv, cwd, env):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 1
            try:
                answer(argv, cwd, env)
            except SystemExit as end:
                code = end.code or 0
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode())
    return {"exitCode": os.waitstatus_to_exitcode(status), "stdout": texts[0], "stderr": texts[1]}


# Plugins that are loaded before the fork are not loaded again in each.
for name in constants.INVENTORY_ENABLED:
    inventory_loader.get(name)
list(vars_loader.all())

json.dump([run(**command) for command in json.load(sys.stdin)], sys.stdout)
