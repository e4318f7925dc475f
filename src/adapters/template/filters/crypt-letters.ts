export const CRYPT_ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Three bytes, the highest first, as crypt(3) writes them: letters of six bits, the lowest first. */
export function cryptLetters(three: readonly number[], count: number): string {
  const [high = 0, middle = 0, low = 0] = three
  const word = (high << 16) | (middle << 8) | low
  return Array.from({ length: count }, (_, index) => CRYPT_ALPHABET.charAt((word >> (6 * index)) & 63)).join('')
}
