/** Shell text: the first Python 3 of the host is in `python`, which stays unset where there is none. */
export const FIND_PYTHON = `  for each in python3 /usr/bin/python3 /usr/local/bin/python3 /usr/libexec/platform-python; do
    if command -v "$each" >/dev/null 2>&1; then python=$each; break; fi
  done`
