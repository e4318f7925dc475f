const NAME =
  /^(?:auth|authorization|x-registry-auth|[\w.-]*(?:password|passwd|identitytoken|registrytoken|token|secret|api_?key))$/i

/** Whether what stands under this name, in an argument or a configuration, lets somebody in. */
export function isCredentialName(name: string): boolean {
  return NAME.test(name)
}
