import type { CallArgs } from '../python/values.ts'
import type { Program } from './program.ts'

/** A filter or a test. A throw of `PythonError` is the template's error. */
export interface Filter {
  /** Names of keyword arguments; any other is an error. */
  readonly keywords?: readonly string[]
  /** It takes any keyword, such as those of a filter that it is to call. */
  readonly anyKeyword?: boolean
  /** It decides itself what an undefined value or argument means. */
  readonly takesUndefined?: boolean
  apply(value: unknown, args: CallArgs, run: Runtime): unknown
}

export type Filters = Readonly<Record<string, Filter>>

/**
 * What printed text becomes: text; a list, a dictionary or a boolean where it spells one (`convert_data` of Ansible's
 * Templar); any value that it spells in Python (`jinja2_native`). Of a file it stays text; with `jinja2_native` None is
 * printed there (`native-text`), which is nothing elsewhere.
 */
export type Conversion = 'no' | 'structures' | 'native' | 'native-text'

/** One rendering of a template: what it reaches outside of itself. */
export interface Runtime {
  readonly filters: Filters
  readonly tests: Filters
  /** A variable or a function of the language; undefined where there is none. */
  variable(name: string): unknown
  /** A variable as it is written: templates not rendered, encrypted values not opened. */
  written(name: string): unknown
  /** Renders a text: the terms of lookups may be templates themselves. */
  render(text: string): unknown
  /** The same without variables: for templates that are included or imported without context. */
  withoutVariables(): Runtime
  /** A template by name, for `include`, `import` and `extends`; undefined where there is none. */
  load(name: string): Program | undefined
  readonly convert: Conversion
  /** Offset of what is being evaluated, and the template that it is in. */
  at: number
  program: Program | undefined
}

/** Names that a part of a template gives values to, inside those of the part around it. */
export class Frame {
  readonly run: Runtime
  readonly root: Root
  readonly #parent: Frame | undefined
  readonly #values = new Map<string, unknown>()

  constructor(run: Runtime, root: Root, parent?: Frame) {
    this.run = run
    this.root = root
    this.#parent = parent
  }

  inner(): Frame {
    return new Frame(this.run, this.root, this)
  }

  /** The template's own, without those of its loops: what a block sees that is not scoped. */
  outermost(): Frame {
    return this.#parent?.root === this.root ? this.#parent.outermost() : this
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value)
  }

  get(name: string): unknown {
    const here = this.#values.get(name)
    if (here !== undefined) return here
    return this.#parent === undefined ? this.run.variable(name) : this.#parent.get(name)
  }

  /** What is set in the template, or a variable as it is written. */
  written(name: string): unknown {
    const here = this.#values.get(name)
    if (here !== undefined) return here
    return this.#parent === undefined ? this.run.written(name) : this.#parent.written(name)
  }

  /** What was set here itself, such as the macros of an imported template. */
  own(): ReadonlyMap<string, unknown> {
    return this.#values
  }
}

/** What belongs to one template as it runs: its blocks, those of its children first, and what it extends. */
export interface Root {
  readonly blocks: Map<string, readonly Step[]>
  parent?: Program
}

export type Signal = 'break' | 'continue' | undefined

/** A statement made ready to run: adds what it prints to `out`. */
export type Step = (frame: Frame, out: unknown[]) => Signal

/** An expression made ready to run. */
export type Evaluate = (frame: Frame) => unknown
