import Trading

/// What a watcher is told of the owner, and of keys that are the owner's.
enum WatchWords {
  /// Why a key that acts does nothing here.
  static func whyNot(_ watching: WatchStatus, _ snapshot: Snapshot) -> String {
    if snapshot.result != nil { return "watching only, and the trade has ended" }
    if watching.owner == .gone {
      return "tranche resume \(snapshot.tradeName) takes it"
    }
    let process = watching.pid.map { ": pid \($0)" + place(watching) } ?? ""
    return "watching only; the owner acts\(process)"
  }

  private static func place(_ watching: WatchStatus) -> String {
    watching.terminal.isEmpty ? ", without a terminal" : " on \(watching.terminal)"
  }

  /// A line of help as it is true for a watcher.
  static func help(_ binding: Binding) -> String {
    switch binding.action {
    case .quit: "quit; the trade stays as it is"
    case .suspend: "suspend; the trade stays as it is"
    default: binding.help
    }
  }

  /// How much is known of the owner, in words that stay the same while nothing changes: for printed lines.
  static func plain(_ watching: WatchStatus) -> String {
    if watching.journalProblem != nil { return "JOURNAL UNREADABLE" }
    let owner = watching.pid.map { "owner pid \($0)" } ?? "owner"
    return switch watching.owner {
    case .heard: "watching \(owner)"
    case .silent: "OWNER SILENT (\(owner))"
    case .unheard: "journal alone (\(owner) not heard)"
    case .gone: "NOBODY HOLDS THIS TRADE"
    }
  }

  /// What stands in the place of the feed: how old the price and the owner's last word are; or what is wrong, in the
  /// fewest words where it is narrow.
  static func feed(_ watching: WatchStatus, _ feed: FeedStatus, isNarrow: Bool) -> Segment {
    let heard = watching.heard.map(Wording.age)
    if watching.journalProblem != nil { return warning("JOURNAL UNREADABLE", nil, short: "NO JOURNAL") }
    switch watching.owner {
    case .heard: return heardFeed(watching, feed, heard ?? "")
    case .silent:
      let since = heard.map { " " + $0 } ?? ""
      return warning("OWNER SILENT" + since, nil, short: isNarrow ? "SILENT" + since : nil)
    case .unheard: return warning("JOURNAL ALONE", heard, short: isNarrow ? "NO OWNER" : nil)
    case .gone:
      return warning("NOBODY HOLDS THIS TRADE", heard, "NOBODY HOLDS IT", short: isNarrow ? "NOBODY" : nil)
    }
  }

  private static func warning(_ text: String, _ heard: String?, _ middle: String? = nil, short: String? = nil)
    -> Segment
  {
    let last = heard.map { [Run(text, .warning), Run(" heard \($0) ago", .muted)] } ?? []
    let shorter = [middle, short].map { $0.map { [Run($0, .warning)] } ?? [] }
    return Segment(0, grows: 0, last, [Run(text, .warning)], shorter[0], shorter[1])
  }

  private static func heardFeed(_ watching: WatchStatus, _ feed: FeedStatus, _ heard: String) -> Segment {
    if feed.hasEnded { return Segment(0, [Run("FEED ENDED", .warning)]) }
    let voice = Run("heard \(heard)", .muted)
    let speed = feed.speed.map { " " + Wording.speed($0) } ?? ""
    if feed.isPaused {
      let paused = Run(" PAUSED ", .warning)
      return Segment(
        0, grows: 5, [paused, Run(speed + " ", .muted), voice], [paused, Run(" "), voice], [paused])
    }
    let isOld = feed.isOld
    let age = watching.price.map { span in
      [Run("price " + Wording.age(span) + (isOld ? " OLD" : ""), isOld ? .warning : .text)]
    }
    let both = (age.map { $0 + [Run(" ")] } ?? []) + [voice]
    let name = Run(feed.name.cut(20) + speed + " ", .muted)
    // A price that ages is the first to be told; its age covers the owner's silence as well.
    let isLive = feed.age != nil
    return Segment(0, grows: 5, [name] + both, both, isLive ? age ?? [voice] : [voice])
  }

  /// Who holds the stop, seen from outside.
  static func holder(_ watching: WatchStatus, _ holder: Snapshot.StopHolder) -> Segment {
    if holder == .venue { return Segment(0, [Run("held by venue", .muted)]) }
    guard watching.owner != .gone, holder != .nobody else {
      return Segment(0, [Run("NOBODY watches it", .warning)], [Run("nobody", .warning)])
    }
    let pid = watching.pid.map { "pid \($0)" } ?? "unknown"
    guard watching.owner == .silent else {
      return Segment(0, [Run("owner \(pid)", .muted)], [Run(pid, .muted)])
    }
    // What is wrong takes more room.
    return Segment(0, [Run("owner \(pid)", .warning)], [Run(pid, .warning)])
  }
}
