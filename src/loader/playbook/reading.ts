import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Vault } from '../vault/vault.ts'
import { playbookProblem } from './errors.ts'

/** Checks the syntax of template text or of a bare expression, without variables. */
export type SyntaxCheck = (text: string) => LongshoreError | undefined

export interface PlaybookChecks {
  readonly checkTemplate?: SyntaxCheck
  readonly checkExpression?: SyntaxCheck
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault
}

/** One playbook on its way into the model: what is known, and the problems so far. */
export class Reading {
  readonly modules: ModuleIndex
  readonly checks: PlaybookChecks
  readonly problems: LongshoreError[] = []

  constructor(modules: ModuleIndex, checks: PlaybookChecks) {
    this.modules = modules
    this.checks = checks
  }

  problem(message: string, at: SourcePosition, hint: string): void {
    this.problems.push(playbookProblem(message, at, hint))
  }
}
