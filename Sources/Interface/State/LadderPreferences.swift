/// How the ladder's rows follow the market: the user's, whatever the trade.
public struct LadderPreferences: Hashable, Sendable {
  /// The last price stays in the middle and the rows move; else the rows stand still and the price moves.
  public var centred: Bool
  /// How near the market may come to the window's edge before rows that stand still are set anew: so many rows
  /// must lie between them. 0 waits until it has left; a third of the window is the most that counts.
  public var threshold: Int

  public init(centred: Bool = false, threshold: Int = 0) {
    self.centred = centred
    self.threshold = threshold
  }
}
