import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import { formatFinding, type Finding } from '../../registry/finding.ts'
import type { ConfigFile } from './config-file.ts'

export function fileIsNoFile(path: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${path} is not a regular file`, {
    hint: 'Nothing was changed. Put a file there, or name another one',
  })
}

export function fileIsImmutable(file: ConfigFile, held: string): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `${file.path} cannot be replaced: ${held} is immutable (chattr)`,
    {
      hint: `Nothing was changed. If it may be changed: chattr -i -a ${held}`,
    },
  )
}

export function fileSystemReadOnly(file: ConfigFile): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${file.path} lies on a file system that is mounted read-only`, {
    hint: 'Nothing was changed. Find out why it is (dmesg shows disk errors), remount it, and run again',
  })
}

export function fileIsMountPoint(file: ConfigFile): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${file.realPath} is a mount point and cannot be replaced`, {
    hint: 'Nothing was changed. Change the file that is mounted there, at its own place',
  })
}

export function diskIsFull(file: ConfigFile, neededKb: number): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `the disk that holds ${file.path} is full: ${file.availableKb} KiB free, ${neededKb} KiB needed`,
    { hint: 'Nothing was changed. Make room and run again' },
  )
}

export function fileIsNotText(path: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path} is not UTF-8 text`, {
    hint: 'Nothing was changed. Mend or remove the file and run again',
  })
}

export function managedElsewhere(path: string, by: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${path} is managed by another tool: ${by}`, {
    hint: 'Nothing was changed. Change it there, or set take_over: true to edit it all the same',
  })
}

/** The file as it stands would keep its daemon from starting. */
export function wouldNotSurviveRestart(path: string, daemon: string, findings: readonly Finding[]): LongshoreError {
  const [first] = findings
  const listed = findings.map((finding) => formatFinding(finding, path)).join('; ')
  return new LongshoreError(
    'REGISTRY_CONFIG_BROKEN',
    `${path} is broken already, ${daemon} would not survive a restart: ${listed}`,
    {
      hint: 'Nothing was changed. Mend the file first',
      ...(first !== undefined && { at: { file: path, line: first.line, column: first.column } }),
    },
  )
}

export function wouldNotBeAccepted(daemon: string, texts: readonly string[]): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${daemon} would not take this: ${texts.join('; ')}`, {
    hint: 'Nothing was changed. Correct the arguments of the task',
  })
}

export function mirrorsUnreachable(problems: readonly string[]): LongshoreError {
  return new LongshoreError('VERIFICATION_FAILED', `not every mirror answers this host: ${problems.join('; ')}`, {
    hint: 'Nothing was changed. Check the address, the registry behind it, and the way to it (proxy, firewall)',
  })
}

export function fileChangedMeanwhile(path: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `${path} was changed by somebody else while this ran`, {
    hint: 'Nothing was changed by Longshore. Find the other writer, then run again',
  })
}

export function candidateRefused(program: string, output: CommandOutput): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `${program} refuses the new configuration: ${lastLines(output)}`,
    {
      hint: 'The live file was not touched',
    },
  )
}

export function daemonDidNotFollow(what: string, output: CommandOutput): LongshoreError {
  return new LongshoreError('VERIFICATION_FAILED', `${what}: ${lastLines(output)}`, {
    hint: 'The host is put back as it was; the journal of the unit has the rest',
  })
}

function lastLines(output: CommandOutput): string {
  const lines = stderrText(output).trim().split('\n').slice(-6)
  return lines.join(' | ') || `exit code ${output.exitCode}`
}
