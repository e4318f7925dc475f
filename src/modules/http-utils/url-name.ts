import { posix } from 'node:path'

/** The name of a URL's last part: what a file that comes from it is called. */
export function nameOfUrl(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? ''
  return path.endsWith('/') || path === '' ? 'index.html' : posix.basename(path)
}
