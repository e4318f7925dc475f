import { closeSync, constants, openSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import type { ToolOutput } from '../tools/tool-output.ts'
import { replyScript, takeRequests, type ToolRequest } from './tool-script.ts'

/** Answers the simulated programs of one host through the named pipes in its `/run/sandbox`. Returns how to stop. */
export function serveTools(
  root: string,
  answer: (tool: string, args: readonly string[]) => Promise<ToolOutput>,
): () => void {
  const { O_RDWR, O_NONBLOCK } = constants
  const requests = new Socket({ fd: openSync(`${root}/run/sandbox/request`, O_RDWR | O_NONBLOCK), readable: true })
  let received = ''
  requests.on('data', (chunk: Buffer) => {
    const taken = takeRequests(received + chunk.toString('utf8'))
    received = taken.rest
    for (const request of taken.requests) void serve(root, request, answer)
  })
  requests.on('error', () => undefined)
  return () => requests.destroy()
}

async function serve(
  root: string,
  request: ToolRequest,
  answer: (tool: string, args: readonly string[]) => Promise<ToolOutput>,
): Promise<void> {
  const path = `${root}/run/sandbox/reply.${request.pid}`
  const output = await answer(request.tool, request.args).catch((error: unknown) => ({
    exitCode: 70,
    stdout: '',
    stderr: `longshore sandbox: ${request.tool}: ${error instanceof Error ? error.message : String(error)}\n`,
  }))
  const reply = await openForWriting(path)
  if (reply === undefined) return
  unlinkSync(path)
  const socket = new Socket({ fd: reply, readable: false, writable: true })
  socket.on('error', () => undefined)
  socket.end(replyScript(output))
}

/** A named pipe can be opened for writing once its reader has opened it; a tool that was ended never does. */
async function openForWriting(path: string): Promise<number | undefined> {
  for (let attempt = 0; attempt < 500; attempt++) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') return undefined
      await wait(Math.min(attempt, 20))
    }
  }
  discard(path)
  return undefined
}

function discard(path: string): void {
  try {
    closeSync(openSync(path, constants.O_RDWR | constants.O_NONBLOCK))
    unlinkSync(path)
  } catch {
    // The host is gone, and the pipe with it.
  }
}
