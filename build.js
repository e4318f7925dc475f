import { build } from 'esbuild'
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * `npm run build`: each program of package.json becomes one file in dist, with the parts that several of them need, and what
 * is imported on demand, in files beside it. Six hundred small files take longer to find and read than the work of a small
 * run takes. Of ssh2 only what was compiled for this machine stays outside.
 */
const [outdir = 'dist'] = process.argv.slice(2)
const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const programs = Object.values(bin).map((file) => file.replace(/^dist\/(.*)\.js$/, '$1'))
/** For packages that are CommonJS: they ask for node's own modules, and where they are. */
const COMMON_JS = `import { createRequire as requireFrom } from 'node:module'
const require = requireFrom(import.meta.url), __dirname = import.meta.dirname`

const compiled = {
  name: 'compiled',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.node$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path).replace(/^.*\/node_modules\//, ''),
      external: true,
    })),
}

/** Of ssh2 what brings node's http and tls along, for proxies that nobody here asks for. */
const withoutProxies = {
  name: 'without-proxies',
  setup: ({ onLoad }) => onLoad({ filter: /ssh2\/lib\/http-agents\.js$/ }, () => ({ contents: 'module.exports = {}' })),
}

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: programs.map((program) => ({ in: `src/${program}.ts`, out: program })),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  plugins: [compiled, withoutProxies],
  mainFields: ['module', 'main'],
  chunkNames: 'parts/[name]-[hash]',
  banner: { js: COMMON_JS },
})
for (const program of programs) chmodSync(`${outdir}/${program}.js`, 0o755)
