import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { withoutEmpty, type Owned } from '../../registry/desired/ownership.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import { putSteps, removeStep, unchangedStep } from '../registry-utils/file-steps.ts'
import { recordBroken } from './errors.ts'
import { impossible, NOTHING_TO_DO } from './part.ts'

/** The file on the host that says which entries are Longshore's. */
const record = z.strictObject({
  version: z.literal(1),
  owned: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
})

export function readRecord(file: ConfigFile): Result<Owned, LongshoreError> {
  if (file.present === undefined) return ok({})
  const text = fileText(file)
  if (!text.ok) return text
  const parsed = record.safeParse(json(text.value))
  return parsed.success ? ok(parsed.data.owned) : err(recordBroken(file.path))
}

/** Written last, when everything else is proved; root's alone. */
export function recordPlan(file: ConfigFile, before: Owned, after: Owned): Plan {
  const owned = sorted(after)
  if (isDeepStrictEqual(sorted(before), owned)) return NOTHING_TO_DO
  const isEmpty = Object.keys(owned).length === 0
  const text = `${JSON.stringify({ version: 1, owned }, undefined, 2)}\n`
  const obstacle = fileObstacle(file, Buffer.byteLength(text))
  if (obstacle !== undefined) return impossible(obstacle)
  const change = isEmpty
    ? [removeStep(file)]
    : putSteps(file, text, { mode: 0o600, folderMode: 0o700, foldersStay: true })
  return { kind: 'change', steps: [unchangedStep(file), ...change] }
}

function sorted(owned: Owned): Owned {
  const scopes = Object.entries(owned).map(([scope, keys]) => [scope, byName(withoutEmpty(keys))] as const)
  return byName(Object.fromEntries(scopes.filter(([, keys]) => Object.keys(keys).length > 0)))
}

function byName<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
