/// The sentences of a plan, and what they must fulfil together.
struct RulesReader {
  private let levels: [String]
  private(set) var sentences: [RuleParser.Sentence] = []
  private(set) var errors: [PlanError] = []
  private var places: [Document.Place] = []
  /// Whether every rule could be read; what counts rules is not asked otherwise.
  private var isComplete = true

  init(levels: [String]) { self.levels = levels }

  mutating func read(_ document: Document?) {
    guard let document else { return }
    guard case .list(let rules) = document.content else {
      isComplete = false
      fail("rules: these are a list", "write each behind \"- \"", at: document.place)
      return
    }
    for rule in rules { read(rule: rule) }
  }

  private mutating func read(rule: Document) {
    guard case .scalar(let text) = rule.content else {
      isComplete = false
      let remedy = "put a sentence that holds \": \" in single quotes"
      return fail("a rule is a sentence, not a list or a key with a value", remedy, at: rule.place)
    }
    do throws(SentenceError) {
      sentences.append(try RuleParser.sentence(text, levels: levels))
      places.append(rule.place)
    } catch {
      isComplete = false
      errors.append(PlanError(error, at: rule.place))
    }
  }

  private mutating func fail(_ message: String, _ remedy: String, at place: Document.Place) {
    errors.append(PlanError(message, remedy: remedy, place: place))
  }

  private mutating func fail(_ index: Int, _ part: SentencePart, _ message: String, _ remedy: String) {
    errors.append(PlanError(SentenceError(part, message, remedy: remedy), at: places[index]))
  }

  /// Checks what was read against the instrument and against each other.
  mutating func check(on instrument: Instrument, size: Plan.Size?) {
    var total: Quantity?
    if case .quantity(let quantity) = size { total = quantity }
    let check = SentenceCheck(
      instrument: instrument, size: total,
      tranches: isComplete ? sentences.count { $0.rule.isEntry } : nil,
      targets: isComplete ? sentences.count { $0.rule.isTarget } : nil)
    for (index, sentence) in sentences.enumerated() {
      for error in check.errors(sentence) { errors.append(PlanError(error, at: places[index])) }
    }
    checkNext()
    checkMeasure()
    guard isComplete else { return }
    checkOrder()
    checkShares(of: total, on: instrument)
  }

  private mutating func checkNext() {
    for (index, sentence) in sentences.enumerated() {
      for part in sentence.parts where part.content == .enterNext {
        fail(index, part, "a plan's entry says how much it enters", "write a share such as 50%")
      }
    }
  }

  /// `then` needs a tranche before it, and the first tranche cannot wait for what its own fill will tell.
  private mutating func checkOrder() {
    let first = sentences.firstIndex { $0.rule.isEntry }
    for (index, sentence) in sentences.enumerated() {
      for part in sentence.parts {
        switch part.content {
        case .then where index <= first ?? .max:
          fail(index, part, "\"then\" has no tranche before it", "take the word out")
        case .level(let level, triggers: true) where index == first && level.needsFill:
          let remedy = "the first tranche waits for a price, a level or the first price"
          fail(index, part, "\"\(level)\" has no value before the first fill", remedy)
        default: break
        }
      }
    }
  }

  /// The tranches' shares together are at most the whole. They are summed rounded down to 10⁻¹⁸, so that
  /// thirds never exceed it.
  private mutating func checkShares(of total: Quantity?, on instrument: Instrument) {
    var sum: Int128 = 0
    var crossing: (index: Int, part: SentencePart)?
    for (index, sentence) in sentences.enumerated() {
      for part in sentence.parts {
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
    for (index, sentence) in sentences.enumerated() {
      for part in sentence.parts {
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
