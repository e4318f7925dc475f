import type { Vars } from '../model/vars.ts'

/**
 * How a host is reached, as whom, and what runs its modules: a module that found itself such a name among its facts does
 * not turn the run to another host or user. `ansible_facts` has them all the same (Ansible).
 */
const RESTRICTED = new RegExp(
  '^ansible_(' +
    [
      ...['connection', 'host', 'port', 'user', 'password', 'timeout', 'private_key_file', 'pipelining', 'facts'],
      ...['network_os', 'module_compression', 'shell_type', 'shell_executable', 'docker_extra_args', 'rsync_path'],
      ...['playbook_python', 'become(_.*)?', '.*_interpreter', '(ssh(?!_host_key_)|local|winrm|psrp)_.*'],
    ].join('|') +
    ')$',
)

export function restrictedNames(facts: Vars): readonly string[] {
  return Object.keys(facts).filter((name) => RESTRICTED.test(name))
}

/** The facts that may be variables. */
export function withoutRestricted(facts: Vars): Vars {
  const names = new Set(restrictedNames(facts))
  if (names.size === 0) return facts
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.has(name)))
}
