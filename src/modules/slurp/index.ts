import * as z from 'zod'
import type { Plan } from '../../model/plan.ts'
import { pathArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { CONTENT_CAP_BYTES, pathState, type PathState } from '../module-utils/path-state.ts'
import { fileMissing, fileTooLarge, isAFolder } from './errors.ts'

const args = z.strictObject({ src: pathArg().describe('The file of the host') })

/** The bytes of a file of the host, as base64. */
export const slurp = defineModule({
  name: 'slurp',
  summary: 'Read a file of the host, as base64',
  touches: 'nothing',
  args,
  returns: {
    content: 'The bytes, as base64',
    encoding: 'base64',
    source: 'The file that was read',
  },
  aliases: { path: 'src' },
  facts: ({ src }) => ({ file: pathState(src, { content: 'all' }) }),
  plan: (_args, { file }) => planSlurp(file),
})

function planSlurp(file: PathState): Plan {
  if (file.target === undefined) return { kind: 'impossible', error: fileMissing(file.path) }
  if (file.target.kind === 'directory') return { kind: 'impossible', error: isAFolder(file.path) }
  if (file.content === undefined) return { kind: 'impossible', error: fileTooLarge(file.path, CONTENT_CAP_BYTES) }
  const content = file.content.toString('base64')
  return { kind: 'in-desired-state', values: { content, encoding: 'base64', source: file.path } }
}
