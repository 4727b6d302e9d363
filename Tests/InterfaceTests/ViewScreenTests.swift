import Screen
import Testing
import Trading

@testable import Interface

/// What every view looks like, as `ScreenTests` has it for the screen with everything on it.
@Suite struct ViewScreenTests {
  /// A view, a trade, and how they are called.
  struct Look: Sendable, CustomTestStringConvertible {
    var view: ViewChoice
    var trade: String
    var size: Size
    var testDescription: String { "\(view.rawValue)-\(trade)-\(size.columns)x\(size.rows)" }
  }

  static let looks: [Look] =
    ViewChoice.allCases.flatMap { view in
      trades(view).flatMap { trade in ScreenTests.sizes.map { Look(view: view, trade: trade, size: $0) } }
    }

  private static func trades(_ view: ViewChoice) -> [String] {
    switch view {
    case .ladder, .all: ["long"]
    case .tranches, .stop: ["long", "short", "closed"]
    case .chart: ["long", "short", "stopped", "waiting"]
    case .big: ["long", "short", "stopped", "waiting", "alarm", "silent", "old"]
    }
  }

  private static func snapshot(_ trade: String) -> Snapshot {
    var snapshot = Samples.longPath
    switch trade {
    case "short": snapshot = Samples.shortPath
    case "closed": snapshot = Samples.closed
    case "stopped": snapshot = Samples.stoppedPath
    case "waiting": snapshot = Samples.waiting
    case "alarm": snapshot.alarms = Samples.alarmed.alarms
    case "silent": snapshot = Samples.watched(.silent)
    case "old": snapshot.feed.age = Span(seconds: 12)
    default: break
    }
    return snapshot
  }

  private static func frame(_ look: Look, keys: String = "", unicode: Bool = true) -> CellBuffer {
    let snapshot = snapshot(look.trade)
    var state = InterfaceState(size: look.size, view: look.view)
    state.observe(snapshot, now: 1)
    return Frame.draw(snapshot, state: state, sheet: Golden.roles, size: look.size, unicode: unicode)
  }

  @Test(arguments: looks) func view(_ look: Look) throws {
    try Golden.check(Self.frame(look), "view-\(look.testDescription)")
  }

  @Test(arguments: looks) func withoutUnicode(_ look: Look) {
    let frame = Self.frame(look, unicode: false)
    #expect(frame.text.allSatisfy { $0.isASCII }, "\(frame.text)")
    // No sign is without a stand-in: a question mark would be one.
    #expect(!frame.text.dropLast(look.size.columns).contains("? "), "\(frame.text)")
  }

  @Test(arguments: [ViewChoice.chart, .big]) func drawnInASCII(view: ViewChoice) throws {
    let look = Look(view: view, trade: "long", size: Size(columns: 80, rows: 24))
    try Golden.check(Self.frame(look, unicode: false), "ascii-view-\(look.testDescription)")
  }

  private static let edges = [(30, 8), (39, 12), (40, 12), (48, 14), (56, 15), (60, 16), (76, 20)].map {
    Size(columns: $0.0, rows: $0.1)
  }

  /// Whatever is chosen: mode, side, last and the stop are to be read, and it says so where it does not fit.
  @Test(arguments: ViewChoice.allCases, edges) func whatMattersStays(view: ViewChoice, size: Size) {
    let text = Self.frame(Look(view: view, trade: "long", size: size)).text
    for words in ["PAPER", "LONG", "30,412.3", "stop 30,034.7"] { #expect(text.contains(words), "\(text)") }
    #expect(text.contains("too small for \(view.rawValue)") == !view.fits(size), "\(text)")
  }

  /// Digits stay where they are while only the numbers change.
  @Test(arguments: ScreenTests.sizes) func largeDigitsDoNotMove(size: Size) {
    var snapshot = Samples.longPath
    var state = InterfaceState(size: size, view: .big)
    func rows() -> [Int: [Int]] {
      state.observe(snapshot, now: 1)
      let frame = Frame.draw(snapshot, state: state, sheet: Golden.roles, size: size, unicode: true)
      return Dictionary(
        uniqueKeysWithValues: (0..<size.rows).map { row in
          (row, (0..<size.columns).filter { frame[$0, row].character == "█" })
        })
    }
    let before = rows()
    snapshot.last = Samples.price(304_123 + 400)
    let after = rows()
    let used = { (dots: [Int: [Int]]) in dots.filter { !$0.value.isEmpty }.keys.sorted() }
    #expect(used(before) == used(after))
    let ends = { (dots: [Int: [Int]]) in dots.values.compactMap(\.last).max() }
    #expect(ends(before) == ends(after))
  }

  /// Old numbers are drawn otherwise, not only in another colour.
  @Test(arguments: ["old", "silent"]) func anOldPriceLooksOld(trade: String) {
    let look = Look(view: .big, trade: trade, size: Size(columns: 80, rows: 24))
    let text = Self.frame(look).text
    #expect(!text.contains("█") && text.contains("▒"), "\(text)")
    #expect(text.contains(trade == "old" ? "PRICE OLD 12 s" : "OWNER SILENT"), "\(text)")
    #expect(Self.frame(Look(view: .big, trade: "long", size: look.size)).text.contains("█"))
  }
}
