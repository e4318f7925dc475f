import type { Collector } from './collector.ts'

/** The full name is the one that the address of the host's own name leads back to, as Python's `getfqdn` has it. */
export const platform: Collector = {
  script: `
section uname; kernel ostype -s; kernel osrelease -r; kernel version -v; uname -m; kernel hostname -n; node=$got; getconf LONG_BIT || echo
section names
own=$(getent ahosts "$node" | { read -r first rest; echo "$first"; })
if [ -n "$own" ]; then getent hosts "$own"; elif ! have getent; then echo "- $(hostname -f)"; fi
section machine_id; lines_of /var/lib/dbus/machine-id || lines_of /etc/machine-id
`,
  python: `
section("python_version")
print(sys.version.split()[0])
`,
  parse: (sections) => {
    const [system = '', kernel = '', kernelVersion = '', machine = '', nodename = '', bits = ''] =
      sections.lines('uname')
    const fqdn = fullName(sections.lines('names')[0], nodename)
    const [python] = sections.lines('python_version')
    const [id] = sections.lines('machine_id')
    return {
      hostname: nodename.split('.')[0] ?? '',
      nodename,
      fqdn,
      domain: fqdn.split('.').slice(1).join('.'),
      system,
      kernel,
      kernel_version: kernelVersion,
      machine,
      ...architectureOf(machine, bits),
      ...(python === undefined ? {} : { python_version: python }),
      ...(id === undefined ? {} : { machine_id: id }),
    }
  },
}

function fullName(line: string | undefined, nodename: string): string {
  const names = (line ?? '').split(/\s+/).slice(1)
  return names.find((name) => name.includes('.')) ?? names[0] ?? nodename
}

function architectureOf(machine: string, bits: string): Record<string, string> {
  const known = bits === '' ? {} : { userspace_bits: bits }
  if (!/^(x86_64|i\d86)$/.test(machine)) return { architecture: machine, ...known }
  const architecture = machine === 'x86_64' ? machine : 'i386'
  return { architecture, ...known, userspace_architecture: bits === '64' ? 'x86_64' : 'i386' }
}
