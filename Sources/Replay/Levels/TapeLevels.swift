import Trading

/// The levels that recorded history tells: earlier highs and lows, swings, prices at which much was traded, and the
/// parts of the last swing; each with how price reacted to it.
public struct TapeLevels: Sendable {
  /// What a level is made of.
  public enum Origin: Hashable, Sendable {
    /// The bar of a frame that finished last, by its begin; cut off where it began before the tape.
    case bar(Frame, Timestamp, isCutOff: Bool)
    case history
    /// A bar that stands out from those beside it.
    case pivot(Frame, Timestamp)
    /// Prices of one bin, or of several with the same volume.
    case volume(ClosedRange<Price>)
    /// A part of `TapeLevels.swing`.
    case swing
  }

  /// Why a level is not there.
  public enum Lack: Hashable, Sendable {
    /// No bar of the frame has finished.
    case noBar(Frame)
    /// No bar of the frame on that side of price stands out, touched often or never.
    case noPivot(Frame, isHigh: Bool)
    /// No quantity on the tape.
    case noVolume
    /// Price stood still.
    case noMove
    /// It would be no price.
    case impossible
  }

  public struct Level: Hashable, Sendable {
    /// As a plan says it: `high.1d`.
    public var name: String
    public var price: Price
    public var origin: Origin
    /// When it was made; reactions count from there. For volume the begin of the history.
    public var since: Timestamp
    public var reaction: LevelReaction
  }

  public struct Missing: Hashable, Sendable {
    public var names: [String]
    public var lack: Lack
  }

  public let first: Timestamp
  public let last: Tick
  public let scale: LevelScale
  /// What the Fibonacci levels are parts of.
  public internal(set) var swing: LevelSwing?
  /// Width of a bin of volume, in ticks.
  public internal(set) var bin = 1
  /// In the order in which they are found: earlier highs and lows, swings, nodes, parts of the swing.
  public private(set) var levels: [Level] = []
  public private(set) var missing: [Missing] = []

  /// Finds the levels.
  ///
  /// - Parameters:
  ///   - end: Only positions before this one count; all, if not said.
  ///   - now: A bar has finished that ends at or before this; if not said, the time of the price at `end`.
  ///   - side: Derived prices are rounded on its side of profit, up for a long, down for a short.
  ///
  /// Nil where no price comes before `end`.
  public init?(of tape: Tape, before end: Int? = nil, now: Timestamp? = nil, side: Side) {
    guard let history = LevelHistory(of: tape, before: end, now: now, side: side) else { return nil }
    first = history.first
    last = history.last
    scale = LevelScale(history)
    PriorLevels.add(to: &self, history)
    PivotLevels.add(to: &self, history)
    NodeLevels.add(to: &self, history)
    FibonacciLevels.add(to: &self, history)
  }

  /// The prices of all levels by their names, for a plan that names them.
  public static func named(
    _ tape: Tape, before end: Int? = nil, now: Timestamp? = nil, side: Side
  ) -> [String: Price] {
    TapeLevels(of: tape, before: end, now: now, side: side)?.prices ?? [:]
  }

  /// The prices by name.
  public var prices: [String: Price] {
    Dictionary(levels.map { ($0.name, $0.price) }, uniquingKeysWith: { first, _ in first })
  }

  /// The levels from high to low; those of one price in the order in which they were found.
  public var sorted: [Level] {
    levels.enumerated().sorted { ($1.element.price, $0.offset) < ($0.element.price, $1.offset) }
      .map(\.element)
  }

  mutating func add(
    _ name: String, _ price: Price, _ origin: Origin, since place: Int, _ history: LevelHistory
  ) {
    let reaction = LevelReaction(at: price, from: place, history, scale)
    let since = Timestamp(microseconds: history.tape.times[place])
    levels.append(Level(name: name, price: price, origin: origin, since: since, reaction: reaction))
  }

  mutating func miss(_ names: [String], _ lack: Lack) { missing.append(Missing(names: names, lack: lack)) }
}
