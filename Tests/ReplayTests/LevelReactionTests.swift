import Replay
import Testing
import Trading

/// Visits to a level: yesterday's high, 10,500, in a market whose bars range over 100 ticks.
@Suite struct LevelReactionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Prices a second apart; before and after them stands 9,900, long enough to see what followed.
    var prices: [Int]
    var touches: Int
    var turns: Int
    var breaks: Int
    var moves: [Int] = []
    var isThere = false

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "never near", prices: [10_470], touches: 0, turns: 0, breaks: 0),
    Case(name: "a turn", prices: [10_475], touches: 1, turns: 1, breaks: 0, moves: [600]),
    Case(name: "at the level itself", prices: [10_500], touches: 1, turns: 1, breaks: 0, moves: [600]),
    Case(
      name: "trembling at the zone's edge", prices: [10_480, 10_470, 10_480, 10_420, 10_490, 10_400, 10_476],
      touches: 1, turns: 1, breaks: 0, moves: [600]),
    Case(
      name: "left by more than away", prices: [10_480, 10_399, 10_480], touches: 2, turns: 2, breaks: 0,
      moves: [600, 600]),
    Case(
      name: "a look beyond is no break", prices: [10_490, 10_600], touches: 1, turns: 1, breaks: 0,
      moves: [600]),
    Case(name: "broken and back", prices: [10_490, 10_601], touches: 2, turns: 0, breaks: 2),
    Case(name: "jumped over", prices: [10_700], touches: 2, turns: 0, breaks: 2),
    Case(
      name: "a turn from above", prices: [10_700, 10_520, 10_800], touches: 3, turns: 1, breaks: 2,
      moves: [300]),
    Case(name: "not near from above", prices: [10_700, 10_526, 10_800], touches: 2, turns: 0, breaks: 2),
    Case(
      name: "just near from above", prices: [10_700, 10_525, 10_800], touches: 3, turns: 1, breaks: 2,
      moves: [300]),
    Case(name: "still there", prices: [10_490], touches: 1, turns: 0, breaks: 0, isThere: true),
  ]

  private func tape(_ prices: [Int], returns: Bool) -> Tape {
    var calm = MadeTape.calm(days: 6)
    // Its high is made in the last hour of the sixth day.
    calm[calm.count - 2].price = 10_500
    let begin = 6 * 86_400
    let moved = prices.enumerated().map { (second: begin + 60 + $0.offset, price: $0.element) }
    let after = returns ? [(begin + 120, 9_900), (begin + 7200, 9_950)] : []
    return MadeTape.trades(calm + [(begin, 9_900)] + moved + after)
  }

  @Test(arguments: cases) func visitsAreCounted(_ expected: Case) throws {
    let found = try #require(
      TapeLevels(of: tape(expected.prices, returns: !expected.isThere), side: .long))
    #expect(found.scale.averageRange == 100 && found.scale.zone == 25 && found.scale.away == 100)
    let level = try #require(found.levels.first { $0.name == "high.1d" })
    #expect(level.price == Price(ticks: 10_500))
    let reaction = level.reaction
    #expect(reaction.touches == expected.touches)
    #expect(reaction.turns == expected.turns)
    #expect(reaction.breaks == expected.breaks)
    #expect(reaction.moves == expected.moves)
    #expect(reaction.isThere == expected.isThere)
  }

  /// What follows a turn is looked at for an hour, and no longer.
  @Test func movesEndWithTheWindow() throws {
    var calm = MadeTape.calm(days: 6)
    calm[calm.count - 2].price = 10_500
    let begin = 6 * 86_400
    func moves(_ later: [(Int, Int)]) throws -> LevelReaction {
      let tape = MadeTape.trades(
        calm + [(begin, 9_900), (begin + 60, 10_480), (begin + 120, 10_300)] + later)
      let found = try #require(TapeLevels(of: tape, side: .long))
      return try #require(found.levels.first { $0.name == "high.1d" }).reaction
    }
    #expect(try moves([(begin + 120 + 3599, 9_000)]).moves == [1500])
    #expect(try moves([(begin + 120 + 3600, 9_000)]).moves == [200])
    #expect(try moves([]).moves == [200])
    // Two turns: 1,500 within the hour of both, and 200 of the first alone before it.
    let two = try moves([(begin + 4000, 10_480), (begin + 4060, 10_200), (begin + 4120, 9_000)])
    #expect(two.moves == [200, 1500] && two.medianMove == 850 && two.bestMove == 1500)
    #expect(try moves([]).medianMove == 200)
  }
}
