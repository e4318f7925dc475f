import type { ShellCommand } from '../../src/model/remote-command.ts'
import type { Answer, FakeHost, FakeOutput } from './fake-host.ts'

/** Answers the script of the fact `fileState` from the files of the fake host. */
export const answersFileState: Answer = (command, host) =>
  command.kind === 'shell' && command.script.includes("stat -c '%F|%a|%u|%g|%U|%G|%s'")
    ? fileState(command, host)
    : undefined

function fileState(command: ShellCommand, host: FakeHost): FakeOutput {
  const [path = '', content = ''] = command.args ?? []
  const file = host.disk.files.get(path)
  if (file === undefined) {
    return host.disk.isDirectory(path) ? { stdout: `directory|755|0|0|root|root|4096\n${path}\n\n` } : { exitCode: 44 }
  }
  const id = (name: string) => (name === 'root' ? '0' : /^\d+$/.test(name) ? name : '1000')
  const { mode, owner, group } = file
  const head = `regular file|${mode.toString(8)}|${id(owner)}|${id(group)}|${owner}|${group}|${file.content.length}\n${path}\n\n`
  return { stdout: Buffer.concat([Buffer.from(head), content === 'content' ? file.content : Buffer.alloc(0)]) }
}
