import Screen
import Testing
import Trading

@testable import Interface

/// State and keys give state, sentences and a part of the screen.
struct KeyCase: Sendable, CustomTestStringConvertible {
  var keys: String
  var acts: [String] = []
  var mode = Mode.normal
  var screen = ""
  var testDescription: String { keys }
}

@Suite struct KeyTests {
  static let cases: [KeyCase] = [
    KeyCase(keys: "a", mode: .preview, screen: "preview: enter next"),
    KeyCase(keys: "a⏎", acts: ["enter next"], screen: "sent: enter next"),
    KeyCase(keys: "a37⏎", acts: ["enter next"]),
    KeyCase(keys: "t⏎", acts: ["take next"]),
    KeyCase(keys: "t⇥⏎", acts: ["take 25%"]),
    KeyCase(keys: "t⇥⇥⇥⏎", acts: ["take 100% of remaining"]),
    KeyCase(keys: "t⇥⇥⇥⇥⏎", acts: ["take next"]),
    KeyCase(keys: "t⇤⏎", acts: ["take 100% of remaining"]),
    KeyCase(keys: "t37", mode: .preview, screen: "[37%]"),
    KeyCase(keys: "t37⏎", acts: ["take 37%"]),
    KeyCase(keys: "t37⌫⏎", acts: ["take 3%"]),
    KeyCase(keys: "s", mode: .stopPanel, screen: ">1 cursor"),
    KeyCase(keys: "sj⏎", acts: ["stop to breakeven"]),
    KeyCase(keys: "s5⏎", acts: ["trail 1R"]),
    KeyCase(keys: "b⏎", acts: ["stop to breakeven"]),
    KeyCase(keys: "m", mode: .preview, screen: "stop to 30412.3"),
    KeyCase(keys: "jjm⏎", acts: ["stop to 30312.3"]),
    KeyCase(keys: "←m⏎", acts: ["stop to 30412.2"]),
    KeyCase(keys: "[⏎", acts: ["stop to 30034.6"]),
    KeyCase(keys: "]]]⏎", acts: ["stop to 30035"]),
    KeyCase(keys: "{⏎", acts: ["stop to 29984.7"]),
    KeyCase(keys: "}⏎", acts: ["stop to 30084.7"]),
    KeyCase(keys: "x", screen: "no order at 30,412.3"),
    KeyCase(keys: "kkkkx⏎", acts: ["cancel tranche 3"]),
    KeyCase(keys: "g", mode: .grab, screen: "grab: stop to 30034.7"),
    KeyCase(keys: "g→→⏎", acts: ["stop to 30034.9"]),
    KeyCase(keys: "gk⏎", acts: ["stop to 30084.7"]),
    KeyCase(keys: "g", mode: .grab, screen: "stop at 30,034.7, where it was taken"),
    KeyCase(keys: "g⏎", screen: "stop stays where it was"),
    KeyCase(keys: "g→⎋"),
    KeyCase(keys: "g→←⏎", screen: "stop stays where it was"),
    KeyCase(keys: "kkkkg", mode: .grab, screen: "grab: tranche 3 to 30600"),
    KeyCase(keys: "kkkkg→⏎", acts: ["tranche 3 to 30600.1"], screen: "sent: tranche 3 to 30600.1"),
    KeyCase(keys: "kkkkgj⏎", acts: ["tranche 3 to 30550"]),
    KeyCase(keys: "kkkkgj⎋"),
    KeyCase(keys: "kkkkkkg←⏎", acts: ["target 1 to 30704.6"]),
    KeyCase(keys: "g⇥", mode: .grab, screen: "grab: target 2 to 31404.7"),
    KeyCase(keys: "ggg→⏎", acts: ["target 1 to 30704.8"]),
    KeyCase(keys: "g⇥⇥⇥⇥", mode: .grab, screen: "grab: stop to 30034.7"),
    KeyCase(keys: "gk:", mode: .command, screen: ":stop to 30084.7"),
    KeyCase(keys: "z", screen: "centred: the rows move, the price stays"),
    KeyCase(keys: "zz", screen: "the rows stand still, the price moves"),
    KeyCase(keys: "c⏎", acts: ["cancel entries"]),
    KeyCase(keys: "f⏎", acts: ["close"]),
    KeyCase(keys: "nlate \"news\"⏎", acts: ["note \"late 'news'\""]),
    KeyCase(keys: "n⏎"),
    KeyCase(keys: ":take 10%⏎", acts: ["take 10%"]),
    KeyCase(keys: ":take 10%⏎:↑⏎", acts: ["take 10%", "take 10%"]),
    KeyCase(keys: ":c⇥", mode: .command, screen: ":cancel"),
    KeyCase(keys: ":stop to b⇥⏎", acts: ["stop to breakeven"]),
    KeyCase(keys: ":zzz⏎", mode: .command, screen: "column 1: \"zzz\" is not understood here"),
    KeyCase(keys: ":⏎"),
    KeyCase(keys: "a:", mode: .command, screen: ":enter next"),
    KeyCase(keys: ":enter 50%⏎", mode: .reason, screen: "because:"),
    KeyCase(keys: ":enter 50%⏎⏎", mode: .reason),
    KeyCase(keys: ":enter 50%⏎news is out⏎", acts: ["enter 50% because \"news is out\""]),
    KeyCase(keys: ":enter 90%⏎", mode: .command, screen: "enter 0.200"),
    KeyCase(keys: "T", acts: ["take next"]),
    KeyCase(keys: "C", acts: ["cancel entries"]),
    KeyCase(keys: "B", mode: .preview, screen: "preview: stop to breakeven"),
    KeyCase(keys: "F", screen: "F again within a second closes all 0.800"),
    KeyCase(keys: "FF", acts: ["close"]),
    KeyCase(keys: "FT", acts: ["take next"]),
    KeyCase(keys: "FjF"),
    KeyCase(keys: "p", screen: "a live feed has no pace"),
    KeyCase(keys: "w", screen: "there is no alarm"),
    KeyCase(keys: "?", mode: .help, screen: "page 1 of"),
    KeyCase(keys: "q", mode: .quitting, screen: "NOBODY watches the stop then"),
    KeyCase(keys: "qn"),
    KeyCase(keys: "Z", screen: "Z does nothing"),
    KeyCase(keys: "+", screen: "100 a row"),
    KeyCase(keys: "-", screen: "20 a row"),
  ]

  @Test(arguments: cases) func keysDoWhatTheTableSays(_ item: KeyCase) {
    var driver = Driver(Samples.long)
    driver.press(item.keys)
    #expect(driver.acts == item.acts)
    #expect(driver.state.mode == item.mode)
    #expect(driver.frame().text.contains(item.screen) || item.screen.isEmpty, "\(driver.frame().text)")
  }

  @Test func anActIsBoundToWhatWasSeen() {
    var driver = Driver(Samples.long)
    driver.press("a⏎")
    let action = HandAction(sentence: "enter next", seenSequence: 17, seenPrice: Samples.price(304_123))
    #expect(driver.intents == [.act(action)])
  }

  /// The size guard refuses an add of more than is left: it is not offered, and the key says why.
  @Test func anAddForWhichTooLittleIsLeftIsNotOffered() {
    var snapshot = Samples.long
    var driver = Driver(snapshot)
    #expect(driver.frame().text.contains("a add 0.200"))
    snapshot.entered = Samples.quantity(999)
    driver = Driver(snapshot)
    #expect(!driver.frame().text.contains("add 0.200"))
    driver.press("a")
    #expect(driver.state.mode == .normal && driver.previewed.isEmpty)
    #expect(driver.frame().text.contains("only 0.001 of the plan is left"), "\(driver.frame().text)")
  }

  @Test(arguments: cases) func escapeNeverActs(_ item: KeyCase) {
    var driver = Driver(Samples.long)
    driver.press(item.keys)
    let before = driver.intents
    driver.press("⎋⎋⎋")
    #expect(driver.intents == before)
    #expect(driver.state.mode == .normal)
    #expect(driver.state.panel == nil)
  }

  @Test(arguments: Mode.allCases) func pastedTextNeverActs(mode: Mode) {
    let ways: [Mode: String] = [
      .normal: "", .preview: "a", .stopPanel: "s", .grab: "g", .command: ":", .reason: ":enter 50%⏎",
      .seeking: ":take 10%⏎:Ⓡ", .note: "n",
      .help: "?", .events: "l", .search: "l/", .helpSearch: "?/", .quitting: "q",
    ]
    var driver = Driver(Samples.long)
    driver.press(ways[mode] ?? "")
    #expect(driver.state.mode == mode)
    let before = driver.intents
    driver.send(.pasted("close\nFF\n"))
    driver.send(.pasted("FF"))
    #expect(driver.intents == before)
    #expect(driver.state.mode == mode)
    #expect(driver.state.line.text == (mode.isText ? "closeFF" : ""))
  }

  @Test func anEnterBeforeThePanelWasDrawnDoesNotCount() {
    var driver = Driver(Samples.long)
    driver.press("a", draws: false)
    driver.press("⏎", draws: false)
    #expect(driver.acts.isEmpty)
    driver.press("⏎")
    #expect(driver.acts.isEmpty)
    driver.press("⏎")
    #expect(driver.acts == ["enter next"])
  }

  @Test func anEnterRightBehindThePanelWasTypedBlindly() {
    var driver = Driver(Samples.long)
    driver.press("a")
    driver.press("⏎", after: 99)
    #expect(driver.acts.isEmpty)
    driver.press("⏎", after: 151)
    #expect(driver.acts == ["enter next"])
  }

  @Test func twoEntersActOnce() {
    var driver = Driver(Samples.long)
    driver.press("a⏎")
    driver.press("a", after: 20)
    driver.press("⏎", after: 120)
    #expect(driver.acts == ["enter next"])
    for _ in 0..<20 { driver.press("⏎", after: 30) }
    #expect(driver.acts == ["enter next"])
    driver.press("⏎", after: 150)
    #expect(driver.acts == ["enter next", "enter next"])
  }

  @Test func flattenNeedsTwoPressesWithinASecond() {
    var driver = Driver(Samples.long)
    driver.press("F")
    driver.press("F", after: 1001)
    #expect(driver.acts.isEmpty)
    driver.press("F", after: 1000)
    #expect(driver.acts == ["close"])
    driver.press("F", after: 100)
    #expect(driver.acts == ["close"])
  }

  @Test func aHeldCapitalActsOnce() {
    var driver = Driver(Samples.long)
    for _ in 0..<20 { driver.press("T", after: 33) }
    #expect(driver.acts == ["take next"])
  }

  @Test func anythingThatHappenedMakesEnterLookAgain() {
    var driver = Driver(Samples.long)
    driver.press("a")
    driver.snapshot.sequence = 18
    driver.state.observe(driver.snapshot, now: driver.now)
    #expect(driver.frame().text.contains("something happened"))
    driver.press("⏎")
    #expect(driver.acts.isEmpty)
    #expect(driver.frame().text.contains("something happened: look again"))
    driver.press("⏎")
    #expect(driver.acts == ["enter next"])
  }

  @Test func whatOnlyReducesRiskActsAllTheSame() {
    var driver = Driver(Samples.long)
    driver.press("f")
    driver.snapshot.sequence = 18
    driver.press("⏎")
    #expect(driver.acts == ["close"])
  }

  /// Its numbers follow the trade, and an Enter counts once the new ones have stood there.
  @Test func whatOnlyReducesRiskFollowsTheTrade() {
    var driver = Driver(Samples.long)
    driver.press("f")
    driver.snapshot.sequence = 18
    let answer: Previewer = { sentence in
      guard case .possible(var table) = Samples.preview(sentence, sequence: 18, reduces: true) else {
        return Samples.preview(sentence)
      }
      table.amount = "another"
      return .possible(table)
    }
    driver.state.observe(driver.snapshot, preview: answer, now: driver.now)
    #expect(driver.frame().text.contains("something happened: the preview is a new one"))
    driver.press("⏎", after: 10, draws: false)
    #expect(driver.acts.isEmpty, "nobody can have read it yet")
    driver.state.didDraw(now: driver.now)
    driver.press("⏎", after: 400)
    #expect(driver.acts.isEmpty, "the hand was on its way for the old one")
    driver.press("⏎", after: 700)
    #expect(driver.acts == ["close"])
  }

  /// As when text is pasted into a terminal that does not say so.
  @Test(arguments: ["FF", "T", "B", "C", "aT"]) func capitalsInABurstDoNothing(_ keys: String) {
    var driver = Driver(Samples.long)
    for character in keys { driver.send(.rapid(.character(character)), after: 0) }
    #expect(driver.acts.isEmpty && driver.intents.isEmpty)
    driver = Driver(Samples.long)
    driver.press("j")
    driver.press(keys, after: 5)
    #expect(driver.acts.isEmpty && driver.intents.isEmpty)
  }

  @Test func aQuestionThatHasNoObjectAnyMoreGoes() {
    var driver = Driver(Samples.long)
    driver.press("q")
    driver.snapshot = Samples.closed
    driver.state.observe(driver.snapshot, now: driver.now)
    #expect(driver.state.mode == .normal && driver.frame().text.contains("nothing is open any more"))
  }

  @Test func aPreviewFollowsThePriceWhileTheTradeStands() {
    var driver = Driver(Samples.long)
    driver.press("a")
    driver.snapshot.last = Samples.price(304_130)
    var asked: [String] = []
    driver.state.observe(
      driver.snapshot,
      preview: {
        asked.append($0)
        return Samples.preview($0)
      }, now: driver.now)
    #expect(asked == ["enter next"])
    driver.press("⏎")
    #expect(driver.acts == ["enter next"])
  }

  /// The places for the stop move with the price as well, and with what they would lock.
  @Test func theListOfStopsFollowsThePrice() {
    var driver = Driver(Samples.long)
    driver.press("s")
    #expect(driver.frame().text.contains("trail 1R  29,712.3"))
    driver.snapshot.last = Samples.price(305_123)
    driver.state.observe(driver.snapshot, preview: { Samples.preview($0) }, now: driver.now)
    let oneR = driver.snapshot.oneR ?? 0
    let trail = driver.snapshot.instrument.text(Price(ticks: 305_123 - oneR))
    #expect(driver.frame().text.contains("trail 1R  \(trail.rightAligned(8))"))
  }

  @Test func aDisabledKeySaysWhy() {
    var driver = Driver(Samples.waiting)
    driver.press("b")
    #expect(driver.frame().text.contains("nothing is open"))
    driver.press("f")
    #expect(driver.frame().text.contains("c cancels what waits"))
    driver.snapshot = Samples.closed
    driver.press("a")
    #expect(driver.frame().text.contains("the trade has ended"))
    driver.press("TBCF⏎")
    #expect(driver.acts.isEmpty)
    driver.press("q")
    #expect(driver.intents == [.quit])
  }

  /// With the order the cursor goes back to where it was: `s` and `m` mean the same price as before.
  @Test func escPutsTheCursorBackAsWell() {
    var driver = Driver(Samples.long)
    driver.press("kk")
    let before = driver.state.cursor
    driver.press("gjj⇥k⎋")
    #expect(driver.state.mode == .normal && driver.state.cursor == before)
    driver.press("gjj⏎")
    #expect(driver.state.cursor != before, "what was dropped has been looked at")
  }

  /// A capital does not end a trade before it has begun.
  @Test func cancellingAllBeforeTheFirstFillIsAskedFor() {
    var driver = Driver(Samples.waiting)
    driver.reduces = true
    driver.endsTrade = true
    driver.press("C")
    #expect(driver.acts.isEmpty && driver.state.mode == .preview)
    driver.press("⏎")
    #expect(driver.acts == ["cancel entries"])
  }

  /// The order goes with the cursor, and is told as it was where it came from until Enter.
  @Test func aGrabbedOrderIsSeenAtTheCursor() {
    var driver = Driver(Samples.long)
    driver.press("kkkkgjj")
    #expect(driver.previewed.suffix(3) == ["tranche 3 to 30600", "tranche 3 to 30550", "tranche 3 to 30500"])
    let rows = driver.frame().text.split(separator: "\n").filter { $0.contains("0.200 3") }
    #expect(rows.count == 2, "\(driver.frame().text)")
    #expect(rows.contains { $0.contains("[30,500]") })
    #expect(rows.contains { $0.contains("30,600 ") })
  }

  @Test func whatIsCarriedAndFillsMeanwhileIsLetGo() {
    var driver = Driver(Samples.long)
    driver.press("kkkkgj")
    driver.snapshot.orders.removeAll { $0.label == "3" }
    driver.snapshot.sequence = 18
    driver.state.observe(driver.snapshot, preview: { Samples.preview($0) }, now: driver.now)
    #expect(driver.state.mode == .normal && driver.state.panel == nil)
    #expect(driver.frame().text.contains("tranche 3 does not wait any more"))
    driver.press("⏎⏎")
    #expect(driver.acts.isEmpty)
  }

  /// A waiting trade has entries to move and no stop yet.
  @Test func withoutAPositionEntriesCanBeGrabbed() {
    var driver = Driver(Samples.waiting)
    driver.press("g")
    #expect(driver.frame().text.contains("no order at 29,921.4, and no stop stands"))
    driver.state.cursor = Samples.price(300_000)
    driver.press("g→⏎")
    #expect(driver.acts == ["tranche 1 to 30000.1"])
  }

  @Test func replayKeysDriveAPacedFeed() {
    var driver = Driver(Samples.waiting)
    driver.press("p.e<>")
    let controls: [FeedControl] = [.pause, .step, .nextEvent, .slower, .faster]
    #expect(driver.intents == controls.map { .feed($0) })
  }

  @Test func theGravestAlarmIsAcknowledged() {
    var driver = Driver(Samples.alarmed)
    driver.press("w")
    #expect(driver.intents == [.acknowledge(Samples.alarmed.alarms[1])])
  }

  @Test func leavingAsksOnlyWhileSomethingIsOpen() {
    var driver = Driver(Samples.long)
    driver.press("qy")
    #expect(driver.intents == [.quit])
    driver = Driver(Samples.long)
    driver.press("q⏎")
    #expect(driver.intents == [.quit])
    driver = Driver(Samples.long)
    driver.press(":stop to")
    driver.press(key: .control("z"))
    #expect(driver.intents.isEmpty && driver.state.mode == .quitting)
    driver.press("y")
    #expect(driver.intents == [.suspend])
    driver = Driver(Samples.waiting)
    driver.press("q")
    #expect(driver.intents == [.quit])
  }
}
