/// What the sentences of a plan must fulfil together.
extension RulesReader {
  /// Checks what was read against the instrument and against each other.
  mutating func check(on instrument: Instrument, size: Plan.Size?) {
    var total: Quantity?
    if case .quantity(let quantity) = size { total = quantity }
    let check = SentenceCheck(
      instrument: instrument, size: total,
      tranches: isComplete ? rules.count(where: \.isEntry) : nil,
      targets: isComplete ? rules.count(where: \.isTarget) : nil)
    for (index, entry) in entries.enumerated() {
      for error in check.errors(entry.statement.parts) { add(error, at: index) }
    }
    checkNext()
    checkMoves()
    checkMeasure()
    guard isComplete else { return }
    checkOrder()
    checkShares(of: total, on: instrument)
  }

  private mutating func checkNext() {
    for (index, entry) in entries.enumerated() {
      for part in entry.statement.parts where part.content == .enterNext {
        fail(index, part, "a plan's entry says how much it enters", "write a share such as 50%")
      }
    }
  }

  private mutating func checkMoves() {
    for (index, entry) in entries.enumerated() where entry.rules.contains(where: \.movesAnother) {
      guard let part = entry.statement.parts.first else { continue }
      fail(index, part, "only a person moves a tranche or a target", "write the price into its own rule")
    }
  }

  /// `then` needs a tranche before it, and the first tranche cannot wait for what its own fill will tell.
  private mutating func checkOrder() {
    let first = entries.firstIndex { $0.rules.contains(where: \.isEntry) }
    for (index, entry) in entries.enumerated() {
      for part in entry.statement.parts {
        switch part.content {
        case .then where index <= first ?? .max:
          fail(index, part, "\"then\" has no tranche before it", "take the word out")
        case .level(let level, triggers: true)
        where index == first && level.needsFill && entry.rules[0].triggers.contains { $0.level == level }:
          let remedy = "the first tranche waits for a price, a level or the first price"
          fail(index, part, "\"\(level)\" has no value before the first fill", remedy)
        case .away(.r(let count)) where index == first:
          let remedy = "write the distance as 1%, 20 ticks or 2 atr 14 on 15m"
          fail(index, part, "\"\(count)R\" has no value before the first fill", remedy)
        default: break
        }
      }
    }
  }

  /// A rule that waits for news needs the file that says when they are.
  mutating func checkNews(hasFile: Bool) {
    guard !hasFile else { return }
    for (index, entry) in entries.enumerated() {
      for part in entry.statement.parts where part.content == .news {
        fail(
          index, part, "the plan names no news", "add \"news: FILE\", lines such as 2026-11-20T13:30Z US CPI")
      }
    }
  }

  /// The tranches' shares together are at most the whole. They are summed rounded down to 10⁻¹⁸, so that
  /// thirds never exceed it.
  private mutating func checkShares(of total: Quantity?, on instrument: Instrument) {
    var sum: Int128 = 0
    var crossing: (index: Int, part: SentencePart)?
    for (index, entry) in entries.enumerated() {
      for part in entry.statement.parts {
        guard case .entry(let amount) = part.content else { continue }
        sum += amount.share(of: total, on: instrument)
        if sum > Cash.scale, crossing == nil { crossing = (index, part) }
      }
    }
    guard let crossing else { return }
    let millionths = (sum * 100 + 500_000_000_000) / 1_000_000_000_000
    let percent = Decimal18(units: millionths * 1_000_000_000_000)
    fail(
      crossing.index, crossing.part, "the tranches add up to \(percent)%", "together they are at most 100%")
  }

  /// Shares are added exactly by the engine; without a common measure of this size that would leave 128 bits.
  private mutating func checkMeasure() {
    var measure = 1
    for (index, entry) in entries.enumerated() {
      for part in entry.statement.parts {
        guard case .entry(let amount) = part.content.asEntry else { continue }
        let divisor = amount.divisor
        let joint = measure / greatestCommonDivisor(measure, divisor) * divisor
        guard joint <= 1_000_000_000_000 else {
          fail(index, part, "\(amount) has no common measure with the others", "write it as a percentage")
          continue
        }
        measure = joint
      }
    }
  }
}

private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  right == 0 ? left : greatestCommonDivisor(right, left % right)
}

extension SentencePart.Content {
  /// A take seen as an entry: both are shares that are added up.
  fileprivate var asEntry: SentencePart.Content {
    if case .take(let amount) = self { return .entry(amount) }
    return self
  }
}

extension Amount {
  /// In units of 10⁻¹⁸ of the whole, rounded down; a quantity counts where the whole is known.
  fileprivate func share(of total: Quantity?, on instrument: Instrument) -> Int128 {
    switch self {
    case .percent(let value): return value.units / 100
    case .fraction(let part, let whole): return Cash.scale * Int128(part) / Int128(whole)
    case .quantity(let value):
      guard let total, total.steps > 0, let quantity = instrument.quantity(value) else { return 0 }
      return Cash.scale * Int128(quantity.steps) / Int128(total.steps)
    }
  }

  /// What the share's fraction divides by, in lowest terms.
  fileprivate var divisor: Int {
    switch self {
    case .percent(let value):
      let parts = Int(value.units / 1_000_000_000_000)
      return 100_000_000 / greatestCommonDivisor(100_000_000, parts)
    case .fraction(let part, let whole): return whole / greatestCommonDivisor(whole, part)
    case .quantity: return 1
    }
  }
}

extension Level {
  /// Whether it has no value before the trade's first fill.
  fileprivate var needsFill: Bool {
    if case .r? = offset?.distance { return true }
    switch base {
    case .r, .percent, .ticks, .entry, .firstEntry, .lastFill, .breakeven, .tranche: return true
    case .price, .firstPrice, .last, .target, .named: return false
    }
  }
}
