import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { formatPosition } from '../../../src/base/source-position.ts'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'

const root = mkdtempSync(join(tmpdir(), 'longshore-inventory-'))
let folders = 0

afterAll(() => rmSync(root, { recursive: true }))

type Files = Readonly<Record<string, string | Uint8Array>>

function folderWith(files: Files): string {
  const cwd = join(root, String(++folders))
  mkdirSync(cwd)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), content)
  }
  return cwd
}

/** `place: message | hint` of every problem. */
async function problems(files: Files, sources: readonly string[] = Object.keys(files).slice(0, 1)): Promise<string[]> {
  const cwd = folderWith(files)
  const loaded = await loadInventory(sources, { cwd, varsDirs: [] })
  if (loaded.ok) return []
  return loaded.error.map((e) =>
    `${e.at === undefined ? '' : `${formatPosition(e.at)}: `}${e.message} | ${e.hint}`.replaceAll(cwd, 'ROOT'),
  )
}

const EMPTY_HINT = 'Write one host a line, or [group] sections'
const RANGE_HINT = 'A range is [01:20], [a:f] or [0:20:5]'

describe('loadInventory refuses', () => {
  test.each<[string, Files, readonly string[] | undefined, string]>([
    [
      'a missing file',
      {},
      ['fleet.ini'],
      'there is no inventory fleet.ini | Check the path. A list of hosts needs a comma, even for one: -i fleet.ini,',
    ],
    ['no source', {}, [], 'no inventory is given | Name one: -i FILE, -i FOLDER or -i host1,host2'],
    ['an empty file', { hosts: '' }, undefined, `hosts is empty: it names no host | ${EMPTY_HINT}`],
    [
      'a file of comments',
      { hosts: '# web1\n ; web2\n' },
      undefined,
      `hosts is empty: it names no host | ${EMPTY_HINT}`,
    ],
    ['an empty YAML file', { 'h.yml': '---\n' }, undefined, `h.yml is empty: it names no host | ${EMPTY_HINT}`],
    [
      'a folder without inventories',
      { 'inv/a.ini': 'web1' },
      ['inv'],
      'the folder inv holds no inventory file | Files that start with a dot or end in .ini, .cfg, .md, .txt, .bak, .orig, .retry or ~ are passed over',
    ],
    [
      'a binary file',
      { hosts: Buffer.from('web1\n\0\x01') },
      undefined,
      'hosts:2:1: hosts is not a text file: it holds the control character 0x00 | Check that this is the file you meant',
    ],
    [
      'Latin-1',
      { hosts: Buffer.from('web1\ncaf\xe9\n', 'latin1') },
      undefined,
      'hosts:2:4: hosts is not UTF-8 text | Save the file as UTF-8, for example: iconv -f latin1 -t utf8 FILE',
    ],
    [
      'a script that is not executable',
      { hosts: '#!/bin/sh\necho {}\n' },
      undefined,
      'hosts:1:1: problem running ROOT/hosts --list (Permission denied) | Make it executable (chmod +x), and check the interpreter that its first line names after #!',
    ],
    [
      'TOML',
      { 'h.toml': '[web]\nchildren = {}\n' },
      undefined,
      'h.toml:2:1: Invalid "children" entry for "web" group, requires a list | Write children = ["name"]',
    ],
    [
      'a vault',
      { hosts: '$ANSIBLE_VAULT;1.1;AES256\n31\n' },
      undefined,
      'hosts:1:1: hosts cannot be decrypted: it is cut short or damaged | Restore the file from where it came from: a line is missing or was changed',
    ],
    [
      'an unknown plugin',
      { 'h.yml': 'plugin: aws_ec2\n' },
      undefined,
      "h.yml:1:9: inventory config 'h.yml' specifies unknown plugin 'aws_ec2' | constructed and generator are here. Write its result as YAML: ansible-inventory -i h.yml --list -y --export",
    ],
    [
      'cyclic children',
      { hosts: '[a:children]\nb\n[b:children]\na\n' },
      undefined,
      "hosts:4:1: Adding group 'a' as child to 'b' creates a recursive dependency loop: 'b' is already inside 'a' | Remove one of the two from its children",
    ],
    [
      'a group inside itself',
      { 'h.yml': 'a:\n  children:\n    a:\n' },
      undefined,
      "h.yml:3:5: the group 'a' is its own child | Remove one of the two from its children",
    ],
    [
      'all as a child',
      { hosts: '[a:children]\nall\n' },
      undefined,
      "hosts:2:1: 'all' cannot be a child of 'a': it holds every group | Remove 'all' there",
    ],
    [
      'an undefined child',
      { hosts: '[web]\nw1\n[site:children]\nwebb\n' },
      undefined,
      "hosts:4:1: Section [site:children] includes undefined group: webb | Add a section [webb], or correct the name: did you mean 'web'?",
    ],
    [
      'variables of an undefined group',
      { hosts: 'w1\n[db:vars]\nx=1\n' },
      undefined,
      'hosts:2:1: Section [db:vars] not valid for undefined group: db | Add a section [db]',
    ],
    [
      'an unknown section',
      { hosts: '[web:hots]\nw1\n' },
      undefined,
      "hosts:1:6: the section [web:hots] is of an unknown kind 'hots' | A section is [group], [group:children] or [group:vars]",
    ],
    [
      'a section with spaces',
      { hosts: '[web servers]\n' },
      undefined,
      'hosts:1:1: the section [web servers] is malformed | A section is [group], without spaces',
    ],
    [
      'a host line without =',
      { hosts: 'web1 ansible_user\n' },
      undefined,
      "hosts:1:6: Expected key=value host variable assignment, got: ansible_user (after the host 'web1') | After the host come variables: name=value. Put a value with spaces in quotes, and one host on a line",
    ],
    [
      'an open quote',
      { hosts: "web1 a='b\n" },
      undefined,
      'hosts:1:1: this host line cannot be read: a quote is not closed | Close the quote, or put the value in quotes',
    ],
    [
      'a variable without =',
      { hosts: '[all:vars]\nx\n' },
      undefined,
      "hosts:2:1: [all:vars] takes name=value, and this line has no '=' | Write name=value",
    ],
    [
      'variables after a child',
      { hosts: '[a:children]\nb x=1\n' },
      undefined,
      "hosts:2:1: [a:children] takes names of groups, and 'b x=1' is none | Write the name of one group a line, without variables",
    ],
    [
      'YAML read as INI',
      { 'h.ini': '---\nall\n' },
      undefined,
      "h.ini:1:1: '---' begins a YAML file, but this one is read as INI | Name the file *.yml",
    ],
    [
      'a host that ends in a colon',
      { hosts: '[g]\nweb1:\n' },
      undefined,
      "hosts:2:1: Invalid host pattern 'web1:' supplied, ending in ':' is not allowed, this character is reserved to provide a port. | Remove the colon, or write host:2222",
    ],
    [
      'a range that runs backwards',
      { hosts: '  web[5:3]\n' },
      undefined,
      `hosts:1:3: the range '[5:3]' begins after its end | ${RANGE_HINT}`,
    ],
    [
      'a range without end',
      { hosts: 'web[5:]\n' },
      undefined,
      `hosts:1:1: the range '[5:]' has no end | ${RANGE_HINT}`,
    ],
    [
      'a range of unequal digits',
      { hosts: 'web[01:100]\n' },
      undefined,
      `hosts:1:1: the range '[01:100]' begins with zeros: its end needs as many digits | ${RANGE_HINT}`,
    ],
    [
      'a range that is not closed',
      { hosts: 'web[1:3\n' },
      undefined,
      `hosts:1:1: the range '[1:3' is not closed | ${RANGE_HINT}`,
    ],
    [
      'a range of one bound',
      { hosts: 'web[1]\n' },
      undefined,
      `hosts:1:1: the range '[1]' is not [begin:end] or [begin:end:step] | ${RANGE_HINT}`,
    ],
    [
      'a range of a letter and a number',
      { 'h.yml': 'g: {hosts: {"web[a:3]": }}\n' },
      undefined,
      `h.yml:1:13: the range '[a:3]' mixes what is neither two numbers nor two letters | ${RANGE_HINT}`,
    ],
    [
      'a range with step 0',
      { hosts: 'web[1:3:0]\n' },
      undefined,
      `hosts:1:1: the step of the range '[1:3:0]' is not a number from 1 | ${RANGE_HINT}`,
    ],
    [
      'ranges that explode',
      { hosts: 'web[1:999]-[1:999]\n' },
      undefined,
      `hosts:1:1: 'web[1:999]-[1:999]' stands for more than 100,000 hosts | ${RANGE_HINT}`,
    ],
    [
      'a tab in YAML',
      { 'h.yml': 'all:\n\thosts:\n' },
      undefined,
      'h.yml:2:1: a tab is used as indentation: YAML allows spaces only | Replace the tab by spaces',
    ],
    [
      'a duplicate key',
      { 'h.yml': 'all:\n  hosts: {a: }\n  hosts: {b: }\n' },
      undefined,
      "h.yml:3:3: the key 'hosts' is written twice, first in line 2 | Remove one of the two: only one value can hold",
    ],
    [
      'an unknown key',
      { 'h.yml': 'all:\n  host: {a: }\n' },
      undefined,
      "h.yml:2:3: the group 'all' has an unknown key 'host': did you mean 'hosts'? | Only hosts, vars and children may be there. Groups go under 'children:'",
    ],
    [
      'hosts as a list',
      { 'h.yml': 'all:\n  hosts:\n    - a\n' },
      undefined,
      "h.yml:3:5: 'hosts' of the group 'all' is a list, not a map | Write 'name:' with a colon, without a dash",
    ],
    [
      'a list of groups',
      { 'h.yml': '- a\n' },
      undefined,
      "h.yml:1:1: h.yml is a list, not a map of groups | A YAML inventory starts with a group, such as 'all:'. Is it INI? Then name it *.ini",
    ],
    [
      'a number as a host',
      { 'h.yml': 'all: {hosts: {80: }}\n' },
      undefined,
      'h.yml:1:15: Host pattern 80 must be a string | Enclose integers/floats in quotation marks',
    ],
    [
      'variables that are no map',
      { 'h.yml': 'all: {hosts: {a: 1}}\n' },
      undefined,
      "h.yml:1:18: the host 'a' is a number, not a map of variables | Write 'name: value' below it",
    ],
    [
      'a priority that is no number',
      { hosts: 'a\n[all:vars]\nansible_group_priority=high\n' },
      undefined,
      "hosts:3:1: ansible_group_priority of 'all' is not a whole number | Write a number such as 10",
    ],
    [
      'group_vars that are no YAML',
      { hosts: '[web]\nw1\n', 'group_vars/web.yml': 'a: b: c\n' },
      undefined,
      "group_vars/web.yml:1:4: a second ': ' in one line | Put the value in quotes",
    ],
    [
      'group_vars that are a list',
      { hosts: 'w1\n', 'group_vars/all': '- a\n' },
      undefined,
      "group_vars/all:1:1: group_vars/all must be stored as a dictionary/hash | It holds a list: write 'name: value', one a line",
    ],
    [
      'encrypted host_vars',
      { hosts: 'w1\n', 'host_vars/w1.yml': '$ANSIBLE_VAULT;1.1;AES256\n' },
      undefined,
      'host_vars/w1.yml:1:1: host_vars/w1.yml cannot be decrypted: it is cut short or damaged | Restore the file from where it came from: a line is missing or was changed',
    ],
  ])('%s, by this text', async (_what, files, sources, expected) => {
    expect(await problems(files, sources)).toEqual([expected])
  })

  test('everything at once: all problems of all files', async () => {
    const files = {
      hosts: 'web[5:3]\nok1\nbad line\n[x:children]\ny\n',
      'h.yml': 'all:\n  hots: 1\n  hosts: {80: }\n',
      'group_vars/all.yml': 'a: *b\n',
    }

    const found = await problems(files, ['hosts', 'missing', 'h.yml'])

    expect(found.map((text) => text.split(': ')[0])).toEqual([
      'hosts:1:1',
      'hosts:3:5',
      'hosts:5:1',
      'there is no inventory missing | Check the path. A list of hosts needs a comma, even for one',
      'h.yml:2:3',
      'h.yml:3:11',
      'group_vars/all.yml:1:4',
    ])
  })

  test('never shows a value of a variables file', async () => {
    const files = {
      hosts: 'w1\n',
      'group_vars/all.yml': 'registry_password: "hunter2\n',
      'host_vars/w1': 'x: hunter2: y\n',
    }

    expect((await problems(files)).join('\n')).not.toContain('hunter2')
  })
})
