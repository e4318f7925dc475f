#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.mine import WORD

AnsibleModule(argument_spec={}).exit_json(changed=False, said=WORD)
