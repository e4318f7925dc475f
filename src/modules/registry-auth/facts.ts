import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { apiHost } from '../../registry/registry-urls.ts'
import { containerdRegistryArgs } from '../containerd-registry/args.ts'
import { containerdRegistryFacts } from '../containerd-registry/facts.ts'
import { configFile } from '../registry-utils/config-file.ts'
import { containerdVersion } from '../registry-utils/containerd-version.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import { askRegistry, readTalk, type RegistryTalk } from '../registry-utils/registry-talk.ts'
import type { RegistryAuthArgs } from './args.ts'
import { placeOf } from './place.ts'

/** `containerd`: what a change of its config.toml needs to know, where the credential may go there. */
export function registryAuthSheets(args: RegistryAuthArgs) {
  const isForConfig = args.consumer === 'containerd' && args.place !== 'header'
  return {
    auth: registryAuthFacts(args),
    ...(isForConfig && { containerd: containerdRegistryFacts(containerdRegistryArgs.parse({})) }),
  }
}

function registryAuthFacts(args: RegistryAuthArgs) {
  return {
    file: configFile(placeOf(args)),
    account: account(args.user),
    helpers: credentialHelpers(),
    version: containerdVersion(),
    talk: registryTalk(args),
  }
}

export type RegistryAuthFacts = Gathered<ReturnType<typeof registryAuthFacts>>

export interface UserAccount {
  readonly uid: string
  readonly gid: string
}

function account(user: string): Fact<UserAccount | undefined> {
  return {
    name: `user ${user}`,
    command: { ...shell('id -u -- "$1" && id -g -- "$1"', user), tolerant: true },
    parse: (output) => {
      const [uid, gid] = linesOf(stdoutText(output))
      return ok(output.exitCode === 0 && uid !== undefined && gid !== undefined ? { uid, gid } : undefined)
    },
  }
}

/** Names after `docker-credential-` of the programs that the host has. */
function credentialHelpers(): Fact<readonly string[]> {
  const script = `
IFS=:
for d in $PATH /usr/local/bin /usr/bin; do
  for f in "$d"/docker-credential-*; do [ -x "$f" ] && printf '%s\\n' "\${f##*/docker-credential-}"; done
done
exit 0`
  return {
    name: 'credential helpers',
    command: { ...shell(script), tolerant: true },
    parse: (output) => ok(linesOf(stdoutText(output))),
  }
}

/** Undefined where nothing is asked. */
function registryTalk(args: RegistryAuthArgs): Fact<RegistryTalk | undefined> {
  const asks = args.verify && args.state === 'present'
  const host = apiHost(args.registry)
  const isContainerd = args.consumer === 'containerd' || args.consumer === 'kubelet'
  const question = {
    unit: isContainerd ? 'containerd.service' : 'docker.service',
    trustFolders: TRUST.map((folder) => `${folder}/${host}`),
    ca: args.ca,
    validateCerts: true,
    apiUrl: `https://${host}/v2/`,
    manifestUrl: undefined,
    repository: '',
    user: args.username,
    password: args.password,
    timeout: args.timeout,
  }
  return {
    name: 'answers of the registry',
    command: asks ? askRegistry(question) : shell('exit 0'),
    parse: (output) => ok(asks ? readTalk(output) : undefined),
  }
}

const TRUST = ['/etc/docker/certs.d', '/etc/containerd/certs.d', '/etc/containers/certs.d']
