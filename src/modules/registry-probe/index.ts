import { ok } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { defineModule } from '../define-module.ts'
import { judgeTalk, type Stage } from '../registry-utils/judge-talk.ts'
import { askRegistry, readTalk, type RegistryTalk } from '../registry-utils/registry-talk.ts'
import { ADVICE, consequenceOf } from './advice.ts'
import { registryProbeArgs, type RegistryProbeArgs } from './args.ts'
import { noCurl, nothingToAsk, stageFailed } from './errors.ts'
import { questionOf } from './question.ts'

/** Goes the way of a pull from the host without pulling. Read-only: it runs in check mode, too. */
export const registryProbe = defineModule({
  name: 'registry_probe',
  summary: "The way to a registry or an image as a host's daemon would go it: DNS, TCP, TLS, /v2/, token, manifest",
  args: registryProbeArgs,
  returns: {
    alive: 'whether a registry answers there: 200 and 401 of /v2/ are both alive',
    stages: 'list of {name, outcome, seconds, detail}: dns, tcp, tls, api, token, manifest, as far as it went',
    failed_stage: 'the stage that failed, or null',
    consequence: 'what that means for pulls of this consumer, or null',
    what_to_do: 'where to look next, or null',
    api_url: 'the URL of /v2/ that was asked',
    manifest_url: 'the URL of the manifest as the consumer makes it, or null',
    digest: 'digest of the image, or null',
    proxies: 'list of text: proxies of the daemon that were used, without credentials',
  },
  prepare: (args) => Promise.resolve(args.url === undefined && args.image === undefined ? nothingToAsk() : ok(args)),
  facts: (args) => ({
    talk: {
      name: 'answers of the registry',
      command: askRegistry(questionOf(args)),
      parse: (output) => ok(readTalk(output)),
    },
  }),
  plan: (args, { talk }) => planProbe(args, talk),
})

function planProbe(args: RegistryProbeArgs, talk: RegistryTalk): Plan {
  if (!talk.hasClient) return { kind: 'impossible', error: noCurl() }
  const stages = judgeTalk(talk)
  const failed = stages.find(({ outcome }) => outcome === 'failed')
  const values = valuesOf(args, talk, stages, failed)
  if (failed === undefined || !args.fail_on_problem) return { kind: 'in-desired-state', values }
  const error = stageFailed(values.api_url, failed, consequenceOf(args))
  return { kind: 'impossible', error, values }
}

function valuesOf(args: RegistryProbeArgs, talk: RegistryTalk, stages: readonly Stage[], failed: Stage | undefined) {
  const question = questionOf(args)
  return {
    alive: stages.some(({ name, outcome }) => name === 'api' && outcome === 'ok'),
    stages: stages.map((stage) => ({ ...stage })),
    failed_stage: failed?.name ?? null,
    consequence: failed === undefined ? null : consequenceOf(args),
    what_to_do: failed === undefined ? null : ADVICE[failed.name],
    api_url: question.apiUrl,
    manifest_url: question.manifestUrl ?? null,
    digest: talk.digest ?? null,
    proxies: [...talk.proxies],
  }
}
