import type { Fact } from '../../model/fact.ts'
import { defineModule } from '../define-module.ts'
import { findArgs } from './args.ts'
import { planFind } from './plan.ts'
import { walkFact, type WalkedRoot } from './walk-fact.ts'

/** Finds files of the host by name, kind, age, size and content. */
export const find = defineModule({
  name: 'find',
  summary: 'Find files and folders of the host',
  touches: 'nothing',
  args: findArgs,
  returns: {
    files: 'What matches, each with path, mode, size, mtime, isdir and others as stat gives them',
    matched: 'How many match',
    examined: 'How many were looked at',
    skipped_paths: 'Paths that could not be looked into, with the reason',
  },
  aliases: { name: 'paths', path: 'paths', pattern: 'patterns', exclude: 'excludes' },
  facts: (args): Record<string, Fact<WalkedRoot>> =>
    Object.fromEntries(args.paths.map((path, at) => [String(at), walkFact(path, args)])),
  plan: (args, facts) => planFind(args, Object.values(facts)),
})
