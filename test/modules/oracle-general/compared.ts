/** Values that tell of the moment, of the way or of Ansible itself, and not of the outcome. */
const LEFT_OUT = new Set(
  'atime ctime mtime inode dev size_on_disk invocation diff warnings deprecations failed changed exception stderr stdout stderr_lines stdout_lines exit_status extract_results'.split(
    ' ',
  ),
)

/** What has to be alike in a result: everything but moments, files in the order of their paths, the folder as `DIR`. */
export function compared(values: Readonly<Record<string, unknown>>, folder: string): Record<string, unknown> {
  const isFolder = (value: unknown) => typeof value === 'object' && value !== null && 'isdir' in value && value.isdir
  /** Of unarchive: where Ansible put the archive, and how large the folder is to its file system. */
  const isUnpacked = 'handler' in values
  const text = JSON.stringify(values, function (this: unknown, name, value: unknown) {
    if (LEFT_OUT.has(name) || (name === 'size' && isFolder(this)) || (name === 'nlink' && isFolder(this)))
      return undefined
    if (isUnpacked && (name === 'src' || name === 'size')) return undefined
    return name === 'files' && Array.isArray(value) ? value.toSorted(byPath) : value
  })
  return JSON.parse(text.replaceAll(folder, 'DIR')) as Record<string, unknown>
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : 1
}
