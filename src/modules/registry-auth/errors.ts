import { LongshoreError } from '../../base/longshore-error.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import type { Stage } from '../registry-utils/judge-talk.ts'

const NOTHING = 'Nothing was changed.'

export function credentialMissing(name: 'username' | 'password') {
  return new LongshoreError('MODULE_ARGS_INVALID', `registry_auth: missing required arguments: ${name}`, {
    hint: 'Give username and password, or state: absent to remove the credential',
  })
}

export function userUnknown(user: string): LongshoreError {
  return refusal(`there is no user ${user} on this host`, 'Name the user who runs docker or podman there')
}

export function fileBroken(path: string, { message, line, column }: TextProblem): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path}:${line}:${column}: ${message}`, {
    hint: `${NOTHING} Mend the file first: no credential in it is used as it is`,
    at: { file: path, line, column },
  })
}

export function helperMissing(path: string, key: string, name: string): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_BROKEN',
    `${path} names a ${key} program that is not on this host, docker-credential-${name}: every pull of that user fails`,
    { hint: `${NOTHING} Install the program, or remove ${key} from the file` },
  )
}

export function helperIsAsked(path: string, key: string, name: string): LongshoreError {
  return refusal(
    `${path} leaves this registry to docker-credential-${name} (${key}), and what is written to auths is never read`,
    `Store the credential with that program, or remove ${key} from the file`,
  )
}

export function containerdMissing(): LongshoreError {
  return refusal('there is no containerd on this host', 'Choose another consumer, or leave the host out')
}

export function containerdTooOld(version: string): LongshoreError {
  return refusal(
    `containerd ${version} does not read hosts.toml files, where its credential would be`,
    'Upgrade to 1.5 or later, or give the credential per pull (imagePullSecrets, crictl pull --creds)',
  )
}

export function configsNotRead(version: string): LongshoreError {
  return refusal(
    `containerd ${version} does not read registry.configs of its config.toml`,
    'Use place: header, consumer: kubelet on a node, or imagePullSecrets',
  )
}

export function criIsDisabled(path: string): LongshoreError {
  return refusal(
    `${path} disables the CRI plugin, which alone reads registry.configs`,
    'Use place: header: ctr --hosts-dir and nerdctl read the files',
  )
}

export function tokensNotForHeader(registry: string): LongshoreError {
  return refusal(
    `${registry} hands out tokens (Bearer), and containerd sends the header of a hosts.toml to the registry alone, never to its token service`,
    'Use place: config (registry.configs, for CRI), consumer: kubelet on a node, or imagePullSecrets',
  )
}

export function credentialRefused(registry: string, { name, detail }: Stage): LongshoreError {
  const isCredential = name === 'token'
  const what = isCredential ? 'does not take this credential' : `cannot be asked, ${name} failed`
  const hint = isCredential
    ? 'Check user and password'
    : 'registry_probe tells more, registry_ca installs an authority; verify: false writes the credential unseen'
  return new LongshoreError('VERIFICATION_FAILED', `${registry} ${what}: ${detail}`, { hint: `${NOTHING} ${hint}` })
}

function refusal(message: string, hint: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', message, { hint: `${NOTHING} ${hint}` })
}
