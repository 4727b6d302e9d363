import Screen
import Trading

/// What is always visible: mode, side, quantity, average, last, R, result if closed now, stop, feed, holder.
enum StatusLines {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let lines = scene.layout.form == .framed ? framed(scene) : bare(scene)
    let columns = canvas.size.columns
    let gap = columns < 110 ? 2 : 3
    LiveMoney.ground(scene.snapshot, on: &canvas)
    for (row, line) in lines.prefix(scene.layout.statusRows).enumerated() {
      var (left, right) = Segments.fitted(line, columns: columns - 2, gap: gap)
      if row == 0 {
        (left, right) = (LiveMoney.words(left, scene.snapshot), LiveMoney.words(right, scene.snapshot))
      }
      let width = Segments.width(right)
      canvas.put(left, column: 1, row: row, end: width > 0 ? columns - 2 - width : columns)
      if width > 0 { canvas.put(right, column: columns - 1 - width, row: row, end: columns) }
    }
  }

  /// On fewer columns not all that is always visible has room in its shorter wording: whole parts give way.
  private static let narrow = 50

  private static func framed(_ scene: Scene) -> [[Segment]] {
    let first = [
      badge(scene), side(scene), symbol(scene), stop(scene), holder(scene), name(scene),
      feed(scene).right, clock(scene).right,
    ]
    if scene.snapshot.result != nil { return [first, closed(scene)] }
    let second = [
      quantity(scene), last(scene), r(scene), flat(scene), oneR(scene), open(scene),
      leverage(scene).right,
    ]
    return [first, second]
  }

  private static func bare(_ scene: Scene) -> [[Segment]] {
    let money =
      scene.snapshot.result != nil
      ? closed(scene) : [last(scene), r(scene), flat(scene), leverage(scene), clock(scene).right]
    if scene.layout.statusRows < 3 {
      return [[badge(scene), side(scene), open(scene.snapshot), symbol(scene), stop(scene)], money]
    }
    return [
      [badge(scene), side(scene), quantity(scene), feed(scene).right], money,
      [stop(scene), holder(scene), symbol(scene)],
    ]
  }

  private static func badge(_ scene: Scene) -> Segment {
    let mode =
      switch scene.snapshot.mode {
      case .paper: Run(" PAPER ", .paper)
      case .replay: Run(" REPLAY ", .paper)
      case .live: Run(" LIVE MONEY ", .live)
      }
    // Nothing can be done from here.
    guard scene.snapshot.watching != nil else { return Segment(0, [mode]) }
    let least = scene.layout.size.columns < Self.narrow ? [mode, Run("W ", .warning)] : []
    return Segment(0, grows: 0, [mode, Run("WATCHING ", .warning)], least)
  }

  private static func side(_ scene: Scene) -> Segment {
    let isLong = scene.snapshot.side == .long
    return Segment(0, [Run(isLong ? "LONG" : "SHORT", isLong ? .long : .short)])
  }

  private static func symbol(_ scene: Scene) -> Segment {
    Segment(2, [Run(scene.instrument.symbol, .title)])
  }

  private static func name(_ scene: Scene) -> Segment {
    let name = scene.snapshot.planName
    return Segment(Segment.extra + 1, [Run(name, .muted)], [Run(name.cut(12), .muted)])
  }

  private static func stop(_ scene: Scene) -> Segment {
    guard let stop = scene.snapshot.stop else {
      guard let price = LadderWindow.stop(scene.snapshot), scene.snapshot.result == nil else {
        return Segment(0, grows: 6, [Run("no stop: nothing is open", .muted)], [Run("no stop", .muted)])
      }
      let text = "stop \(scene.instrument.text(price))"
      return Segment(
        0, grows: 6, [Run(text, .stop), Run(" from the first fill", .muted)], [Run(text, .stop)])
    }
    let level = Run("stop " + scene.instrument.text(stop.price), .stop, changed: scene.state.isFresh(.stop))
    let distance = Wording.distance(to: stop.price, scene.snapshot) ?? ""
    let ticks =
      scene.snapshot.last.map { scene.instrument.distance(ticks: stop.price.ticks - $0.ticks) } ?? ""
    // On narrow screens it goes without its distance, which is not cut.
    let narrow = scene.snapshot.watching == nil ? 40 : Self.narrow
    let least = scene.layout.size.columns < narrow ? [level] : []
    return Segment(0, grows: 3, [level, Run(" " + distance)], [level, Run(" " + ticks)], least)
  }

  private static func holder(_ scene: Scene) -> Segment {
    guard scene.snapshot.stop != nil else { return Segment(1) }
    if let watching = scene.snapshot.watching {
      return WatchWords.holder(watching, scene.snapshot.stopHolder)
    }
    return switch scene.snapshot.stopHolder {
    case .program: Segment(0, [Run("held here", .muted)])
    case .venue: Segment(0, [Run("held by venue", .muted)])
    case .nobody: Segment(0, [Run("NOBODY watches it", .warning)])
    }
  }

  private static func quantity(_ scene: Scene) -> Segment {
    let snapshot = scene.snapshot
    let open = scene.instrument.text(snapshot.open)
    let planned = scene.instrument.text(snapshot.planned)
    let amount = Run("\(open) of \(planned)", .title, changed: scene.state.isFresh(.open))
    guard let average = snapshot.averagePrice else {
      return Segment(0, grows: 1, [amount, Run("  " + waitsFor(scene), .muted)], [amount])
    }
    let at = Run(
      " at " + scene.instrument.text(average), .text, changed: scene.state.isFresh(.average))
    let least = scene.layout.size.columns < 60 ? [Run(open, .title, changed: scene.state.isFresh(.open))] : []
    // Behind it the last price would stand unnamed, where there is no room for its word.
    return Segment(0, grows: 4, [amount, at], [amount], least)
  }

  /// The open quantity alone.
  private static func open(_ snapshot: Snapshot) -> Segment {
    snapshot.open > .zero ? Segment(1, [Run(snapshot.instrument.text(snapshot.open), .title)]) : Segment(1)
  }

  /// What the trade waits for before its first fill.
  private static func waitsFor(_ scene: Scene) -> String {
    guard let first = Wording.nearestEntry(scene.snapshot) else { return "nothing waits" }
    if case .delayed(let why) = first.state { return "tranche \(first.label) is held: \(why)" }
    return "waits for \(first.when)"
  }

  private static func last(_ scene: Scene) -> Segment {
    guard let last = scene.snapshot.last else {
      guard scene.snapshot.watching == nil else { return Segment(0, [Run("price unknown", .warning)]) }
      return Segment(0, [Run("no price yet", .muted)])
    }
    let sign = scene.lastSign.padded(2)
    let price = Run(scene.instrument.text(last), scene.priceRole, changed: scene.state.isFresh(.last))
    return Segment(
      0, grows: 1, [Run("last ", .muted), price, Run(sign, scene.lastRole)],
      [price, Run(sign, scene.lastRole)])
  }

  private static func r(_ scene: Scene) -> Segment {
    guard let last = scene.snapshot.last, let ratio = scene.snapshot.r(at: last) else { return Segment(1) }
    // Where the price is, and no result, whose colour it does not have; the word says so.
    let run = Run(Wording.r(ratio).filled(7), .text, changed: scene.state.isFresh(.r))
    return Segment(0, grows: 0, [Run("at ", .muted), run], [run])
  }

  /// What R counts in.
  private static func oneR(_ scene: Scene) -> Segment {
    guard let one = scene.snapshot.oneR, scene.snapshot.open > .zero else { return Segment(Segment.extra) }
    return Segment(
      Segment.extra, [Run("1R ", .muted), Run(scene.instrument.text(Price(ticks: one)))])
  }

  private static func flat(_ scene: Scene) -> Segment {
    guard let last = scene.snapshot.last, scene.snapshot.open > .zero else { return Segment(1) }
    let cash = scene.snapshot.flat(at: last)
    let width = moneyWidth(scene, last)
    let role = scene.moneyRole(cash)
    func runs(_ text: String) -> [Run] {
      [Run("flat ", .muted), Run(text, role, changed: scene.state.isFresh(.result))]
    }
    let amount = cash.text(signed: true)
    let r = scene.snapshot.resultInR(cash).map { " " + Wording.r($0) }
    let whole = r.map { runs((amount + $0).filled(width + 8)) } ?? []
    // Half a number reads as another one: on the smallest screens it goes rather than be cut.
    let rank = scene.layout.size.columns < 60 ? 1 : 0
    return Segment(rank, grows: 2, whole, runs(amount.filled(width)))
  }

  private static func open(_ scene: Scene) -> Segment {
    guard let last = scene.snapshot.last, scene.snapshot.open > .zero else { return Segment(Segment.extra) }
    return Segment(
      Segment.extra,
      [
        Run("open ", .muted),
        Run(scene.snapshot.openResult(at: last).text(signed: true).filled(moneyWidth(scene, last))),
      ])
  }

  /// Room for the result at prices a tenth away, so that what stands behind it stays where it is.
  private static func moneyWidth(_ scene: Scene, _ last: Price) -> Int {
    let away = last.ticks / 10
    let widths = [-away, away].map { ticks in
      scene.snapshot.flat(at: Price(ticks: last.ticks + ticks)).text(signed: true).count
    }
    return max(9, widths.max() ?? 0)
  }

  private static func leverage(_ scene: Scene) -> Segment {
    guard let leverage = scene.snapshot.effectiveLeverage else { return Segment(5) }
    let now = NumberText.fixed(leverage, digits: 2)
    let plan = NumberText.fixed(scene.snapshot.planLeverage, digits: 0)
    return Segment(
      5, [Run("leverage ", .muted), Run("\(now) of \(plan)")], [Run("lev ", .muted), Run(now)])
  }

  private static func feed(_ scene: Scene) -> Segment {
    let feed = scene.snapshot.feed
    let hasEnded = scene.snapshot.result != nil
    if let watching = scene.snapshot.watching, !hasEnded || watching.journalProblem != nil {
      return WatchWords.feed(watching, feed, isNarrow: scene.layout.size.columns < narrow)
    }
    if feed.hasEnded { return Segment(0, [Run("FEED ENDED", .warning)]) }
    if scene.snapshot.result != nil { return Segment(5, [Run(feed.name.cut(28), .muted)]) }
    if feed.isPaused {
      let paused = Run(" PAUSED ", .warning)
      guard let speed = feed.speed.map(Wording.speed) else { return Segment(0, [paused]) }
      return Segment(0, grows: 5, [paused, Run(" " + speed, .muted)], [paused])
    }
    if let age = feed.age {
      let text = Wording.age(age)
      let isOld = feed.isOld
      let role: Role = isOld ? .warning : .text
      let long = text + (isOld ? " OLD" : " ago")
      return Segment(
        0, grows: 5, [Run(feed.name.cut(20) + " ", .muted), Run(long, role)],
        isOld ? [Run(long, role)] : [Run("age ", .muted), Run(text, role)])
    }
    let speed = feed.speed.map(Wording.speed) ?? ""
    return Segment(
      1, grows: 5, [Run(feed.name.cut(28) + " ", .muted), Run(speed)],
      [Run(feed.name.cut(12) + " ", .muted), Run(speed)],
      [Run(speed)])
  }

  private static func clock(_ scene: Scene) -> Segment {
    // Without a price the time is the last event's, which a clock must not tell.
    let isKnown = scene.snapshot.watching == nil || scene.snapshot.last != nil || scene.snapshot.result != nil
    guard let time = scene.snapshot.feed.time, isKnown else { return Segment(3) }
    let clock = Wording.clock(time)
    return Segment(3, grows: 7, [Run(Wording.date(time) + " " + clock, .muted)], [Run(clock, .muted)])
  }

  private static func closed(_ scene: Scene) -> [Segment] {
    guard let result = scene.snapshot.result else { return [] }
    let r = result.r
    let role = scene.moneyRole(result.net)
    return [
      Segment(0, [Run("CLOSED", .title)]),
      Segment(0, [Run("net ", .muted), Run(result.net.text(signed: true), role)]),
      Segment(0, [Run(Wording.r(r), role)]),
      Segment(2, [Run(Wording.risk(result.net, result.riskAmount) ?? "", .text)]),
      Segment(3, [Run(result.cause, .muted)]),
    ]
  }
}
