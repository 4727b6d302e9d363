/// A theme as scripts read it: every role with its colours in `#rrggbb`, or a name of the sixteen where the theme
/// gives no more, or `default`.
public struct ThemeListing: Codable, Hashable, Sendable {
  public struct Look: Codable, Hashable, Sendable {
    public var foreground: String
    public var background: String
    /// `bold`, `dim`, `underline`, `reverse`.
    public var attributes: [String]
  }

  public var name: String
  public var purpose: String
  public var ground: String
  public var roles: [String: Look]

  public init(_ theme: Theme, name: String, purpose: String) {
    self.name = name
    self.purpose = purpose
    ground = theme.ground.text
    roles = Dictionary(
      uniqueKeysWithValues: Role.allCases.map { role in
        let look = theme.looks[role] ?? Theme.Look()
        let attributes = Theme.Attributes.named.filter { look.attributes.contains($0.value) }
        return (
          role.name,
          Look(
            foreground: look.foreground.text, background: look.background.text,
            attributes: attributes.keys.map { String($0) }.sorted())
        )
      })
  }
}

extension ThemeColor {
  /// The colour as a theme could write it.
  fileprivate var text: String {
    guard let exact else { return named.map { ThemeColor.names[Int($0)] } ?? "default" }
    return "#"
      + [exact.red, exact.green, exact.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
