import Testing

@testable import Trading

private let inflation = Timestamp(utc: "2026-11-20T13:30Z") ?? .distantFuture

private func minutes(_ count: Int64) -> Span { Span(seconds: count * 60) }

private func event(_ text: String, _ before: Int64 = 30, _ after: Int64 = 30) -> NewsEvent {
  NewsEvent(time: inflation, before: minutes(before), after: minutes(after), text: text)
}

/// What a text is refused with, one line an error.
private func errors(_ text: String, most: Int = NewsReader.mostEvents) -> [String] {
  do throws(PlanErrors) {
    _ = try NewsReader.events(text, most: most)
    return []
  } catch {
    return error.errors.map { $0.text(file: "news") }
  }
}

@Suite struct NewsReaderTests {
  private static let lines: [(String, NewsEvent)] = [
    ("2026-11-20T13:30Z US CPI", event("US CPI")),
    ("2026-11-20T13:30Z 15m US CPI", event("US CPI", 15, 15)),
    ("2026-11-20T13:30Z 15m 2h US CPI", event("US CPI", 15, 120)),
    ("2026-11-20T13:30Z 15m 2h 3h of talk", event("3h of talk", 15, 120)),
    ("  2026-11-20T13:30:00Z\t1H\t1d   US CPI, core \t", event("US CPI, core", 60, 1440)),
    ("2026-11-20 13:30 US CPI", event("US CPI")), ("1795181400000 US CPI", event("US CPI")),
    ("2026-11-20T13:30Z,15m,2h,US CPI", event("US CPI", 15, 120)),
    ("2026-11-20 13:30:00 , 15 m , 2h , US CPI, core", event("US CPI, core", 15, 120)),
    ("2026-11-20T13:30Z,15m,US CPI", event("US CPI", 15, 15)),
    ("2026-11-20T13:30Z,US CPI", event("US CPI")),
    ("2026-11-20T13:30Z,,,US CPI", event("US CPI")),
    ("2026-11-20T13:30Z,15m,,US CPI", event("US CPI", 15, 30)),
    ("2026-11-20T13:30Z,,15m,US CPI", event("US CPI", 30, 15)),
    ("2026-11-20T13:30Z,15m,15m,\"US CPI, \"\"core\"\"\"", event("US CPI, \"core\"", 15, 15)),
    ("2026-11-20T13:30Z 10Y auction, 3-month bills", event("10Y auction, 3-month bills")),
    ("2026-11-20T13:30Z 2-day meeting", event("2-day meeting")),
    ("2026-11-20T13:30Z - 5 central banks", event("- 5 central banks")),
    ("2026-11-20T13:30Z 2nd GDP estimate", event("2nd GDP estimate")),
    ("2026-11-20T13:30Z \"30 minutes with Powell\"", event("30 minutes with Powell")),
    ("2026-11-20T13:30Z \"Fed\" and \"ECB\"", event("\"Fed\" and \"ECB\"")),
    ("2026-11-20T13:30Z [US] CPI # core", event("[US] CPI # core")),
  ]

  @Test(arguments: lines) func aLineIsAnEvent(_ line: String, _ event: NewsEvent) throws {
    #expect(try NewsReader.events(line) == [event])
  }

  @Test func eventsStandInTheOrderOfTheirTimes() throws {
    let text = """
      \u{FEFF}# what moves price

      2026-11-20T13:30Z US CPI
         # a tab\u{7} in a comment is nobody's concern
      2026-11-19T18:00Z 1h FOMC
      \t
      2026-11-20T13:30Z Jobless claims
      2026-11-20T13:30Z 10m US CPI
      """
    let events = try NewsReader.events(text)
    #expect(events.map(\.text) == ["FOMC", "US CPI", "Jobless claims", "US CPI"])
    #expect(events.map(\.before) == [minutes(60), minutes(30), minutes(30), minutes(10)])
    #expect(try NewsReader.events(text.replacing("\n", with: "\r\n")) == events)
    #expect(try NewsReader.events("") == [])
    #expect(try NewsReader.events("\n\n# nothing\n") == [])
  }

  @Test func onlyTheBeginningOfALongTextIsKept() throws {
    let long = String(repeating: "é", count: 100)
    let events = try NewsReader.events("2026-11-20T13:30Z \(long)")
    #expect(events.map(\.text) == [String(repeating: "é", count: 80)])
    let two = try NewsReader.events("2026-11-20T13:30Z \(long)a\n2026-11-20T13:30Z \(long)b")
    #expect(two.count == 2, "they differ where they are cut")
  }

  private static let time = "write UTC like 2026-11-20T13:30Z; a line that is no event begins with #"
  private static let window =
    "write whole s, m, h or d like 30m; a text that begins so stands in double quotes"

  private static let refused: [(String, String)] = [
    ("time,before,after,text", "1:1: \"time\" is no time; \(time)"),
    ("  2026-11-31T13:30Z US CPI", "1:3: \"2026-11-31T13:30Z\" is no time; \(time)"),
    ("2026-11-20T13:30+01:00 US CPI", "1:1: \"2026-11-20T13:30+01:00\" is no time; \(time)"),
    ("2026-11-20 25:00 US CPI", "1:1: \"2026-11-20T25:00\" is no time; \(time)"),
    ("2026-11-20 US CPI", "1:1: 2026-11-20 has no time of day; write 2026-11-20T13:30Z"),
    ("2026-11-20,13:30,US CPI", "1:1: 2026-11-20 has no time of day; write 2026-11-20T13:30Z"),
    ("2026-11-20T13:30Z 30min US CPI", "1:19: \"30min\" is no window; \(window)"),
    ("2026-11-20T13:30Z 30m 90 min US CPI", "1:23: \"90\" is no window; \(window)"),
    ("2026-11-20T13:30Z 30m/30m US CPI", "1:19: \"30m/30m\" is no window; \(window)"),
    ("2026-11-20T13:30Z 0m US CPI", "1:19: \"0m\" is no window; \(window)"),
    ("2026-11-20T13:30Z -5m US CPI", "1:19: \"-5m\" is no window; \(window)"),
    ("2026-11-20T13:30Z 1.5h US CPI", "1:19: \"1.5h\" is no window; \(window)"),
    ("2026-11-20T13:30Z,30m,1.2.3h,US CPI", "1:23: \"1.2.3h\" is no window; \(window)"),
    ("2026-11-20T13:30Z,30 minutes,US CPI", "1:19: \"30 minutes\" is no window; \(window)"),
    (
      "2026-11-20T13:30Z 99999999999999999999h US CPI",
      "1:19: \"99999999999999999999h\" is no window; \(window)"
    ),
    ("2026-11-20T13:30Z [15m [45m]] US CPI", "1:19: a span stands without brackets; write 30m 30m"),
    ("2026-11-20T13:30Z", "1:18: there is no text; say behind the time what happens"),
    ("2026-11-20T13:30Z 30m 30m ", "1:26: there is no text; say behind the time what happens"),
    ("2026-11-20T13:30Z,30m,30m,", "1:27: there is no text; say behind the time what happens"),
    ("2026-11-20T13:30Z \"\"", "1:19: there is no text; say behind the time what happens"),
    ("2026-11-20T13:30Z US\u{1B}[2J", "1:21: a control character, U+1B; take it out"),
    ("2026-11-20T13:30Z US \u{202E}IPC", "1:22: a control character, U+202E; take it out"),
    ("2026-11-20T13:30Z US\tCPI", "1:21: a tab within the text; write a blank"),
  ]

  @Test(arguments: refused) func aLineThatIsNoneIsRefusedWithItsPlace(_ line: String, _ error: String) {
    #expect(errors(line) == ["news:" + error])
    let below = error.replacing(/^1/, with: "3")
    #expect(errors("# news\n2026-01-01T00:00Z New Year\n\(line)\n") == ["news:" + below])
  }

  @Test func everyErrorIsTold() {
    let text =
      "x\n2026-11-20T13:30Z A\n\n2026-11-20T13:30Z,30m,A\n2026-11-20T13:30Z\n2026-11-20T13:30Z 30m 30m A"
    #expect(
      errors(text) == [
        "news:1:1: \"x\" is no time; \(Self.time)",
        "news:4:1: this event stands in line 2 already; take one of them out",
        "news:5:18: there is no text; say behind the time what happens",
        "news:6:1: this event stands in line 2 already; take one of them out",
      ])
  }

  @Test func tooManyEventsAreRefused() throws {
    let line = "2026-11-20T13:30Z "
    let most = "# three\n\(line)A\n\(line)B\n\n\(line)C\n"
    #expect(try NewsReader.events(most, most: 3).map(\.text) == ["A", "B", "C"])
    #expect(
      errors(most + "# one more\n\(line)D\n\(line)E", most: 3) == [
        "news:7:1: these are more than 3 events; take out what is past"
      ])
    #expect(NewsReader.mostEvents == 100_000)
  }

  @Test func aWindowHoldsItsBeginningAndNotItsEnd() {
    let event = event("US CPI", 15, 60)
    let (start, end) = (inflation.microseconds - 900_000_000, inflation.microseconds + 3_600_000_000)
    #expect(event.windowStart.microseconds == start && event.windowEnd.microseconds == end)
    #expect(!event.holds(Timestamp(microseconds: start - 1)) && event.holds(Timestamp(microseconds: start)))
    #expect(event.holds(inflation) && event.holds(Timestamp(microseconds: end - 1)))
    #expect(!event.holds(Timestamp(microseconds: end)))
    let extreme = NewsEvent(
      time: Timestamp(microseconds: .min), before: minutes(1), after: minutes(1), text: "first of all")
    #expect(extreme.windowStart == extreme.time && extreme.holds(extreme.time))
  }

  /// Whatever bytes a file holds: it is read or refused, never a trap, and what is read is safe to print.
  @Test func anyTextIsReadOrRefused() {
    let seed = UInt64.random(in: .min ... .max)
    print("news seed \(seed)")
    var random = Bits(state: seed)
    let pieces = [
      "2026-11-20T13:30Z", "2026-11-20", "13:30", "1795181400000", " ", " ", ",", ",", "30m", "2h", "0", "-",
      ".",
      "[", "]", "\"", "\"\"", "\n", "\r\n", "\t", "#", "CPI", "é", "\u{FEFF}", "\u{0}", "\u{200B}", "T", "9",
      "d",
    ]
    var read = 0
    for _ in 0..<20_000 {
      let start = Bool.random(using: &random) ? "2026-11-20T13:30Z " : ""
      let text =
        start
        + (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      guard let events = try? NewsReader.events(text) else { continue }
      read += events.count
      for event in events {
        #expect(!event.text.contains(where: SentenceText.isControl), "seed \(seed), \(text)")
        #expect(event.windowStart < event.time && event.time < event.windowEnd, "seed \(seed), \(text)")
      }
    }
    #expect(read > 1_000)
  }
}

private struct Bits: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ state >> 32) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ mixed >> 29
  }
}
