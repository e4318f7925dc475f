import * as z from 'zod'
import { argsObject, boolArg, intArg, pathArg, textArg } from '../arg-types.ts'
import { httpArgs, timeoutArg } from '../http-utils/http-args.ts'
import { attributeArgs } from '../module-utils/attributes.ts'

const FOLLOW = ['all', 'no', 'none', 'safe', 'urllib2', 'yes'] as const

const followArg = () =>
  z.preprocess((value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value), z.enum(FOLLOW))

const statusCodesArg = () =>
  z.preprocess((value) => {
    if (typeof value === 'string') return value.split(',').map((code) => code.trim())
    return typeof value === 'number' ? [value] : value
  }, z.array(intArg()))

const methodArg = () =>
  textArg()
    .transform((method) => method.toUpperCase())
    .refine((method) => /^[A-Z]+$/.test(method), {
      error: "Parameter 'method' needs to be a single word in uppercase, like GET or POST.",
    })

export const uriArgs = argsObject(() => ({
  ...httpArgs(),
  timeout: timeoutArg(30),
  method: methodArg().default('GET').describe('The HTTP method'),
  body: z.unknown().optional().describe('What is sent: a text, or what body_format makes a text of'),
  body_format: z
    .enum(['form-urlencoded', 'json', 'raw', 'form-multipart'])
    .default('raw')
    .describe('How a body that is a map or a list is written; it also sets Content-Type'),
  src: pathArg().optional().describe('A file whose bytes are sent, instead of body'),
  remote_src: boolArg().default(false).describe('src is a file of the host'),
  dest: pathArg().optional().describe('A file or folder on the host that gets the answer'),
  return_content: boolArg().default(false).describe('Return the answer as content'),
  follow_redirects: followArg().default('safe').describe('Redirects to follow; safe: only those of GET and HEAD'),
  status_code: statusCodesArg().default([200]).describe('Status codes that are a success'),
  creates: pathArg().optional().describe('A path on the host: where it exists, nothing is asked'),
  removes: pathArg().optional().describe('A path on the host: where it does not exist, nothing is asked'),
  unix_socket: textArg().optional().describe('A socket on the host to connect to'),
  ...attributeArgs(),
}))

export type UriArgs = z.output<typeof uriArgs>
