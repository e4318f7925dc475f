import { isScalar, parseAllDocuments, visit, type Document } from 'yaml'
import { FilterError } from './filter.ts'

/** Documents of YAML 1.1 as PyYAML reads them: the last of two same keys counts, `y`, `n` and `1e3` are text. */
export function readYaml(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'silent' })
  return Array.from(documents, (document) => {
    if (document.errors.length > 0) throw new FilterError('the value is not YAML')
    likePyYaml(document)
    return document.toJS() as unknown
  })
}

function likePyYaml(document: Document): void {
  visit(document, {
    Scalar(key, node) {
      const source = node.source ?? ''
      const isPlain = node.type === 'PLAIN' && node.tag === undefined
      if (node.value instanceof Date || (isPlain && /^(?:[yYnN]|[-+]?\d[\d_]*[eE][-+]?\d+|0o\d+)$/.test(source)))
        node.value = source
      if (key === 'key' && typeof node.value === 'boolean') node.value = node.value ? 'True' : 'False'
    },
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === null) pair.key.value = 'None'
    },
  })
}
