import { dirname, resolve } from 'node:path'
import type { AnsibleWords } from '../../base/ansible-words.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Vars } from '../../model/vars.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { YamlMap } from '../yaml/yaml-node.ts'
import type { Vault } from '../vault/vault.ts'
import { playbookProblem } from './errors.ts'
import { startingIn } from './collections/collection.ts'
import { nothingGathered, type Place } from './place.ts'

/** Checks the syntax of template text or of a bare expression, without variables. */
export type SyntaxCheck = (text: string) => LongshoreError | undefined

export interface PlaybookChecks {
  readonly checkTemplate?: SyntaxCheck
  readonly checkExpression?: SyntaxCheck
  /** Arguments of modules and templates are not looked at: a wrong one fails its task. */
  readonly argsWhenRun?: boolean
  /** A module that is not there fails its task, too: in a task from the command line. */
  readonly modulesWhenRun?: boolean
  /** With it, a key that is written twice is warned of and its last value counts, as in Ansible. Without, it is an error. */
  readonly warn?: (message: string) => void
  /** What becomes of a key that is written twice, where not what `warn` says. */
  readonly duplicateKeys?: 'warn' | 'error' | 'ignore'
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault
  /** Renders the names of imported files and roles. Without it they hold no templates. */
  readonly render?: (text: string, scope: TemplateScope) => Result<unknown, LongshoreError>
  /** Variables that win over all others in such names. */
  readonly extraVars?: Vars
  /** Absolute folders of roles besides `roles/`. Default: Ansible's. */
  readonly rolesPath?: readonly string[]
  /** Folders that hold an `ansible_collections/`. Default: Ansible's. */
  readonly collectionsPath?: readonly string[]
}

/** One playbook on its way into the model: what is known, where the reading is, and the problems so far. */
export class Reading {
  readonly modules: ModuleIndex
  readonly checks: PlaybookChecks
  readonly place: Place
  readonly problems: LongshoreError[]
  /** `meta/runtime.yml` of collections, by path. */
  readonly runtimeMetas: Map<string, YamlMap | undefined>

  constructor(
    modules: ModuleIndex,
    checks: PlaybookChecks,
    place: Place,
    problems: LongshoreError[] = [],
    runtimeMetas = new Map<string, YamlMap | undefined>(),
  ) {
    this.modules = modules
    this.checks = checks
    this.place = place
    this.problems = problems
    this.runtimeMetas = runtimeMetas
  }

  /** The same reading in another place. */
  in(place: Partial<Place>): Reading {
    return new Reading(this.modules, this.checks, { ...this.place, ...place }, this.problems, this.runtimeMetas)
  }

  /** `ansible`: how ansible-core tells of it, where that is otherwise. */
  problem(message: string, at: SourcePosition, hint: string, ansible?: AnsibleWords): void {
    this.problems.push(playbookProblem(message, at, hint, ansible))
  }
}

/** The place at the beginning of a playbook. */
export function beginningOf(file: string): Place {
  const path = resolve(file)
  return {
    playbookFolder: dirname(path),
    files: [path],
    dependents: [],
    role: undefined,
    vars: {},
    gathered: nothingGathered(),
    ...startingIn(path),
    defaulted: new Set(),
  }
}

/** Who is told of keys that are written twice. Nobody: they are errors. */
export function onDuplicate({ warn, duplicateKeys }: PlaybookChecks): ((message: string) => void) | undefined {
  if (duplicateKeys === 'error') return undefined
  return duplicateKeys === 'ignore' ? () => undefined : warn
}
