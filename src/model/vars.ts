/** Variables by name. Values are what YAML gives: strings, numbers, booleans, null, lists and maps. */
export type Vars = Readonly<Record<string, unknown>>
