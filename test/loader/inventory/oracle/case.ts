/** An inventory of our own, and the command lines that are asked about it. */
export interface InventoryCase {
  readonly name: string
  /** By path. One that begins with `#!` is made executable, unless its name ends in `.plain`. */
  readonly files: Readonly<Record<string, string>>
  /** Each a program and its arguments. */
  readonly commands: readonly (readonly string[])[]
  readonly env?: Readonly<Record<string, string>>
}

/** All views of the sources that are named. */
export function views(...sources: readonly string[]): readonly (readonly string[])[] {
  const from = ['ansible-inventory', ...sources.flatMap((source) => ['-i', source])]
  return [
    [...from, '--list'],
    [...from, '--graph', '--vars'],
    [...from, '--list', '--export'],
    [...from, '--list', '--yaml', '--export'],
  ]
}

export function graph(...sources: readonly string[]): readonly string[] {
  return ['ansible-inventory', ...sources.flatMap((source) => ['-i', source]), '--graph', '--vars']
}

export function list(...sources: readonly string[]): readonly string[] {
  return ['ansible-inventory', ...sources.flatMap((source) => ['-i', source]), '--list']
}

/** A shell script that prints this for `--list`, and for `--host` what `hosts` has. */
export function scriptOf(output: unknown, hosts: Readonly<Record<string, unknown>> = {}): string {
  const cases = Object.entries(hosts).map(([host, vars]) => `  "--host ${host}") echo '${JSON.stringify(vars)}';;`)
  return ['#!/bin/sh', 'case "$*" in', `  --list) echo '${JSON.stringify(output)}';;`, ...cases, 'esac', ''].join('\n')
}
