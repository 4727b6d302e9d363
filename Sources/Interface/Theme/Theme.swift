import Screen
import Trading

/// A look for every role, read from a document: `role: colour [bold] [dim] [underline] [reverse] [on
/// colour]`, and the `ground` that the screen is painted on. A base16 scheme file is a theme as it stands.
public struct Theme: Sendable {
  public var name: String
  /// What every cell without a background of its own is painted on; the standard one is the terminal's own.
  var ground = ThemeColor.standard
  var looks: [Role: Look]

  struct Look: Hashable, Sendable {
    var foreground = ThemeColor.standard
    var background = ThemeColor.standard
    var attributes = Attributes()
  }

  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let bold = Attributes(rawValue: 1)
    static let dim = Attributes(rawValue: 2)
    static let underline = Attributes(rawValue: 4)
    static let reverse = Attributes(rawValue: 8)
    static let named: [Substring: Attributes] = [
      "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
    ]
  }

  /// Reads a theme.
  ///
  /// Throws when a role is missing or unknown, or a look cannot be read; the error carries its place.
  public init(document: Document) throws(PlanError) {
    guard case .mapping(let entries) = document.content else {
      throw PlanError(
        "a theme is a list of roles", remedy: "write `role: colour`, one a line", place: document.place)
    }
    if let scheme = try Base16(entries) {
      self = scheme.theme
      return
    }
    name = ""
    looks = [:]
    for entry in entries { try read(entry) }
    let missing = Role.allCases.filter { looks[$0] == nil }.map(\.name)
    guard missing.isEmpty else {
      throw PlanError(
        "the theme does not name " + missing.joined(separator: ", "),
        remedy: "give every role a look; `default` is the terminal's own colour", place: document.place)
    }
    // The terminal's own text may have the very colour of the ground.
    if ground != .standard, looks[.text]?.foreground == .standard {
      let text = entries.first { $0.key == Role.text.name }
      throw PlanError(
        "a theme with a ground needs a colour for text",
        remedy: "write `text: \"#rrggbb\"`, or `ground: default`", place: text?.value.place)
    }
  }

  init(name: String, ground: ThemeColor, looks: [Role: Look]) {
    self.name = name
    self.ground = ground
    self.looks = looks
  }

  private mutating func read(_ entry: Document.Entry) throws(PlanError) {
    let text = try Theme.scalar(entry)
    if entry.key == "name" {
      name = text
      return
    }
    if entry.key == "ground" {
      guard let color = ThemeColor(text[...]) else {
        throw PlanError(
          "`\(text)` is not a colour", remedy: "write #rrggbb, a name, both as #rrggbb/black, or default",
          place: entry.value.place)
      }
      ground = color
      return
    }
    guard let role = Role(name: entry.key) else {
      throw PlanError(
        "`\(entry.key)` is not a role",
        remedy: "the roles are " + Role.allCases.map(\.name).joined(separator: ", "),
        place: entry.keyPlace)
    }
    guard let look = Look(text) else {
      throw PlanError(
        "`\(text)` is not a look",
        remedy: "write a colour (#rrggbb, a name, both as #rrggbb/green, or default), then bold, dim, "
          + "underline, reverse, `on` and a colour",
        place: entry.value.place)
    }
    looks[role] = look
  }

  static func scalar(_ entry: Document.Entry) throws(PlanError) -> String {
    guard case .scalar(let text) = entry.value.content else {
      throw PlanError(
        "`\(entry.key)` needs one line of text", remedy: "write it behind the colon",
        place: entry.value.place)
    }
    return text
  }
}

extension Theme.Look {
  /// Reads `#7ec699/green bold on black`; nil if a word of it is none.
  init?(_ text: String) {
    var words = text.split(separator: " ")[...]
    guard let first = words.popFirst(), let color = ThemeColor(first) else { return nil }
    foreground = color
    while let word = words.popFirst() {
      if let attribute = Theme.Attributes.named[word] {
        attributes.insert(attribute)
      } else if word == "on", let next = words.popFirst(), let color = ThemeColor(next) {
        background = color
      } else {
        return nil
      }
    }
  }
}
