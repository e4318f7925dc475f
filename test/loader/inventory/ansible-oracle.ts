import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export type AnsibleCommand = readonly ['ansible' | 'ansible-inventory', ...string[]]

export interface AnsibleOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs command lines of the installed ansible-core, all in one Python process, in an empty working directory. */
export function runAnsible(commands: readonly AnsibleCommand[]): readonly AnsibleOutcome[] {
  const home = mkdtempSync(join(tmpdir(), 'longshore-oracle-'))
  writeFileSync(join(home, 'ansible.cfg'), '')
  try {
    const { status, stdout, stderr } = spawnSync(pythonOfAnsible(), [join(import.meta.dirname, 'ansible-oracle.py')], {
      cwd: home,
      encoding: 'utf8',
      input: JSON.stringify(commands),
      maxBuffer: 256 * 1024 * 1024,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        LC_ALL: 'C.UTF-8',
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_CONFIG: join(home, 'ansible.cfg'),
      },
    })
    if (status !== 0) throw new Error(`the Ansible oracle failed: ${stderr}`)
    return JSON.parse(stdout) as AnsibleOutcome[]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function pythonOfAnsible(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const script = folders.map((folder) => join(folder, 'ansible-inventory')).find((path) => existsSync(path))
  if (script === undefined) {
    throw new Error(
      'these tests compare with the real ansible-inventory, which is missing: apt-get install -y ansible-core',
    )
  }
  return /^#!\s*(\S+)/.exec(readFileSync(script, 'utf8'))?.[1] ?? 'python3'
}
