/** Whether docker/go-units takes the text as a size: `64M`, `1.5 GiB`, `1024`. */
export function isSize(text: string): boolean {
  return /^\d+(\.\d+)* ?(?:[kmgtpe](?:i?b)?|b)?$/i.test(text)
}
