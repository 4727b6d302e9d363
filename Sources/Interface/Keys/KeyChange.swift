import Screen

/// One thing that a user has changed in the table of keys.
public struct KeyChange: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// These keys and no others ask for the action; none at all unbinds it.
    case keys(KeyAction, [Key])
    /// A key says a sentence.
    case sentence(Key, String)
  }

  public var content: Content
  /// Where it stands, in any numbering of the caller's.
  public var index: Int

  public init(_ content: Content, index: Int) {
    self.content = content
    self.index = index
  }
}

extension KeyChange.Content: CustomStringConvertible {
  /// In one line: `flatten: f F9`, `note: none`, `F5: "take 25%"`.
  public var description: String {
    switch self {
    case .keys(let action, let keys):
      "\(action.name): " + (keys.isEmpty ? "none" : keys.map(KeyName.text).joined(separator: " "))
    case .sentence(let key, let sentence): "\(KeyName.text(key)): \"\(sentence)\""
    }
  }
}

/// Why a change of the keys cannot be.
public struct KeyConflict: Hashable, Sendable {
  /// Of the change at fault.
  public var index: Int
  public var message: String
  public var remedy: String
}

extension KeyMap {
  /// The keys that always mean what they mean: whoever is lost finds back with them.
  private static let fixed: [Key] = [.enter, .escape, .control("c")]
  /// What no change may leave without a key.
  private static let needed: [KeyAction] = [.flattenNow]

  /// The table with a user's changes, and what is wrong with them; those at fault are left out.
  public func changed(_ changes: [KeyChange]) -> (map: KeyMap, conflicts: [KeyConflict]) {
    var map = self
    var conflicts: [KeyConflict] = []
    /// Which change gave an action its keys, and a sentence its key.
    var sources: [Binding: Int] = [:]
    for change in changes {
      if let conflict = KeyMap.refusal(change) {
        conflicts.append(conflict)
        continue
      }
      for binding in map.apply(change) { sources[binding] = change.index }
    }
    conflicts += map.doubles(sources)
    return (map, conflicts)
  }

  private static func refusal(_ change: KeyChange) -> KeyConflict? {
    func conflict(_ message: String, _ remedy: String) -> KeyConflict {
      KeyConflict(index: change.index, message: message, remedy: remedy)
    }
    switch change.content {
    case .sentence(let key, _):
      if let why = whyNot(key) { return conflict(why, "take another key, such as F5") }
    case .keys(let action, let keys):
      if keys.isEmpty, needed.contains(action) {
        return conflict(
          "\(action.name): some key must close everything at once", "give it another key instead of none")
      }
      for key in keys where !(standard.means(key, action)) {
        if let why = whyNot(key) { return conflict("\(action.name): \(why)", "take another key, such as F5") }
        if action.actsAtOnce, !isDeliberate(key) {
          return conflict(
            "\(action.name): \(KeyName.text(key)) is too easily hit for what acts without a preview",
            "take a capital letter or a function key")
        }
      }
    }
    return nil
  }

  /// Why a key cannot get another meaning.
  private static func whyNot(_ key: Key) -> String? {
    if let why = KeyName.whyNever(key) { return "\(KeyName.text(key)): \(why)" }
    return fixed.contains(key) ? "\(KeyName.text(key)) always means what it means" : nil
  }

  private func means(_ key: Key, _ action: KeyAction) -> Bool {
    bindings.contains { $0.action == action && $0.keys.contains(key) }
  }

  /// Hit on purpose: a capital, or a function key.
  private static func isDeliberate(_ key: Key) -> Bool {
    switch key {
    case .character(let character): character.isASCII && character.isUppercase
    case .function: true
    default: false
    }
  }

  /// Makes a change; answers the lines of the table that it made or altered.
  private mutating func apply(_ change: KeyChange) -> [Binding] {
    switch change.content {
    case .sentence(let key, let sentence):
      let modes = [Mode.normal, .preview, .stopPanel].filter { !$0.types(key) }
      var binding = Binding(KeyName.text(key), [key], modes, .sentence, sentence)
      binding.sentence = sentence
      bindings.append(binding)
      return [binding]
    case .keys(let action, let keys):
      let altered = bindings.filter { $0.action == action }.flatMap { $0.with(keys, fixed: KeyMap.fixed) }
      let first = bindings.firstIndex { $0.action == action } ?? bindings.endIndex
      bindings.removeAll { $0.action == action }
      bindings.insert(contentsOf: altered, at: min(first, bindings.endIndex))
      return altered
    }
  }

  /// Keys that would mean two things in one mode, each told once, at the change that came to it.
  private func doubles(_ sources: [Binding: Int]) -> [KeyConflict] {
    var told: Set<Key> = []
    var conflicts: [KeyConflict] = []
    for mode in Mode.allCases {
      var owners: [Key: Binding] = [:]
      for binding in bindings where binding.modes.contains(mode) {
        for key in binding.keys {
          guard let owner = owners[key] else {
            owners[key] = binding
            continue
          }
          let isSame = owner.action == binding.action && owner.sentence == binding.sentence
          guard !isSame, told.insert(key).inserted else { continue }
          conflicts.append(KeyMap.double(key, mode, owner, binding, sources))
        }
      }
    }
    return conflicts
  }

  private static func double(
    _ key: Key, _ mode: Mode, _ one: Binding, _ two: Binding, _ sources: [Binding: Int]
  ) -> KeyConflict {
    let isFirstNewer = (sources[one] ?? -1) > (sources[two] ?? -1)
    let (newer, older) = isFirstNewer ? (one, two) : (two, one)
    let place = mode == .normal ? "" : " in the \(mode.name)"
    let way =
      older.action == .sentence
      ? "take another key" : "take another key, or write \"\(older.action.name): none\" as well"
    return KeyConflict(
      index: sources[newer] ?? 0,
      message: "\(KeyName.text(key)) would mean both \(older.said) and \(newer.said)\(place)", remedy: way)
  }
}

extension Binding {
  /// As a message about it says: the action's name, or the sentence.
  fileprivate var said: String { action == .sentence ? "\"\(sentence)\"" : action.name }

  /// This line with other keys; what always means the same keeps its key. A key that types in some of the line's
  /// modes does so there, and so the line may become several.
  fileprivate func with(_ new: [Key], fixed: [Key]) -> [Binding] {
    let kept = keys.filter(fixed.contains)
    let wanted = new.filter { !kept.contains($0) } + kept
    var lines: [(keys: [Key], modes: [Mode])] = []
    for mode in modes {
      let keys = wanted.filter { !mode.types($0) }
      guard !keys.isEmpty else { continue }
      if let index = lines.firstIndex(where: { $0.keys == keys }) {
        lines[index].modes.append(mode)
      } else {
        lines.append((keys, [mode]))
      }
    }
    return lines.map { alike($0.keys, $0.modes) }
  }

  private func alike(_ keys: [Key], _ modes: [Mode]) -> Binding {
    var binding = self
    binding.keys = keys
    binding.modes = modes
    if keys != self.keys {
      let names = keys.map(KeyName.text).joined(separator: " ")
      binding.text = names.count <= 9 ? names : keys.first.map(KeyName.text) ?? ""
    }
    return binding
  }
}

extension Mode {
  /// Whether a key that no line of the table names would be taken as text or as a digit of a share here.
  fileprivate func types(_ key: Key) -> Bool {
    if isText { return KeyName.types(key) }
    guard self == .preview || self == .stopPanel else { return false }
    if case .character(let character) = key { return character.isASCII && character.isNumber }
    return key == .backspace
  }
}
