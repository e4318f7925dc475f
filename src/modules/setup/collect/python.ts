import type { Collector } from './collector.ts'

/** The Python that Ansible's own discovery takes first; a host without one has no such fact. */
export const python: Collector = {
  script: '',
  python: `
section("python")
import json
try:
    import ssl
except ImportError:
    ssl = None
info = sys.version_info
names = ("major", "minor", "micro", "releaselevel", "serial")
print(json.dumps({"version": dict(zip(names, info)), "version_info": list(info), "executable": sys.executable,
    "has_sslcontext": hasattr(ssl, "SSLContext"), "type": sys.implementation.name}))
`,
  parse: (sections) => {
    const [text] = sections.lines('python')
    return text === undefined ? {} : { python: JSON.parse(text) }
  },
}
