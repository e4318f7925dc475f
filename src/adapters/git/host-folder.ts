/**
 * Names of hosts and paths as names in a git tree. What git refuses (`.git`, `..`) or a listing would garble is written as
 * %XX; everything else stands for itself.
 */
export function folderOf(host: string): string {
  return encodeName(host.replaceAll('%', '%25'), ODD)
}

export function hostOf(folder: string): string {
  return decodeURIComponent(folder)
}

/** `/etc/docker/daemon.json` is `etc/docker/daemon.json`. */
export function treePath(path: string): string {
  const names = path.split('/').filter((name) => name !== '')
  return names.map((name) => encodeName(name.replaceAll('%', '%25'), CONTROL)).join('/')
}

export function hostPath(treePath: string): string {
  return `/${decodeURIComponent(treePath)}`
}

const ODD = /[^\w.@:+,=%\-\u0080-\uffff]/g

const CONTROL = /[\u0000-\u001f\u007f"\\]/g

function encodeName(name: string, odd: RegExp): string {
  const plain = name.replaceAll(
    odd,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return /^\.(\.?$|git)|^git~/i.test(plain)
    ? `%${plain.charCodeAt(0).toString(16).toUpperCase()}${plain.slice(1)}`
    : plain
}
