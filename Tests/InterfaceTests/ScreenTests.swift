import Foundation
import Screen
import Testing
import Trading

@testable import Interface

/// What a screen looks like, in text and in styles. `RECORD=1 swift test` records them anew: look at the
/// change.
@Suite struct ScreenTests {
  static let sizes = [
    Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
    Size(columns: 200, rows: 60),
  ]

  private func name(_ subject: String, _ size: Size) -> String { "\(subject)-\(size.columns)x\(size.rows)" }

  private func frame(
    _ snapshot: Snapshot, _ keys: String, _ size: Size, sheet: StyleSheet = Golden.roles,
    unicode: Bool = true,
    remembered: Remembered = Remembered(), showsFirstSteps: Bool = false
  ) -> CellBuffer {
    var driver = Driver(snapshot, size: size, remembered: remembered, showsFirstSteps: showsFirstSteps)
    driver.press(keys)
    return Frame.draw(
      snapshot, state: driver.state, sheet: sheet, size: size, unicode: unicode)
  }

  @Test(arguments: sizes) func waitingForTheFirstEntry(size: Size) throws {
    try Golden.check(frame(Samples.waiting, "", size), name("waiting", size))
  }

  @Test(arguments: sizes) func inPosition(size: Size) throws {
    try Golden.check(frame(Samples.long, "jj", size), name("long", size))
  }

  @Test(arguments: sizes) func short(size: Size) throws {
    try Golden.check(frame(Samples.short, "", size), name("short", size))
  }

  @Test(arguments: sizes) func clocks(size: Size) throws {
    try Golden.check(frame(Samples.clocked, "", size), name("clocks", size))
  }

  @Test(arguments: sizes) func timeAloneActs(size: Size) throws {
    try Golden.check(frame(Samples.timed, "", size), name("timed", size))
  }

  /// Half a number reads as another one.
  @Test func noNumberIsCut() {
    let samples = [
      Samples.waiting, Samples.long, Samples.clocked, Samples.timed, Samples.short, Samples.closed,
      Samples.alarmed,
    ]
    for size in Self.sizes.prefix(2) {
      for (snapshot, keys) in samples.flatMap({ sample in ["", "s", "sj", "a"].map { (sample, $0) } }) {
        let text = frame(snapshot, keys, size).text
        let cuts = text.split(separator: "…").dropLast().filter { $0.last?.isNumber == true }
        #expect(cuts.isEmpty, "\(keys) at \(size.columns)x\(size.rows):\n\(text)")
      }
    }
  }

  @Test(arguments: sizes) func previewOpen(size: Size) throws {
    try Golden.check(frame(Samples.long, "a", size), name("preview", size))
  }

  @Test(arguments: sizes) func stopPanel(size: Size) throws {
    try Golden.check(frame(Samples.long, "sj", size), name("stop", size))
  }

  @Test(arguments: sizes) func carryingAnOrder(size: Size) throws {
    try Golden.check(frame(Samples.long, "gggj→", size), name("grab", size))
  }

  @Test(arguments: sizes) func centred(size: Size) throws {
    try Golden.check(frame(Samples.long, "zjj", size), name("centred", size))
  }

  /// What has just changed stands out, and nothing moves.
  @Test(arguments: sizes) func justChanged(size: Size) throws {
    var driver = Driver(Samples.long, size: size)
    driver.snapshot.last = Samples.price(304_321)
    driver.state.observe(driver.snapshot, now: driver.now + 1_000_000)
    let frame = Frame.draw(
      driver.snapshot, state: driver.state, sheet: Golden.roles, size: size, unicode: true)
    try Golden.check(frame, name("changed", size))
  }

  /// In one row the price comes first: behind the stop's name it would read as the stop's.
  @Test(arguments: sizes) func stopBesideTheLastPrice(size: Size) throws {
    var snapshot = Samples.long
    snapshot.last = Samples.price(300_391)
    let text = frame(snapshot, "", size).text
    let last = try #require(snapshot.last.map { snapshot.instrument.text($0) })
    let row = try #require(
      text.split(separator: "\n").first { $0.contains("S 0.800") && $0.contains("STOP") })
    let parts = row.components(separatedBy: "STOP")
    #expect(parts.count == 2 && !parts[1].contains(last), "\(row)")
  }

  @Test(arguments: sizes) func withDepth(size: Size) throws {
    try Golden.check(frame(Samples.deep, "", size), name("depth", size))
  }

  @Test(arguments: sizes) func refused(size: Size) throws {
    try Golden.check(frame(Samples.long, ":enter 50%", size), name("refused", size))
  }

  /// The command line: empty, within a sentence, with a mistake, with a completion chosen.
  @Test(arguments: sizes) func commandLine(size: Size) throws {
    try Golden.check(frame(Samples.long, ":", size), name("words-empty", size))
    try Golden.check(frame(Samples.long, ":stop to ", size), name("words-begun", size))
    try Golden.check(frame(Samples.long, ":stop to brekeven", size), name("words-wrong", size))
    try Golden.check(frame(Samples.long, ":stop to ⇥⇥", size), name("words-chosen", size))
  }

  @Test(arguments: sizes) func search(size: Size) throws {
    let remembered = Remembered(sentences: ["stop to breakeven", "take 10%"])
    try Golden.check(frame(Samples.long, ":Ⓡbreak", size, remembered: remembered), name("search", size))
  }

  @Test(arguments: sizes) func reason(size: Size) throws {
    let remembered = Remembered(reasons: ["news is out", "level held three times", "size is small"])
    try Golden.check(frame(Samples.long, ":enter 50%⏎↑", size, remembered: remembered), name("reason", size))
  }

  @Test(arguments: sizes) func firstSteps(size: Size) throws {
    for (subject, snapshot) in [
      ("waiting", Samples.waiting), ("long", Samples.long), ("closed", Samples.closed),
    ] {
      let frame = frame(snapshot, "", size, showsFirstSteps: true)
      try Golden.check(frame, name("steps-\(subject)", size))
    }
  }

  @Test(arguments: sizes) func helpOnTheCommandLine(size: Size) throws {
    try Golden.check(frame(Samples.long, ":①", size), name("help-words", size))
  }

  @Test(arguments: sizes) func helpSearch(size: Size) throws {
    try Golden.check(frame(Samples.long, "?/stop", size), name("help-search", size))
  }

  @Test(arguments: sizes) func help(size: Size) throws {
    try Golden.check(frame(Samples.long, "?", size), name("help", size))
  }

  @Test(arguments: sizes) func closed(size: Size) throws {
    try Golden.check(frame(Samples.closed, "", size), name("closed", size))
  }

  @Test(arguments: sizes) func alarms(size: Size) throws {
    try Golden.check(frame(Samples.alarmed, "", size), name("alarm", size))
  }

  @Test(arguments: sizes) func liveMoney(size: Size) throws {
    try Golden.check(frame(Samples.live, "", size), name("live", size))
  }

  /// Without colours as well: the words differ, and a whole line looks as no rehearsal's does.
  @Test(arguments: sizes) func liveMoneyWithoutColors(size: Size) throws {
    let sheet = try ThemeReading.sheet("dark", .none)
    let live = frame(Samples.live, "", size, sheet: sheet, unicode: false)
    var replay = Samples.long
    replay.mode = .replay
    let paper = frame(Samples.long, "", size, sheet: sheet, unicode: false)
    let words = [live, frame(replay, "", size, sheet: sheet), paper].map {
      String($0.text(row: 0).prefix(12))
    }
    #expect(words[0] == "  LIVE MONEY" && words[1].hasPrefix("  REPLAY") && words[2].hasPrefix("  PAPER"))
    #expect((0..<size.columns).allSatisfy { live[$0, 0].style == sheet[.live] })
    #expect(!(0..<size.columns).allSatisfy { paper[$0, 0].style == sheet[.live] })
  }

  @Test(arguments: sizes) func leaving(size: Size) throws {
    try Golden.check(frame(Samples.long, "q", size), name("leaving", size))
  }

  @Test(arguments: sizes) func withoutUnicode(size: Size) throws {
    let frame = frame(Samples.long, "a", size, unicode: false)
    #expect(frame.text.allSatisfy { $0.isASCII })
    try Golden.check(frame, name("ascii", size))
  }

  @Test(arguments: sizes) func withoutColors(size: Size) throws {
    let sheet = try ThemeReading.sheet("dark", .none)
    try Golden.check(
      frame(Samples.alarmed, "", size, sheet: sheet), name("nocolor", size), sheet: sheet)
  }

  @Test func tooSmall() throws {
    try Golden.check(frame(Samples.long, "", Size(columns: 29, rows: 7)), "small-29x7")
    try Golden.check(frame(Samples.long, "", Size(columns: 40, rows: 10)), "small-40x10")
  }

  /// Only the cells that changed are bold, for two seconds, and no other cell moves.
  @Test func changedCellsAreBoldForTwoSeconds() {
    let size = Size(columns: 80, rows: 24)
    var snapshot = Samples.long
    var state = InterfaceState(size: size)
    state.observe(snapshot, now: 1)
    #expect(state.nextChange == nil)
    snapshot.last = Samples.price(304_124)
    state.observe(snapshot, now: 5_000_000_000)
    let bold = Frame.draw(snapshot, state: state, sheet: Golden.roles, size: size, unicode: true)
    #expect(state.nextChange == 7_000_000_000)
    state.observe(snapshot, now: 7_000_000_000)
    let plain = Frame.draw(snapshot, state: state, sheet: Golden.roles, size: size, unicode: true)
    #expect(bold.text == plain.text)
    let changed = zip(bold.cells, plain.cells).filter { $0.style != $1.style }
    let lastText = changed.map { String($0.0.character) }.joined()
    #expect(lastText.contains("30,412.4"))
    #expect(changed.allSatisfy { $0.0.style.bold && !$0.1.style.bold })
    #expect(state.nextChange == nil)
  }
}
