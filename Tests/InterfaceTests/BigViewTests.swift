import Screen
import Testing
import Trading

@testable import Interface

@Suite struct BigViewTests {
  private func frame(_ snapshot: Snapshot, _ size: Size) -> CellBuffer {
    var driver = Driver(snapshot, size: size)
    driver.press("5")
    return driver.frame()
  }

  private var dear: Snapshot {
    var snapshot = Samples.long
    snapshot.last = Samples.price(1_005_644)
    snapshot.average = Ratio(1_000_047)
    snapshot.oneR = 30_000
    snapshot.stop?.price = Samples.price(882_000)
    return snapshot
  }

  /// The screen it says it needs is enough, whatever the price.
  @Test func sixDigitsFitTheSmallestScreen() {
    let text = frame(dear, ViewChoice.big.need).text
    #expect(text.contains("██") && !text.contains("too narrow"), "\(text)")
    var closed = Samples.closed
    closed.last = dear.last
    closed.result?.net = Cash(whole: -1234)
    let ended = frame(closed, ViewChoice.big.need).text
    #expect(ended.contains("██") && !ended.contains("too narrow"), "\(ended)")
  }

  /// A price in favour whose fees are not yet earned is no gain.
  @Test func theColourIsThatOfTheResult() {
    var snapshot = Samples.long
    snapshot.last = snapshot.average.map { Price(ticks: Int($0.roundedDown) + 20) }
    let last = snapshot.last ?? Samples.price(1)
    #expect((snapshot.r(at: last) ?? .zero) > .zero && snapshot.flat(at: last) < .zero)
    var driver = Driver(snapshot, size: Size(columns: 120, rows: 40))
    driver.press("5")
    let roles = Frame.draw(
      snapshot, state: driver.state, sheet: Golden.roles, size: driver.state.size, unicode: true)
    let gain = Golden.roles[.gain]
    let green = (0..<40).contains { row in
      (0..<120).contains { roles[$0, row].character == "█" && roles[$0, row].style == gain }
    }
    #expect(!green)
  }
}
