import type * as listr2 from 'listr2'
import type { ReporterIo } from './reporter-io.ts'

type Listr2 = typeof listr2

/**
 * A few rows at the end of a terminal that are drawn over, by listr2, and plain lines that scroll away above them. Rows
 * are taken away before a line is printed and come back with the next `show`.
 */
export class LiveArea {
  readonly #io: ReporterIo
  readonly #library: Promise<void>
  readonly #waiting: string[] = []
  #listr2: Listr2 | undefined
  #open: Rows | undefined
  #closing: Promise<void> | undefined

  constructor(io: ReporterIo) {
    this.#io = io
    this.#library = import('listr2').then((library) => {
      this.#listr2 = library
    })
  }

  /** Draws the rows, once. Does nothing while listr2 is being loaded or earlier rows are taken away. */
  show(rows: readonly string[]): void {
    if (this.#closing !== undefined || this.#listr2 === undefined) return
    const text = rows.join('\n')
    if (this.#open === undefined) this.#open = openRows(this.#listr2, text, this.#io)
    else this.#open.redraw(text)
  }

  print(text: string): void {
    this.hide()
    if (this.#closing === undefined) this.#io.stdout(text)
    else this.#waiting.push(text)
  }

  hide(): void {
    if (this.#open === undefined) return
    this.#closing = this.#open.close().then(() => {
      this.#closing = undefined
      const waiting = this.#waiting.splice(0).join('')
      if (waiting !== '') this.#io.stdout(waiting)
    })
    this.#open = undefined
  }

  /** Resolves when the rows are gone and every line is printed. */
  async close(): Promise<void> {
    await this.#library
    this.hide()
    await this.#closing
  }
}

interface Rows {
  redraw(text: string): void
  close(): Promise<void>
}

function openRows({ DefaultRenderer, Listr, ListrLogger, ProcessOutput }: Listr2, text: string, io: ReporterIo): Rows {
  const finished = Promise.withResolvers<undefined>()
  let current = text
  let redraw: ((text: string) => void) | undefined
  let drawn: string | undefined

  /** Draws when the rows changed, and not for changes of listr2's own states. */
  class RowsRenderer extends DefaultRenderer {
    static override nonTTY = true

    override update(): void {
      if (current === drawn) return
      drawn = current
      super.update()
    }
  }

  const out: unknown = {
    columns: io.columns,
    write: (chunk: string) => {
      io.stdout(chunk)
      return true
    },
  }
  const stream = out as NodeJS.WriteStream
  const rows = new Listr(
    [
      {
        title: text,
        task: async (_context, task) => {
          redraw = (next) => {
            task.title = next
          }
          if (current !== text) redraw(current)
          await finished.promise
        },
      },
    ],
    {
      renderer: RowsRenderer,
      registerSignalListeners: false,
      rendererOptions: {
        lazy: true,
        clearOutput: true,
        formatOutput: 'truncate',
        logger: new ListrLogger<listr2.ListrDefaultRendererLogLevels>({
          useIcons: true,
          processOutput: new ProcessOutput(stream, stream),
        }),
      },
    },
  )
  const gone = rows.run()
  return {
    redraw(next) {
      current = next
      redraw?.(next)
    },
    async close() {
      finished.resolve(undefined)
      await gone
    },
  }
}
