import { basename } from 'node:path'
import * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { TemplateOptions } from '../../model/template-options.ts'
import { argsObject, boolArg, modeArg, pathArg, textArg } from '../arg-types.ts'
import { copyFacts, type CopyFacts } from '../copy/facts.ts'
import { planCopy } from '../copy/plan.ts'
import { modeOnController, type PreparedCopy } from '../copy/prepare.ts'
import { defineModule } from '../define-module.ts'
import { attributeAliases, attributeArgs } from '../module-utils/attributes.ts'
import { checksumOf } from '../module-utils/checksum.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import { encode } from './encode.ts'
import { notRendered } from './errors.ts'

const args = argsObject(() => ({
  src: pathArg().describe('A Jinja2 template of the controller'),
  dest: pathArg().describe('Path on the host; one that ends in / is a folder'),
  ...attributeArgs(),
  directory_mode: modeArg().optional().describe('Permission bits of folders that are made'),
  backup: boolArg().default(false).describe('Keep a copy of what is replaced beside it'),
  force: boolArg().default(true).describe('false: leave a file that is there as it is'),
  follow: boolArg().default(false).describe('Write through a symlink at dest instead of replacing it'),
  validate: textArg().optional().describe('A command that checks the new file before it is used; %s is its path'),
  newline_sequence: z
    .enum(['\\n', '\\r', '\\r\\n', '\n', '\r', '\r\n'])
    .default('\n')
    .describe('What ends a line of the result'),
  output_encoding: textArg()
    .default('utf-8')
    .describe('utf-8, utf-16, ascii, latin-1, another iso-8859 or a Windows code page such as cp1252'),
  trim_blocks: boolArg().default(true).describe('Drop the line end after a block'),
  lstrip_blocks: boolArg().default(false).describe('Drop the blanks before a block that is first in its line'),
  block_start_string: textArg().default('{%').describe('Starts a block'),
  block_end_string: textArg().default('%}').describe('Ends a block'),
  variable_start_string: textArg().default('{{').describe('Starts an expression'),
  variable_end_string: textArg().default('}}').describe('Ends an expression'),
  comment_start_string: textArg().default('{#').describe('Starts a comment'),
  comment_end_string: textArg().default('#}').describe('Ends a comment'),
}))

/** Renders a template with the variables of the host and puts the result there. */
export const template = defineModule({
  name: 'template',
  summary: 'Render a Jinja2 template and put the result on the host',
  touches: 'files',
  foreground: true,
  args,
  aliases: attributeAliases,
  wordsOfMissing: () => 'src and dest are required',
  returns: {
    src: 'Where it came from, as far as it has a name',
    dest: 'Where the file is',
    checksum: 'SHA-1 of the content',
    mode: 'Permission bits, as octal text',
    owner: 'Name of the owner',
    group: 'Name of the group',
    uid: 'Number of the owner',
    gid: 'Number of the group',
    size: 'Size in bytes',
    state: 'file, or directory',
    backup_file: 'The copy of what was replaced, where backup is on',
  },
  prepare,
  facts: copyFacts,
  plan: (prepared, facts, { checkMode }) => planCopy(prepared, facts as unknown as CopyFacts, checkMode),
})

async function prepare(
  given: z.output<typeof args>,
  context: BindContext,
): Promise<Result<PreparedCopy, LongshoreError>> {
  const validate = validateWords(given.validate)
  if (!validate.ok) return validate
  const path = await context.controller.resolve(given.src, 'templates')
  if (!path.ok) return path
  const source = await context.controller.read(path.value)
  if (!source.ok) return source
  const rendered = context.render(source.value.toString('utf8'), path.value, optionsOf(given))
  if (!rendered.ok) return err(notRendered(rendered.error))
  const encoded = encode(withNewlines(rendered.value, given.newline_sequence), given.output_encoding)
  if (!encoded.ok) return encoded
  const content = encoded.value
  const mode = given.mode === 'preserve' ? await modeOnController(path.value, context) : ok(undefined)
  if (!mode.ok) return mode
  const file = { name: basename(path.value), content, sha1: checksumOf(content), mode: mode.value }
  return ok({
    args: { ...given, remote_src: false, local_follow: undefined, decrypt: true },
    source: { kind: 'file', file, path: path.value },
    validate: validate.value,
  })
}

function optionsOf(given: z.output<typeof args>): TemplateOptions {
  return {
    trimBlocks: given.trim_blocks,
    lstripBlocks: given.lstrip_blocks,
    blockStart: given.block_start_string,
    blockEnd: given.block_end_string,
    variableStart: given.variable_start_string,
    variableEnd: given.variable_end_string,
    commentStart: given.comment_start_string,
    commentEnd: given.comment_end_string,
    destination: given.dest,
    writtenPath: given.src,
  }
}

function withNewlines(text: string, sequence: string): string {
  const newline = sequence.replace('\\r', '\r').replace('\\n', '\n')
  return newline === '\n' ? text : text.replaceAll(/\r?\n/g, newline)
}
