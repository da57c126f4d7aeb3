import { startTerminal } from './app/terminal'

void startTerminal(process.argv.slice(2))
