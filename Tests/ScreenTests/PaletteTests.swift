import Screen
import Testing

@Suite struct PaletteTests {
  @Test func cubeAndGreysAreWhereXtermHasThem() {
    #expect(Palette.components(of: 16) == (0, 0, 0))
    #expect(Palette.components(of: 196) == (255, 0, 0))
    #expect(Palette.components(of: 110) == (135, 175, 215))
    #expect(Palette.components(of: 231) == (255, 255, 255))
    #expect(Palette.components(of: 232) == (8, 8, 8))
    #expect(Palette.components(of: 255) == (238, 238, 238))
  }

  @Test func aColorOfThePaletteIsNearestToItself() {
    for index in UInt8(16)...255 {
      let wanted = Palette.components(of: index)
      let found = Palette.nearest(red: wanted.red, green: wanted.green, blue: wanted.blue)
      #expect(Palette.components(of: found) == wanted, "\(index)")
    }
  }

  /// The short way to the nearest must agree with a look at all 240.
  @Test func nearestIsAsNearAsAnyOther() {
    func distance(_ index: UInt8, _ color: (Int, Int, Int)) -> Int {
      let place = Palette.components(of: index)
      let (red, green, blue) = (
        Int(place.red) - color.0, Int(place.green) - color.1, Int(place.blue) - color.2
      )
      return red * red + green * green + blue * blue
    }
    for red in stride(from: 0, through: 255, by: 15) {
      for green in stride(from: 0, through: 255, by: 15) {
        for blue in stride(from: 0, through: 255, by: 15) {
          let found = Palette.nearest(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
          let best = (UInt8(16)...255).map { distance($0, (red, green, blue)) }.min()
          #expect(distance(found, (red, green, blue)) == best, "\(red) \(green) \(blue)")
        }
      }
    }
  }

  @Test func theSixteenAreFoundByTheirColors() {
    #expect(Palette.nearestNamed(red: 250, green: 10, blue: 10) == 9)
    #expect(Palette.nearestNamed(red: 0, green: 190, blue: 20) == 2)
    #expect(Palette.nearestNamed(red: 120, green: 130, blue: 125) == 8)
  }
}
