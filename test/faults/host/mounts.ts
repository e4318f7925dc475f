import type { FaultHost } from './fault-host.ts'

/** Where Longshore writes on a host: what it configures, and what it keeps. */
const WRITTEN = ['/etc/docker', '/var/lib/longshore']

const each = (program: string): string => `for folder in ${WRITTEN.join(' ')}; do\n${program}\ndone`

/** The folder is a file system of its own from here on, with what was in it and no byte to spare. */
const FILL = `set -e
${each(`[ -d "$folder" ] || continue
kib=$(( $(du -sk "$folder" | cut -f1) + 64 ))
copy=/run/faults-full
mkdir -p "$copy"
mount -t tmpfs -o "size=\${kib}k,mode=$(stat -c %a "$folder")" tmpfs "$copy"
cp -a "$folder"/. "$copy"/
dd if=/dev/zero of="$copy/.full" bs=4k 2>/dev/null || :
mount --bind "$copy" "$folder"
umount "$copy"`)}`

/** What was done to it meanwhile stays. */
const FREE = `set -e
${each(`[ -e "$folder/.full" ] || continue
rm "$folder/.full"
below=/run/faults-below
mkdir -p "$below"
mount --bind "\${folder%/*}" "$below"
find "$below/\${folder##*/}" -mindepth 1 -delete
cp -a "$folder"/. "$below/\${folder##*/}"/
umount "$below"
umount "$folder"`)}`

const READ_ONLY = `set -e
${each(`[ -d "$folder" ] || continue
mount --bind "$folder" "$folder"
mount -o remount,bind,ro "$folder"`)}`

const WRITABLE = each(`umount "$folder" 2>/dev/null || :`)

export async function fillDisk(host: FaultHost): Promise<void> {
  await host.sh(FILL)
}

export async function freeDisk(host: FaultHost): Promise<void> {
  await host.sh(FREE)
}

export async function makeReadOnly(host: FaultHost): Promise<void> {
  await host.sh(READ_ONLY)
}

export async function letWrite(host: FaultHost): Promise<void> {
  await host.sh(WRITABLE)
}
