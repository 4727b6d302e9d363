import Testing
import Trading

@testable import Interface

/// What calls a person, and how: events give effects.
@Suite struct AttentionTests {
  /// The sample trade after these further lines of the story, and with these alarms.
  private func after(
    _ calls: [(EventLine.Call?, String)], alarms: [Alarm.Kind] = [], of before: Snapshot = Samples.long
  ) -> Snapshot {
    var snapshot = before
    for (call, text) in calls {
      snapshot.sequence += 1
      var line = EventLine(
        sequence: snapshot.sequence, time: Samples.time(14, 40), text: text, tone: .plain)
      line.call = call
      snapshot.events.insert(line, at: 0)
    }
    snapshot.alarms = alarms.map { Alarm(kind: $0, text: "alarm \($0)") }
    return snapshot
  }

  private func events(_ snapshot: Snapshot, from before: Snapshot? = Samples.long) -> [AttentionEvent] {
    Attention.occurrences(from: before, to: snapshot).map(\.event)
  }

  @Test func everyCallIsAnEvent() {
    let calls: [(EventLine.Call?, String)] = [
      (.fill, "a"), (nil, "b"), (.target, "c"), (.stopHit, "d"), (.refused, "e"), (.closed, "f"),
    ]
    #expect(events(after(calls)) == [.fill, .target, .stopHit, .refused, .closed])
    let texts = Attention.occurrences(from: Samples.long, to: after(calls)).map(\.text)
    #expect(texts == ["a", "c", "d", "e", "f"], "oldest first, in the story's words")
  }

  @Test func alarmsAreEventsWhenTheyAppear() {
    #expect(events(after([], alarms: [.stopNear])) == [.alarm, .nearStop])
    #expect(events(after([], alarms: [.feedStale])) == [.alarm, .feedStale])
    #expect(events(after([], alarms: [.feedLost])) == [.alarm, .feedStale])
    #expect(events(after([], alarms: [.journal, .protectionGap])) == [.alarm, .alarm])
  }

  @Test func nothingIsToldTwice() {
    let once = after([(.fill, "a")], alarms: [.stopNear])
    #expect(events(once, from: once).isEmpty)
    var worded = once
    worded.alarms[0].text = "nearer still"
    #expect(events(worded, from: once).isEmpty, "an alarm whose words follow the price is the same alarm")
    var gone = once
    gone.alarms = []
    #expect(events(gone, from: once).isEmpty)
    #expect(events(once, from: gone) == [.alarm, .nearStop], "it has been away and is back")
  }

  @Test func aTradeThatIsOpenedCallsNobody() {
    #expect(events(after([(.fill, "a")], alarms: [.journal]), from: nil).isEmpty)
  }

  /// The first price may fill already: the first snapshot tells of what came behind the last event before its owner.
  @Test func theFirstPriceOfASessionCalls() {
    let first = after([(.fill, "a"), (nil, "b"), (.stopHit, "c")], alarms: [.stopNear])
    func texts(_ since: Int) -> [String] {
      Attention.occurrences(from: nil, to: first, since: since).map(\.text)
    }
    #expect(texts(Samples.long.sequence) == ["a", "c"])
    #expect(texts(Samples.long.sequence + 1) == ["c"])
    #expect(texts(first.sequence).isEmpty)
    var watch = AttentionWatch([AttentionRule(events: [.fill], signs: [.bell])])
    #expect(watch.effects(of: first, since: Samples.long.sequence) == [.bell])
    #expect(watch.effects(of: first, since: Samples.long.sequence).isEmpty)
    // Later it is the snapshot before that counts.
    #expect(watch.effects(of: after([(.fill, "d")], of: first), since: 0) == [.bell])
  }

  // MARK: Effects

  private func effects(_ occurrences: [Occurrence], _ rules: AttentionRule...) -> [AttentionEffect] {
    Attention.effects(of: occurrences, rules, in: Samples.long)
  }

  @Test func aRuleActsOnItsEventsAlone() {
    let rule = AttentionRule(events: [.fill], signs: [.bell])
    #expect(effects([Occurrence(.target, "a")], rule).isEmpty)
    #expect(effects([], rule).isEmpty)
    #expect(effects([Occurrence(.fill, "a")], rule) == [.bell])
    #expect(effects([Occurrence(.fill, "a")]).isEmpty)
  }

  @Test func everySignSaysWhatAtStake() {
    let rule = AttentionRule(events: [.stopHit], signs: [.notify, .title, .bell])
    let line = "PAPER BTCUSDT stop filled: 0.800"
    #expect(
      effects([Occurrence(.stopHit, "stop filled: 0.800")], rule) == [.bell, .title(line), .notify(line)])
  }

  @Test func oneMomentRingsOnceAndShowsAFewNotices() {
    let rule = AttentionRule(events: [.fill], signs: [.bell, .title, .notify])
    let all = ["a", "b", "b", "c", "d"].map { Occurrence(.fill, $0) }
    #expect(
      effects(all, rule, rule) == [
        .bell, .title("PAPER BTCUSDT d"), .notify("PAPER BTCUSDT b"), .notify("PAPER BTCUSDT c"),
        .notify("PAPER BTCUSDT d"),
      ])
  }

  @Test func aCommandGetsTheFacts() throws {
    let rule = AttentionRule(events: [.closed], command: ["notify-send", "--", "Tranche"])
    let all = effects([Occurrence(.closed, "closed: net −3.10"), Occurrence(.fill, "x")], rule)
    guard case .command(let words, let environment)? = all.first, all.count == 1 else {
      Issue.record("\(all)")
      return
    }
    #expect(words == ["notify-send", "--", "Tranche", "PAPER BTCUSDT closed: net −3.10"])
    #expect(environment["TRANCHE_EVENT"] == "closed")
    #expect(environment["TRANCHE_TEXT"] == "closed: net −3.10")
    #expect(environment["TRANCHE_TRADE"] == "btc-1" && environment["TRANCHE_MODE"] == "paper")
    #expect(environment["TRANCHE_SIDE"] == "long" && environment["TRANCHE_SYMBOL"] == "BTCUSDT")
    #expect(environment["TRANCHE_LAST"] == "30412.3" && environment["TRANCHE_STOP"] == "30034.7")
    #expect(environment["TRANCHE_OPEN"] == "0.800")
    #expect(environment["TRANCHE_TIME"]?.hasPrefix("2026-11-20 14:32:07") == true, "\(environment)")
  }

  /// An alarm goes by two names: a rule that knows both hears of it once.
  @Test func aRuleHearsOfAnAlarmOnce() {
    let rule = AttentionRule(events: AttentionEvent.allCases, command: ["call"])
    let two = [Occurrence(.alarm, "near"), Occurrence(.nearStop, "near")]
    #expect(effects(two, rule).count == 1)
    #expect(effects(two, rule, rule).count == 2)
  }

  /// A note may say anything; a terminal must not obey it, nor a command be given a line break.
  @Test func nothingThatATerminalObeysIsHandedOn() {
    let rule = AttentionRule(events: [.fill], signs: [.title], command: ["call"])
    for effect in effects([Occurrence(.fill, "a\u{1B}]0;x\u{07}\n\u{202E}b")], rule) {
      let texts: [String]
      switch effect {
      case .bell: texts = []
      case .title(let text), .notify(let text): texts = [text]
      case .command(let words, let environment): texts = words + environment.values
      }
      for text in texts {
        let obeyed = text.unicodeScalars.filter {
          [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        }
        #expect(obeyed.isEmpty, "\(text.debugDescription)")
      }
    }
  }

  @Test func aStreamOfSnapshotsIsHeededOnce() {
    var watch = AttentionWatch([AttentionRule(events: [.fill], signs: [.bell])])
    #expect(watch.effects(of: Samples.long).isEmpty)
    let next = after([(.fill, "a")])
    #expect(watch.effects(of: next) == [.bell])
    #expect(watch.effects(of: next).isEmpty)
    // Snapshots may be skipped, what happened meanwhile is not.
    let later = after([(.fill, "b"), (nil, "c")], of: next)
    #expect(watch.effects(of: later) == [.bell])
  }
}
