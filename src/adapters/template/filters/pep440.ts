import { FilterError } from './filter.ts'

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?([-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i

const STAGES: Readonly<Record<string, number>> = { alpha: 0, a: 0, beta: 1, b: 1, preview: 2, pre: 2, c: 2, rc: 2 }

/** A version of PEP 440 as numbers and texts that compare part by part: epoch, release, pre, post, dev, local. */
export function pep440Parts(version: string): readonly (number | string)[] {
  const found = VERSION.exec(version.trim())
  if (found === null) throw new FilterError(`version: '${version}' is not a version of PEP 440`)
  const [, epoch, release = '', stage, pre, postNumber, post, dev, devNumber, local] = found as readonly (
    string | undefined
  )[]
  const isPost = postNumber !== undefined || /post|rev|r\d*$/i.test(version.replace(/rc\d*/i, ''))
  const isDev = dev !== undefined
  const numbers = release.split('.').map(Number)
  while (numbers.length < 8) numbers.push(0)
  return [
    Number(epoch ?? 0),
    ...numbers,
    stage === undefined ? (isDev && !isPost ? -1 : 3) : (STAGES[stage.toLowerCase()] ?? 3),
    Number(pre ?? 0),
    isPost ? Number(postNumber ?? post ?? 0) : -1,
    isDev ? Number(devNumber ?? 0) : Infinity,
    local ?? '',
  ]
}
