/** What is wrong with a command line as commander says it, in the words of Python's argparse, which scripts look for. */
export function argparseWords(text: string): string {
  return WORDS.reduce((words, [pattern, inPython]) => words.replace(pattern, inPython), text)
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/unknown option '(.*?)'/, 'unrecognized arguments: $1'],
  [/option '-f, --forks[^']*' argument '[^']*' is invalid\. (The number of processes)/, '$1'],
  [
    /option '(-\w), (--[\w-]+)[^']*' argument '(.*?)' is invalid\. It is no whole number\./,
    "argument $1/$2: invalid int value: '$3'",
  ],
  [/missing required argument '(.*?)'/, 'the following arguments are required: $1'],
  [/option '(-\w), (--[\w-]+)[^']*' argument missing/, 'argument $1/$2: expected one argument'],
  [/option '(--[\w-]+)[^']*' argument missing/, 'argument $1: expected one argument'],
]
