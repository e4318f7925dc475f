import { describe, expect, test } from '@jest/globals'
import { maskCredentials } from '../../src/text-edit/mask-credentials.ts'

describe('maskCredentials', () => {
  test.each([
    ['JSON', '{"auths": {"r:5000": {"auth": "CANARY", "email": "a@b"}}, "identitytoken":"CAN\\"ARY"}'],
    ['JSON over lines', '{\n  "Authorization": ["Bearer x"],\n  "Authorization" : "Bearer CANARY",\n  "port": 1\n}'],
    ['TOML', '[plugins.x.configs."r".auth]\n  username = "CANARY"\n  password = "CANARY"\n  token = \'CANARY\''],
    ['an inline table of TOML', 'auth = { username = "u", password = "CANARY" }'],
    ['YAML', 'configs:\n  r:\n    auth:\n      username: u\n      password: CANARY\n    - registry_token: CANARY # x'],
    ['a block of YAML', 'a:\n  password: |\n    CANARY\n    CANARY\n  port: 1'],
    ['INI', '[login]\nuser = u\npassword=CANARY\napi_key = CANARY'],
    ['a shell', 'export REGISTRY_PASSWORD=CANARY\nGITHUB_TOKEN="CANARY"'],
    ['an address', 'proxy = "http://u:CANARY@proxy:3128/"'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----'],
  ])('leaves no credential in %s', (_form, text) => {
    const masked = maskCredentials(text)

    expect(masked.replaceAll('CAN"', '')).not.toMatch(/CANARY|CAN\\|ARY/)
    expect(maskCredentials(masked)).toBe(masked)
  })

  test.each([
    '{"auths": {"r": {}}, "auth": {"method": "plain"}, "tokens": 3, "port": 5000}',
    'auth:\n  username: u\npasswords_file: /etc/x\nauthor: me\n',
    '[auth]\n# the password is elsewhere\nsecret_count = 3\n',
    'max-concurrent-downloads = 3\nurl = "http://mirror:5000"\n',
  ])('leaves %j as it is', (text) => {
    expect(maskCredentials(text)).toBe(text)
  })
})
