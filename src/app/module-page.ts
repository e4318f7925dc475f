import type { ArgDescription, ModuleDescription } from './describe-modules.ts'

/** A module's page in the manual, as Markdown. */
export function modulePage(module: ModuleDescription): string {
  return `${[
    `# ${module.name}`,
    '',
    `${module.summary}.`,
    '',
    `Runs on the ${module.runsOn}.${module.freeForm ? ` Takes a bare string as well: \`${module.name}: ...\`.` : ''}`,
    '',
    '## Arguments',
    '',
    ...(module.args.length === 0 ? ['None.'] : argsTable(module.args)),
    ...(module.returns.length === 0 ? [] : ['', '## Return values', '', ...returnsTable(module.returns)]),
    ...(module.byVersion.length === 0 ? [] : ['', '## By version', '', ...versionsTable(module.byVersion)]),
  ].join('\n')}\n`
}

function argsTable(args: readonly ArgDescription[]): readonly string[] {
  return [
    '| argument | type | default | what it does |',
    '| --- | --- | --- | --- |',
    ...args.map(
      (arg) =>
        `| ${[nameCell(arg), cell(arg.type), arg.required ? '*required*' : codeCell(arg.default), cell(arg.description)].join(' | ')} |`,
    ),
  ]
}

function returnsTable(returns: ModuleDescription['returns']): readonly string[] {
  return [
    '| name | what it holds |',
    '| --- | --- |',
    ...returns.map(({ name, description }) => `| \`${name}\` | ${cell(description)} |`),
  ]
}

function versionsTable(notes: ModuleDescription['byVersion']): readonly string[] {
  return [
    '| versions | what is so there |',
    '| --- | --- |',
    ...notes.map(({ versions, what }) => `| ${cell(versions)} | ${cell(what)} |`),
  ]
}

function nameCell({ name, aliases }: ArgDescription): string {
  return aliases.length === 0 ? `\`${name}\`` : `\`${name}\` (${aliases.map((alias) => `\`${alias}\``).join(', ')})`
}

function codeCell(text: string | undefined): string {
  return text === undefined ? '' : `\`${cell(text)}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
