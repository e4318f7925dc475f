import type { Vars } from '../../model/vars.ts'
import type { FactCache, FactCacheOptions } from '../../ports/fact-cache.ts'
import type { SecretKeeper } from '../../ports/secret-keeper.ts'

type OpenFactCache = (options: FactCacheOptions) => FactCache

/** Facts that hold a secret last as long as the run: their file outlives it. */
export function withSafeFactCache(
  { openFactCache }: { readonly openFactCache?: OpenFactCache },
  secrets: SecretKeeper,
): { readonly openFactCache?: OpenFactCache } {
  if (openFactCache === undefined) return {}
  return {
    openFactCache(options) {
      const cache = openFactCache(options)
      return {
        get: (host) => cache.get(host),
        set: (host, facts) => cache.set(host, withoutSecrets(facts, secrets)),
        delete: (host) => cache.delete(host),
      }
    },
  }
}

function withoutSecrets(facts: Vars, secrets: SecretKeeper): Vars {
  return Object.fromEntries(Object.entries(facts).filter(([name, value]) => isOfHost(name) || isPublic(value, secrets)))
}

/** What a host is; a vault may well say `debian`, too. Its environment and its own facts are what somebody put there. */
function isOfHost(name: string): boolean {
  return name.startsWith('ansible_') && name !== 'ansible_env' && name !== 'ansible_local'
}

function isPublic(value: unknown, secrets: SecretKeeper): boolean {
  if (typeof value === 'string') return secrets.mask(value) === value
  return typeof value !== 'object' || value === null || Object.values(value).every((each) => isPublic(each, secrets))
}
