import { judgeTalk, type Stage } from '../registry-utils/judge-talk.ts'
import type { RegistryTalk } from '../registry-utils/registry-talk.ts'
import type { RegistryAuthArgs } from './args.ts'

/** Where the registry did not take the credential, or was not reached. */
export function failedStage(talk: RegistryTalk | undefined): Stage | undefined {
  return judgeTalk(talk ?? { exchanges: [] }).find(({ outcome }) => outcome === 'failed')
}

export function isVerified(talk: RegistryTalk | undefined): boolean {
  return talk?.exchanges.some(({ name, status }) => name === 'api-again' && status === 200) ?? false
}

export function warningsOf({ registry }: RegistryAuthArgs, talk: RegistryTalk | undefined): readonly string[] {
  if (talk === undefined || isVerified(talk)) return []
  if (!talk.hasClient) return ['the credential was not tried: the host has no curl']
  return [`${registry} asks for no credential at /v2/: whether this one is right was not seen`]
}
