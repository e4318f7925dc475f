const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const PREFIX = 'age'

/** Bech32 (BIP 173) has a checksum: a letter that was mistyped shows before anything is encrypted to nobody. */
export function isAgeRecipient(text: string): boolean {
  if (!text.startsWith(`${PREFIX}1`)) return false
  const letters = Array.from(text.slice(PREFIX.length + 1), (letter) => LETTERS.indexOf(letter))
  if (letters.length < 6 || letters.includes(-1)) return false
  const codes = Array.from(PREFIX, (letter) => letter.charCodeAt(0))
  return checksum([...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...letters]) === 1
}

function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const top = sum >>> 25
    const shifted = ((sum & 0x1ffffff) << 5) ^ value
    return GENERATOR.reduce((mixed, term, bit) => (((top >>> bit) & 1) === 1 ? mixed ^ term : mixed), shifted)
  }, 1)
}
