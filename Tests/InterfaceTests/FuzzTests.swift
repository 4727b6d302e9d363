import Screen
import Testing
import Trading

@testable import Interface

/// Small and repeatable (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Suite struct FuzzTests {
  private static let keys: [Key] =
    Array("atsbm[]{}xgcfTBCFjk +-=:nwp.e<>?qy0123456789%RvVhl/GNz").map { .character($0) } + [
      .enter, .enter, .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home,
      .end,
      .pageUp, .pageDown, .control("c"), .control("z"), .control("l"), .control("u"), .control("w"),
      .control("r"), .control("y"), .control("g"), .control("p"), .alt("b"), .alt("d"), .function(1),
      .function(5), .wheelUp, .wheelDown,
    ]

  /// Random keys, sizes, prices and pauses: nothing crashes, every frame has its size, the stop is always
  /// to be seen, and nothing acts but Enter and the four capitals.
  @Test func randomKeysNeverActByThemselves() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SeededGenerator(state: seed)
    for _ in 0..<25 { run(&random, seed) }
  }

  private func run(_ random: inout SeededGenerator, _ seed: UInt64) {
    let samples = [
      Samples.waiting, Samples.long, Samples.short, Samples.closed, Samples.alarmed, Samples.longPath,
      Samples.shortPath, Samples.stoppedPath,
    ]
    var driver = Driver(samples[Int.random(in: 0..<samples.count, using: &random)], size: size(&random))
    var last: LastPicture?
    for _ in 0..<40 {
      let mode = driver.state.mode
      let count = driver.acts.count
      let input = input(&random)
      driver.send(
        input, after: UInt64.random(in: 0...400, using: &random), draws: Bool.random(using: &random))
      if driver.acts.count > count { #expect(mayAct(input, mode), "seed \(seed): \(input) in \(mode)") }
      last = compare(driver, last, seed)
      if Int.random(in: 0..<4, using: &random) == 0 {
        disturb(&driver, &random)
        last = nil
      }
      check(driver, unicode: Bool.random(using: &random), seed)
    }
  }

  /// What a picture takes over from the one before is what it would have drawn.
  private func compare(_ driver: Driver, _ last: LastPicture?, _ seed: UInt64) -> LastPicture {
    func draw(_ last: LastPicture?) -> CellBuffer {
      Frame.draw(
        driver.snapshot, state: driver.state, sheet: Golden.roles, size: driver.state.size, unicode: true,
        after: last)
    }
    let whole = draw(nil)
    #expect(draw(last) == whole, "seed \(seed)")
    return LastPicture(whole, of: driver.snapshot, driver.state)
  }

  private func mayAct(_ input: TerminalInput, _ mode: Mode) -> Bool {
    guard case .key(let key) = input else { return false }
    if key == .enter { return true }
    let capitals: [Key] = "TBCF".map { .character($0) }
    return capitals.contains(key) && !mode.isText
  }

  private func size(_ random: inout SeededGenerator) -> Size {
    Size(columns: Int.random(in: 0...300, using: &random), rows: Int.random(in: 0...100, using: &random))
  }

  private func input(_ random: inout SeededGenerator) -> TerminalInput {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: .resized(size(&random))
    case 1: .pasted("close\nFF enter next")
    default: .key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])
    }
  }

  private func disturb(_ driver: inout Driver, _ random: inout SeededGenerator) {
    let last = driver.snapshot.last?.ticks ?? 300_000
    driver.snapshot.last = Price(ticks: max(1, last + Int.random(in: -4000...4000, using: &random)))
    if Bool.random(using: &random) { driver.snapshot.sequence += 1 }
    driver.state.observe(driver.snapshot, preview: { Samples.preview($0) }, now: driver.now)
  }

  private func check(_ driver: Driver, unicode: Bool, _ seed: UInt64) {
    let size = driver.state.size
    let sheet = StyleSheet(depth: .none) { _ in .plain }
    let frame = Frame.draw(
      driver.snapshot, state: driver.state, sheet: sheet, size: size, unicode: unicode)
    #expect(frame.size == size)
    if !unicode { #expect(frame.text.allSatisfy { $0.isASCII }, "seed \(seed)") }
    guard let stop = driver.snapshot.stop, size.columns >= 30, size.rows >= 8 else { return }
    let text = driver.snapshot.instrument.text(stop.price)
    #expect(frame.text.contains("stop " + text), "seed \(seed), \(size)\n\(frame.text)")
    guard size.columns >= 60, size.rows >= 16, !driver.state.mode.showsHelp, !driver.state.mode.showsEvents,
      driver.state.shownView.showsLadder
    else { return }
    let row = driver.state.window.map { $0.holds(stop.price) } ?? false
    #expect(row || frame.text.contains("STOP " + text), "seed \(seed), \(size)\n\(frame.text)")
  }
}
