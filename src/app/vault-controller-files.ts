import { ok } from '../base/result.ts'
import { isEncrypted } from '../model/vault/envelope.ts'
import type { Vault } from '../loader/vault/vault.ts'
import type { ControllerFiles } from '../model/controller-files.ts'

/** The controller's files with what is encrypted decrypted, as Ansible's copy, template and script have it. */
export function decryptedFiles(files: ControllerFiles, vault: Vault): ControllerFiles {
  return {
    ...files,
    async read(path, options) {
      const bytes = await files.read(path)
      if (!bytes.ok || options?.asIs === true || !isEncrypted(bytes.value)) return bytes
      const opened = vault.open(bytes.value.toString('latin1'), { shown: path })
      return opened.ok ? ok(opened.value) : opened
    },
  }
}
