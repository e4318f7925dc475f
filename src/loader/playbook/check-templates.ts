import type { SourcePosition } from '../../base/source-position.ts'
import type { YamlNode } from '../yaml/yaml-node.ts'
import { errorAt } from './errors.ts'
import type { Reading } from './reading.ts'

/** Checks the syntax of every template below a node, where the reading can. */
export function checkTemplates(reading: Reading, node: YamlNode): void {
  const check = reading.checks.checkTemplate
  if (check === undefined || reading.checks.argsWhenRun === true) return
  if (node.kind === 'list') for (const item of node.items) checkTemplates(reading, item)
  if (node.kind === 'map') for (const entry of node.entries) checkTemplates(reading, entry.value)
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.opaque !== undefined) return
  const error = check(node.value)
  if (error !== undefined) reading.problems.push(errorAt(error, node.at))
}

export function checkConditions(reading: Reading, expression: string, at: SourcePosition): void {
  if (reading.checks.argsWhenRun === true) return
  const error = reading.checks.checkExpression?.(expression)
  if (error !== undefined) reading.problems.push(errorAt(error, at))
}
