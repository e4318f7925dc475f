/** Python's spelling of a number for the kinds that `%` and `str.format` share, or undefined for any other kind. */
export function formatNumber(kind: string, number: number, places: number | undefined): string | undefined {
  switch (kind) {
    case 'c':
      return String.fromCodePoint(number)
    case 'f':
    case 'F':
      return fixed(number, places ?? 6)
    case 'e':
      return exponential(number, places ?? 6)
    case 'E':
      return exponential(number, places ?? 6).toUpperCase()
    case 'g':
      return general(number, places ?? 6)
    case 'G':
      return general(number, places ?? 6).toUpperCase()
    default:
      return undefined
  }
}

/** JavaScript spells large numbers with an exponent here, Python with all their digits. */
function fixed(number: number, places: number): string {
  if (!Number.isFinite(number)) return special(number)
  if (Math.abs(number) < 1e21) return number.toFixed(places)
  return `${BigInt(number)}${places === 0 ? '' : `.${'0'.repeat(places)}`}`
}

/** Python writes at least two digits of the exponent. */
function exponential(number: number, places: number): string {
  if (!Number.isFinite(number)) return special(number)
  return number.toExponential(places).replace(/e([+-])(\d)$/, 'e$10$2')
}

function general(number: number, places: number): string {
  if (!Number.isFinite(number)) return special(number)
  if (number === 0) return '0'
  const digits = places === 0 ? 1 : places
  const power = Number(number.toExponential(digits - 1).split('e')[1])
  if (power >= -4 && power < digits) return withoutZeros(number.toFixed(digits - 1 - power))
  const [size = '', exponent = ''] = exponential(number, digits - 1).split('e')
  return `${withoutZeros(size)}e${exponent}`
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function special(number: number): string {
  return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf'
}
