import Testing

@testable import Trading

/// A preview tells all that its Enter brings about, in words.
@Suite struct PreviewDeedsTests {
  private func summary(_ sentence: String, _ prices: [Double]) throws -> String {
    let tape = Worked.tape(prices)
    let rehearsal = try Worked.rehearsal(PyramidTests.pyramid, tape)
    guard
      case .possible(let table) = Preview.outcome(
        sentence, of: rehearsal.trade, at: tape.tick(at: tape.count - 1))
    else { return "refused" }
    return table.summary
  }

  private let filled: [Double] = [29_900, 29_950, 30_000, 30_010]

  @Test func whatOnlyFollowedACancelledTrancheGoesWithIt() throws {
    let told = try summary("cancel tranche 2", filled)
    #expect(told.hasPrefix("cancels tranche 2 at "), "\(told)")
    #expect(told.hasSuffix("; tranche 3 goes with it"), "\(told)")
  }

  @Test func theStopMoveOfACancelledTargetGoesWithIt() throws {
    let told = try summary("cancel target 1", filled)
    #expect(told == "cancels T1 at 30,700.0; stop to breakeven goes with it", "\(told)")
  }

  @Test func aStopThatWaitsForRoomIsTold() throws {
    let told = try summary("at 30200 stop to breakeven", filled)
    #expect(told.contains("; then stop to 30,030.1 waits until "), "\(told)")
  }
}
