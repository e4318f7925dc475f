import { createPrompter } from '../../../src/cli/terminal/prompt.ts'

/** Asks two questions on the real terminal and prints the answers as JSON: run by prompt.test.ts. */
const prompter = createPrompter()
const answers = await Promise.all([
  prompter.ask('BECOME password:', { echo: false, answeredBy: '--become-password-file FILE' }),
  prompter.ask('Go on', { echo: true, answeredBy: '--yes' }),
])
process.stdout.write(
  `${JSON.stringify(answers.map((answer) => (answer.ok ? answer.value : [answer.error.code, answer.error.message])))}\n`,
)
