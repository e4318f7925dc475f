export interface OracleCommand {
  readonly program: 'ansible-playbook' | 'ansible' | 'ansible-inventory'
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Command lines whose stdout and exit code ansible-core gave, recorded by record.ts; run in this folder. */
export const ORACLE_COMMANDS: readonly OracleCommand[] = [
  ...[
    ['output.yml', '-i', 'localhost,', '-c', 'local'],
    ['pauses.yml', '-i', 'localhost,', '-c', 'local'],
    ['listed.yml', '-i', 'a,b,', '--list-tasks'],
    ['listed.yml', '-i', 'a,b,', '--list-tags'],
    ['listed.yml', '-i', 'a,b,', '--list-tasks', '--list-tags', '--tags', 'a'],
    ['listed.yml', '-i', 'a,b,', '--list-tasks', '--skip-tags', 'p'],
    ['listed.yml', '-i', 'b,', '--list-hosts'],
    ['listed.yml', '-i', 'a,b,', '--syntax-check'],
    ['listed.yml', '-i', 'a,b,', '-c', 'local', '--limit', 'none'],
    ['missing.yml', '-i', 'a,'],
  ].map((args) => ({ program: 'ansible-playbook', args }) as const),
  ...[
    {},
    { ANSIBLE_SHOW_CUSTOM_STATS: '1' },
    { ANSIBLE_CALLBACK_FORMAT_PRETTY: '1', ANSIBLE_VERBOSITY: '1' },
    { ANSIBLE_CALLBACK_FORMAT_PRETTY: '0' },
    { ANSIBLE_RETRY_FILES_ENABLED: '1', ANSIBLE_RETRY_FILES_SAVE_PATH: '/tmp/longshore-retry' },
    { ANSIBLE_VERBOSITY: '2' },
  ].map(
    (env) =>
      ({ program: 'ansible-playbook', args: ['settings.yml', '-i', 'a,b,', '-c', 'local', '-f', '1'], env }) as const,
  ),
  {
    program: 'ansible-playbook',
    args: ['settings.yml', '-i', 'a,', '-c', 'local'],
    env: { ANSIBLE_SHOW_PER_HOST_START: '1' },
  },
  ...[
    ['all', '-i', 'a,', '-c', 'local', '-a', 'echo hi'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'shell', '-a', 'echo out; exit 3'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'debug', '-a', '{"msg": {"b": 1, "a": "x y"}}'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'shell', '-a', 'echo out', '-o'],
    ['all', '-i', 'a,', '-c', 'local', '-a', 'true creates=/'],
    ['all', '-i', 'a,b,', '--list-hosts'],
    ['nobody', '-i', 'a,', '-m', 'ping'],
    ['all', '-i', 'a,', '-c', 'local'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'meta', '-a', 'noop'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'include_tasks', '-a', 'none.yml'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'import_tasks', '-a', 'none.yml'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'import_role', '-a', 'name=none'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'import_playbook', '-a', 'none.yml'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'add_host', '-a', 'name=b'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'group_by', '-a', 'key=b'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'fail', '-a', 'msg=no', '-o'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'debug', '-a', 'msg={{ b }}', '-e', 'a', '-e', 'b="x y" c-d=1'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-e', '@none.yml'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-e', '{bad'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-e', '[1]'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-e', '@.'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-e', './none.yml'],
    ['all', '-i', 'a,', '-c', 'local', '-m', 'ping', '-l', 'none'],
    ['all', '-i', 'a,', '--bogus'],
  ].map((args) => ({ program: 'ansible', args }) as const),
  ...[
    ['-i', 'a,b,', '--list'],
    ['-i', 'a,b,', '--graph'],
    ['-i', 'a,b,', '--host', 'a'],
  ].map((args) => ({ program: 'ansible-inventory', args }) as const),
]

export function shownAs({ program, args, env = {} }: OracleCommand): string {
  return [...Object.entries(env).map(([name, value]) => `${name}=${value}`), program, ...args].join(' ')
}

/** What differs from one run to the next. */
export function timeless(stdout: string): string {
  return stdout
    .replaceAll(import.meta.dirname, '<folder>')
    .replaceAll(/"(delta|start|stop|end)": "[^"]*"/g, '"$1": ""')
    .replaceAll(/^task path: .*\//gm, 'task path: ')
    .replaceAll(/^(Skipping callback .*|ansible-playbook \[core.*(\n  .*)*)\n/gm, '')
    .replaceAll(/Paused for 1\.\d+ seconds/g, 'Paused for 1.0 seconds')
}
