#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible_collections.my.more.plugins.module_utils.other import WORD

AnsibleModule(argument_spec={}).exit_json(changed=False, said=WORD)
