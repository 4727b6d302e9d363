/// One stretch of the simulated market: on the way to a price, or around one.
///
/// Prices are in ticks. Paces and noise are in basis points of the price at which the regime began, so that
/// the market looks the same on every instrument.
struct SimulatedLeg: Sendable {
  enum Motion: Sendable {
    /// Until the price is reached.
    case travel(to: Double)
    /// For a number of prints.
    case hover(around: Double, prints: Int)
  }

  var motion: Motion
  /// Mean way per print while travelling.
  var pace: Double
  /// Standard deviation of one move.
  var noise: Double
  /// How much faster than usual prints come.
  var activity: Double

  static func travel(to price: Double, pace: Double, noise: Double = 0.8, activity: Double = 1)
    -> SimulatedLeg
  {
    SimulatedLeg(motion: .travel(to: price), pace: pace, noise: noise, activity: activity)
  }

  static func hover(around price: Double, prints: Double, noise: Double = 0.5) -> SimulatedLeg {
    SimulatedLeg(motion: .hover(around: price, prints: Int(prints)), pace: 0, noise: noise, activity: 0.9)
  }
}
