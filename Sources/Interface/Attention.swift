import Screen
import Trading

/// Something that happened while a person may have looked elsewhere.
public struct Occurrence: Hashable, Sendable {
  public var event: AttentionEvent
  /// What happened, in the words of the story or of the alarm.
  public var text: String

  public init(_ event: AttentionEvent, _ text: String) {
    self.event = event
    self.text = text
  }
}

/// What is done to call for a person.
public enum AttentionEffect: Hashable, Sendable {
  case bell
  /// One line for the terminal's title.
  case title(String)
  /// One line for a desktop notice.
  case notify(String)
  /// A program with its arguments, the last being what happened, and variables for its environment.
  case command([String], environment: [String: String])
}

/// What the effects of a stream of snapshots are, each seen once.
public struct AttentionWatch: Sendable {
  private let rules: [AttentionRule]
  private var before: Snapshot?

  public init(_ rules: [AttentionRule]) { self.rules = rules }

  /// `since`: the last event before whoever acts for the trade began, where that is known; of the first snapshot, what
  /// came behind it is news.
  public mutating func effects(of snapshot: Snapshot, since: Int? = nil) -> [AttentionEffect] {
    guard !rules.isEmpty else { return [] }
    let occurrences = Attention.occurrences(from: before, to: snapshot, since: since)
    before = snapshot
    return Attention.effects(of: occurrences, rules, in: snapshot)
  }
}

/// Who is called, and how: a pure function of two snapshots and the user's rules.
public enum Attention {
  /// Notices that one moment may show; more would hide each other.
  private static let mostNotices = 3

  /// What happened between two snapshots of one trade, oldest first. Of the first there is told what came behind the
  /// event `since`, but no alarm: a person has just opened it.
  public static func occurrences(
    from before: Snapshot?, to after: Snapshot, since: Int? = nil
  ) -> [Occurrence] {
    guard let last = before?.sequence ?? since else { return [] }
    let lines = after.events.prefix { $0.sequence > last }
    let told = lines.reversed().compactMap { line in
      line.call.map { Occurrence(event(of: $0), line.text) }
    }
    guard let before else { return told }
    let known = Set(before.alarms.map(\.kind))
    let raised = after.alarms.filter { !known.contains($0.kind) }.flatMap { alarm in
      events(of: alarm.kind).map { Occurrence($0, alarm.text) }
    }
    return told + raised
  }

  /// What the rules ask to be done about it. One bell, one title and a few notices serve for all of it.
  public static func effects(
    of occurrences: [Occurrence], _ rules: [AttentionRule], in snapshot: Snapshot
  ) -> [AttentionEffect] {
    var commands: [AttentionEffect] = []
    var notices: [AttentionEffect] = []
    var title: AttentionEffect?
    var rings = false
    for (index, occurrence) in occurrences.enumerated() {
      let line = line(occurrence, snapshot)
      for rule in rules where rule.events.contains(occurrence.event) {
        // An alarm may go by two names: a rule that knows both hears of it once.
        let isRepeated = occurrences[..<index].contains {
          $0.text == occurrence.text && rule.events.contains($0.event)
        }
        guard !isRepeated else { continue }
        for sign in rule.signs {
          switch sign {
          case .bell: rings = true
          case .title: title = .title(line)
          case .notify: if !notices.contains(.notify(line)) { notices.append(.notify(line)) }
          }
        }
        if !rule.command.isEmpty {
          commands.append(.command(rule.command + [line], environment: facts(occurrence, snapshot)))
        }
      }
    }
    return (rings ? [.bell] : []) + (title.map { [$0] } ?? []) + notices.suffix(mostNotices) + commands
  }

  private static func event(of call: EventLine.Call) -> AttentionEvent {
    switch call {
    case .fill: .fill
    case .stopHit: .stopHit
    case .target: .target
    case .refused: .refused
    case .closed: .closed
    }
  }

  /// An alarm line is an alarm, and may have a name of its own.
  private static func events(of kind: Alarm.Kind) -> [AttentionEvent] {
    switch kind {
    case .feedLost, .feedStale: [.alarm, .feedStale]
    case .stopNear: [.alarm, .nearStop]
    case .journal, .protectionGap, .orderRefused, .targetAsks, .feedDelayed, .feedFault, .news, .fastMarket:
      [.alarm]
    }
  }

  /// One line that names the money at stake first: nobody need be startled by a rehearsal.
  private static func line(_ occurrence: Occurrence, _ snapshot: Snapshot) -> String {
    let head = "\(snapshot.mode.rawValue.uppercased()) \(snapshot.instrument.symbol) "
    return String(SafeText.cells(head + occurrence.text).prefix(200))
  }

  /// What a command finds in its environment, as text without thousands marks.
  private static func facts(_ occurrence: Occurrence, _ snapshot: Snapshot) -> [String: String] {
    let instrument = snapshot.instrument
    func price(_ price: Price?) -> String { price.map { instrument.text($0, marks: false) } ?? "" }
    return [
      "TRANCHE_EVENT": occurrence.event.rawValue,
      "TRANCHE_TEXT": String(SafeText.cells(occurrence.text)),
      "TRANCHE_TRADE": snapshot.tradeName,
      "TRANCHE_MODE": snapshot.mode.rawValue,
      "TRANCHE_SYMBOL": instrument.symbol,
      "TRANCHE_SIDE": snapshot.side.rawValue,
      "TRANCHE_TIME": snapshot.feed.time.map { $0.utcText } ?? "",
      "TRANCHE_LAST": price(snapshot.last),
      "TRANCHE_STOP": price(snapshot.stop?.price),
      "TRANCHE_OPEN": Plain.text(instrument.text(snapshot.open, marks: false)),
    ]
  }
}
