import { homedir } from 'node:os'

/** Takes out of a run's words what differs from one run to the next: folders, times, ids. */
export function timeless(text: string, folder: string): string {
  return (
    text
      .replaceAll(folder, '<folder>')
      .replaceAll(`${homedir()}/.ansible`, '<home>/.ansible')
      .replaceAll(/^(Using .* as config file|No config file found; using defaults)\n/gm, '')
      .replaceAll(/"(delta|start|end|stop|atime|mtime|ctime|elapsed)": ("[^"]*"|[\d.]+)/g, '"$1": ""')
      .replaceAll(/"(inode|uid|gid|dev)": \d+/g, '"$1": 0')
      .replaceAll(/\/tmp\/ansible\.[^"/.]+/g, '/tmp/ansible.<id>')
      .replaceAll(/^(\S.*\S) \*{3,}$/gm, '$1 ***')
      .replaceAll(/\bj\d+\.\d+\b/g, '<job>')
      // What ansible-core makes for a copy is told by the name of what it becomes.
      .replaceAll(/^--- before: (.*)\n\+\+\+ after: .*\/\.ansible\/tmp\/.*$/gm, '--- before: $1\n+++ after: $1')
  )
}
