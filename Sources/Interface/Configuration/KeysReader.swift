import Screen
import Trading

/// `keys:`: an action's name with its keys, or a key's name with a sentence.
extension ConfigurationReader {
  private static let actions = KeyAction.allCases.filter { $0 != .sentence }

  mutating func readKeys(_ document: Document) {
    guard case .mapping(let entries) = document.content else {
      return fail(
        "keys: these are actions with keys, or keys with sentences",
        "write \"flatten: [f, F9]\" or \"F5: take 25%\", one a line", at: document.place)
    }
    var changes: [KeyChange] = []
    for entry in entries {
      guard let content = change(entry) else { continue }
      configuration.keyChanges.append(.init(content, place: entry.keyPlace))
      changes.append(KeyChange(content, index: configuration.keyChanges.count - 1))
    }
    // What could not be read is told first: the keys that it would have had are missing here.
    guard changes.count == entries.count else { return }
    let (map, conflicts) = KeyMap.standard.changed(changes)
    configuration.keys = map
    for conflict in conflicts {
      fail(conflict.message, conflict.remedy, at: configuration.keyChanges[conflict.index].place)
    }
  }

  private mutating func change(_ entry: Document.Entry) -> KeyChange.Content? {
    let name = entry.key.lowercased()
    if let action = ConfigurationReader.actions.first(where: { $0.name == name }) {
      return keys(entry).map { .keys(action, $0) }
    }
    if let key = KeyName.key(entry.key) { return sentence(entry).map { .sentence(key, $0) } }
    if case .scalar("") = entry.value.content {
      fail(
        "\"\(SafeText.shown(entry.key))\" stands without a value",
        "in braces, a sentence with a comma needs quotes",
        at: entry.keyPlace)
      return nil
    }
    let names = ConfigurationReader.actions.map(\.name)
    fail(
      "\"\(SafeText.shown(entry.key))\" is neither an action nor a key",
      KeyName.remedy(entry.key, among: names) ?? "tranche keys lists all by name", at: entry.keyPlace)
    return nil
  }

  /// The keys of an action; none for `none`.
  private mutating func keys(_ entry: Document.Entry) -> [Key]? {
    let before = errors.count
    let written = texts(entry.value, of: entry.key)
    if written.count == 1, written[0].text.lowercased() == "none" { return [] }
    if case .list(let items) = entry.value.content, items.isEmpty {
      fail("\(entry.key): the list is empty", "write none to unbind it", at: entry.value.place)
    }
    var keys: [Key] = []
    for (text, place) in written {
      guard let key = KeyName.key(text) else {
        fail(
          "\(entry.key): \"\(SafeText.shown(text))\" is no key",
          turnedRound(entry.key, text) ?? KeyName.remedy(text)
            ?? "write one character, or a name such as F5, Ctrl-X, Space, PgUp", at: place)
        continue
      }
      if keys.contains(key) {
        fail("\(entry.key): \(KeyName.text(key)) stands twice", "take one out", at: place)
      }
      keys.append(key)
    }
    return errors.count == before ? keys : nil
  }

  /// `Enter: flatten`, where `Enter` names an action as well.
  private func turnedRound(_ key: String, _ action: String) -> String? {
    let isAction = ConfigurationReader.actions.contains { $0.name == action.lowercased() }
    return isAction && KeyName.key(key) != nil ? "the action stands first: \(action): \(key)" : nil
  }

  /// A sentence that can be read. Which levels there are is the plan's; a name that is nearly a word of the language
  /// was meant to be that.
  private mutating func sentence(_ entry: Document.Entry) -> String? {
    let name = SafeText.shown(entry.key)
    guard let text = text(entry.value, of: name) else { return nil }
    do throws(SentenceError) {
      let statement = try RuleParser.statement(text)
      for part in statement.parts {
        guard case .level(let level, _) = part.content, case .named(let word) = level.base,
          let nearest = Vocabulary.nearest(to: word, among: ConfigurationReader.levelWords)
        else { continue }
        throw SentenceError(
          column: part.column, length: part.length, message: "\"\(word)\" is not understood", nearest: nearest
        )
      }
      return statement.content.description
    } catch {
      fail(error, in: name, at: entry.value.place)
      return nil
    }
  }

  /// The words of the language that stand where a level's name could.
  private static let levelWords = ["breakeven", "entry", "first entry", "last fill", "last", "first price"]
}
