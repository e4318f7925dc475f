export interface Arguments {
  readonly positional: readonly Expression[]
  readonly named: readonly (readonly [string, Expression])[]
  /** `*list` and `**dictionary`. */
  readonly rest?: Expression
  readonly restNamed?: Expression
}

export type UnaryOperator = '-' | '+' | 'not'
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

/** `at` is the offset in the template's text. */
export type Expression = { readonly at: number } & (
  | { readonly kind: 'constant'; readonly value: unknown }
  /** A text that is a template itself. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string; readonly text: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly key: Expression; readonly text: string }
  | {
      readonly kind: 'slice'
      readonly of: Expression
      readonly start?: Expression
      readonly stop?: Expression
      readonly step?: Expression
    }
  | { readonly kind: 'list' | 'tuple' | 'concat'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'compare'
      readonly first: Expression
      readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[]
    }
  | { readonly kind: 'condition'; readonly test: Expression; readonly yes: Expression; readonly no?: Expression }
  /** Without `of` it is applied to the text of a block. */
  | { readonly kind: 'filter'; readonly of?: Expression; readonly name: string; readonly args: Arguments }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly kind: 'call'; readonly of: Expression; readonly args: Arguments }
)

/** What a value is given to: a name, an attribute of a namespace, or several of them. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: string; readonly name: string; readonly at: number }
  | { readonly kind: 'several'; readonly targets: readonly Target[] }

export interface Signature {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly fallback?: Expression }[]
  readonly body: Body
  /** The body asks for these. */
  readonly usesCaller: boolean
  readonly usesVarargs: boolean
  readonly usesKwargs: boolean
}

export type Body = readonly Statement[]

export type Statement = { readonly at: number } & (
  | { readonly kind: 'data'; readonly text: string }
  /** `isTag` for `{% print %}`. */
  | { readonly kind: 'output'; readonly value: Expression; readonly isTag?: true }
  | {
      readonly kind: 'for'
      readonly target: Target
      readonly over: Expression
      readonly filter?: Expression
      readonly recursive: boolean
      readonly body: Body
      readonly otherwise: Body
    }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly test: Expression; readonly body: Body }[]
      readonly otherwise: Body
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'set-block'; readonly target: Target; readonly filter?: Expression; readonly body: Body }
  | { readonly kind: 'macro'; readonly macro: Signature }
  | { readonly kind: 'call-block'; readonly call: Expression; readonly caller: Signature }
  | { readonly kind: 'filter-block'; readonly filter: Expression; readonly body: Body }
  | { readonly kind: 'with'; readonly entries: readonly (readonly [Target, Expression])[]; readonly body: Body }
  | { readonly kind: 'scope'; readonly body: Body }
  | { readonly kind: 'block'; readonly name: string; readonly scoped: boolean; readonly body: Body }
  | { readonly kind: 'extends'; readonly template: Expression }
  | {
      readonly kind: 'include'
      readonly template: Expression
      readonly ignoreMissing: boolean
      readonly withContext: boolean
    }
  | { readonly kind: 'import'; readonly template: Expression; readonly as: string; readonly withContext: boolean }
  | {
      readonly kind: 'from-import'
      readonly template: Expression
      readonly names: readonly (readonly [string, string])[]
      readonly withContext: boolean
    }
  | { readonly kind: 'do'; readonly value: Expression }
  | { readonly kind: 'break' | 'continue' }
)
