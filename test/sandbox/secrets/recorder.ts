/** Where programs are called through, before the real ones of the PATH. Each call is a line of the file. */
export function recorderScript(folder: string, file: string, except: readonly string[] = []): string {
  const left = ['sh', 'dash', 'bash', ...except].join(' ')
  return `mkdir -p ${folder}
: > ${file} && chmod 666 ${file}
cat > ${folder}/.recorder <<'RECORDER'
#!/bin/sh
name=\${0##*/}
{ printf '%s' "$name"; printf ' %s' "$@"; printf '\\n'; } >> ${file}
PATH=\${PATH#*${folder}:}
exec "$name" "$@"
RECORDER
chmod 755 ${folder}/.recorder
for program in /usr/bin/* /usr/sbin/*; do
  name=\${program##*/}
  case " ${left} " in *" $name "*) continue;; esac
  [ -e "${folder}/$name" ] || ln -s .recorder "${folder}/$name"
done
`
}
