import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { editObstacle, planEditedFile, type EditFacts } from '../module-utils/edit-file.ts'
import { pythonRegex } from '../module-utils/python-regex.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import type { BlockinfileArgs } from './args.ts'
import { editBlock, type BlockPlace } from './edit-block.ts'
import { patternUnsupported, placesExclude } from './errors.ts'

export interface PreparedBlock {
  readonly args: BlockinfileArgs
  readonly place: BlockPlace
  readonly validate: readonly string[] | undefined
}

export function prepareBlock(args: BlockinfileArgs): Promise<Result<PreparedBlock, LongshoreError>> {
  return Promise.resolve(prepare(args))
}

function prepare(args: BlockinfileArgs): Result<PreparedBlock, LongshoreError> {
  const place = placeOf(args)
  if (!place.ok) return place
  const validate = validateWords(args.validate)
  return validate.ok ? ok({ args, place: place.value, validate: validate.value }) : validate
}

function placeOf({ insertafter, insertbefore }: BlockinfileArgs): Result<BlockPlace, LongshoreError> {
  if (insertafter !== undefined && insertbefore !== undefined) return err(placesExclude())
  if (insertbefore === 'BOF') return ok({ kind: 'start' })
  const name = insertbefore === undefined ? 'insertafter' : 'insertbefore'
  const pattern = insertbefore ?? insertafter
  if (pattern === undefined || insertafter === 'EOF') return ok({ kind: 'end' })
  const regexp = pythonRegex(Buffer.from(pattern, 'utf8').toString('latin1'))
  if (!regexp.ok) return err(patternUnsupported(name, pattern, regexp.error))
  return ok({ kind: insertbefore === undefined ? 'after' : 'before', regexp: regexp.value })
}

/** Bytes are edited one character each, so that a file in another encoding keeps every byte that is not edited. */
export function planBlock({ args, place, validate }: PreparedBlock, facts: EditFacts): Plan {
  const { file } = facts
  const obstacle = editObstacle(file, args.create)
  if (obstacle !== undefined) return { kind: 'impossible', error: obstacle.error, values: { rc: obstacle.rc } }
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
  const [begin, end] = [markerLine(args, args.marker_begin), markerLine(args, args.marker_end)].map(bytes)
  const block = args.state === 'absent' || args.block === '' ? [] : [bytes(ended(args.block))]
  const before = file.content?.toString('latin1') ?? ''
  const edit = { begin: begin ?? '', end: end ?? '', place }
  const after = editBlock(before, { ...edit, block: block.length === 0 ? [] : [edit.begin, ...block, edit.end] })
  const done = block.length === 0 ? 'Block removed' : 'Block inserted'
  const msg = file.target === undefined ? 'File created' : before === after ? '' : done
  const content = Buffer.from(after, 'latin1')
  return planEditedFile(facts, { content, msg, wanted: args, backup: args.backup, validate })
}

function markerLine({ marker }: BlockinfileArgs, mark: string): string {
  return ended(marker.replaceAll('{mark}', mark))
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
