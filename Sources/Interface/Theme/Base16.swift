import Trading

/// A base16 scheme: sixteen colours with fixed duties, at the top level or under `palette:`.
struct Base16 {
  private var name = "base16"
  private var colors: [String: ThemeColor.RGB] = [:]

  /// Nil when the document is no scheme.
  init?(_ entries: [Document.Entry]) throws(PlanError) {
    var found = entries
    for entry in entries where entry.key == "palette" {
      if case .mapping(let inner) = entry.value.content { found += inner }
    }
    guard found.contains(where: { $0.key == "base00" }) else { return nil }
    for entry in found {
      if entry.key == "name" || entry.key == "scheme" { name = try Theme.scalar(entry) }
      guard entry.key.hasPrefix("base0") else { continue }
      let text = try Theme.scalar(entry)
      guard let color = ThemeColor.hexadecimal(text) else {
        throw PlanError(
          "`\(text)` is not a colour", remedy: "write six hexadecimal digits", place: entry.value.place)
      }
      colors[entry.key.lowercased()] = color
    }
    for digit in "0123456789abcdef" where colors["base0\(digit)"] == nil {
      throw PlanError(
        "the scheme does not name base0" + String(digit).uppercased(), remedy: "a scheme has sixteen colours",
        place: entries.first?.keyPlace)
    }
  }

  var theme: Theme {
    Theme(name: name, looks: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, look($0)) }))
  }

  private func color(_ digit: Character, _ name: String) -> ThemeColor {
    let index = ThemeColor.names.firstIndex(of: name).map { UInt8($0) }
    return ThemeColor(exact: colors["base0\(digit)"], named: index)
  }

  private func look(_ role: Role) -> Theme.Look {
    switch role {
    case .text, .hint: Theme.Look(foreground: color("5", "white"))
    case .muted, .frame, .disabled: Theme.Look(foreground: color("4", "bright-black"))
    case .title: Theme.Look(foreground: color("6", "bright-white"), attributes: .bold)
    case .long: Theme.Look(foreground: color("b", "green"), attributes: .bold)
    case .short: Theme.Look(foreground: color("8", "red"), attributes: .bold)
    case .gain: Theme.Look(foreground: color("b", "green"))
    case .loss: Theme.Look(foreground: color("8", "red"))
    case .entry: Theme.Look(foreground: color("d", "blue"))
    case .target: Theme.Look(foreground: color("b", "green"))
    case .stop: Theme.Look(foreground: color("8", "red"), attributes: .bold)
    case .trail: Theme.Look(foreground: color("e", "magenta"))
    case .breakeven: Theme.Look(foreground: color("a", "yellow"))
    case .liquidation: Theme.Look(foreground: color("8", "red"), attributes: [.bold, .underline])
    case .level, .volume: Theme.Look(foreground: color("c", "cyan"))
    case .last: Theme.Look(foreground: color("7", "bright-white"), attributes: .bold)
    case .cursor, .selected: Theme.Look(foreground: color("0", "black"), background: color("d", "blue"))
    case .band: Theme.Look(foreground: color("9", "yellow"))
    case .changed: Theme.Look(foreground: color("5", "white"), attributes: .bold)
    case .paper:
      Theme.Look(foreground: color("0", "black"), background: color("c", "cyan"), attributes: .bold)
    case .live, .alarm:
      Theme.Look(foreground: color("0", "black"), background: color("8", "red"), attributes: .bold)
    case .warning: Theme.Look(foreground: color("9", "yellow"), attributes: .bold)
    case .key: Theme.Look(foreground: color("d", "blue"), attributes: .bold)
    case .input: Theme.Look(foreground: color("5", "white"), attributes: .underline)
    }
  }
}
