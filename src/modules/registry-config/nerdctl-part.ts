import { parseToml, samePath } from '../../text-edit/toml-document.ts'
import { forContainerd } from '../../registry/desired/for-containerd.ts'
import { DEFAULT_CONFIG_PATH } from '../containerd-registry/args.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { NOTHING_TO_DO, type Part, type Task } from './part.ts'

/** nerdctl reads the hosts.toml files of containerd, unless its own file names other folders (nerdctl docs/config.md). */
export function nerdctlPart({ desired, facts }: Task): Part | undefined {
  const found = facts.own.found.find(({ name }) => name === 'nerdctl')
  const { version } = facts.containerd
  if (found === undefined || version === undefined) return undefined
  const { applies } = forContainerd({ ...desired, parallelPulls: undefined }, version)
  const folders = hostsDirs(facts.own.nerdctl)
  const isRead = folders === undefined || folders.includes(DEFAULT_CONFIG_PATH)
  const gap = `any of it: hosts_dir of ${facts.own.nerdctl.path} does not name ${DEFAULT_CONFIG_PATH}`
  return {
    runtime: 'nerdctl',
    version: found.version,
    applies: isRead ? applies : [],
    notExpressible: [
      ...(isRead || applies.length === 0 ? [] : [gap]),
      ...(desired.parallelPulls === undefined ? [] : ['parallel_pulls: nerdctl has no such setting']),
    ],
    plan: NOTHING_TO_DO,
    action: 'none',
    files: isRead ? [DEFAULT_CONFIG_PATH] : [],
    verified: 'the hosts.toml files of containerd, read at every pull',
    owned: {},
  }
}

function hostsDirs(file: Task['facts']['own']['nerdctl']): readonly unknown[] | undefined {
  const text = fileText(file)
  const document = text.ok ? parseToml(text.value) : text
  if (!document.ok) return undefined
  const value = document.value.root.find((key) => samePath(key.path, ['hosts_dir']))?.value
  return Array.isArray(value) ? value : undefined
}
