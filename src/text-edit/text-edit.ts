/** Replaces `length` UTF-16 units at `offset` by `text`. Edits of one list never overlap. */
export interface TextEdit {
  readonly offset: number
  readonly length: number
  readonly text: string
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return ascending(edits).reduceRight(
    (result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length),
    text,
  )
}

/** The edits that turn `applyEdits(text, edits)` back into `text`. */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0
  return ascending(edits).map((edit) => {
    const inverse = {
      offset: edit.offset + shift,
      length: edit.text.length,
      text: text.slice(edit.offset, edit.offset + edit.length),
    }
    shift += edit.text.length - edit.length
    return inverse
  })
}

function ascending(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.offset - b.offset)
}
