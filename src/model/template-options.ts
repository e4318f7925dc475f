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
  /** How the task or the lookup names the file: the variable `template_path`. */
  readonly writtenPath?: string
}

/** An ansible.cfg as it is written. */
export interface ConfigText {
  /** That it stands in. */
  readonly folder: string
  /** By `section.key`, the key in lower case. */
  readonly values: Readonly<Record<string, string>>
}

/** How Jinja2 is set up for a whole run: settings of ansible.cfg. */
export interface JinjaOptions {
  /** `jinja2_extensions`, by their names in Python: `jinja2.ext.do`. */
  readonly extensions?: readonly string[]
  /** `jinja2_native`: any text that spells a value of Python is that value. Template files give text all the same. */
  readonly native?: boolean
  /** `error_on_undefined_vars = False`: a text that uses a variable which is not there stays as it is written. */
  readonly keepsUndefined?: boolean
  /** `ansible_managed`: `{file}`, `{host}`, `{uid}` and the time of the file, as of strftime, stand in it. */
  readonly managed?: string
  /** For the lookup `config`. */
  readonly config?: ConfigText
}
