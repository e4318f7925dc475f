/**
 * What comes after a stage of a rollout. `hold`: a person decides whether the next one starts. `halt` starts nothing more
 * and leaves the good hosts as they are; the other two put hosts back that went well, too.
 */
export interface StageVerdict {
  readonly kind: 'promote' | 'hold' | 'halt' | 'roll-back-stage' | 'roll-back-all'
  readonly reason: string
}
