import type { Collector } from './collector.ts'

const KINDS = ['dsa', 'rsa', 'ecdsa', 'ed25519']

export const sshKeys: Collector = {
  script: `
section ssh_keys
for folder in /etc/ssh /etc/openssh /etc; do
  for kind in ${KINDS.join(' ')}; do value "$kind" "$folder/ssh_host_\${kind}_key.pub"; done
done
`,
  parse: (sections) =>
    Object.fromEntries(
      [...sections.lines('ssh_keys')].reverse().flatMap((line) => {
        const [kind = '', type = '', key = ''] = line.split(/[\t ]/)
        const name = `ssh_host_key_${kind}_public`
        return [
          [name, key],
          [`${name}_keytype`, type],
        ]
      }),
    ),
}
