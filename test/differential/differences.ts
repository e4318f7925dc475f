/** Cases in which both do the same, and say why a task failed in words of their own. */
export const OWN_WORDS: ReadonlySet<string> = new Set([
  'errors/bad-argument',
  'errors/ignore-unreachable',
  'modules/arguments-refused',
  'pause/seconds',
])

const REFUSED_BEFORE =
  'Longshore reads the whole playbook first, and says what is wrong in the same words before any play'

const STR = 'text has one type, str; ansible-core tells text of YAML (AnsibleUnicode) from other text'

/** Cases in which Longshore differs from ansible-core 2.14, on purpose or not yet built, and why. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'errors/no-log': 'a withheld result of debug says that nothing changed',
  'handlers/flush-as-a-handler': REFUSED_BEFORE,
  'handlers/run-once': 'a handler with run_once runs once; ansible-core 2.14 runs it on a second host, too',
  'language/native-types':
    'type_debug says str of text that jinja2_native keeps, where ansible-core says NativeJinjaText',
  'loops/with-files': 'the label of an item stays on one line, whatever a file holds',
  'meta/unknown': REFUSED_BEFORE,
  'modules/copy': 'a text has no file of the controller as its source',
  'modules/copy-not-writable': 'what the file was to be is told of a write that failed, and whether it was put back',
  'omit/forms': 'omit in a list leaves the item out, where ansible-core leaves a placeholder in it',
  'roles/argument-specs': STR,
  'roles/include-role':
    'a role that is not there fails its hosts and is told; ansible-core ends the run without a result',
  'set-fact/forms': STR,
  'set-fact/types-of-templates': STR,
  'vars/lists-of-templates':
    'vars[name] is rendered like the name itself, where ansible-core gives the text of the template',
  'vars/vaulted': 'what a vault held is [secret] in every output; ansible-core prints it',
}
