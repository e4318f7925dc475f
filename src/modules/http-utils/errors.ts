import { LongshoreError } from '../../base/longshore-error.ts'

export function noHttpClient(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'the host has neither curl nor python3, and one of them makes the request', {
    hint: 'Install curl on the host, or make the request on the controller with delegate_to: localhost',
  })
}

export function bodyUnreadable(path: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Unable to open source file ${path}: ${said}`, {
    hint: 'src is a file of the host where remote_src is true, else one of the controller',
  })
}

export function urlUnreadable(url: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    `Status code was -1 and not [200]: Request failed: <urlopen error unknown url type: ${url}>`,
    {
      hint: 'Write http://, https://, ftp:// or file:// before it',
    },
  )
}
