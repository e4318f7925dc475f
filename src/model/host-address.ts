/** A host and its port as an inventory line or a pattern writes them, or undefined where it is no address. */
export interface HostAddress {
  readonly host: string
  readonly port: number | undefined
}

const NUMERIC_RANGE = String.raw`\[(?:[0-9]+:[0-9]+)(?::[0-9]+)?\]`
const HEX_RANGE = String.raw`\[(?:[0-9a-f]+:[0-9a-f]+)(?::[0-9]+)?\]`
const LABEL_RANGE = String.raw`\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\]`

const BRACKETED_WITH_PORT = /^\[(.+)\]:([0-9]+)$/
const NAME_WITH_PORT = /^((?:[^:[\]]|\[[^\]]*\])*):([0-9]+)$/

const OCTET = String.raw`(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|${NUMERIC_RANGE})`
const IPV4 = new RegExp(String.raw`^(?:${OCTET}\.){3}${OCTET}$`, 'i')

const HEXTET = `(?:[0-9a-f]{1,4}|${HEX_RANGE})`
/** Not to the end of the text, as Ansible's: so the pattern `2001:db8::*` is not split at its colons. */
const IPV6 = new RegExp(
  '^(?:' +
    [
      `(?:${HEXTET}:){7}${HEXTET}`,
      `(?:${HEXTET}:){1,6}:`,
      ...[1, 2, 3, 4, 5, 6].map((before) => `(?:${HEXTET}:){${before}}(?::${HEXTET}){1,${7 - before}}`),
      `:(?::${HEXTET}){1,7}`,
      '::',
      String.raw`(?:0:){6}(?:${OCTET}\.){3}${OCTET}`,
      String.raw`::(?:ffff:)?(?:${OCTET}\.){3}${OCTET}`,
    ].join('|') +
    ')',
  'i',
)

const WORD = String.raw`[\p{L}\p{N}_]`
const LABEL = String.raw`(?:${WORD}|${LABEL_RANGE})(?:[\p{L}\p{N}_\-]|${LABEL_RANGE})*(?<![_\-])`
const HOSTNAME = new RegExp(String.raw`^${LABEL}(?:\.${LABEL})*$`, 'iu')
/** Most names, and IPv4. To compile the other forms takes as long as it takes to read a thousand hosts. */
const PLAIN_NAME = /^[a-z0-9]+(?:[-_]+[a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_]+[a-z0-9]+)*)*$/i

/**
 * Reads `host`, `host:port`, `[address]:port`, IPv4 and IPv6, each perhaps with `[x:y]` ranges, as Ansible's
 * parse_address does (parsing/utils/addresses.py). Undefined: the text is something else.
 */
export function parseAddress(text: string): HostAddress | undefined {
  let host = text
  let port: number | undefined
  for (const form of [BRACKETED_WITH_PORT, NAME_WITH_PORT]) {
    const match = form.exec(host)
    if (match?.[1] === undefined) continue
    host = match[1]
    port = Number(match[2])
  }
  return [PLAIN_NAME, IPV4, IPV6, HOSTNAME].some((form) => form.test(host)) ? { host, port } : undefined
}
