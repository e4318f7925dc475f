import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificates } from '../../kit/certificates.ts'
import { startSocketServer, startTlsServer, startWebServer } from '../../modules/http/web-server.ts'

/** Servers in a process of their own, for what waits for an answer without turning to anything else. Prints where they are. */
const folder = process.argv[2] ?? ''
const made = JSON.parse(readFileSync(join(folder, 'certificates.json'), 'utf8')) as Certificates
const [plain, secure] = await Promise.all([
  startWebServer(),
  startTlsServer(made),
  startSocketServer(join(folder, 'sock')),
])
process.stdout.write(`${JSON.stringify({ plain: plain.url, secure: secure.url })}\n`)
