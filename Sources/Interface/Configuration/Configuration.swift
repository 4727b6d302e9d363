import Trading

/// What a user has chosen for every run, each with its place in the file that says so; nil where the file says
/// nothing and the program's own choice counts.
public struct Configuration: Sendable {
  /// A choice, and where it is written.
  public struct Setting<Value: Sendable>: Sendable {
    public var value: Value
    public var place: Document.Place

    public init(_ value: Value, place: Document.Place) {
      self.value = value
      self.place = place
    }
  }

  /// A built-in theme's name, or a file's.
  public var theme: Setting<String>?
  public var colors: Setting<ColorChoice>?
  /// What the whole screen shows at first.
  public var view: Setting<ViewChoice>?
  /// The last price stays in the middle of the ladder, and the rows move.
  public var isCentred: Setting<Bool>?
  /// The ladder is centred anew when the last price comes within so many rows of its edge.
  public var recentre: Setting<Int>?
  /// The terminal is asked for the wheel; without it the mouse selects text as in a shell.
  public var hearsMouse: Setting<Bool>?
  /// For every plan that names none of its own.
  public var dailyLoss: Setting<Plan.DailyLoss>?
  /// What Tab goes through behind `take`, in per cent of all that was entered; 100 is all that is open.
  public var takePresets: Setting<[Decimal18]>?
  /// The standard table with the user's changes.
  public var keys = KeyMap.standard
  /// What was changed in it.
  public var keyChanges: [Setting<KeyChange.Content>] = []
  public var attention: [Setting<AttentionRule>] = []

  public init() {}

  /// The same with another view for one run; the same for nil.
  public func showing(_ view: ViewChoice?) -> Configuration {
    guard let view else { return self }
    var changed = self
    changed.view = Setting(view, place: Document.Place(line: 0, column: 0))
    return changed
  }

  /// Whether anything gives the terminal another title.
  public var usesTitles: Bool { attention.contains { $0.value.signs.contains(.title) } }

  /// What the presets are for somebody who has said nothing.
  public static let standardPresets = [25, 50, 100].map { Decimal18(units: Int128($0) * Cash.scale) }
}

extension InterfaceState {
  /// Takes over what a user has chosen.
  public mutating func obey(_ configuration: Configuration) {
    keys = configuration.keys
    if let presets = configuration.takePresets { takePresets = presets.value }
    if let view = configuration.view { self.view = view.value }
    if let centred = configuration.isCentred { ladder.centred = centred.value }
    if let rows = configuration.recentre { ladder.threshold = rows.value }
  }
}
