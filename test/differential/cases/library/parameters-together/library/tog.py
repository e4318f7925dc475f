#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
m = AnsibleModule(argument_spec=dict(a=dict(), b=dict(default='x'), c=dict(default='y'), d=dict(), e=dict(type='bool')), required_together=[['a','b']])
m.exit_json(p=m.params)
