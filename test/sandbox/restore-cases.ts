import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a module changes on a host of its own: tasks, and the host as it is before. */
export interface RestoreCase {
  readonly name: string
  /** Files are all on one host; what daemons are about has hosts of its own. */
  readonly host: string
  /** Shell text run in the folder of the case, which has the file `f` (0640) and the empty folder `d`. */
  readonly before?: string
  /** The last one is what the case is about. */
  readonly tasks: readonly object[]
}

/** In the folder of the case `D` stands for. */
function file(name: string, task: object, before?: string): RestoreCase {
  const own = JSON.parse(JSON.stringify(task).replaceAll('D/', `/srv/case/${name}/`)) as object
  return { name, host: 'files', tasks: [own], ...(before === undefined ? {} : { before }) }
}
const daemon = (name: string, task: object): RestoreCase => ({ name, host: name, tasks: [task] })

/** Modules that a transaction undoes. `url` is that of a web server; files of the controller are those of `CONTROLLER_FILES`. */
export function restoreCases(url: string, ca: string): readonly RestoreCase[] {
  return [
    file('copy-new', { copy: { dest: 'D/new', content: 'new', mode: '0600' } }),
    file('copy-over', { copy: { dest: 'D/f', content: 'new', mode: '0600' } }),
    file('copy-folder', { copy: { src: 'tree/', dest: 'D/d' } }),
    file('template', { template: { src: 't.j2', dest: 'D/f' } }),
    file('file-directory', { file: { path: 'D/a/b/c', state: 'directory', mode: '0700' } }),
    file('file-recurse', { file: { path: 'D/t', state: 'directory', recurse: true, mode: 'u=rwX,go=' } }, TREE),
    file('file-absent', { file: { path: 'D/f', state: 'absent' } }),
    file('file-absent-folder', { file: { path: 'D/d', state: 'absent' } }),
    file(
      'file-absent-tree',
      { file: { path: 'D/t', state: 'absent' } },
      `${TREE}; ln -s 1 t/l; ln t/1 t/u/1; chmod 2750 t; mkdir t/e`,
    ),
    file('file-absent-link', { file: { path: 'D/l', state: 'absent' } }, 'ln -s f l'),
    file('file-touch', { file: { path: 'D/new', state: 'touch' } }),
    file('file-touch-there', { file: { path: 'D/f', state: 'touch', mode: '0666' } }),
    file('file-link', { file: { path: 'D/l', src: 'd', state: 'link' } }, 'ln -s f l'),
    file('file-hard', { file: { path: 'D/l', src: 'D/f', state: 'hard' } }),
    file('file-mode', { file: { path: 'D/f', mode: 'a+x' } }),
    file('lineinfile', { lineinfile: { path: 'D/f', line: 'another', backup: true } }),
    file('blockinfile', { blockinfile: { path: 'D/f', block: 'a block' } }),
    file('replace', { replace: { path: 'D/f', regexp: 'first', replace: 'FIRST' } }),
    file('assemble', { assemble: { src: 'tree', dest: 'D/f', remote_src: false } }),
    file('get-url', { get_url: { url: `${url}/file`, dest: 'D/f', force: true } }),
    file(
      'unarchive',
      { unarchive: { src: 'x.tgz', dest: 'D/', mode: '0700' } },
      'mkdir t; echo mine > t/a; ln -s t/a l',
    ),
    daemon('service', { service: { name: 'docker', state: 'stopped' } }),
    daemon('docker-registry', { docker_registry: { mirrors: ['http://new.example:5000'] } }),
    daemon('containerd-registry', {
      containerd_registry: { mirrors: { 'docker.io': ['http://new.example:5000'] } },
    }),
    daemon('registry-config', { registry_config: { mirrors: { 'docker.io': ['http://new.example:5000'] } } }),
    daemon('registry-auth', {
      registry_auth: { registry: 'r.example', username: 'ann', password: 'opensesame', verify: false },
    }),
    daemon('registry-ca', { registry_ca: { registry: 'r.example:5000', ca } }),
    {
      name: 'several',
      host: 'several',
      tasks: [
        { lineinfile: { path: '/srv/case/f', line: 'second' } },
        { docker_registry: { mirrors: ['http://new.example:5000'] } },
        { replace: { path: '/srv/case/f', regexp: 'second', replace: 'SECOND' } },
        { file: { path: '/srv/case/f', mode: '0600' } },
      ],
    },
  ]
}

const TREE = 'mkdir -p t/u; echo 1 > t/1; echo 2 > t/u/2; chmod 604 t/1; chmod 711 t/u'

/** Files beside the playbook, but for the archive. */
export const CONTROLLER_FILES = { 'tree/a': 'a\n', 'tree/sub/b': 'b\n', 't.j2': '{{ 1 + 1 }}\n' } as const

/** `t/a` and `t/new/b`. */
export function archive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-archive-'))
  execFileSync('sh', ['-c', 'mkdir -p t/new; echo theirs > t/a; echo b > t/new/b; ln -s a t/l; tar -czf x.tgz t'], {
    cwd: folder,
  })
  const bytes = readFileSync(join(folder, 'x.tgz'))
  rmSync(folder, { recursive: true })
  return bytes
}

/** In the folder of a case, or in /srv/case itself. */
export const PREPARE = `mkdir d; printf 'first\\nlast' > f; chmod 640 f; chmod 750 d; touch -d 2020-01-02 f d`

/** Every path that the cases may touch below some folders: kind, mode, owner, target, bytes. */
export function look(...folders: readonly string[]): string {
  return `find ${folders.join(' ')} -printf '%p %y %m %U:%G %l\\n' 2>/dev/null | sort
find ${folders.join(' ')} -type f 2>/dev/null | sort | tr '\\n' '\\0' | xargs -0 -r sha256sum`
}
