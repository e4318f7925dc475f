import { stringify } from 'yaml'

/** YAML text that a YAML 1.1 reader such as PyYAML reads back as the same value. Keys are sorted, as PyYAML dumps them. */
export function toYaml(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
  })
}
