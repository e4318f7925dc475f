#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(argument_spec=dict(text=dict(default='none')))
module.exit_json(changed=False, said='tools says %s' % module.params['text'])
