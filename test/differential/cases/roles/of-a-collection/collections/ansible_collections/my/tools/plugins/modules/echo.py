#!/usr/bin/python3
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(argument_spec={"text": {"required": True}})
module.exit_json(changed=False, text=module.params["text"])
