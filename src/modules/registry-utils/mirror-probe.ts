import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { DAEMON_PROXIES } from './daemon-proxies.ts'
import { BOUNDED } from './poll-snippets.ts'

/** What a registry answered to this host on `GET /v2/`. */
export interface MirrorAnswer {
  readonly url: string
  /** The HTTP status; undefined where there was none. */
  readonly status: number | undefined
  /** It answers only when its certificate is not checked. */
  readonly untrusted: boolean
  /** What the client said, or how far it got. */
  readonly said: string
}

/**
 * Asks each mirror from the host, with the certificates of /etc/docker/certs.d and the proxies of the daemon, by curl,
 * wget or bash, whichever is there. A registry that is alive answers 200, or 401 where it wants credentials (domain:
 * `/` always answers and proves nothing).
 */
export function mirrorAnswers(unit: string, urls: readonly string[]): Fact<readonly MirrorAnswer[]> {
  return {
    name: 'mirrors as this host sees them',
    command: { ...shell(urls.length === 0 ? ':' : SCRIPT, unit, ...urls), tolerant: true },
    parse: (output) => ok(parseAnswers(urls, stdoutText(output))),
  }
}

const SCRIPT = `${BOUNDED}${DAEMON_PROXIES}
take_proxies "$1"
shift
ask_curl() {
  curl -sS -o /dev/null -w ' %{http_code}' --connect-timeout 5 --max-time 10 "$@" 2>&1
}
for url in "$@"; do
  rest=\${url#*://}
  host=\${rest%%/*}
  if command -v curl >/dev/null 2>&1; then
    said=
    code=1
    for ca in "/etc/docker/certs.d/$host"/*.crt; do
      [ -e "$ca" ] || break
      said=$(ask_curl --cacert "$ca" -- "\${url%/}/v2/")
      code=$?
      [ "$code" = 0 ] && break
    done
    if [ "$code" != 0 ]; then said=$(ask_curl -- "\${url%/}/v2/"); code=$?; fi
    trust=trusted
    if [ "$code" = 60 ] || [ "$code" = 35 ]; then
      if open=$(ask_curl -k -- "\${url%/}/v2/"); then said="$said, without checking \${open##* }"; trust=untrusted; fi
    fi
  elif command -v wget >/dev/null 2>&1; then
    trust=trusted
    said=$(bounded wget -S -O /dev/null -T 10 -t 1 "\${url%/}/v2/" 2>&1 | grep -E 'HTTP/|rror|refused|timed out|unable|failed' | tail -n 1)
    case $said in *HTTP/*) said="answered \${said##*HTTP/}"; said=" $(printf '%s' "$said" | cut -d' ' -f3)" ;; *) said="$said 000" ;; esac
  elif command -v bash >/dev/null 2>&1; then
    trust=trusted
    port=\${host##*:}
    [ "$port" = "$host" ] && case $url in http:*) port=80 ;; *) port=443 ;; esac
    if bounded bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "\${host%:*}" "$port" 2>/dev/null; then said="accepts connections 001"; else said="refuses connections 000"; fi
  else
    trust=trusted
    said="no curl, wget or bash on this host 000"
  fi
  printf '%s %s\\n' "$trust" "$(printf '%s' "$said" | tr '\\n' ' ')"
done`

export function parseAnswers(urls: readonly string[], text: string): MirrorAnswer[] {
  const lines = text.split('\n')
  return urls.map((url, index) => {
    const line = lines[index] ?? ''
    const code = Number(/(\d{3})\s*$/.exec(line)?.[1] ?? '0')
    return {
      url,
      status: code < 100 ? undefined : code,
      untrusted: line.startsWith('untrusted'),
      said:
        line
          .replace(/^\S+\s*/, '')
          .replace(/\s*\d{3}\s*$/, '')
          .replace(/^curl: \(\d+\) /, '') || (code === 1 ? 'accepts connections' : 'no answer'),
    }
  })
}

/** Why this answer is not that of a registry which the daemon can use, or undefined. */
export function answerProblem(answer: MirrorAnswer, insecure: readonly string[]): string | undefined {
  const { url, status, untrusted, said } = answer
  if (said.endsWith('accepts connections')) return undefined
  if (status === undefined) return `${url}: ${said}`
  if (untrusted && !insecure.includes(new URL(url).host)) return `${url}: its certificate is not trusted (${said})`
  if (status === 200 || status === 401) return undefined
  return `${url}: GET /v2/ answered ${status}, which is not what a registry answers`
}
