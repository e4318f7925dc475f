import type { Connector } from '../../ports/connector.ts'
import { ConfigFiles } from './config/config-files.ts'
import { resolveRoute } from './config/resolve-route.ts'
import { systemSshEnvironment, type SshEnvironment } from './config/ssh-environment.ts'
import { RouteOpener, type RouteDeps } from './connect/open-routes.ts'

export interface SshConnectorDeps extends RouteDeps {
  readonly environment?: SshEnvironment
}

/** Opens SSH connections by ssh2: configuration, jump hosts, host keys, login. */
export function createSshConnector(deps: SshConnectorDeps): Connector {
  const environment = deps.environment ?? systemSshEnvironment()
  const configFiles = new ConfigFiles(environment)
  const routes = new RouteOpener(deps)
  return {
    async open(target, signal) {
      const route = await resolveRoute(target, environment, configFiles)
      return route.ok ? routes.open(route.value, signal) : route
    },
  }
}
