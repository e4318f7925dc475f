/** Where Longshore answers otherwise than ansible-core 2.14, on purpose or knowingly; docs/ansible-compatibility.md has them. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, { readonly why: string; readonly answer: unknown }>> = {
  '1 if false': { why: 'the undefined value of an if without else is empty text', answer: { value: '' } },
  '{{ [port if off] }}': { why: 'the undefined value of an if without else is empty text', answer: { value: [''] } },
  "'inf' | float": { why: 'Jinja2 folds the constant into code that it cannot run', answer: { value: 'float inf' } },
  "'nope' is filter": { why: 'Ansible fails where the name is unknown; Jinja2 says no', answer: { value: false } },
  "'a' | ansible.builtin.upper": { why: 'filters of Jinja2 may be named in full, too', answer: { value: 'A' } },
  "'1' | ansible.builtin.int": { why: 'filters of Jinja2 may be named in full, too', answer: { value: 1 } },
  "q('sequence', start=4, end=2, stride=-1)": {
    why: 'options of sequence beside its term count, as from ansible-core 2.15 on',
    answer: { value: ['4', '3', '2'] },
  },
  "'a'.encode('utf-8')": { why: 'there are no bytes: encoded text stays text', answer: { value: 'a' } },
  "{{ \"[u'a', r'b', b'c']\" }}": {
    why: 'there are no bytes: text that spells some stays text',
    answer: { value: "[u'a', r'b', b'c']" },
  },
  "('test' | vault('pass', wrap_object=true)) is vault_encrypted": {
    why: 'the object that Ansible wraps it in has no vault to tell by',
    answer: { value: true },
  },
  '[1, 2, 3] | first(2)': { why: 'arguments that a filter does not know by place are ignored', answer: { value: 1 } },
  "{{ [\"it's\", 'say \"hi\"', 'both\\' \"'] }}!": {
    why: 'Ansible doubles the backslash before a quote, and so ends the string there',
    answer: { value: "[\"it's\", 'say \"hi\"', 'both\\' \"']!" },
  },
  '{{ "{{" ~ "}}" }}': { why: 'braces in strings are no marks', answer: { value: '{{}}' } },
  '{{ self }}': { why: 'the template as a value has no use', answer: { value: {} } },
  '{{ dict }}': { why: 'a function as a value has no use', answer: { value: 'object' } },
  '{{ joiner }}': { why: 'a function as a value has no use', answer: { value: 'object' } },
  '{% block b %}in{{ port }}{% endblock %} {{ self.b() }}': {
    why: 'blocks called by name fail in the native environment of Ansible',
    answer: { value: 'in8080 in8080' },
  },
}
