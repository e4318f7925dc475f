import type { Module, ModuleIndex } from '../model/module.ts'
import { addHost } from './add-host/index.ts'
import { assemble } from './assemble/index.ts'
import { assertModule } from './assert/index.ts'
import { asyncStatus } from './async-status/index.ts'
import { blockinfile } from './blockinfile/index.ts'
import { command } from './command/index.ts'
import { configBackup } from './config-backup/index.ts'
import { configRestore } from './config-restore/index.ts'
import { containerdRegistry } from './containerd-registry/index.ts'
import { copy } from './copy/index.ts'
import { ModuleLibrary } from './custom/module-library.ts'
import { debug } from './debug/index.ts'
import { dockerRegistry } from './docker-registry/index.ts'
import { fail } from './fail/index.ts'
import { fetch } from './fetch/index.ts'
import { file } from './file/index.ts'
import { find } from './find/index.ts'
import { getent } from './getent/index.ts'
import { getUrl } from './get-url/index.ts'
import { groupBy } from './group-by/index.ts'
import { imagePull } from './image-pull/index.ts'
import { includeRole } from './include-role/index.ts'
import { includeTasks } from './include-tasks/index.ts'
import { includeVars } from './include-vars/index.ts'
import { lineinfile } from './lineinfile/index.ts'
import { meta } from './meta/index.ts'
import { pause } from './pause/index.ts'
import { ping } from './ping/index.ts'
import { raw } from './raw/index.ts'
import { reboot } from './reboot/index.ts'
import { registryAuth } from './registry-auth/index.ts'
import { registryCa } from './registry-ca/index.ts'
import { registryConfig } from './registry-config/index.ts'
import { registryFacts } from './registry-facts/index.ts'
import { registryProbe } from './registry-probe/index.ts'
import { replace } from './replace/index.ts'
import { script } from './script/index.ts'
import { service } from './service/index.ts'
import { serviceFacts } from './service-facts/index.ts'
import { setFact } from './set-fact/index.ts'
import { setStats } from './set-stats/index.ts'
import { gatherFacts, setup } from './setup/index.ts'
import { shell } from './shell/index.ts'
import { slurp } from './slurp/index.ts'
import { stat } from './stat/index.ts'
import { systemd, systemdService } from './systemd/index.ts'
import { tempfile } from './tempfile/index.ts'
import { template } from './template/index.ts'
import { unarchive } from './unarchive/index.ts'
import { uri } from './uri/index.ts'
import { validateArgumentSpec } from './validate-argument-spec/index.ts'
import { waitForConnection } from './wait-for-connection/index.ts'
import { waitFor } from './wait-for/index.ts'

/** Every module that a task may name. One line each, in the order of the alphabet. */
const BUILTIN: readonly Module[] = [
  addHost,
  assemble,
  assertModule,
  asyncStatus,
  blockinfile,
  command,
  configBackup,
  configRestore,
  containerdRegistry,
  copy,
  debug,
  dockerRegistry,
  fail,
  fetch,
  file,
  find,
  gatherFacts,
  getent,
  getUrl,
  groupBy,
  imagePull,
  includeRole,
  includeTasks,
  includeVars,
  lineinfile,
  meta,
  pause,
  ping,
  raw,
  reboot,
  registryAuth,
  registryCa,
  registryConfig,
  registryFacts,
  registryProbe,
  replace,
  script,
  service,
  serviceFacts,
  setFact,
  setStats,
  setup,
  shell,
  slurp,
  stat,
  systemd,
  systemdService,
  tempfile,
  template,
  unarchive,
  uri,
  validateArgumentSpec,
  waitFor,
  waitForConnection,
]

/** A name given twice is a programmer's mistake and throws at start-up. */
export function builtinModules(): ModuleIndex {
  const index = new ModuleLibrary()
  for (const module of BUILTIN) {
    if (index.has(module.name)) throw new Error(`two modules are called ${module.name}`)
    index.set(module.name, module)
  }
  return index
}
