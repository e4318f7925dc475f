/** How a template file is read, beyond what it says on its first line: arguments of the module `template`. */
export interface TemplateOptions {
  readonly blockStart?: string
  readonly blockEnd?: string
  readonly variableStart?: string
  readonly variableEnd?: string
  readonly commentStart?: string
  readonly commentEnd?: string
  /** The line end after a block is dropped; on where nothing else is said. */
  readonly trimBlocks?: boolean
  /** Blanks before a block that is first in its line are dropped. */
  readonly lstripBlocks?: boolean
  /** Where the result goes: the variable `template_destpath`. */
  readonly destination?: string
}
