import type { Machine } from '../daemons/machine.ts'
import { docker as dockerObjects } from './docker-objects.ts'
import { dockerEvents } from './docker-events.ts'
import { dockerPull } from './docker-pull.ts'
import { renderGoTemplate } from './go-template/render.ts'
import { dockerInfo, dockerVersionFacts, NO_SERVER_INFO } from './docker-info.ts'
import { parseArgs, type ToolArgs } from './parse-args.ts'
import { failed, notSimulated, printed, type ToolOutput } from './tool-output.ts'

const NO_DAEMON = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'

export async function docker(machine: Machine, args: readonly string[]): Promise<ToolOutput> {
  const parsed = parseArgs(args, ['-f', '--format', '--filter', '--since', '--until', '-H', '--host', '--context'])
  const [command = '', ...words] = parsed.words
  if (parsed.has('--version', '-v') && command === '') {
    return printed(`Docker version ${machine.spec.docker ?? ''}, build sandbox`)
  }
  await reachDaemon(machine)
  const up = machine.config !== undefined

  if (command === 'version') return version(machine, parsed, up)
  if (command === 'info' || (command === 'system' && words[0] === 'info')) return info(machine, parsed, up)
  if (!up) return failed(1, NO_DAEMON)
  if (command === 'events' || (command === 'system' && words[0] === 'events')) return dockerEvents(machine, parsed)
  if (command === 'ps') return dockerObjects.ps(machine, parsed)
  if (command === 'inspect') return dockerObjects.inspect(machine, parsed, words)
  if (command === 'container' && words[0] === 'ls') return dockerObjects.ps(machine, parsed)
  if (command === 'container' && words[0] === 'inspect') return dockerObjects.inspect(machine, parsed, words.slice(1))
  if (command === 'pull') return dockerPull(machine, words[0] ?? '')
  if (command === 'image' && words[0] === 'pull') return dockerPull(machine, words[1] ?? '')
  return notSimulated(`docker ${args.join(' ')}`)
}

/** A client that connects wakes the service through its socket, and waits while the service is coming up. */
async function reachDaemon(machine: Machine): Promise<void> {
  if (machine.docker === undefined || machine.socket !== 'active') return
  if (machine.docker.state === 'inactive') await machine.docker.start()
  await machine.docker.settled()
}

function version(machine: Machine, parsed: ToolArgs, up: boolean): ToolOutput {
  const facts = dockerVersionFacts(machine, up)
  const format = parsed.value('-f', '--format')
  if (format !== undefined) {
    const rendered = renderGoTemplate(format === 'json' ? '{{json .}}' : format, facts, 'versionInfo')
    if (up) return rendered.ok ? printed(rendered.value) : failed(1, rendered.message)
    return failed(1, NO_DAEMON, rendered.ok ? rendered.value || '\n' : '\n')
  }
  const shown = machine.spec.docker ?? ''
  const client = `Client:\n Version:           ${shown}\n OS/Arch:           linux/amd64\n`
  if (!up) return failed(1, NO_DAEMON, client)
  return printed(`${client}\nServer:\n Engine:\n  Version:          ${shown}\n  OS/Arch:          linux/amd64\n`)
}

function info(machine: Machine, parsed: ToolArgs, up: boolean): ToolOutput {
  const format = parsed.value('-f', '--format')
  const facts = up ? dockerInfo(machine) : NO_SERVER_INFO
  if (format === undefined) {
    if (!up) return failed(1, `ERROR: ${NO_DAEMON}\nerrors pretty printing info`, 'Client:\n Context:    default')
    return printed(`Client:\n Context:    default\n\nServer:\n Server Version: ${machine.spec.docker ?? ''}`)
  }
  const old = machine.dockerVersion.startsWith('20.')
  const type = old ? 'system.info' : 'system.dockerInfo'
  const rendered = renderGoTemplate(format === 'json' ? '{{json .}}' : format, facts, type)
  if (up) return rendered.ok ? printed(rendered.value) : failed(1, `\n${rendered.message}`)
  if (format !== '{{json .}}' && format !== 'json') {
    const field = /\.[\w.]+/.exec(format)?.[0] ?? '.'
    return failed(1, `${NO_DAEMON}\n\ntemplate: :1:2: executing "" at <${field}>: nil pointer evaluating`)
  }
  const errors = { ServerErrors: [NO_DAEMON], ClientInfo: { Debug: false, Context: 'default' } }
  return {
    exitCode: 0,
    stdout: `${JSON.stringify(old ? errors : { ...NO_SERVER_INFO, ...errors })}\n`,
    stderr: old ? '' : `${NO_DAEMON}\n`,
  }
}
