import TradeStore
import Trading

/// The guard of the day: no new trade after a day's loss above `daily loss:`, the plan's, or else the user's.
enum DayGuard {
  /// The reason that lifts the guard, where one was needed; it is an error to need one and have none.
  ///
  /// The day is that of the machine's clock: what a person lost today counts, whatever the time of the prices.
  static func override(
    _ plan: Plan, _ configuration: UserConfiguration, _ reason: String?, _ folder: TradeFolder
  ) throws -> String? {
    guard let limit = plan.dailyLoss ?? configuration.chosen.dailyLoss?.value else { return nil }
    let now = Timestamp(microseconds: WallClock.microseconds())
    var day = DayLoss(at: now)
    for files in try folder.list() {
      // A trade that cannot be read is told by `tranche list`; its result is not known.
      guard let told = try? StoredTrades.read(files), let result = told.trade.result else { continue }
      day.add(result, closed: Timestamp(microseconds: told.lastWallTime))
    }
    guard day.passes(limit, at: now) else { return nil }
    if let reason, reason.contains(where: { $0 != " " }) { return reason }
    let refusal = day.refusal(limit, of: plan.dailyLoss == nil ? "your configuration" : "the plan")
    throw Failure("\(refusal.message); \(refusal.remedy)")
  }
}
