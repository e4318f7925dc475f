#!/usr/bin/python3
from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(
        argument_spec=dict(a=dict(type='int', required=True), b=dict(type='int', required=True)),
        supports_check_mode=True,
    )
    module.exit_json(changed=False, sum=module.params['a'] + module.params['b'])


if __name__ == '__main__':
    main()
