import Screen

/// A theme as one terminal shows it: a style for every role.
public struct StyleSheet: Hashable, Sendable {
  public let depth: ColorDepth
  /// By the roles' numbers: every run of a picture asks.
  private let plain: [Style]
  private let changed: [Style]

  /// A sheet that gives every role the style this returns.
  public init(depth: ColorDepth, style: (Role) -> Style) {
    self.depth = depth
    plain = Role.allCases.map(style)
    let mark = style(.changed)
    changed = plain.map { $0.marked(mark) }
  }

  public subscript(role: Role) -> Style { plain[role.rawValue] }

  /// A role's style with the mark of a value that has just changed.
  func changed(_ role: Role) -> Style { changed[role.rawValue] }
}

extension Style {
  /// The same with another's attributes as well, and nothing of it dim.
  fileprivate func marked(_ mark: Style) -> Style {
    var style = self
    style.bold = bold || mark.bold
    style.underline = underline || mark.underline
    style.reverse = reverse || mark.reverse
    style.dim = false
    return style
  }
}

extension Theme {
  /// The theme for a terminal of this depth. Without colours, roles that only a colour would tell apart get
  /// an attribute of their own. On a ground, what has no colour of its own takes those of ground and text.
  public func resolved(depth: ColorDepth) -> StyleSheet {
    let paper = ground.color(depth)
    let ink = paper == .standard ? .standard : looks[.text]?.foreground.color(depth) ?? .standard
    return StyleSheet(depth: depth) { role in
      let look = looks[role] ?? Look()
      var attributes = look.attributes
      if depth == .none { attributes = Theme.monochrome[role] ?? [] }
      if depth == .eight, let named = look.foreground.named, named >= 8 {
        attributes.insert(named == 8 ? .dim : .bold)
      }
      let (foreground, background) = (look.foreground.color(depth), look.background.color(depth))
      return Style(
        foreground: foreground == .standard ? ink : foreground,
        background: background == .standard ? paper : background,
        bold: attributes.contains(.bold), dim: attributes.contains(.dim),
        underline: attributes.contains(.underline), reverse: attributes.contains(.reverse))
    }
  }

  /// What carries the meaning without colours. The words on the screen carry it as well.
  static let monochrome: [Role: Attributes] = [
    .muted: .dim, .frame: .dim, .title: .bold, .loss: .underline, .short: .bold, .long: .bold,
    .entry: .bold, .stop: [.bold, .underline], .target: .underline, .liquidation: [.bold, .reverse],
    .last: .bold, .cursor: .reverse, .changed: .bold, .paper: .reverse, .live: [.bold, .reverse],
    .warning: .bold, .alarm: [.bold, .reverse], .key: .bold, .disabled: .dim, .input: .underline,
    .selected: .reverse,
  ]
}
