import { LongshoreError } from '../../base/longshore-error.ts'

export function noRuntime(asked: readonly string[] | undefined): LongshoreError {
  const which = asked === undefined ? 'no container runtime' : `none of ${asked.join(', ')}`
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `there is ${which} on this host`, {
    hint: 'Nothing was changed. Install one first, or leave the host out',
  })
}

export function notExpressible(gaps: readonly string[]): LongshoreError {
  const count = gaps.length === 1 ? 'a part' : `${gaps.length} parts`
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `${count} of the desired state cannot be had on this host: ${gaps.join('; ')}`,
    {
      hint: 'Nothing was changed. Leave that out for this host, name the runtimes that matter (runtimes), or apply the rest with unsupported: warn',
    },
  )
}

export function recordBroken(path: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path} is not what Longshore writes there`, {
    hint: 'Nothing was changed. It says which entries are Longshore’s; restore it, or remove it: then all present entries count as others’',
  })
}

export function yamlBroken(path: string, message: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path}: ${message}`, {
    hint: 'Nothing was changed. Mend the file first',
  })
}
