/// What a cell means. A view only ever names a role; a theme gives every role its look.
public enum Role: Int, CaseIterable, Hashable, Sendable {
  /// Plain words and numbers.
  case text
  /// Words that explain others.
  case muted
  case frame, title
  case long, short
  /// Money gained and lost.
  case gain, loss
  case entry, target, stop, trail, breakeven, liquidation
  /// A named level of the plan.
  case level
  case last, cursor, band, volume
  /// A cell whose value changed within the last two seconds; added to the cell's own role.
  case changed
  case paper, live
  case warning, alarm
  /// A key in the footer, and what it does.
  case key, hint
  /// A key that does nothing now.
  case disabled
  /// Text that is being typed.
  case input
  /// The chosen line of a list.
  case selected

  /// As a theme calls it.
  public var name: String { String(describing: self) }

  /// The role of that name; nil where there is none.
  public init?(name: String) {
    guard let role = Role.byName[name] else { return nil }
    self = role
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
