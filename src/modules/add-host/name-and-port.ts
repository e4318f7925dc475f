/** `web:2222`, `[2001:db8::1]:22` or a name alone; an IPv6 address without brackets has no port (Ansible). */
export function nameAndPort(text: string): { readonly name: string; readonly port: number | undefined } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text)
  const plain = /^([^:]+):(\d+)$/.exec(text)
  const [, name = text, port] = bracketed ?? plain ?? []
  return { name, port: port === undefined ? undefined : Number(port) }
}
