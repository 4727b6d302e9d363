import Screen
import Testing
import Trading

@testable import Interface

/// Triples for what `KeyTests` leaves out, so that every key is pressed in every mode. A key that is new is added here:
/// the last test names what is missing.
@Suite struct KeyCoverageTests {
  struct Triple: Sendable, CustomTestStringConvertible {
    var keys: String
    var acts: [String] = []
    /// What is asked for beside acts.
    var asks: [Intent] = []
    var mode = Mode.normal
    var screen = ""
    var size = Size(columns: 120, rows: 40)
    var testDescription: String { keys }
  }

  /// How to come into a mode from the ladder.
  private static let ways: [Mode: String] = [
    .normal: "", .preview: "t", .stopPanel: "s", .grab: "g", .command: ":take 10%⏎:", .reason: ":enter 50%⏎",
    .seeking: ":take 10%⏎:Ⓡ", .note: "nx", .help: "?", .events: "l", .search: "l/", .helpSearch: "?/",
    .quitting: "q",
  ]

  /// The same keys, from each of these modes.
  private static func from(
    _ modes: [Mode], _ keys: String, acts: [String] = [], asks: [Intent] = [], to end: Mode? = nil,
    screen: String = "", size: Size = Size(columns: 120, rows: 40)
  ) -> [Triple] {
    modes.map { mode in
      let way = ways[mode] ?? ""
      let earlier = way.hasPrefix(":take") ? ["take 10%"] : []
      return Triple(
        keys: way + keys, acts: earlier + acts, asks: asks, mode: end ?? mode, screen: screen, size: size)
    }
  }

  /// The help has several pages there.
  private static let small = Size(columns: 60, rows: 16)
  private static let looking: [Mode] = [.normal, .preview, .stopPanel]
  private static let moving: [Mode] = [.normal, .preview, .grab]

  static let cases: [Triple] =
    opening + atOnce + cursor + views + reading + other + leaving + asking + typing + lines

  /// Each opens its preview wherever one looks, and Enter does it.
  private static let opening: [Triple] =
    from(looking, "a⏎", acts: ["enter next"], to: .normal)
    + from(looking, "t⏎", acts: ["take next"], to: .normal)
    + from(looking, "s", to: .stopPanel, screen: ">1 cursor")
    + from(looking, "b⏎", acts: ["stop to breakeven"], to: .normal)
    + from(looking, "m⏎", acts: ["stop to 30412.3"], to: .normal)
    + from(looking, "x", screen: "no order at 30,412.3")
    + from(looking, "g→⏎", acts: ["stop to 30034.8"], to: .normal)
    + from(looking, "z")
    + from(looking, "c⏎", acts: ["cancel entries"], to: .normal)
    + from(looking, "f⏎", acts: ["close"], to: .normal)
    + from(looking, "[⏎", acts: ["stop to 30034.6"], to: .normal)
    + from(looking, "]⏎", acts: ["stop to 30034.8"], to: .normal)
    + from(looking, "{⏎", acts: ["stop to 29984.7"], to: .normal)
    + from(looking, "}⏎", acts: ["stop to 30084.7"], to: .normal)

  private static let atOnce: [Triple] =
    from(looking, "T", acts: ["take next"], to: .normal)
    + from(looking, "C", acts: ["cancel entries"], to: .normal)
    + from(looking, "B", to: .preview, screen: "preview: stop to breakeven")
    + from(looking + [.grab], "F", screen: "F again within a second closes all 0.800")
    + from(looking + [.grab], "FF", acts: ["close"], to: .normal)

  private static let cursor: [Triple] =
    from([.normal, .preview], "k", screen: "[30,462.3]")
    + from([.normal, .preview], "↑", screen: "[30,462.3]")
    + from([.normal, .preview], "j", screen: "[30,362.3]")
    + from([.normal, .preview], "↓", screen: "[30,362.3]")
    + from([.stopPanel], "j", screen: ">2 breakeven") + from([.stopPanel], "↓", screen: ">2 breakeven")
    + from([.stopPanel], "k", screen: ">5 trail 1R") + from([.stopPanel], "↑", screen: ">5 trail 1R")
    + from([.grab], "k⏎", acts: ["stop to 30084.7"], to: .normal)
    + from([.grab], "↑⏎", acts: ["stop to 30084.7"], to: .normal)
    + from([.grab], "j⏎", acts: ["stop to 29984.7"], to: .normal)
    + from([.grab], "↓⏎", acts: ["stop to 29984.7"], to: .normal)
    + from([.normal, .preview], "j←", screen: "[30,362.2]")
    + from([.normal, .preview], "j→", screen: "[30,362.4]")
    + from([.grab], "←⏎", acts: ["stop to 30034.6"], to: .normal)
    + from([.grab], "→⏎", acts: ["stop to 30034.8"], to: .normal)
    + from([.normal, .preview], "⇞m⏎", acts: ["stop to 31162.3"], to: .normal)
    + from([.normal, .preview], "⇟m⏎", acts: ["stop to 29662.3"], to: .normal)
    + from([.grab], "⇞⏎", acts: ["stop to 30784.7"], to: .normal)
    + from([.grab], "⇟⏎", acts: ["stop to 29284.7"], to: .normal)
    + from(moving, "⇟⇟⇟ ", screen: "┊+0.58")
    + from([.help], "⇟", screen: "page 2 of", size: small)
    + from([.help], "⇟⇞", screen: "page 1 of", size: small)
    + from([.help], " ", screen: "page 2 of", size: small)
    + from(moving, "+", screen: "100 a row") + from(moving, "-", screen: "20 a row")
    + from(moving, "+=", screen: "50 a row")

  private static let views: [Triple] =
    from([.normal], "v", screen: "ladder, 50 a row")
    + from([.normal], "V", screen: "price at R   flat +301.95")
    + from([.normal], "1", screen: "ladder, 50 a row") + from([.normal], "2", screen: "─ tranches ─")
    + from([.normal], "3", screen: "the stop so far")
    + from([.normal], "4", screen: "no price yet: the chart")
    + from([.normal], "5", screen: "price at R   flat +301.95") + from([.normal], "6", screen: "─ tranches ─")
    + from([.normal], "h", screen: "no price yet: the chart") + from([.normal], "hh", screen: "─ tranches ─")
    + from(looking + [.grab], "⬆") + from(looking + [.grab], "⬇")
    + from([.help], "⬇", screen: "page 2 of", size: small)
    + from([.help], "⬇⬆", screen: "page 1 of", size: small)

  private static let reading: [Triple] =
    from([.normal], "l", to: .events, screen: "events, 1 of 6, newest first")
    + from([.events], "j", screen: "events, 2 of 6") + from([.events], "↓", screen: "events, 2 of 6")
    + from([.events], "jjk", screen: "events, 2 of 6") + from([.events], "jj↑", screen: "events, 2 of 6")
    + from([.events], "⇟", screen: "events, 6 of 6") + from([.events], "⇟⇞", screen: "events, 1 of 6")
    + from([.events], "⇲", screen: "events, 6 of 6") + from([.events], "G", screen: "events, 6 of 6")
    + from([.events], "G⇱", screen: "events, 1 of 6") + from([.events], "Gg", screen: "events, 1 of 6")
    + from([.events], "⬇", screen: "events, 4 of 6") + from([.events], "⬇⬆", screen: "events, 1 of 6")
    + from([.events], "n", screen: "nothing is searched for")
    + from([.events], "N", screen: "nothing is searched for")
    + from([.events], "/", to: .search) + from([.search], "retest⏎", to: .events, screen: "events, 4 of 6")
    + from([.search], "bought⏎n", to: .events, screen: "events, 5 of 6")
    + from([.search], "bought⏎N", to: .events, screen: "from the oldest again")
    + from([.events], "q", to: .normal) + from([.events], "l", to: .normal)
    + from([.search], "⎋", to: .events) + from([.search], "␃", to: .events)
    + from([.help], "/", to: .helpSearch)
    + from([.helpSearch], "flat", screen: "keys with \"flat\", page 1 of 1")
    + from([.helpSearch], "flat⏎", to: .help, screen: "keys with \"flat\", page 1 of 1")
    + from([.helpSearch], "nothing", screen: "no key says nothing")
    + from([.helpSearch], "flat⎋", to: .help, screen: "keys, page 1 of")
    + from([.helpSearch], "␃", to: .help)
    + from([.normal], ":take 25%①/flat⏎⎋⏎", acts: ["take 25%"], to: .normal)
    + from([.normal], ":take 25%①/flat⎋⎋⏎", acts: ["take 25%"], to: .normal)

  private static let other: [Triple] =
    from(looking + [.grab], ":", to: .command) + from(looking, "n", to: .note, screen: "note:")
    + from(looking, "w", screen: "there is no alarm") + from(looking, "p", screen: "a live feed has no pace")
    + from(looking, ".", screen: "a live feed has no pace")
    + from(looking, "e", screen: "a live feed has no pace")
    + from(looking, "<", screen: "a live feed has no pace")
    + from(looking, ">", screen: "a live feed has no pace")
    + from(looking + [.grab, .events], "?", to: .help, screen: "page 1 of")
    + from(looking, "q", to: .quitting)
    + from(looking, "␃", to: .quitting)
    + from(Mode.allCases, "␚", to: .quitting, screen: "y or Enter: suspend")
    + from(Mode.allCases, "␌", asks: [.redraw])

  private static let leaving: [Triple] =
    from(Mode.allCases.filter { ![.search, .helpSearch, .seeking].contains($0) }, "⎋", to: .normal)
    + from([.help], "q", to: .normal) + from([.help], "?", to: .normal)
    + from([.quitting], "n", to: .normal) + from([.quitting], "y", asks: [.quit], to: .normal)
    + from([.quitting], "⏎", asks: [.quit], to: .normal)
    + from([.seeking], "⎋", to: .command) + from([.seeking], "␃", to: .command)
    + from([.seeking], "Ⓖ", to: .command)
    + from([.command, .reason, .note, .help, .events, .grab, .quitting], "␃", to: .normal)
    + from([.preview], "⏎", acts: ["take next"], to: .normal)
    + from([.stopPanel], "⏎", acts: ["stop to 30412.3"], to: .normal)
    + from([.grab], "→⏎", acts: ["stop to 30034.8"], to: .normal)
    + from([.reason], "late⏎", acts: ["enter 50% because \"late\""], to: .normal)
    + from([.note], "⏎", acts: ["note \"x\""], to: .normal)

  private static let asking: [Triple] =
    from(looking + [.grab, .events, .command, .reason, .note, .seeking], "①", to: .help, screen: "page 1 of")
    + from([.preview, .grab, .events, .command, .reason, .note], "①⎋⎋", to: .normal)
    + from([.events], "?⎋", to: .events)

  private static let typing: [Triple] =
    from([.preview], "⇥⏎", acts: ["take 25%"], to: .normal)
    + from([.preview], "⇤⏎", acts: ["take 100% of remaining"], to: .normal)
    + from([.stopPanel], "⇥⏎", acts: ["stop to breakeven"], to: .normal)
    + from([.stopPanel], "⇤⏎", acts: ["trail 1R"], to: .normal)
    + from([.command], "c⇥", screen: ":cancel") + from([.command], "↑⏎", acts: ["take 10%"], to: .normal)
    + from([.command], "↑↓", screen: ":")

  /// Older lines, by keys of a person who knows shells.
  private static let lines: [Triple] =
    from([.command], "Ⓟ⏎", acts: ["take 10%"], to: .normal) + from([.command], "ⓅⓃ", screen: ":")
    + from([.command], "c⇤", screen: ":close") + from([.command], "Ⓡ", to: .seeking, screen: "seek:")
    + from([.seeking], "10Ⓡ", screen: "none is older") + from([.seeking], "10↑", screen: "none is older")
    + from([.seeking], "10Ⓟ", screen: "none is older") + from([.seeking], "10↓", screen: "none is newer")
    + from([.seeking], "10Ⓝ", screen: "none is newer")
    + from([.seeking], "10⏎⏎", acts: ["take 10%"], to: .normal)
    + from([.reason], "↑", screen: "no reason has been given yet")
    + from([.reason], "Ⓟ", screen: "no reason has been given yet") + from([.reason], "↓")
    + from([.reason], "Ⓝ") + from([.reason], "Ⓡ", screen: "there is no older line")

  @Test(arguments: cases) func keysDoWhatTheTableSays(_ item: Triple) {
    var driver = Driver(Samples.long, size: item.size)
    driver.press(item.keys)
    #expect(driver.acts == item.acts)
    let asks = driver.intents.filter { intent in
      switch intent {
      case .act, .keep: false
      default: true
      }
    }
    #expect(asks == item.asks)
    #expect(driver.state.mode == item.mode)
    #expect(driver.frame().text.contains(item.screen) || item.screen.isEmpty, "\(driver.frame().text)")
  }

  private static var coverage: KeyCoverage {
    var coverage = KeyCoverage()
    for item in KeyTests.cases { coverage.press(item.keys) }
    for item in cases { coverage.press(item.keys) }
    return coverage
  }

  @Test func everyKeyIsPressedInEveryMode() {
    let covered = Self.coverage.cases
    for place in KeyCoverage.places where covered[place] == nil {
      Issue.record("no triple presses \(KeyName.text(place.key)) in the mode \(place.mode.name)")
    }
  }

  /// The table of it, for whoever wants to see which case that is.
  @Test func theTableSaysWhichCaseThatIs() throws {
    try Golden.check(text: Self.coverage.table, "keys-covered.txt")
  }
}
