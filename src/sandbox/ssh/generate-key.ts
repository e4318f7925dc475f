import ssh2 from 'ssh2'

/** A new ed25519 key pair. One in some hundreds that ssh2 makes cannot be read by ssh2 itself: such a one is made again. */
export function generateKey(): { readonly private: string; readonly public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519')
    if ('type' in ssh2.utils.parseKey(pair.private)) return pair
  }
}
