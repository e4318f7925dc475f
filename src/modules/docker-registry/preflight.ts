import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { expandExecStart, parseEnvironmentFile } from '../../registry/docker/exec-start.ts'
import { parseDockerdFlags, type DockerdFlags } from '../../registry/docker/dockerd-flags.ts'
import { fatalFindings, validateDaemonJson } from '../../registry/docker/validate-daemon-json.ts'
import { formatFinding, type Finding } from '../../registry/finding.ts'
import type { Version } from '../../registry/version.ts'
import { managedElsewhere, mirrorsUnreachable, wouldNotSurviveRestart } from '../registry-utils/errors.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { generatedPlace } from '../registry-utils/management-marker.ts'
import { answerProblem } from '../registry-utils/mirror-probe.ts'
import type { DockerRegistryArgs } from './args.ts'
import { daemonUnreachable, dockerMissing, systemdMissing } from './errors.ts'
import type { DockerRegistryFacts } from './facts.ts'

/** A host whose present configuration is sound and may be changed. */
export interface SoundHost {
  readonly version: Version
  readonly text: string
  /** The words after dockerd's own name that the next start gets. */
  readonly flagWords: readonly string[]
  readonly flags: DockerdFlags
  readonly warnings: readonly string[]
}

/** Everything that forbids a change whatever the change is. */
export function preflight(args: DockerRegistryArgs, facts: DockerRegistryFacts): Result<SoundHost, LongshoreError> {
  const { file, markers, unit, info } = facts
  const version = facts.version ?? (info.kind === 'running' ? info.version : undefined)
  if (version === undefined) return err(dockerMissing())
  if (!unit.loaded && args.apply !== 'stage') return err(systemdMissing())
  if (info.kind === 'unreachable') return err(daemonUnreachable(info.reason))
  const owner = generatedPlace(file.realPath) ?? markers[0]
  if (owner !== undefined && !args.take_over) return err(managedElsewhere(file.path, owner))
  const text = fileText(file)
  if (!text.ok) return text
  const flagWords = expandExecStart(unit.execStart, parseEnvironmentFile(unit.environment)).slice(1)
  const flags = parseDockerdFlags(flagWords)
  const findings = file.present === undefined ? [] : validateDaemonJson(text.value, version, flags)
  const broken = [...fatalFindings(findings), ...findings.filter(isUneditable)]
  if (broken.length > 0) return err(wouldNotSurviveRestart(file.path, `Docker ${version}`, broken))
  const unreachable = unreachableMirrors(args, facts)
  if (unreachable.length > 0) return err(mirrorsUnreachable(unreachable))
  const warnings = findings.map((finding) => formatFinding(finding, file.path))
  return ok({ version, text: text.value, flagWords: withoutConfigFile(flagWords), flags, warnings })
}

/** dockerd starts with it, and yet an edit would not do what it says: the first of two equal keys is not the one read. */
function isUneditable(finding: Finding): boolean {
  return finding.code === 'duplicate-key' || (finding.code === 'trailing-content' && finding.severity !== 'fatal')
}

function unreachableMirrors(args: DockerRegistryArgs, { answers, info }: DockerRegistryFacts): string[] {
  const present = info.kind === 'running' ? info.effective.insecure : []
  const insecure = args.insecure_registries ?? present
  return answers.flatMap((answer) => answerProblem(answer, insecure) ?? [])
}

/** The candidate is checked under a name of its own. */
function withoutConfigFile(words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('--config-file') && words[index - 1] !== '--config-file')
}
