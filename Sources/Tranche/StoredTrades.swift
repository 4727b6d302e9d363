import TradeStore
import Trading

/// Trades by their journals.
enum StoredTrades {
  /// The trade of this name, or the newest one that is still open.
  static func choose(
    _ name: String?, in folder: TradeFolder, to purpose: String = "resume"
  ) throws -> TradeFiles {
    let all = try folder.list()
    if let name {
      guard let files = all.first(where: { $0.id == name }) else {
        throw Failure("there is no trade \(name); tranche list shows them", .usage)
      }
      return files
    }
    for files in all.reversed() {
      do {
        if try !read(files).trade.isClosed { return files }
      } catch {
        if neverBegan(error) { continue }
        throw Failure(
          "the newest trade, \(files.id), cannot be read: \(error); name another one (tranche list)")
      }
    }
    throw Failure("no open trade to \(purpose); tranche opens one", .usage)
  }

  /// The trade of this name; or the newest one that has an owner now, or the newest one that is still open.
  static func chooseToWatch(_ name: String?, in folder: TradeFolder) throws -> TradeFiles {
    if name == nil, let owned = try folder.list().last(where: { TradeLock.holder(of: $0) != nil }) {
      return owned
    }
    return try choose(name, in: folder, to: "watch")
  }

  /// The program was killed before the first event of a trade was written: nothing was ever said to be done.
  static func neverBegan(_ error: any Error) -> Bool {
    error is ToldTrade.NoOpening || (error as? StoreError)?.isUnfinishedJournal ?? false
  }

  /// Opens a trade's journal for its owner and tells the trade from it.
  static func open(_ lock: TradeLock) throws -> (Journal, ToldTrade) {
    var told: ToldTrade?
    var failure: (any Error)?
    let journal = try Journal.open(lock) { row in
      guard failure == nil else { return }
      do {
        try tell(row, into: &told)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard var trade = told else { throw ToldTrade.NoOpening() }
    trade.finish()
    return (journal, trade)
  }

  /// Reads a trade without owning it, with every line of its story.
  static func readWhole(_ files: TradeFiles) throws -> ToldTrade { try read(files, keepsWholeStory: true) }

  /// Reads a trade without owning it.
  static func read(_ files: TradeFiles, keepsWholeStory: Bool = false) throws -> ToldTrade {
    let reader = try JournalReader(files)
    var told: ToldTrade?
    var sequence: Int64 = 0
    while true {
      let rows = try reader.rows(after: sequence)
      guard let last = rows.last else { break }
      for row in rows { try tell(row, into: &told, keepsWholeStory) }
      sequence = last.sequence
    }
    guard var trade = told else { throw ToldTrade.NoOpening() }
    trade.finish()
    return trade
  }

  private static func tell(
    _ row: JournalRow, into told: inout ToldTrade?, _ keepsWholeStory: Bool = false
  ) throws {
    if told == nil {
      told = try ToldTrade(first: row, keepsWholeStory: keepsWholeStory, plan: plan)
    } else {
      try told?.tell(row)
    }
  }

  /// The plan that a journal's opening holds.
  static func plan(_ opening: Opening) throws -> Plan {
    let source = PlanSource(name: opening.trade, text: opening.planText)
    // The journal's figures hold, whatever the catalogue and the user's files say today.
    var plan = try source.plan(
      levels: opening.levelOverrides, catalogue: Catalogue([opening.instrument]), readsNews: false)
    plan.makerFee = opening.makerFee
    plan.takerFee = opening.takerFee
    plan.news = opening.news ?? []
    return plan
  }

  /// How a closed trade ended, in one line.
  static func ended(_ trade: Trade, _ result: TradeResult) -> String {
    let r = NumberText.fixed(result.r, digits: 2, signed: true)
    var text = "\(trade.opening.trade) closed: net \(result.net.text(signed: true)), \(r)R"
    if result.riskAmount > .zero {
      let times = NumberText.fixed(result.net.ratio / result.riskAmount.ratio, digits: 2)
      text += ", \(times) × risk"
    }
    return text + ", fees \(result.fees.text()); \(result.cause)"
  }
}
