/// Where orders go, as closures: paper now, a venue later. Used by one thread only.
public struct Broker {
  /// Takes a request at the price at hand; what can be answered at once is.
  public var send: (OrderRequest, Tick) -> [BrokerAnswer]
  /// What a price does to the orders it holds, one answer at a time.
  public var look: (Tick, MatchStage) -> BrokerAnswer?
  /// Where none of its orders can act, seen from this price.
  public var band: (Tick) -> Band
  /// Who watches the stop while this program does not run.
  public var holdsStop: Bool

  public init(
    holdsStop: Bool, send: @escaping (OrderRequest, Tick) -> [BrokerAnswer],
    look: @escaping (Tick, MatchStage) -> BrokerAnswer?, band: @escaping (Tick) -> Band
  ) {
    self.holdsStop = holdsStop
    self.send = send
    self.look = look
    self.band = band
  }
}
