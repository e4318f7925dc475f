import { valuesOf, type Collector } from './collector.ts'

/** Names of the chassis by number (SMBIOS reference specification, table of chassis types). */
const FORM_FACTORS = [
  ...['Unknown', 'Other', 'Unknown', 'Desktop', 'Low Profile Desktop', 'Pizza Box', 'Mini Tower', 'Tower', 'Portable'],
  ...['Laptop', 'Notebook', 'Hand Held', 'Docking Station', 'All In One', 'Sub Notebook', 'Space-saving'],
  ...['Lunch Box', 'Main Server Chassis', 'Expansion Chassis', 'Sub Chassis', 'Bus Expansion Chassis'],
  ...['Peripheral Chassis', 'RAID Chassis', 'Rack Mount Chassis', 'Sealed-case PC', 'Multi-system', 'CompactPCI'],
  ...['AdvancedTCA', 'Blade', 'Blade Enclosure', 'Tablet', 'Convertible', 'Detachable', 'IoT Gateway', 'Embedded PC'],
  ...['Mini PC', 'Stick PC'],
]

const PARTS: readonly (readonly [fact: string, file: string])[] = [
  ...['bios_date', 'bios_vendor', 'bios_version', 'product_name', 'product_serial', 'product_uuid'].map(same),
  ...['product_version', 'board_asset_tag', 'board_name', 'board_serial', 'board_vendor', 'board_version'].map(same),
  ...['chassis_asset_tag', 'chassis_serial', 'chassis_vendor', 'chassis_version'].map(same),
  ['form_factor', 'chassis_type'],
  ['system_vendor', 'sys_vendor'],
]

function same(name: string): readonly [string, string] {
  return [name, name]
}

/** `NA` is what the firmware does not say, or only root may read. */
export const firmware: Collector = {
  script: `
section firmware
for key in ${PARTS.map(([, file]) => file).join(' ')}; do value "$key" "/sys/class/dmi/id/$key"; done
`,
  parse: (sections) => {
    const values = valuesOf(sections.lines('firmware'))
    const of = (file: string) => {
      const [value] = values(file)
      return file === 'chassis_type' && value !== undefined ? FORM_FACTORS[Number(value)] : value
    }
    return Object.fromEntries(PARTS.map(([fact, file]) => [fact, of(file) ?? 'NA']))
  },
}
