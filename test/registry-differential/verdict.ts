import type { DifferentialCase } from './cases/case.ts'

/** What a real daemon made of one input. */
export interface RealVerdict {
  readonly phase: string
  readonly id: string
  readonly verdict: string
  /** Its own words, or what it says of itself afterwards. */
  readonly words: string
}

/** `phase id verdict base64` lines of the programs in programs/. */
export function parseVerdicts(stdout: string): RealVerdict[] {
  return stdout.split('\n').flatMap((line) => {
    const [phase, id, verdict, words = ''] = line.split(' ')
    if (phase === undefined || id === undefined || verdict === undefined) return []
    return [{ phase, id, verdict, words: Buffer.from(words, 'base64').toString() }]
  })
}

/** The inputs as the programs read them. */
export function inputLines(inputs: readonly DifferentialCase[]): string {
  return inputs.map(({ id, bytes }) => `${id} ${Buffer.from(bytes).toString('base64')}\n`).join('')
}

/** Ours and theirs, where they differ. */
export interface Disagreement {
  readonly host: string
  readonly phase: string
  readonly id: string
  readonly ours: string
  readonly theirs: string
  /** For the reader of a failed test. */
  readonly input: string
  readonly words: string
  readonly findings: string
}

export function lastLine(words: string): string {
  return words.trim().split('\n').at(-1) ?? ''
}
