import { written } from '../engine/variables/layer.ts'
import { LayeredScope } from '../engine/variables/layered-scope.ts'
import { tagNames } from '../engine/tag-names.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'

/** Tags as they are listed, by the variables around them, weakest first. */
export type ListedTags = (tags: readonly string[], vars: readonly Vars[]) => readonly string[]

/** Before a run only what playbooks and `-e` say is known: a template that needs more stays as it is written. */
export function listedTags(extraVars: Vars, templater: Templater): ListedTags {
  return (tags, vars) => {
    if (!tags.some((tag) => templater.hasTemplate(tag))) return tags
    const scope = new LayeredScope([...vars, extraVars].map(written), templater)
    return tags.flatMap((tag) => {
      const rendered = templater.render(tag, scope)
      return rendered.ok ? tagNames(rendered.value) : [tag]
    })
  }
}
