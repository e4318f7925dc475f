import type { MetaRequest } from '../model/engine-request.ts'

/** What Ansible says of a `meta` task (plugins/strategy/__init__.py, `_execute_meta`). */
export function metaMessage(action: MetaRequest, host: string): string {
  const done: Record<MetaRequest, string> = {
    noop: 'noop',
    flush_handlers: `triggered running handlers for ${host}`,
    refresh_inventory: 'inventory successfully refreshed',
    clear_facts: 'facts cleared',
    clear_host_errors: 'cleared host errors',
    end_batch: 'ending batch',
    end_play: 'ending play',
    end_host: `ending play for ${host}`,
    reset_connection: 'reset connection',
  }
  return done[action]
}

/** The same where the condition does not hold. */
export function metaSkipMessage(action: MetaRequest, host: string): string {
  const instead: Partial<Record<MetaRequest, string>> = {
    flush_handlers: `not running handlers for ${host}`,
    clear_facts: `not clearing facts and fact cache for ${host}`,
    clear_host_errors: `not clearing host error state for ${host}`,
    end_batch: 'continuing current batch',
    end_play: 'continuing play',
    end_host: `continuing execution for ${host}`,
  }
  return [`${action} conditional evaluated to False`, instead[action]].filter((part) => part !== undefined).join(', ')
}
