import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import type { Generation } from '../generations.ts'
import { CACHE, LOGS } from '../paths.ts'
import { unmountUnder } from '../mounts.ts'
import { run } from '../run.ts'
import { debianMirror } from './mirror.ts'
import { mmdebstrapArgs, recipeFor, recipeKey } from './recipe.ts'

export type Build = { readonly ok: true } | { readonly ok: false; readonly reason: string }

const BUILD_TIMEOUT_MS = 20 * 60_000
const TEMPORARY = '.building'

export function rootPath(generation: Generation): string {
  return `${CACHE}/${recipeKey(recipeFor(generation))}`
}

export function isBuilt(generation: Generation): boolean {
  return existsSync(rootPath(generation))
}

/**
 * Builds the root of one generation beside its place and moves it there when it is whole, so that an interrupted build
 * is never taken for a good one. Failure is a result: a suite that moved must not take the other hosts with it.
 */
export async function buildRoot(generation: Generation): Promise<Build> {
  const recipe = recipeFor(generation)
  const target = rootPath(generation)
  const temporary = `${target}${TEMPORARY}`
  await mkdir(CACHE, { recursive: true, mode: 0o700 })
  await unmountUnder(temporary)
  await rm(temporary, { recursive: true, force: true })

  const built = await run(['mmdebstrap', ...mmdebstrapArgs(recipe, temporary, await debianMirror())], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: BUILD_TIMEOUT_MS,
  })
  const log = `${LOGS}/${generation.name}-build.log`
  await writeFile(log, built.stdout + built.stderr)

  if (built.exitCode !== 0) {
    await rm(temporary, { recursive: true, force: true })
    return { ok: false, reason: `mmdebstrap could not build ${recipe.suite}: ${firstError(built.stderr)} (${log})` }
  }
  await rename(temporary, target)
  return { ok: true }
}

/** Throws away the roots of earlier recipes, and what an interrupted build left. Only when no host runs on them. */
export async function dropOlderRoots(generation: Generation): Promise<void> {
  const keep = rootPath(generation)
  for (const entry of await readdir(CACHE)) {
    const path = `${CACHE}/${entry}`
    if (entry.startsWith(`${generation.suite}-`) && path !== keep) await rm(path, { recursive: true, force: true })
  }
}

function firstError(text: string): string {
  const lines = text.split('\n')
  return lines.find((line) => /^(E:|Err:|W:.*(404|Failed))/.test(line)) ?? lines.at(-2) ?? 'no message'
}
