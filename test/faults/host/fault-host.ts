/** A host that breaks in every way that the matrix asks for. What a fault did is mended by the one beside it. */
export interface FaultHost {
  readonly name: string
  /** Its line in an INI inventory. */
  readonly inventoryLine: string
  readonly knownHost: string
  /** Runs sh text as root beside SSH. Throws where it fails. */
  readonly sh: (script: string) => Promise<string>
  /** A folder that comes before /bin where Longshore's shell is looked up. */
  readonly shellAt: string
  /** Whether the run has come to the moment that the host was armed for. */
  readonly hasFired: () => boolean

  /** No packet comes through, and nobody is told. */
  readonly cutNetwork: () => Promise<unknown>
  readonly restoreNetwork: () => Promise<unknown>
  /** The SSH server and its sessions are gone; what they had started is not. */
  readonly killSshd: () => Promise<unknown>
  readonly startSshd: () => Promise<unknown>
  readonly powerCut: () => Promise<unknown>
  readonly boot: () => Promise<unknown>
  /** dockerd is gone, and every start of it fails, or hangs. */
  readonly breakDocker: (how: 'dies' | 'hangs') => Promise<unknown>
  readonly mendDocker: () => Promise<unknown>
  readonly ignoreReload: () => Promise<unknown>
  readonly heedReload: () => Promise<unknown>
  readonly jumpClock: (seconds: number) => Promise<unknown>
  readonly close: () => Promise<unknown>
}
