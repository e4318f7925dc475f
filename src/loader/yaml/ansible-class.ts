import type { YamlNode } from './yaml-node.ts'

/** The class that ansible-core has for a node, as its messages spell it: scripts look for them. */
export function ansibleClass(node: YamlNode): string {
  return `<class '${className(node)}'>`
}

function className(node: YamlNode): string {
  if (node.kind === 'list') return 'ansible.parsing.yaml.objects.AnsibleSequence'
  if (node.kind === 'map') return 'ansible.parsing.yaml.objects.AnsibleMapping'
  if (node.value === null) return 'NoneType'
  if (typeof node.value === 'boolean') return 'bool'
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? 'int' : 'float'
  return 'ansible.parsing.yaml.objects.AnsibleUnicode'
}
