#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule
from ansible_collections.my.tools.plugins.module_utils.words import (
    greeting,
    farewell,
)
from ..module_utils.deep import inner
from ..module_utils import near
import ansible_collections.my.more.plugins.module_utils.other as other
try:
    from ansible_collections.my.absent.plugins.module_utils.x import y
except ImportError:
    y = 'absent'


def main():
    module = AnsibleModule(argument_spec=dict(name=dict(required=True)))
    name = module.params['name']
    module.exit_json(changed=False, said=[greeting(name), farewell(name), inner.WORD, near.WORD, other.WORD, y])


if __name__ == '__main__':
    main()
