import { loginContract } from '../login-contract.ts'
import { shardsOf } from './shards.ts'

loginContract((deps) => shardsOf({ shards: 1, ...deps }))
