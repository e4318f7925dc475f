import { describe, expect, test } from '@jest/globals'
import { parseImageReference } from '../../src/registry/image-reference.ts'
import { servedBy } from '../../src/registry/pull-evidence.ts'

const response = (url: string, status = '200 OK') =>
  `time="2026-11-24T15:08:05Z" level=debug msg="fetch response received" host="h" response.header.etag="\\"x\\"" response.status="${status}" url="${url}?ns=docker.io"`
const trying = (url: string, name = 'bb') => `time="t" level=debug msg="Trying to pull ${name} from ${url}"`
const MIRROR = 'http://10.77.0.1:5000/v2/library/bb'
const HUB = 'https://registry-1.docker.io/v2/library/bb'

describe('who gave an image, by the log of who pulled it', () => {
  test.each<[string, readonly string[], object | undefined]>([
    [
      'the mirror answered everything',
      [response(`${MIRROR}/manifests/1`), response(`${MIRROR}/blobs/sha256:0`)],
      { by: 'mirror', host: '10.77.0.1:5000' },
    ],
    [
      'the mirror had the manifest and not the layer',
      [response(`${MIRROR}/manifests/1`), response(`${HUB}/blobs/sha256:0`)],
      { by: 'upstream', host: 'registry-1.docker.io' },
    ],
    [
      'the mirror answered 404 and Docker Hub 200',
      [response(`${MIRROR}/manifests/1`, '404 Not Found'), response(`${HUB}/manifests/1`)],
      { by: 'upstream', host: 'registry-1.docker.io' },
    ],
    ['another image came meanwhile', [response('http://10.77.0.1:5000/v2/library/cc/manifests/1')], undefined],
    ['nothing but failures', [response(`${MIRROR}/manifests/1`, '500 X')], undefined],
    [
      'the mirror was the last that dockerd tried',
      [trying('http://10.77.0.1:5000/')],
      { by: 'mirror', host: '10.77.0.1:5000' },
    ],
    [
      'dockerd went on to Docker Hub',
      [trying('http://10.77.0.1:5000/'), trying('https://registry-1.docker.io/')],
      { by: 'upstream', host: 'registry-1.docker.io' },
    ],
    [
      'dockerd of 20.10, with the version of the protocol',
      [`${trying('http://10.77.0.1:5000/').slice(0, -1)} v2"`],
      { by: 'mirror', host: '10.77.0.1:5000' },
    ],
    ['dockerd tried another image', [trying('http://10.77.0.1:5000/', 'cc')], undefined],
    ['no log', [], undefined],
  ])('%s', (_situation, lines, expected) => {
    const image = parseImageReference('bb:1')
    if (image === undefined) throw new Error('bb:1 is a name')

    expect(servedBy(lines, image)).toEqual(expected)
  })
})
