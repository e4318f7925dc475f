import type { Attempt } from './attempt.ts'

/** POSTs JSON. Redirects are not followed: they would take the secrets of the address elsewhere. */
export async function postJson(
  url: URL,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Attempt> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.body?.cancel()
    if (answer.ok) return 'told'
    const isPassing = answer.status >= 500 || answer.status === 429
    return { reason: `it answered with status ${answer.status}`, isPassing }
  } catch (cause) {
    return { reason: reasonOf(cause, timeoutMs), isPassing: true, cause }
  }
}

/** The text of an error may hold the address: its code does not. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  const { cause } = error as { readonly cause?: { readonly code?: string } }
  return cause?.code ?? 'no connection'
}
