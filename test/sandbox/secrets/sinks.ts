import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AUTH } from './canaries.ts'

/** Everything below a folder of this machine as one text; the names, too. */
export function textOf(folder: string, but: RegExp = /^$/): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !but.test(join(entry.parentPath, entry.name)))
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n')
}

export interface Ears {
  readonly url: string
  /** Bodies that came to a path. */
  heard(path: string): string
  close(): void
}

/** A web server that keeps what notifications bring, gives headers back at /echo, and has a file. */
export async function startEars(): Promise<Ears> {
  const came: { readonly path: string; readonly body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      came.push({ path, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' })
      response.end(path === '/file' ? `{"auth": "${AUTH}"}` : JSON.stringify(request.headers))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: (path) => came.flatMap((each) => (each.path === path ? [each.body] : [])).join('\n'),
    close: () => void server.close(),
  }
}
