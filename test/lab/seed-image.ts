import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { MIRROR } from './network.ts'
import { runOrThrow } from './run.ts'

/** The one image of the lab. Only the mirror has it, so a pull that succeeds went through the mirror. */
export const SEED_IMAGE = 'library/bb:1'

const REPOSITORY = `http://${MIRROR}/v2/library/bb`
const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json'
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json'
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip'

/** Pushes a busybox image to the mirror, unless it has it from an earlier lab. */
export async function ensureSeedImage(): Promise<void> {
  const present = await fetch(`${REPOSITORY}/manifests/1`, { method: 'HEAD', headers: { accept: MANIFEST_TYPE } })
  if (present.ok) return

  const { tar, gzip } = await busyboxLayer()
  const config = Buffer.from(JSON.stringify(imageConfig(digest(tar))))
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: { mediaType: CONFIG_TYPE, size: config.length, digest: digest(config) },
      layers: [{ mediaType: LAYER_TYPE, size: gzip.length, digest: digest(gzip) }],
    }),
  )

  for (const blob of [gzip, config]) await pushBlob(blob)
  await send('PUT', `${REPOSITORY}/manifests/1`, manifest, MANIFEST_TYPE)
}

function imageConfig(layer: string): object {
  return {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    created: '2020-01-01T00:00:00Z',
    config: { Cmd: ['/bin/sh'], Env: ['PATH=/bin'] },
    rootfs: { type: 'layers', diff_ids: [layer] },
    history: [{ created: '2020-01-01T00:00:00Z', created_by: 'longshore lab' }],
  }
}

async function busyboxLayer(): Promise<{ readonly tar: Buffer; readonly gzip: Buffer }> {
  const folder = await mkdtemp(`${tmpdir()}/longshore-lab-image-`)
  try {
    for (const entry of ['bin', 'tmp', 'etc']) await mkdir(`${folder}/root/${entry}`, { recursive: true })
    await copyFile('/bin/busybox', `${folder}/root/bin/busybox`)
    await chmod(`${folder}/root/bin/busybox`, 0o755)
    for (const applet of ['sh', 'echo', 'ls', 'cat', 'sleep', 'true']) {
      await runOrThrow(['ln', '-s', 'busybox', `${folder}/root/bin/${applet}`])
    }
    await runOrThrow([
      'tar',
      '--sort=name',
      '--mtime=@0',
      '--owner=0',
      '--group=0',
      '-C',
      `${folder}/root`,
      '-cf',
      `${folder}/layer`,
      '.',
    ])
    await runOrThrow(['gzip', '--keep', '--no-name', `${folder}/layer`])
    return { tar: await readFile(`${folder}/layer`), gzip: await readFile(`${folder}/layer.gz`) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pushBlob(blob: Buffer): Promise<void> {
  const upload = await send('POST', `${REPOSITORY}/blobs/uploads/`)
  const location = new URL(upload.headers.get('location') ?? '', REPOSITORY)
  location.searchParams.set('digest', digest(blob))
  await send('PUT', location.href, blob, 'application/octet-stream')
}

async function send(method: string, url: string, body?: Buffer, type?: string): Promise<Response> {
  const content = body === undefined ? {} : { body: new Uint8Array(body), headers: { 'content-type': type ?? '' } }
  const response = await fetch(url, { method, ...content })
  if (!response.ok)
    throw new Error(`the mirror answered ${method} ${url} with ${response.status}: ${await response.text()}`)
  return response
}

function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
