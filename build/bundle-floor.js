import { build } from 'esbuild'
import { COMMON_JS } from './bundle-programs.js'
import { compiled, withoutProxies } from './of-ssh2.js'

/** For the bench: the floor's client as one file, as Longshore is. To find and read ssh2 piece by piece is not what SSH costs. */
await build({
  entryPoints: ['test/bench/floor-client.ts'],
  outfile: 'dist/bench/floor-client.js',
  bundle: true,
  format: 'esm',
  platform: 'node',
  plugins: [compiled, withoutProxies],
  banner: { js: COMMON_JS },
})
