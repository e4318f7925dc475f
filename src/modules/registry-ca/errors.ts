import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'

export function nothingToTrust(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'registry_ca: there is nothing to install: ca is missing', {
    hint: 'Give ca, the PEM certificate of the authority; with a registry of a public authority client_cert and client_key alone',
  })
}

export function clientPairIncomplete(certificateMissing: boolean): LongshoreError {
  const [there, missing] = certificateMissing ? ['client_key', 'client_cert'] : ['client_cert', 'client_key']
  return new LongshoreError('MODULE_ARGS_INVALID', `registry_ca: ${there} is given without ${missing}`, {
    hint: 'Docker refuses every pull from a registry that has one of the two alone. Give both',
  })
}

export function systemTakesNoClient(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'registry_ca: the system store keeps no client certificates', {
    hint: 'Use store: docker, containerd or containers for client_cert and client_key',
  })
}

export function hubIgnoresStore(): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    'registry_ca: for Docker Hub dockerd never looks into /etc/docker/certs.d',
    { hint: 'Use store: system, or name the mirror that is reached in place of Docker Hub' },
  )
}

export function pemInvalid(from: string, problem: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `registry_ca: ${from} ${problem}`, {
    hint: 'No host was changed. Give PEM text, which begins with -----BEGIN CERTIFICATE-----',
  })
}

export function certificateUntimely(problems: readonly string[]): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `every pull would fail: ${problems.join('; ')}`, {
    hint: "Nothing was changed. Renew the certificate, or set the host's clock if that is wrong",
  })
}

export function storeMissing(): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', 'no system store of certificates is known on this host', {
    hint: 'Nothing was changed. Install ca-certificates first: update-ca-certificates or update-ca-trust is needed',
  })
}

export function strayFiles(folder: string, names: readonly string[]): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_BROKEN',
    `${folder} holds files that make dockerd refuse every pull from there: ${names.join(', ')}`,
    {
      hint: 'Nothing was changed. Authorities must end in .crt, a client certificate NAME.cert needs a NAME.key. Rename or remove them first',
    },
  )
}

export function storeNotUpdated(output: CommandOutput): LongshoreError {
  return new LongshoreError('COMMAND_FAILED', `the system store could not be updated: ${lastLine(output)}`, {
    hint: 'The host is put back as it was',
  })
}

export function registryNotTrusted(registry: string, output: CommandOutput): LongshoreError {
  return new LongshoreError(
    'VERIFICATION_FAILED',
    `${registry} cannot be used with this authority: ${lastLine(output)}`,
    {
      hint: 'The host is put back as it was. Compare the certificate that the registry shows with the authority given',
    },
  )
}

function lastLine(output: CommandOutput): string {
  return stderrText(output).trim().split('\n').at(-1) || `exit code ${output.exitCode}`
}
