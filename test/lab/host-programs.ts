const CHECKSUM = `for path in "$@"; do
  if [ ! -e "$path" ] && [ ! -L "$path" ]; then echo "$path absent"; continue; fi
  find "$path" -printf '%p %y %m %U:%G %l\\n' | LC_ALL=C sort
  find "$path" -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
done`

/** A small file system of its own over the folder, with the folder's content and then no byte to spare. */
const FILL = `mkdir -p "$1"
kib=$(( $(du -sk "$1" | cut -f1) + 64 ))
copy=$(mktemp -d /run/full-disk.XXXXXX)
mount -t tmpfs -o "size=\${kib}k,mode=$(stat -c %a "$1")" tmpfs "$copy"
cp -a "$1"/. "$copy"/
dd if=/dev/zero of="$copy/.full" bs=4k 2>/dev/null || true
mount --bind "$copy" "$1"
umount "$copy"
rmdir "$copy"`

export function checksumProgram(paths: readonly string[]): readonly string[] {
  return program(CHECKSUM, paths)
}

export function fillDiskProgram(folder: string): readonly string[] {
  return program(FILL, [folder])
}

export function freeDiskProgram(folder: string): readonly string[] {
  return ['umount', folder]
}

function program(text: string, args: readonly string[]): readonly string[] {
  return ['sh', '-euc', text, 'sh', ...args]
}
