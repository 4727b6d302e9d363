import Foundation
import Screen
import StrictYAML
import Testing

@testable import Interface

/// Whether the themes can be read, and their colours told apart, by everybody. Exact colours and the nearest of
/// the palette; what the sixteen look like is the terminal's own affair.
@Suite struct ThemeColorTests {
  /// Lines and bars, and what cannot be done now: seen, not read.
  private static let faint: Set<Role> = [.frame, .disabled, .volume]

  private func theme(_ name: String) throws -> Theme {
    try Theme(document: StrictYAML.document(try #require(BuiltInThemes.text(name))))
  }

  /// What a colour of a style comes to; the terminal's own are black and white, as the theme is meant for.
  private func components(_ color: Color, standard: ThemeColor.RGB) -> ThemeColor.RGB {
    switch color {
    case .standard: return standard
    case .rgb(let red, let green, let blue): return ThemeColor.RGB(red: red, green: green, blue: blue)
    case .indexed(let index):
      let (red, green, blue) = Palette.components(of: index)
      return ThemeColor.RGB(red: red, green: green, blue: blue)
    }
  }

  @Test(arguments: BuiltInThemes.names, [ColorDepth.truecolour, .palette256])
  func everyRoleStandsOutAgainstWhatItIsOn(name: String, depth: ColorDepth) throws {
    let black = ThemeColor.RGB(red: 0, green: 0, blue: 0)
    let white = ThemeColor.RGB(red: 255, green: 255, blue: 255)
    let (ground, text) = name == "light" ? (white, black) : (black, white)
    let isHigh = name.hasPrefix("contrast")
    let sheet = try theme(name).resolved(depth: depth)
    for role in Role.allCases {
      let least = Self.faint.contains(role) ? (isHigh ? 4.5 : 3) : (isHigh ? 7 : 4.5)
      let style = sheet[role]
      let ratio = Vision.contrast(
        components(style.foreground, standard: text), components(style.background, standard: ground))
      // The nearest of the palette may lose a little of it.
      let allowed = depth == .truecolour ? least : least * 0.9
      #expect(ratio >= allowed, "\(name), \(role): \(ratio)")
    }
  }

  /// The polynomial that the program itself uses is near enough.
  @Test func contrastIsWhatTheStandardSays() {
    for value in stride(from: 0, through: 255, by: 5) {
      let color = ThemeColor.RGB(red: UInt8(value), green: UInt8(255 - value), blue: UInt8(value / 2))
      let black = ThemeColor.RGB(red: 0, green: 0, blue: 0)
      #expect(abs(Contrast.ratio(color, black) - Vision.contrast(color, black)) < 0.2)
    }
  }

  /// Distances in CIELAB: 10 can be told apart side by side, 20 at a glance.
  @Test(arguments: ["colorblind", "colorblind-light"], Vision.allCases)
  func withoutRedAndGreenTheImportantPairsStillDiffer(name: String, vision: Vision) throws {
    let looks = try theme(name).looks
    let pairs: [(Role, Role)] = [
      (.gain, .loss), (.long, .short), (.entry, .target), (.entry, .stop), (.target, .stop), (.gain, .text),
      (.loss, .text), (.warning, .gain), (.trail, .stop), (.breakeven, .stop), (.breakeven, .target),
    ]
    for (one, other) in pairs {
      let first = try #require(looks[one]?.foreground.exact)
      let second = try #require(looks[other]?.foreground.exact)
      #expect(vision.distance(first, second) >= 20, "\(name), \(vision): \(one) and \(other)")
    }
  }

  /// One ink: no role of it has a hue, and what matters differs by more than its grey.
  @Test func theMonochromeThemeHasNoHue() throws {
    let theme = try theme("mono")
    for (role, look) in theme.looks {
      for color in [look.foreground, look.background, theme.ground].compactMap(\.exact) {
        #expect(color.red == color.green && color.green == color.blue, "\(role)")
      }
    }
    for (one, other) in [(Role.gain, Role.loss), (.long, .short), (.target, .stop), (.stop, .last)] {
      #expect(theme.looks[one]?.attributes != theme.looks[other]?.attributes, "\(one) and \(other)")
    }
  }

  @Test(arguments: BuiltInThemes.names, ColorDepth.allCases)
  func aGroundIsUnderEveryRole(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let sheet = theme.resolved(depth: depth)
    let paints = theme.ground != .standard && depth != .none
    for role in Role.allCases {
      #expect((sheet[role].background != .standard) == (paints || hasField(theme, role, depth)))
      if paints { #expect(sheet[role].foreground != .standard, "\(name), \(role)") }
    }
  }

  private func hasField(_ theme: Theme, _ role: Role, _ depth: ColorDepth) -> Bool {
    theme.looks[role]?.background.color(depth) != .standard
  }

  /// Every cell of a picture, the empty ones too.
  @Test func thePictureIsPaintedOnTheGround() throws {
    let sheet = try theme("harbour").resolved(depth: .truecolour)
    let size = Size(columns: 80, rows: 24)
    let picture = Frame.draw(
      Samples.long, state: InterfaceState(size: size), sheet: sheet, size: size, unicode: true)
    #expect(picture.cells.allSatisfy { $0.style.background != .standard })
  }
}
