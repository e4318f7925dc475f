/** Python's spelling of a number for the kinds that `%` and `str.format` share, or undefined for any other kind. */
export function formatNumber(kind: string, number: number, places: number | undefined): string | undefined {
  switch (kind) {
    case 'c':
      return String.fromCodePoint(number)
    case 'f':
    case 'F':
      return number.toFixed(places ?? 6)
    case 'e':
      return exponential(number, places)
    case 'E':
      return exponential(number, places).toUpperCase()
    case 'g':
    case 'G':
      return String(Number(number.toPrecision(places ?? 6)))
    default:
      return undefined
  }
}

/** Python writes at least two digits of the exponent. */
function exponential(number: number, places: number | undefined): string {
  return number.toExponential(places ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
}
