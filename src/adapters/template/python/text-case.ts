import type { Methods } from './members.ts'

/** Methods of text that change or tell the case of letters and the kind of characters. */
export const caseMethods: Methods<string> = {
  upper: (self) => self.toUpperCase(),
  lower: (self) => self.toLowerCase(),
  casefold: (self) => self.toLowerCase().replaceAll('ß', 'ss'),
  capitalize: capitalized,
  title: (self) => self.replace(/\p{L}+/gu, capitalized),
  swapcase: (self) => Array.from(self, (char) => (isUpper(char) ? char.toLowerCase() : char.toUpperCase())).join(''),
  isdigit: (self) => /^[\p{Nd}²³¹⁰-⁹₀-₉]+$/u.test(self),
  isdecimal: (self) => /^\p{Nd}+$/u.test(self),
  isnumeric: (self) => /^\p{N}+$/u.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isalnum: (self) => /^[\p{L}\p{N}]+$/u.test(self),
  isspace: (self) => /^\s+$/.test(self),
  islower: isLower,
  isupper: isUpper,
  istitle: (self) => /\p{L}/u.test(self) && self === self.replace(/\p{L}+/gu, capitalized),
  isascii: (self) => /^[\0-\x7f]*$/.test(self),
  isidentifier: (self) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(self),
  isprintable: (self) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(self),
}

export function capitalized(text: string): string {
  const first = Array.from(text)[0] ?? ''
  return first.toUpperCase() + text.slice(first.length).toLowerCase()
}

export function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

export function isLower(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase()
}
