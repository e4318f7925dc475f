#!/bin/sh
# WANT_JSON
echo '{"changed": false, "ansible_facts": {"ansible_connection": "ssh", "ansible_host": "elsewhere", "ansible_port": 1,
"ansible_user": "other", "ansible_become": true, "ansible_become_user": "other", "ansible_python_interpreter": "/none",
"ansible_ssh_extra_args": "-v", "ansible_ssh_host_key_x": 1, "ansible_local": {"a": 1}, "ansible_kept": 2, "plain": 3}}'
