import Trading

extension Broker {
  /// A paper broker behind closures, for an owner that cannot know which broker it has.
  public static func paper(_ paper: PaperBroker) -> Broker {
    var paper = paper
    return Broker(
      holdsStop: false, send: { request, tick in paper.send(request, at: tick) },
      look: { tick, stage in paper.look(tick, stage) }, band: { paper.band(at: $0) })
  }
}
