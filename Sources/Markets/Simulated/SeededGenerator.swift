/// A pseudo-random sequence that is the same in every process and on every machine: xoshiro256**, its state
/// filled from the seed by SplitMix64 (Blackman and Vigna's published algorithms).
struct SeededGenerator: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(seed: UInt64) {
    var state = seed
    a = SeededGenerator.split(&state)
    b = SeededGenerator.split(&state)
    c = SeededGenerator.split(&state)
    d = SeededGenerator.split(&state)
  }

  private static func split(_ state: inout UInt64) -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    let product = b &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = d << 45 | d >> 19
    return result
  }

  /// Uniform in `0..<1`.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Uniform from `low` up to `high`.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Nearly normal with mean 0 and variance 1: the sum of four uniforms from one draw, for functions of the
  /// mathematics library may differ between machines.
  mutating func normal() -> Double {
    let bits = next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
    return (Double(sum) / 65536 - 2) * 1.732_050_807_568_877_2
  }
}
