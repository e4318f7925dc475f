/** Whether Go's `time.ParseDuration` takes the text: `2s`, `1h30m`, `-1.5h`, `0`. */
export function isGoDuration(text: string): boolean {
  return /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text)
}
