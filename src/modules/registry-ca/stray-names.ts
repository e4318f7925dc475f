/**
 * Names in a folder of certs.d that make dockerd refuse every pull (moby registry/registry.go, ReadCertsDirectory): a
 * certificate without its key, a key without its certificate. What this module writes itself is put in pairs.
 */
export function strayNames(names: readonly string[]): readonly string[] {
  const own = new Set(['client.cert', 'client.key'])
  return names.filter((name) => {
    if (own.has(name)) return false
    if (name.endsWith('.cert')) return !names.includes(name.replace(/\.cert$/, '.key'))
    return name.endsWith('.key') && !names.includes(name.replace(/\.key$/, '.cert'))
  })
}
