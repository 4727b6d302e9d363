/// What the trades that closed within one UTC day came to: what `daily loss:` is held against.
public struct DayLoss: Hashable, Sendable {
  /// Days since 1970.
  public private(set) var day: Int64
  public private(set) var trades = 0
  public private(set) var net = Cash.zero
  /// The sum of the results in R, in 10⁻⁸.
  public private(set) var rE8 = 0

  public init(at time: Timestamp) { day = DayLoss.day(of: time) }

  /// A trade that closed at a time; one of another day begins the day anew if it is later, and counts for nothing if
  /// it is earlier.
  public mutating func add(_ result: TradeResult, closed time: Timestamp) {
    add(result.net, rE8: result.rE8, closed: time)
  }

  public mutating func add(_ net: Cash, rE8: Int, closed time: Timestamp) {
    let day = DayLoss.day(of: time)
    guard day >= self.day else { return }
    if day > self.day { self = DayLoss(at: time) }
    trades += 1
    self.net += net
    self.rE8 += rE8
  }

  /// Whether the loss has passed a limit on the day of this moment.
  public func passes(_ limit: Plan.DailyLoss, at time: Timestamp) -> Bool {
    guard DayLoss.day(of: time) == day else { return false }
    switch limit {
    case .r(let count): return Ratio(Int128(-rE8), over: 100_000_000) > count.ratio
    case .amount(let amount): return -net > amount
    }
  }

  /// When the day of a moment ends.
  public static func end(of time: Timestamp) -> Timestamp { Frame.d1.end(of: time) }

  /// Why no trade begins: the number, the limit and whose it is, and the way on.
  public func refusal(_ limit: Plan.DailyLoss, of owner: String = "the plan") -> Refusal {
    let r = NumberText.fixed(Ratio(Int128(-rE8), over: 100_000_000), digits: 2)
    let said =
      switch limit {
      case .r(let count): "the day's loss is \(r)R, and \(owner)'s `daily loss:` is \(count)R"
      case .amount(let amount):
        "the day's loss is \((-net).text()), and \(owner)'s `daily loss:` is \(amount.text())"
      }
    return Refusal(
      said + " (\(trades) \(trades == 1 ? "trade" : "trades") closed today, UTC)",
      remedy: "stop for today, or say why not: --because \"your reason\"", guard: .day)
  }

  private static func day(of time: Timestamp) -> Int64 {
    Frame.d1.start(of: time).microseconds / 86_400_000_000
  }
}
