import type { Container } from '../daemons/containers.ts'
import type { Machine } from '../daemons/machine.ts'
import { renderGoTemplate } from './go-template/render.ts'
import type { ToolArgs } from './parse-args.ts'
import { failed, printed, type ToolOutput } from './tool-output.ts'

export const docker = { ps, inspect }

function ps(machine: Machine, parsed: ToolArgs): ToolOutput {
  const wanted = parsed.values('--filter').flatMap((filter) => /^status=(.+)$/.exec(filter)?.[1] ?? [])
  const shown = machine.containers.filter((container) =>
    wanted.length > 0 ? wanted.includes(container.state) : container.state === 'running' || parsed.has('-a', '--all'),
  )
  if (parsed.has('-q', '--quiet')) return printed(lines(shown.map(({ id }) => shortId(id, parsed))))
  const format = parsed.value('--format', '-f')
  if (format === undefined) {
    const rows = shown.map((container) => [
      container.id.slice(0, 12),
      container.image,
      status(container),
      container.name,
    ])
    return printed(lines([['CONTAINER ID', 'IMAGE', 'STATUS', 'NAMES'], ...rows].map((row) => row.join('   '))))
  }
  return render(shown.map(listFacts), format, 'formatter.ContainerContext')
}

function inspect(machine: Machine, parsed: ToolArgs, names: readonly string[]): ToolOutput {
  const found: Container[] = []
  for (const name of names) {
    const container = machine.containers.find(
      ({ id, name: own }) => own === name.replace(/^\//, '') || id.startsWith(name),
    )
    if (container === undefined) return failed(1, `Error: No such object: ${name}`, '[]')
    found.push(container)
  }
  if (names.length === 0) return failed(1, '"docker inspect" requires at least 1 argument.')
  const format = parsed.value('--format', '-f')
  if (format === undefined) return printed(JSON.stringify(found.map(inspectFacts), undefined, 4))
  return render(found.map(inspectFacts), format, 'map[string]interface {}')
}

function render(items: readonly Record<string, unknown>[], format: string, type: string): ToolOutput {
  const rendered: string[] = []
  for (const item of items) {
    const text = renderGoTemplate(format === 'json' ? '{{json .}}' : format, item, type)
    if (!text.ok) return failed(1, text.message)
    rendered.push(text.value)
  }
  return printed(lines(rendered))
}

function listFacts(container: Container): Record<string, unknown> {
  return {
    Command: '"sleep 1000"',
    ID: container.id.slice(0, 12),
    Image: container.image,
    Names: container.name,
    State: container.state,
    Status: status(container),
    Labels: '',
    Ports: '',
  }
}

function inspectFacts(container: Container): Record<string, unknown> {
  return {
    Id: container.id,
    Name: `/${container.name}`,
    Image: container.image,
    State: {
      Status: container.state,
      Running: container.state === 'running',
      StartedAt: container.startedAt.toISOString(),
    },
    HostConfig: { RestartPolicy: { Name: container.restart, MaximumRetryCount: 0 }, AutoRemove: false },
    Config: { Image: container.image, Labels: {} },
  }
}

function status(container: Container): string {
  return container.state === 'running' ? 'Up 2 minutes' : 'Exited (137) 2 seconds ago'
}

function shortId(id: string, parsed: ToolArgs): string {
  return parsed.has('--no-trunc') ? id : id.slice(0, 12)
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('')
}
