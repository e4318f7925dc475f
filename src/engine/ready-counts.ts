import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Play } from '../model/playbook.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { keywordFailed, keywordNotUsable } from './keyword-errors.ts'
import { KeywordReader } from './keyword-values.ts'

type Counts = Pick<Play, 'serial'> & Partial<Pick<Play, 'maxFailPercentage'>>

/** `serial` and `max_fail_percentage` of a play, which may be templates over its variables and those of `-e`. */
export function readyCounts(play: Play, scope: TemplateScope, templater: Templater): Result<Counts, LongshoreError> {
  const serial = serialOf(play, scope, templater)
  if (!serial.ok) return serial
  if (typeof play.maxFailPercentage !== 'string') return ok({ serial: serial.value })
  const read = new KeywordReader(scope, templater, play.at)
  const percentage = read.number('max_fail_percentage', play.maxFailPercentage, 0)
  if (!percentage.ok) return err(keywordFailed('max_fail_percentage', percentage.error, play.at))
  return ok({ serial: serial.value, maxFailPercentage: percentage.value })
}

/** A template may also give the whole list. */
function serialOf(play: Play, scope: TemplateScope, templater: Templater): Result<Play['serial'], LongshoreError> {
  const entries: (number | string)[] = []
  for (const entry of play.serial) {
    const rendered = typeof entry === 'string' ? templater.render(entry, scope) : ok(entry)
    if (!rendered.ok) return err(keywordFailed('serial', rendered.error, play.at))
    for (const found of Array.isArray(rendered.value) ? (rendered.value as readonly unknown[]) : [rendered.value]) {
      if (!isCount(found)) {
        return err(keywordNotUsable('serial', 'a number of hosts or a percentage', found, play.at))
      }
      entries.push(found)
    }
  }
  return ok(entries)
}

function isCount(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^\s*-?\d+(\.\d+)?%?\s*$/.test(value))
}
