import { loginContract } from './login-contract.ts'
import { connectorOf } from './targets.ts'

loginContract(connectorOf)
