export { expand, matchersOf, nameText, quote } from '@shared/domain/promql'
