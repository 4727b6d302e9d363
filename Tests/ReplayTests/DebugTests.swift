import Replay
import StrictYAML
import Testing
import Trading
@Test func debugOne() throws {
  let yaml = """
    plan: x
    instrument: BTCUSDT
    side: short
    size: 1.044
    stop: 13007
    first entry: 100%
    rules:
      - enter 9.169% from 12322
    """
  let r = try Worked.rehearsal(yaml, Worked.tape([12079, 12090, 12091]))
  for e in r.events.dropFirst() { print(e.tick.index, e.fact) }
  let yaml2 = """
    plan: x
    instrument: BTCUSDT
    side: long
    size: 10
    stop: 12000
    first entry: 100%
    rules:
      - enter 14% on touch 13106
      - then enter 22% on retest 13106 within 0.15% hold 762s
      - then enter 9% after 11580s
      - enter 10% at first price plus 326 ticks
      - when tranche 4 fills, cancel tranche 2
    """
  let s = try Worked.rehearsal(yaml2, Worked.tape([12928, 12913, 12928, 12930]))
  for e in s.events.dropFirst() { print(e.tick.index, e.fact) }
}
