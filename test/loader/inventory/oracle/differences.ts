const VALUES = 'JavaScript has no tuples, no floats without a fraction and no keys that are no text'
const ALIAS = 'an alias of YAML is a copy here'
const DATE = 'a date of YAML stays the text that was written'
const NULL_IN_TOML = 'a null cannot be written as TOML: Ansible ends with an error, Longshore leaves it out'
const CRASH = 'Ansible ends with a Python exception, Longshore with an error'

function all(reason: string, command: string, views: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(views.map((view) => [`${command} ${view}`, reason]))
}

const VIEWS = ['--list', '--list --export', '--graph --vars', '--list --yaml --export']

/** Where Longshore answers otherwise than ansible-core 2.14, and why. Each is checked to differ still. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  ...all(VALUES, 'fixture ini-python-only: ansible-inventory -i hosts', VIEWS),
  ...all(VALUES, 'fixture yaml-python-only: ansible-inventory -i hosts.yml', VIEWS),
  ...all(VALUES, 'ini values: ansible-inventory -i inv', VIEWS),
  ...all(ALIAS, 'fixture yaml-scalars: ansible-inventory -i hosts.yml', ['--list --yaml --export']),
  ...all(DATE, 'yaml in full: ansible-inventory -i i.yml', ['--list --yaml --export']),
  ...all(NULL_IN_TOML, 'outputs: --host: ansible-inventory -i inv --host', ['d1 --toml']),
  ...all(NULL_IN_TOML, 'outputs: YAML and export: ansible-inventory -i inv --list --toml', ['--export']),
  ...all(NULL_IN_TOML, 'outputs: YAML and export: ansible-inventory -i inv --list', ['--toml']),
  ...all(CRASH, 'patterns: sums and differences: ansible -i inv --list-hosts', ['!', '&']),
}
