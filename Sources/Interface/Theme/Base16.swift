import Trading

/// A base16 scheme: sixteen colours with fixed duties, at the top level (`scheme:`, `base00: "181818"`) or, in
/// newer files, under `palette:` with a `#` before each. `base00` is the ground.
struct Base16 {
  private var name = "base16"
  private var colors: [Character: ThemeColor.RGB] = [:]

  /// Nil when the document is no scheme.
  init?(_ entries: [Document.Entry]) throws(PlanError) {
    var found = entries
    for entry in entries where entry.key == "palette" {
      if case .mapping(let inner) = entry.value.content { found += inner }
    }
    guard found.contains(where: { $0.key == "base00" }) else { return nil }
    for entry in found {
      if entry.key == "name" || entry.key == "scheme" { name = try Theme.scalar(entry) }
      // The further colours of a base24 scheme, base10 to base17, have no duty here.
      guard entry.key.hasPrefix("base0"), entry.key.count == 6, let last = entry.key.lowercased().last else {
        continue
      }
      let text = try Theme.scalar(entry)
      guard let color = ThemeColor.hexadecimal(text) else {
        throw PlanError(
          "`\(text)` is not a colour", remedy: "write six hexadecimal digits", place: entry.value.place)
      }
      colors[last] = color
    }
    for digit in "0123456789abcdef" where colors[digit] == nil {
      throw PlanError(
        "the scheme does not name base0" + String(digit).uppercased(), remedy: "a scheme has sixteen colours",
        place: entries.first?.keyPlace)
    }
  }

  var theme: Theme {
    Theme(
      name: name, ground: color("0", paper),
      looks: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, look($0)) }))
  }

  // MARK: Which of the sixteen

  private subscript(digit: Character) -> ThemeColor.RGB {
    colors[digit] ?? ThemeColor.RGB(red: 0, green: 0, blue: 0)
  }

  private var isLight: Bool { Contrast.luminance(self["0"]) > Contrast.luminance(self["5"]) }

  /// Ground and text by the names of the sixteen, for terminals that know no better.
  private var paper: String { isLight ? "bright-white" : "black" }
  private var ink: String { isLight ? "black" : "white" }
  private var strongInk: String { isLight ? "black" : "bright-white" }

  /// The plain blue of the sixteen is hard to read on black.
  private var brightBlue: String { isLight ? "blue" : "bright-cyan" }

  private var amber: String { isLight ? "magenta" : "yellow" }

  private func color(_ digit: Character, _ name: String) -> ThemeColor {
    let index = ThemeColor.names.firstIndex(of: name).map { UInt8($0) }
    return ThemeColor(exact: colors[digit], named: index)
  }

  /// The first of these that stands out enough against the ground, or the one that does so most: what a scheme
  /// keeps for comments is too faint in many to be read at a glance.
  private func legible(_ digits: String, _ least: Double) -> Character {
    digits.first { Contrast.ratio(self[$0], self["0"]) >= least }
      ?? digits.max { Contrast.ratio(self[$0], self["0"]) < Contrast.ratio(self[$1], self["0"]) } ?? "5"
  }

  /// Bold words on a field of a colour: in the ground's colour or the text's, whichever stands out more.
  private func field(_ digit: Character, _ name: String) -> Theme.Look {
    let usesGround = Contrast.ratio(self["0"], self[digit]) >= Contrast.ratio(self["5"], self[digit])
    return Theme.Look(
      foreground: usesGround ? color("0", paper) : color("5", ink), background: color(digit, name),
      attributes: .bold)
  }

  private func look(_ role: Role) -> Theme.Look {
    switch role {
    case .text, .hint: Theme.Look(foreground: color("5", ink))
    case .muted: Theme.Look(foreground: color(legible("456", 4.5), "bright-black"))
    case .frame, .disabled: Theme.Look(foreground: color(legible("345", 3), "bright-black"))
    case .title: Theme.Look(foreground: color(legible("65", 4.5), strongInk), attributes: .bold)
    case .long: Theme.Look(foreground: color("b", "green"), attributes: .bold)
    case .short: Theme.Look(foreground: color("8", "red"), attributes: .bold)
    case .gain: Theme.Look(foreground: color("b", "green"))
    case .loss: Theme.Look(foreground: color("8", "red"))
    case .entry: Theme.Look(foreground: color("d", brightBlue))
    case .target: Theme.Look(foreground: color("b", "green"))
    case .stop: Theme.Look(foreground: color("8", "red"), attributes: .bold)
    case .trail: Theme.Look(foreground: color("e", "magenta"))
    case .breakeven: Theme.Look(foreground: color("a", amber))
    case .liquidation: Theme.Look(foreground: color("8", "red"), attributes: [.bold, .underline])
    case .level, .volume: Theme.Look(foreground: color("c", "cyan"))
    case .last: Theme.Look(foreground: color(legible("75", 7), strongInk), attributes: .bold)
    case .cursor, .selected: field("d", isLight ? "blue" : "bright-cyan")
    case .band: Theme.Look(foreground: color("9", amber))
    case .changed: Theme.Look(foreground: color("5", ink), attributes: .bold)
    case .paper: field("c", "cyan")
    case .live, .alarm: field("8", "red")
    case .warning: Theme.Look(foreground: color("9", amber), attributes: .bold)
    case .key: Theme.Look(foreground: color("d", brightBlue), attributes: .bold)
    case .input: Theme.Look(foreground: color("5", ink), attributes: .underline)
    }
  }
}
