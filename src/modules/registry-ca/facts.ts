import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { certsFolder, type CertsFolder } from '../registry-utils/certs-folder.ts'
import { configFile, type ConfigFile } from '../registry-utils/config-file.ts'
import { dockerLiveRestore } from '../registry-utils/docker-live-restore.ts'
import { runningContainers } from '../registry-utils/running-containers.ts'
import { unitState } from '../registry-utils/unit-state.ts'
import type { PreparedCa } from './prepare.ts'
import { folderStores, storeFiles, SYSTEM_STORE_NAMES, SYSTEM_STORES, systemFile, type SystemStore } from './places.ts'

export function registryCaFacts({ args }: PreparedCa) {
  const stores = folderStores(args).map((store) => [store, storeFiles(store, args.registry)] as const)
  const paths = stores.flatMap(([store, { folder, ca, certificate, key }]) => [
    ca,
    certificate,
    key,
    ...(store === 'containerd' ? [`${folder}/hosts.toml`] : []),
  ])
  const system = args.store.includes('system') ? SYSTEM_STORE_NAMES.map((name) => systemFile(name, args.registry)) : []
  return Object.assign(files([...paths, ...system]), folders(stores.map(([, { folder }]) => folder)), {
    now: hostClock(),
    systemStore: systemStore(),
    docker: unitState('docker.service'),
    containerd: unitState('containerd.service'),
    liveRestore: dockerLiveRestore(),
    containers: runningContainers(),
  })
}

export type RegistryCaFacts = Gathered<ReturnType<typeof registryCaFacts>>

/** One fact for each file, so that all come in the same round trip. */
function files(paths: readonly string[]): Readonly<Record<`file:${string}`, Fact<ConfigFile>>> {
  return Object.fromEntries(paths.map((path) => [`file:${path}`, configFile(path)] as const))
}

function folders(paths: readonly string[]): Readonly<Record<`folder:${string}`, Fact<CertsFolder>>> {
  return Object.fromEntries(paths.map((path) => [`folder:${path}`, certsFolder(path)] as const))
}

/** Seconds since the epoch, as the host has it: what certificates are judged by there. */
function hostClock(): Fact<number> {
  return {
    name: 'clock of the host',
    command: shell('date +%s'),
    parse: (output) => ok(Number(stdoutText(output).trim())),
  }
}

export function systemStore(): Fact<SystemStore | undefined> {
  const words = SYSTEM_STORE_NAMES.flatMap((name) => [name, SYSTEM_STORES[name].folder, SYSTEM_STORES[name].update])
  return {
    name: 'system store of certificates',
    command: { ...shell(SYSTEM_STORE, ...words), tolerant: true },
    parse: (output) => ok(SYSTEM_STORE_NAMES.find((name) => name === stdoutText(output).trim())),
  }
}

/** The last that fits counts: SUSE has a tool of Debian's name and a folder of its own. */
const SYSTEM_STORE = `
PATH=$PATH:/usr/sbin:/sbin
found=
while [ $# -gt 0 ]; do
  [ -d "$2" ] && command -v "$3" >/dev/null 2>&1 && found=$1
  shift 3
done
echo "$found"`
