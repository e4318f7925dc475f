/** Filters and tests that people know from collections; ansible-core has none of them either. */
const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  'community.general': [
    ...['json_query', 'counter', 'crc32', 'dict_kv', 'from_csv', 'from_ini', 'groupby_as_dict', 'hashids_encode'],
    ...['hashids_decode', 'jc', 'keep_keys', 'lists_mergeby', 'random_mac', 'remove_keys', 'replace_keys', 'to_days'],
    ...['to_hours', 'to_milliseconds', 'to_minutes', 'to_months', 'to_seconds', 'to_time_unit', 'to_weeks', 'to_years'],
    ...['unicode_normalize', 'version_sort', 'lists_union', 'lists_intersect', 'lists_difference', 'to_ini', 'dict'],
  ],
  'ansible.utils': [
    ...['ipaddr', 'ipv4', 'ipv6', 'ipwrap', 'ipsubnet', 'ipmath', 'cidr_merge', 'hwaddr', 'macaddr', 'next_nth_usable'],
    ...['network_in_network', 'network_in_usable', 'nthhost', 'previous_nth_usable', 'reduce_on_network', 'slaac'],
    ...[
      'get_path',
      'to_paths',
      'from_xml',
      'to_xml',
      'index_of',
      'keep_keys',
      'remove_keys',
      'replace_keys',
      'validate',
    ],
  ],
  'ansible.windows': ['quote'],
}

/** What to say of a name that belongs to a collection, or undefined. */
export function elsewhere(name: string): string | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const collection = name.includes('.')
    ? name.slice(0, name.lastIndexOf('.'))
    : Object.keys(COLLECTIONS).find((each) => COLLECTIONS[each]?.includes(short) === true)
  if (collection === undefined || collection === 'ansible.builtin' || collection === 'ansible.legacy') return undefined
  return `'${short}' is of the collection ${collection}, which is not supported: only what ansible-core has is there`
}
