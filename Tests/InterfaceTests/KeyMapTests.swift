import Screen
import Testing
import Trading

@testable import Interface

@Suite struct KeyMapTests {
  private static let ways: [Mode: String] = [
    .normal: "", .preview: "t", .stopPanel: "s", .grab: "g", .command: ":take 10%⏎:", .reason: ":enter 50%⏎",
    .seeking: ":take 10%⏎:Ⓡ", .note: "nx", .help: "?", .events: "l", .search: "l/", .helpSearch: "?/",
    .quitting: "q",
  ]

  /// Every line of the table does something in every mode it names: it is not shadowed by another line, and
  /// it changes the state, asks for something or says why not.
  @Test(arguments: KeyMap.standard.bindings) func everyBindingIsReachable(binding: Binding) {
    for mode in binding.modes {
      for key in binding.keys {
        #expect(KeyMap.standard.action(key, in: mode) == binding.action, "\(binding.text) in \(mode)")
        var driver = Driver(Samples.long)
        driver.press(Self.ways[mode] ?? "")
        #expect(driver.state.mode == mode)
        let before = driver
        driver.press(key: key)
        let hasMoved =
          driver.intents != before.intents || driver.state.mode != before.state.mode
          || driver.state.serial != before.state.serial || driver.state.cursor != before.state.cursor
          || driver.state.notice != nil || driver.state.helpPage != before.state.helpPage
          || driver.state.window != before.state.window || driver.state.view != before.state.view
          || driver.state.list != before.state.list
        let isIdle = [
          KeyAction.recentre, .rowsFit, .leave, .pageUp, .complete, .newerLine, .rowUp, .newest, .viewAll,
          .scrollUp,
        ].contains(binding.action)
        #expect(hasMoved || isIdle, "\(binding.text) does nothing in \(mode)")
      }
    }
  }

  @Test func everyActionHasAKey() {
    for action in KeyAction.allCases where action != .sentence {
      #expect(KeyMap.standard.bindings.contains { $0.action == action }, "\(action)")
    }
  }

  @Test func noKeyMeansTwoThingsInAMode() {
    for mode in Mode.allCases {
      let keys = KeyMap.standard.bindings.filter { $0.modes.contains(mode) }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(mode)")
    }
  }

  @Test func textFieldsTakeEveryLetterAsText() {
    for mode in Mode.allCases where mode.isText {
      for binding in KeyMap.standard.bindings where binding.modes.contains(mode) {
        for case .character(let character) in binding.keys { Issue.record("\(character) in \(mode)") }
      }
    }
  }

  /// The help shows every line of the table, whole, on whatever page.
  @Test(arguments: ScreenTests.sizes) func helpListsEveryBinding(size: Size) {
    var driver = Driver(Samples.long, size: size)
    driver.press("?")
    var text = ""
    for _ in 0..<30 {
      text += driver.frame().text + "\n"
      driver.press(" ")
    }
    for binding in KeyMap.standard.bindings {
      #expect(text.contains(binding.help), "\(binding.text)")
      #expect(text.contains(binding.text))
    }
    #expect(driver.state.mode == .help)
  }

  /// The footer never runs over, and its hints are whole words of the table.
  @Test(arguments: [30, 40, 60, 80, 100, 120, 200], ["", "a", "s", "g", ":", "n", "?", "q"])
  func footerFits(columns: Int, keys: String) {
    let size = Size(columns: columns, rows: 24)
    for snapshot in [Samples.waiting, Samples.long, Samples.short, Samples.closed] {
      var driver = Driver(snapshot, size: size)
      driver.press(keys)
      let scene = Scene(snapshot: snapshot, state: driver.state, layout: Layout(size))
      let runs = Footer.hints(scene, columns: max(58, columns - 2))
      #expect(Segments.width(runs) <= max(58, columns - 2))
      #expect(!runs.isEmpty)
    }
  }

  @Test func footerNamesObjectAndNumber() {
    let driver = Driver(Samples.long, size: Size(columns: 120, rows: 40))
    let footer = driver.frame().text(row: 39)
    for part in ["a add 0.200", "t take T1", "m stop to 30,412.3", "f flatten 0.800"] {
      #expect(footer.contains(part), "\(footer)")
    }
  }

  @Test func theTableCanBePrinted() {
    let lines = KeyMap.standard.markdown.split(separator: "\n")
    #expect(lines.count == KeyMap.standard.bindings.count + 2)
    #expect(lines.allSatisfy { $0.hasPrefix("|") && $0.hasSuffix("|") })
  }
}

/// The footer counts what goes with a cancelled order, and names the order where nothing does.
@Test(arguments: [
  ("cancels tranche 2; tranche 3 goes with it", "cancels 2 orders"),
  ("cancels T1 at 30,700.0; stop to breakeven goes with it", "cancels T1"),
  ("cancels tranche 2, T1", "cancels 2 orders"), ("cancels tranche 3 at 30,600.0", "cancels tranche 3"),
  ("waits: enter 10% at 29000; tranche 2 is kept off the market: size; then buys 0.100", "lets it wait"),
  ("sells 0.100 at market 30,000.0, taker fee 1.50; cancels tranche 2", "sells 0.100"),
]) func enterSaysWhatComesFirst(summary: String, words: String) {
  var state = Driver(Samples.long).state
  let table = PreviewTable(
    sentence: "cancel tranche 2", summary: summary, rows: [], remarks: [], sequence: Samples.long.sequence,
    price: Samples.price(304_123), onlyReducesRisk: true)
  state.mode = .preview
  state.panel = Panel(
    kind: .sentence, sentence: table.sentence, snapshot: Samples.long, preview: { _ in .possible(table) })
  #expect(KeyWords.enter(Samples.long, state) == words)
}
