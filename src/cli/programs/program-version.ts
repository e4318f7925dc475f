import { ANSIBLE_VERSION } from '../../model/ansible-version.ts'
import { pythonText } from '../../model/python-text.ts'
import { findAnsibleConfig } from '../../loader/ansible-config/find-ansible-config.ts'
import { loadAnsibleConfig } from '../../loader/ansible-config/load-ansible-config.ts'
import type { Composition } from '../composition.ts'
import type { ProgramName } from './program-name.ts'

/** The ansible-core whose language and words Longshore has. */
export const CORE_VERSION = ANSIBLE_VERSION.full

/**
 * What `--version` prints: names and order of the lines are Ansible's, so that scripts find `[core 2.14.18]` and
 * `config file`; what runs is named, too.
 */
export async function programVersion(name: ProgramName, { io, version }: Composition): Promise<string> {
  const [{ path }, config] = await Promise.all([findAnsibleConfig(io), loadAnsibleConfig(io)])
  const library = config.ok ? { ...config.value.file, ...config.value.env }.library : undefined
  const lines = [
    `${name} [core ${CORE_VERSION}] (Longshore ${version})`,
    `  config file = ${path ?? 'None'}`,
    `  configured module search path = ${pythonText(library ?? defaultLibrary(io.home))}`,
    `  executable location = ${process.argv[1] ?? name}`,
    `  node version = ${process.versions.node}`,
  ]
  return `${lines.join('\n')}\n`
}

function defaultLibrary(home: string): readonly string[] {
  return [`${home}/.ansible/plugins/modules`, '/usr/share/ansible/plugins/modules']
}
