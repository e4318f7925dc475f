import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startSshd, type Sshd } from '../adapters/ssh/sshd.ts'
import { floor } from './floor.ts'
import { median, timed, type Cost } from './timed.ts'

/**
 * `npm run bench [HOSTS] [ROUNDS]`: what Longshore costs over what ssh2 itself costs, against one real sshd on loopback
 * that plays all hosts. Both do two round trips a host: look, and write a file. The order alternates; medians are told.
 */
const hosts = Number(process.argv[2] ?? 30)
const rounds = Number(process.argv[3] ?? 5)
const sshd = await startSshd({ config: ['MaxStartups 1000', 'MaxSessions 100'] })
const folder = await mkdtemp(join(tmpdir(), 'longshore-bench-'))
try {
  const inventory = await writeInventory(folder, sshd)
  const playbook = await writePlaybook(folder)
  const costs: { readonly name: string; readonly runs: Cost[] }[] = [
    { name: 'ssh2, two commands a host', runs: [] },
    { name: 'longshore, one copy task', runs: [] },
  ]
  for (let round = 0; round < rounds; round++) {
    const contestants = [
      () => floor({ hosts, port: sshd.port, user: sshd.user, keyFile: sshd.keyFile }),
      () =>
        timed(
          [
            process.execPath,
            resolve('src/main.ts'),
            'run',
            playbook,
            '-i',
            inventory,
            '-e',
            `rev=${round}`,
            '--output',
            'quiet',
          ],
          folder,
        ),
    ]
    const order = round % 2 === 0 ? [0, 1] : [1, 0]
    for (const index of order) costs[index]?.runs.push(await (contestants[index] as () => Promise<Cost>)())
  }
  report(costs)
} finally {
  await sshd.stop()
  await rm(folder, { recursive: true, force: true })
}

function report(costs: readonly { readonly name: string; readonly runs: readonly Cost[] }[]): void {
  const [first] = costs
  console.log(`${hosts} hosts, ${rounds} rounds, medians`)
  for (const { name, runs } of costs) {
    const wall = median(runs.map((run) => run.wallMs))
    const ratio = wall / median((first?.runs ?? runs).map((run) => run.wallMs))
    const cpu = median(runs.map((run) => run.cpuMs))
    console.log(
      `${name.padEnd(28)} wall ${wall.toFixed(0)} ms  cpu ${cpu.toFixed(0)} ms  wall/ssh2 ${ratio.toFixed(2)}`,
    )
  }
}

async function writeInventory(into: string, { port, user, keyFile, knownHostsFile }: Sshd): Promise<string> {
  const path = join(into, 'hosts.ini')
  const names = Array.from({ length: hosts }, (_, index) => `h${index + 1}`)
  const vars = [
    'ansible_host=127.0.0.1',
    `ansible_port=${port}`,
    `ansible_user=${user}`,
    `ansible_ssh_private_key_file=${keyFile}`,
    `ansible_ssh_common_args="-o UserKnownHostsFile=${knownHostsFile} -o StrictHostKeyChecking=yes"`,
  ]
  await writeFile(path, `[fleet]\n${names.join('\n')}\n[fleet:vars]\n${vars.join('\n')}\n`)
  return path
}

async function writePlaybook(into: string): Promise<string> {
  const path = join(into, 'play.yml')
  const task = { copy: { dest: `${into}/{{ inventory_hostname }}`, content: '{{ rev }}' } }
  await writeFile(path, JSON.stringify([{ hosts: 'fleet', gather_facts: false, tasks: [task] }]))
  return path
}
