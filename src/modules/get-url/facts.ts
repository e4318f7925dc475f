import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { ok } from '../../base/result.ts'
import { readHttpAnswer, type HttpAnswer } from '../http-utils/http-answer.ts'
import type { HttpRequest } from '../http-utils/http-request.ts'
import { HTTP_FUNCTIONS, httpWords } from '../http-utils/http-script.ts'

/** What a server answers to a request that changes nothing; the body is the answer's rest. */
export function answerFact(name: string, request: HttpRequest): Fact<HttpAnswer> {
  return {
    name,
    command: { ...shell(ASK_SCRIPT, ...httpWords(request)), tolerant: true },
    parse: (output) => ok(readHttpAnswer(output)),
  }
}

const ASK_SCRIPT = `${HTTP_FUNCTIONS}
http_take "$@"
http_do
http_tell $?
cat -- "$http/body"
`

/** A checksum of a file of the host; undefined where there is none, or no program for it. */
export function sumFact(path: string, algorithm: string): Fact<string | undefined> {
  return {
    name: `${algorithm} of ${path}`,
    command: { ...shell(SUM_SCRIPT, path, `${algorithm}sum`), tolerant: true },
    parse: (output) => {
      const sum = output.stdout.toString('utf8').split(' ')[0]?.trim()
      return ok(output.exitCode === 0 && sum !== '' ? sum : undefined)
    },
  }
}

const SUM_SCRIPT = `
p=$1
case $p in '~/'*) p=$HOME/\${p#'~/'} ;; esac
[ -f "$p" ] && "$2" <"$p"
`
