import type { Client, ClientChannel } from 'ssh2'
import { err, ok, type Result } from '../../base/result.ts'
import type { ChannelEnd, ProgramChannel } from '../shell-program/program-channel.ts'

/** Runs a command line on a channel of its own. Fails where the channel or the command is refused, or the line is lost. */
export function execChannel(client: Client, line: string): Promise<Result<ProgramChannel, Error>> {
  return new Promise((resolve) => {
    const lost = () => resolve(err(new Error('the connection closed')))
    client.once('close', lost)
    const settle = (result: Result<ProgramChannel, Error>) => {
      client.removeListener('close', lost)
      resolve(result)
    }
    try {
      client.exec(line, (error, channel) =>
        settle(error === undefined ? ok(programChannel(client, channel)) : err(error)),
      )
    } catch (error) {
      settle(err(error instanceof Error ? error : new Error(String(error))))
    }
  })
}

function programChannel(client: Client, channel: ClientChannel): ProgramChannel {
  channel.on('error', ignore)
  channel.stderr.on('error', ignore)
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended: new Promise<ChannelEnd>((resolve) => {
      let end: ChannelEnd | undefined
      const lost = () => resolve(end ?? { lost: new Error('') })
      channel.once('exit', (code: number | null, signal?: string) => {
        end = { ...(code === null ? {} : { exitCode: code }), ...(signal === undefined ? {} : { signal }) }
      })
      channel.once('close', () => {
        client.removeListener('close', lost)
        resolve(end ?? {})
      })
      client.once('close', lost)
    }),
    close: () => channel.close(),
  }
}

function ignore(): void {
  // `ended` says how the line broke.
}
