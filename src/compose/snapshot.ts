import { basename } from 'node:path'
import { startupSnapshot } from 'node:v8'
import { renewOmit } from '../model/omit.ts'
import { ansibleProgram, longshore, sshShard } from './programs.ts'
import { warmUp } from './warm-up.ts'

/**
 * The program that `npm run build` takes a snapshot of, once it has run. A process that begins with the snapshot is told by
 * the name of the program's file, which comes first in its words, what it is.
 */
function main([, file = '', ...argv]: readonly string[]): Promise<void> {
  const name = basename(file, '.js')
  switch (name) {
    case 'ansible':
    case 'ansible-inventory':
    case 'ansible-playbook':
      return ansibleProgram(name, argv)
    case 'ssh-shard':
      return sshShard(argv)
    default:
      return longshore(argv)
  }
}

/** Memory in large pages, for a process that begins with a large file. It is nothing for those that it starts. */
const OF_THE_LAUNCHER = 'glibc.malloc.hugetlb=1'

/** Node puts the file that the snapshot is built of before those words. */
process.argv.splice(1, 1)
void warmUp(process.argv.slice(2)).then(() => {
  startupSnapshot.setDeserializeMainFunction(() => {
    if (process.env['GLIBC_TUNABLES'] === OF_THE_LAUNCHER) delete process.env['GLIBC_TUNABLES']
    renewOmit()
    void main(process.argv)
  })
})
