import { createHash } from 'node:crypto'
import type { Generation } from '../generations.ts'
import { CUSTOMIZE } from './customize.ts'

const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'openssh-server',
  'docker.io',
  'containerd',
  'iproute2',
  'sudo',
  'ca-certificates',
  'procps',
  'curl',
  'nftables',
  'iptables',
  'e2fsprogs',
  'acl',
] as const

/** Everything that decides what a root file system contains, except the mirror it comes from. */
export interface Recipe {
  readonly suite: string
  readonly packages: readonly string[]
  /** Shell program run with the new root as `$1`, after the packages are in. */
  readonly customize: string
}

export function recipeFor(generation: Generation): Recipe {
  return { suite: generation.suite, packages: [...PACKAGES, ...generation.extraPackages], customize: CUSTOMIZE }
}

/** Names a built root in the cache: another recipe has another key. */
export function recipeKey(recipe: Recipe): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex')
  return `${recipe.suite}-${hash.slice(0, 12)}`
}

export function mmdebstrapArgs(recipe: Recipe, target: string, mirror: string): readonly string[] {
  return [
    '--mode=root',
    '--variant=minbase',
    '--format=directory',
    `--include=${recipe.packages.join(',')}`,
    '--aptopt=Acquire::Check-Valid-Until "false"',
    '--aptopt=Acquire::Languages "none"',
    '--dpkgopt=force-unsafe-io',
    '--dpkgopt=path-exclude=/usr/share/man/*',
    '--dpkgopt=path-exclude=/usr/share/doc/*',
    '--dpkgopt=path-exclude=/usr/share/locale/*',
    `--customize-hook=${recipe.customize}`,
    recipe.suite,
    target,
    `deb ${mirror} ${recipe.suite} main`,
  ]
}
