/** The modules whose values are many, and told with -vvv alone. */
export function isGathering(module: string): boolean {
  return module === 'setup' || module === 'gather_facts'
}
