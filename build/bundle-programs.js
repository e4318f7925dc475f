import { build } from 'esbuild'
import { chmodSync } from 'node:fs'
import { spacesOnDemand } from './of-jsonc-parser.js'
import { compiled, withoutProxies } from './of-ssh2.js'

/** For packages that are CommonJS: they ask for node's own modules, and where they are. */
export const COMMON_JS = `import { createRequire as requireFrom } from 'node:module'
const require = requireFrom(import.meta.url), __dirname = import.meta.dirname`

/**
 * Each program as one file, with the parts that several of them need, and what is imported on demand, in files beside it. Six
 * hundred small files take longer to find and read than the work of a small run takes.
 */
export async function bundlePrograms(programs, outdir) {
  await build({
    entryPoints: programs.map(({ file }) => ({ in: `src/${file}.ts`, out: file })),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    plugins: [compiled, withoutProxies, spacesOnDemand],
    mainFields: ['module', 'main'],
    chunkNames: 'parts/[name]-[hash]',
    banner: { js: COMMON_JS },
  })
  for (const { file } of programs) chmodSync(`${outdir}/${file}.js`, 0o755)
}
