import { chmodSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What package.json names: a script that starts its program with the snapshot, if that is there as it was built, and the node
 * that took it is, too; in the ordinary way otherwise. Written last: a snapshot that is newer was changed.
 */
export function writeLaunchers(programs, outdir) {
  for (const { file, launcher } of programs) {
    const path = join(outdir, launcher)
    writeFileSync(path, launcherText({ file, launcher, outdir: realpathSync(outdir) }))
    chmodSync(path, 0o755)
  }
}

/**
 * A start of another program, such as readlink, is a millisecond: there is none where the folder is where it was built. Of
 * what users set for node, some has no effect with a snapshot.
 */
function launcherText({ file, launcher, outdir }) {
  return `#!/bin/sh
here=${quoted(outdir)}
node=${quoted(realpathSync(process.execPath))}
if ! [ "$0" -ef "$here/${launcher}" ]; then
  self=$0
  while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
      /*) self=$target ;;
      *) self=$(dirname "$self")/$target ;;
    esac
  done
  here=$(cd "$(dirname "$self")" && pwd -P)
fi
program=$here/${file}.js blob=$here/program.blob
if [ -z "$NODE_OPTIONS" ] && [ -r "$blob" ] && [ "$node" -ef "$here/node" ] &&
  ! [ "$node" -nt "$blob" ] && ! [ "$blob" -nt "$here/${launcher}" ]; then
  if [ $(wc -c <"$blob") -eq ${sizeOf(join(outdir, 'program.blob'))} ]; then
    if [ -z "$GLIBC_TUNABLES" ]; then
      export GLIBC_TUNABLES=glibc.malloc.hugetlb=1
    fi
    exec "$node" --no-sparkplug --min-semi-space-size=4 --snapshot-blob "$blob" "$program" "$@"
  fi
  echo "longshore: $blob is damaged, and left alone: starts take longer. To repair it: npm run build" >&2
fi
command -v node >/dev/null || exec "$node" "$program" "$@"
exec node "$program" "$@"
`
}

function sizeOf(blob) {
  return statSync(blob, { throwIfNoEntry: false })?.size ?? 0
}

function quoted(path) {
  return `'${path.replaceAll("'", "'\\\\''")}'`
}
