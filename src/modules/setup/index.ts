import * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok } from '../../base/result.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import type { Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { argsObject, intArg, pathArg, textListArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { parseSections } from '../module-utils/sections.ts'
import { chooseFacts } from './choose-facts.ts'
import type { Collector } from './collect/collector.ts'
import { local, localTroubles } from './collect/local.ts'
import { collectorsOf } from './collectors.ts'
import { factsScript } from './facts-script.ts'
import { chosenSubsets, SUBSET_WORDS } from './subsets.ts'

const args = argsObject(() => ({
  gather_subset: textListArg()
    .default(['all'])
    .describe('all, min, hardware, network, virtual; with ! in front: without it'),
  filter: textListArg().default([]).describe('Only facts whose name matches one of these globs'),
  fact_path: pathArg().default('/etc/ansible/facts.d').describe('Folder of facts of the host itself (*.fact)'),
  gather_timeout: intArg()
    .default(10)
    .describe('Seconds that a file system, or a program that is asked, has to answer'),
}))

type SetupArgs = z.output<typeof args>

function hostFacts(collectors: readonly Collector[], factPath: string, timeout: number): Fact<Vars> {
  return {
    name: 'facts of the host',
    command: { ...shell(factsScript(collectors), factPath, String(timeout)), tolerant: true },
    isForeign: collectors.includes(local),
    parse: (output) => {
      const sections = parseSections(output.stdout.toString('utf8'))
      if (sections.lines('begin').length === 0) return err(factUnreadable('the facts of the host', output))
      return ok(Object.assign({}, ...collectors.map(({ parse }) => parse(sections))) as Vars)
    },
  }
}

const definition = {
  name: 'setup',
  summary: 'Gather facts of the host',
  args,
  returns: {
    ansible_facts: 'The facts; each is a variable of the host from then on',
  },
  aliases: {},
  facts: (given: SetupArgs) => {
    const subsets = chosenSubsets(given.gather_subset)
    const collectors = collectorsOf('unknown' in subsets ? new Set() : subsets.chosen)
    return { host: hostFacts(collectors, given.fact_path, given.gather_timeout) }
  },
  plan: (given: SetupArgs, { host }: Gathered<{ host: ReturnType<typeof hostFacts> }>): Plan => {
    const subsets = chosenSubsets(given.gather_subset)
    if ('unknown' in subsets) return { kind: 'impossible', error: badSubset(subsets.unknown) }
    const facts = chooseFacts(host, given.gather_subset, given.filter)
    const warnings = localTroubles(host)
    return { kind: 'in-desired-state', values: { ansible_facts: facts }, ...(warnings.length > 0 && { warnings }) }
  },
}

/** Gathers facts of the host, in one round trip. */
export const setup = defineModule(definition)

/** Gathers facts of the host under the name of the action that Ansible has for it. */
export const gatherFacts = defineModule({
  ...definition,
  name: 'gather_facts',
  args: args.extend({ parallel: z.unknown().optional().describe('Taken for playbooks that have it') }),
})

/** In the words of Ansible (module_utils/facts/collector.py). */
function badSubset(name: string): LongshoreError {
  const allowed = SUBSET_WORDS.join(', ')
  const message = `Bad subset '${name}' given to Ansible. gather_subset options allowed: ${allowed}`
  return new LongshoreError('MODULE_ARGS_INVALID', message, { hint: 'With ! in front a subset is left out' })
}
