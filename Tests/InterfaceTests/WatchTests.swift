import Screen
import Testing
import Trading

@testable import Interface

/// The screen of a watcher: it shows as much as the owner's, says how much it knows, and no key of it acts.
@Suite struct WatchTests {
  static let acting: [String] = "atsbmxgcf[]{}TBCF:nwp.e<>".map(String.init)

  // MARK: Keys

  /// In every state of the trade and of its owner.
  @Test(arguments: acting) func aKeyThatActsSaysWhoseItIs(_ key: String) {
    var driver = Driver(Samples.watched(.heard))
    driver.press(key)
    #expect(driver.intents.isEmpty && driver.previewed.isEmpty && driver.state.mode == .normal)
    #expect(driver.state.panel == nil)
    let words = "watching only; the owner acts: pid 1234 on /dev/pts/3"
    #expect(driver.frame().text.contains(words), "\(driver.frame().text)")
    driver.press(key + "⏎" + key + "y⏎")
    #expect(driver.intents.isEmpty && driver.state.mode == .normal)

    driver = Driver(Samples.watched(.gone))
    driver.press(key + "⏎")
    #expect(driver.intents.isEmpty)
    let nobody = "tranche resume btc-1 takes it"
    driver.press(key)
    #expect(driver.frame().text.contains(nobody), "\(driver.frame().text)")

    for snapshot in [Samples.watched(.silent), Samples.watched(.unheard), Samples.watchedClosed] {
      driver = Driver(snapshot)
      driver.press(key + "⏎")
      #expect(driver.intents.isEmpty && driver.state.mode == .normal)
    }
  }

  static let moving: [KeyCase] = [
    KeyCase(keys: "jj", screen: "30,312.3"), KeyCase(keys: "k", screen: "30,462.3"),
    KeyCase(keys: "→", screen: "30,412.4"), KeyCase(keys: "+", screen: "100 a row"),
    KeyCase(keys: "-", screen: "20 a row"), KeyCase(keys: "+=", screen: "50 a row"),
    KeyCase(keys: "?", mode: .help, screen: "cursor a row up"), KeyCase(keys: "?⎋"),
    KeyCase(keys: "5", screen: "price at R   flat "), KeyCase(keys: "vv", screen: "─ tranches ─"),
    KeyCase(keys: "l", mode: .events, screen: "events, 1 of 6"),
    KeyCase(keys: "l/bought⏎n", mode: .events, screen: "events, 5 of 6"), KeyCase(keys: "h⬆"),
    KeyCase(keys: "Z", screen: "Z does nothing"), KeyCase(keys: "z", screen: "50 a row, centred"),
  ]

  @Test(arguments: moving) func whatIsSeenCanBeMoved(_ item: KeyCase) {
    var driver = Driver(Samples.watched(.heard))
    driver.press(item.keys)
    #expect(driver.intents.isEmpty && driver.state.mode == item.mode)
    #expect(driver.frame().text.contains(item.screen) || item.screen.isEmpty, "\(driver.frame().text)")
  }

  @Test func leavingAndSuspendingAskNothing() {
    for snapshot in [Samples.watched(.heard), Samples.watched(.gone), Samples.watchedClosed] {
      var driver = Driver(snapshot)
      driver.press("q")
      driver.press(key: .control("c"))
      driver.press(key: .control("z"))
      driver.press(key: .control("l"))
      #expect(driver.intents == [.quit, .quit, .suspend, .redraw])
    }
  }

  @Test func whatIsPastedIsNotObeyed() {
    var driver = Driver(Samples.watched(.heard))
    driver.send(.pasted("close\nFF"))
    for character in "FFTBC" { driver.send(.rapid(.character(character)), after: 0) }
    #expect(driver.intents.isEmpty)
    #expect(driver.frame().text.contains("watching only; the owner acts"))
  }

  /// A panel that stood open when the trade became somebody else's goes, and its Enter with it.
  @Test func nothingOpenOutlivesTheOwnership() {
    for keys in ["a", "s", "g", ":take 10%", "n", "q", ":enter 50%⏎"] {
      var driver = Driver(Samples.long)
      driver.press(keys)
      let before = driver.intents
      driver.snapshot = Samples.watched(.heard)
      driver.press("⏎⏎")
      #expect(
        driver.intents == before && driver.acts.isEmpty && driver.state.mode == .normal
          && driver.state.panel == nil, "\(keys)")
    }
  }

  /// Random keys, sizes and states of the owner: nothing but leaving, suspending and painting is ever asked for.
  @Test func randomKeysNeverAct() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(state: seed)
    let states: [WatchStatus.Owner] = [.heard, .silent, .unheard, .gone]
    let keys: [Key] =
      Array("atsbm[]{}xgcfTBCFjk +-=:nwp.e<>?qy0123456789%RvVhl/GNz").map { .character($0) } + [
        .enter, .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .pageUp, .pageDown, .control("c"),
        .control("z"), .control("l"), .wheelUp, .wheelDown, .home, .end,
      ]
    for _ in 0..<40 {
      let columns = Int.random(in: 0...200, using: &random)
      let rows = Int.random(in: 0...60, using: &random)
      var driver = Driver(Samples.watched(.heard), size: Size(columns: columns, rows: rows))
      for _ in 0..<40 {
        driver.snapshot = Samples.watched(states.randomElement(using: &random) ?? .gone)
        if Int.random(in: 0..<8, using: &random) == 0 { driver.snapshot = Samples.watchedClosed }
        let key = keys[Int.random(in: 0..<keys.count, using: &random)]
        driver.press(key: key, after: UInt64.random(in: 0...400, using: &random))
        let frame = driver.frame()
        #expect(frame.size == driver.state.size, "seed \(seed)")
        let isLooking = [.normal, .help, .helpSearch, .events, .search].contains(driver.state.mode)
        #expect(isLooking, "seed \(seed), \(key)")
      }
      let isHarmless = driver.intents.allSatisfy { [.quit, .suspend, .redraw].contains($0) }
      #expect(isHarmless && driver.previewed.isEmpty, "seed \(seed): \(driver.intents)")
    }
  }

  // MARK: Help and footer

  @Test(arguments: ScreenTests.sizes) func onlyKeysThatWorkAreNamed(size: Size) {
    var driver = Driver(Samples.watched(.heard), size: size)
    let footer = driver.frame().text(row: size.rows - 1)
    for words in ["? help", "q quit", "k up", "j down"] { #expect(footer.contains(words), "\(footer)") }
    for words in ["add", "take", "stop to", "flatten", "grab"] { #expect(!footer.contains(words)) }
    driver.press("?")
    var text = ""
    for _ in 0..<10 {
      text += driver.frame().text + "\n"
      driver.press(" ")
    }
    for binding in KeyMap.standard.bindings
    where binding.action.worksWhileWatching && binding.modes.contains(.normal) {
      let isNamed = text.contains("\(binding.text) ") && text.contains(WatchWords.help(binding))
      #expect(isNamed, "\(binding.text) \(binding.help)")
    }
    let scene = Scene(snapshot: driver.snapshot, state: driver.state, layout: Layout(size))
    let useless = HelpView.bindings(scene).filter { !$0.action.worksWhileWatching }
    #expect(useless.isEmpty)
    #expect(!text.contains("says who watches the stop then"))
  }

  @Test func noAlarmOffersAnAnswer() {
    var snapshot = Samples.watched(.gone)
    snapshot.alarms = Samples.alarmed.alarms
    let text = Driver(snapshot, size: Size(columns: 80, rows: 24)).frame().text
    #expect(text.contains("! the feed is lost") && text.contains("1 more") && !text.contains("w: seen"))
  }

  // MARK: What is known

  static let sizes = [Size(columns: 60, rows: 16), Size(columns: 80, rows: 24)]

  @Test(arguments: sizes) func heard(size: Size) throws { try check(Samples.watched(.heard), "heard", size) }

  @Test(arguments: sizes) func silent(size: Size) throws {
    try check(Samples.watched(.silent), "silent", size)
  }

  @Test(arguments: sizes) func gone(size: Size) throws { try check(Samples.watched(.gone), "gone", size) }

  @Test(arguments: sizes) func priceUnknown(size: Size) throws {
    try check(Samples.watched(.unheard), "unheard", size)
  }

  private func check(_ snapshot: Snapshot, _ name: String, _ size: Size) throws {
    let state = Driver(snapshot, size: size).state
    let frame = Frame.draw(snapshot, state: state, sheet: Golden.roles, size: size, unicode: true)
    try Golden.check(frame, "watch-\(name)-\(size.columns)x\(size.rows)")
  }

  /// Each state is told in the first line, whatever else has to go for it.
  @Test(arguments: sizes + [Size(columns: 120, rows: 40)]) func theStateIsTold(size: Size) {
    let words: [(WatchStatus.Owner, [String])] = [
      (.heard, ["PAPER WATCHING", "price 0 s"]), (.silent, ["PAPER WATCHING", "OWNER SILENT 7 s"]),
      (.unheard, ["PAPER WATCHING", "JOURNAL ALONE"]), (.gone, ["PAPER WATCHING", "NOBODY HOLDS"]),
    ]
    for (owner, words) in words {
      let frame = Driver(Samples.watched(owner), size: size).frame()
      for word in words { #expect(frame.text(row: 0).contains(word), "\(frame.text)") }
      #expect(frame.text.contains("stop 30,034.7"), "\(frame.text)")
      let isKnown = owner == .heard || owner == .silent
      #expect(frame.text.contains("price unknown") == !isKnown, "\(frame.text)")
      #expect(!frame.text.contains("nothing acts"), "\(frame.text)")
      #expect(!frame.text.contains("nothing moves it"), "\(frame.text)")
    }
    var lost = Samples.watched(.heard)
    lost.watching?.journalProblem = "another file took the journal's place"
    let first = Driver(lost, size: size).frame().text(row: 0)
    #expect(first.contains("JOURNAL UNREADABLE") || first.contains("NO JOURNAL"), "\(first)")
  }

  /// Printed lines do not change with the clock alone.
  @Test func printedLinesTellTheStateAndNoAges() {
    for (owner, words) in [
      (WatchStatus.Owner.heard, "watching owner pid 1234"), (.silent, "OWNER SILENT (owner pid 1234)"),
      (.unheard, "journal alone (owner pid 1234 not heard)"), (.gone, "NOBODY HOLDS THIS TRADE"),
    ] {
      var snapshot = Samples.watched(owner)
      let line = PlainText.status(snapshot)
      #expect(line.contains(words), "\(line)")
      #expect(line.contains("price unknown") == (snapshot.last == nil))
      snapshot.watching?.heard = Span(seconds: 99)
      snapshot.watching?.price = Span(seconds: 99)
      #expect(PlainText.status(snapshot) == line)
    }
  }
}

extension Samples {
  /// The long, seen by a watcher.
  static func watched(_ owner: WatchStatus.Owner) -> Snapshot {
    var snapshot = long
    var status = WatchStatus(owner: owner, pid: 1234, terminal: "/dev/pts/3")
    status.heard = Span(microseconds: 300_000)
    status.price = Span(microseconds: 500_000)
    snapshot.volume = VolumeProfile()
    switch owner {
    case .heard: break
    case .silent:
      status.heard = Span(seconds: 7)
      status.price = Span(seconds: 7)
      snapshot.feed.age = status.price
      snapshot.alarms = [
        Alarm(kind: .feedStale, text: "the owner says nothing: it is stopped, or busy")
      ]
    case .unheard:
      forgetPrice(&snapshot, &status)
      snapshot.alarms = [
        Alarm(kind: .feedStale, text: "the owner cannot be heard; the journal alone: price unknown")
      ]
    case .gone:
      forgetPrice(&snapshot, &status)
      status.heard = Span(seconds: 95)
      (status.pid, status.terminal) = (nil, "")
      snapshot.stopHolder = .nobody
      snapshot.alarms = [
        Alarm(
          kind: .feedLost,
          text: "nobody watches: tranche resume btc-1 (left: by q)")
      ]
    }
    snapshot.watching = status
    return snapshot
  }

  /// What depends on a price is not there without one.
  private static func forgetPrice(_ snapshot: inout Snapshot, _ status: inout WatchStatus) {
    snapshot.last = nil
    snapshot.lastDirection = 0
    snapshot.feed = FeedStatus(name: "")
    snapshot.feed.time = snapshot.events.first?.time
    snapshot.effectiveLeverage = nil
    snapshot.nextUp = nil
    snapshot.nextDown = nil
    snapshot.stop?.nextMove = nil
    snapshot.stop?.nextLevel = nil
    status.heard = nil
    status.price = nil
  }

  static var watchedClosed: Snapshot {
    var snapshot = closed
    snapshot.watching = WatchStatus(owner: .gone)
    return snapshot
  }
}
