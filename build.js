import { build } from 'esbuild'
import { chmodSync, readFileSync, rmSync } from 'node:fs'

/**
 * `npm run build`: each program of package.json becomes one file in dist, with the parts that several of them need, and what
 * is imported on demand, in files beside it. Six hundred small files take longer to find and read than the work of a small
 * run takes. ssh2 stays outside: what it compiled for this machine lies beside it.
 */
const [outdir = 'dist'] = process.argv.slice(2)
const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const programs = Object.values(bin).map((file) => file.replace(/^dist\/(.*)\.js$/, '$1'))

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: programs.map((program) => ({ in: `src/${program}.ts`, out: program })),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['ssh2'],
  mainFields: ['module', 'main'],
  chunkNames: 'parts/[name]-[hash]',
  // For what is CommonJS and asks for node's own modules.
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
  },
})
for (const program of programs) chmodSync(`${outdir}/${program}.js`, 0o755)
