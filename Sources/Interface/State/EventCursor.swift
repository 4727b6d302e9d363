import Trading

/// Where somebody reads in the list of events. Events that come leave the line that is read where it is, but for
/// somebody who has not moved away from the newest.
struct EventCursor: Hashable, Sendable {
  /// The line that is read; 0 is the newest.
  var chosen = 0
  /// The topmost line that is shown.
  var top = 0
  /// What is searched for; empty for nothing.
  var pattern = ""
  /// Stays with the newest.
  var follows = true
  /// Where the search began: Esc goes back there.
  var origin = 0
  private var known: [EventLine] = []

  /// Lines that came while older ones were read.
  var newer: Int { follows ? 0 : top }

  /// Takes notice of the list as it is now.
  mutating func keep(_ events: [EventLine]) {
    let come = EventCursor.come(known, events)
    known = events
    if follows {
      chosen = 0
      top = 0
    } else {
      chosen += come
      top += come
      origin += come
    }
    chosen = max(0, min(chosen, events.count - 1))
    top = max(0, min(top, events.count - 1))
  }

  /// How many lines stand before those that were known.
  private static func come(_ old: [EventLine], _ new: [EventLine]) -> Int {
    // A refusal said twice at one price is twice the same line: several are compared.
    let probe = old.prefix(16)
    guard !probe.isEmpty else { return 0 }
    let places = 0..<max(1, new.count)
    return places.first { probe.starts(with: new.dropFirst($0).prefix(probe.count)) } ?? 0
  }

  mutating func move(to index: Int, of count: Int, rows: Int) {
    chosen = max(0, min(count - 1, index))
    follows = chosen == 0
    if chosen < top { top = chosen }
    if rows > 0, chosen >= top + rows { top = chosen - rows + 1 }
    top = max(0, min(top, count - max(1, rows)))
  }

  static func matches(_ event: EventLine, _ pattern: String) -> Bool {
    !pattern.isEmpty && event.text.lowercased().contains(pattern.lowercased())
  }

  /// The next line that matches, from a line on; behind the last it goes on at the other end.
  static func match(_ pattern: String, in events: [EventLine], from: Int, by step: Int) -> Int? {
    guard !events.isEmpty else { return nil }
    let count = events.count
    let places = (0..<count).lazy.map { (from + $0 * step + count * $0) % count }
    return places.map { ($0 + count) % count }.first { matches(events[$0], pattern) }
  }
}
