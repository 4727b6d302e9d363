import Screen
import Trading

/// Reads a user's choices from a document.
///
///     theme: dark
///     ladder: {centred: no, recentre: 2}
///     daily loss: 3R
///     keys:
///       flatten: [f, F9]
///       F5: "take 25%, stop to breakeven"
///     attention:
///       - {on: [fill, target], do: [bell, title]}
public struct ConfigurationReader {
  static let keys = [
    "theme", "colors", "view", "ladder", "mouse", "daily loss", "take presets", "keys", "attention",
  ]
  /// Rows from the ladder's edge at most; more would leave no room on the smallest screen.
  static let mostRows = 20

  var configuration = Configuration()
  var errors: [PlanError] = []

  /// - Throws: every error found, in the order of the text.
  public static func configuration(_ document: Document) throws(PlanErrors) -> Configuration {
    var reader = ConfigurationReader()
    for entry in reader.entries(document, of: keys, "a configuration is a list of keys with values") {
      reader.read(entry)
    }
    guard reader.errors.isEmpty else { throw PlanErrors(reader.errors) }
    return reader.configuration
  }

  private mutating func read(_ entry: Document.Entry) {
    let place = entry.keyPlace
    switch entry.key {
    case "theme": configuration.theme = text(entry).map { .init($0, place: entry.value.place) }
    case "colors":
      configuration.colors = word(entry, ColorChoice.allCases.map(\.rawValue))
        .flatMap { ColorChoice(rawValue: $0) }.map { .init($0, place: place) }
    case "view":
      configuration.view = word(entry, ViewChoice.allCases.map(\.rawValue))
        .flatMap { ViewChoice(rawValue: $0) }.map { .init($0, place: place) }
    case "ladder": readLadder(entry.value)
    case "mouse":
      configuration.hearsMouse = word(entry, ["on", "off"]).map { .init($0 == "on", place: place) }
    case "daily loss": readDailyLoss(entry)
    case "take presets": readPresets(entry)
    case "keys": readKeys(entry.value)
    default: readAttention(entry.value)
    }
  }

  private mutating func readLadder(_ document: Document) {
    for entry in entries(document, of: ["centred", "recentre"], "ladder: these are keys with values") {
      if entry.key == "centred" {
        configuration.isCentred = word(entry, ["yes", "no"]).map { .init($0 == "yes", place: entry.keyPlace) }
        continue
      }
      guard let text = text(entry) else { continue }
      guard let rows = Int(text), (0...ConfigurationReader.mostRows).contains(rows) else {
        fail(
          "recentre: \"\(SafeText.shown(text))\" is no number of rows",
          "write 0 to \(ConfigurationReader.mostRows): rows between price and edge", at: entry.value.place)
        continue
      }
      configuration.recentre = .init(rows, place: entry.keyPlace)
    }
  }

  private mutating func readDailyLoss(_ entry: Document.Entry) {
    guard let text = text(entry) else { return }
    do throws(SentenceError) {
      configuration.dailyLoss = .init(try Plan.DailyLoss(text), place: entry.keyPlace)
    } catch {
      fail(error, in: "daily loss", at: entry.value.place)
    }
  }

  private mutating func readPresets(_ entry: Document.Entry) {
    let remedy = "write one to eight of them in brackets: [25, 50, 100]"
    guard case .list(let items) = entry.value.content, (1...8).contains(items.count) else {
      return fail("take presets: these are a list of per cents", remedy, at: entry.value.place)
    }
    var presets: [Decimal18] = []
    for item in items {
      guard case .scalar(let text) = item.content,
        let value = Decimal18(text.hasSuffix("%") ? text.dropLast() : text[...]), value.units > 0,
        value.units <= 100 * Cash.scale, value.units % (Cash.scale / 10_000) == 0
      else {
        fail(
          "take presets: a preset is more than 0 and at most 100 per cent", "write it like 25 or 33.3",
          at: item.place)
        continue
      }
      if presets.contains(value) {
        fail("take presets: \(value) stands twice", "take one out", at: item.place)
      }
      presets.append(value)
    }
    configuration.takePresets = .init(presets, place: entry.keyPlace)
  }
}

// What is read everywhere. Errors gather; a value that is wrong is nil.
extension ConfigurationReader {
  mutating func fail(_ message: String, _ remedy: String, at place: Document.Place?) {
    errors.append(PlanError(message, remedy: remedy, place: place))
  }

  /// An error in a sentence that begins at a place.
  mutating func fail(_ error: SentenceError, in subject: String, at place: Document.Place) {
    fail(
      "\(subject): \(error.message)", error.remedy,
      at: Document.Place(line: place.line, column: place.column + error.column - 1))
  }

  /// The entries of a mapping that have a known key.
  mutating func entries(_ document: Document, of keys: [String], _ message: String) -> [Document.Entry] {
    guard case .mapping(let entries) = document.content else {
      fail(message, "write \"\(keys[0]): …\", one a line", at: document.place)
      return []
    }
    return entries.filter { entry in
      guard !keys.contains(entry.key) else { return true }
      // A key that stands there already was not meant.
      let free = keys.filter { key in !entries.contains { $0.key == key } }
      fail(
        "unknown key \"\(SafeText.shown(entry.key))\"", remedy(entry.key, keys, meant: free),
        at: entry.keyPlace)
      return false
    }
  }

  /// One line of text.
  mutating func text(_ entry: Document.Entry) -> String? { text(entry.value, of: entry.key) }

  mutating func text(_ document: Document, of subject: String) -> String? {
    guard case .scalar(let text) = document.content, text.contains(where: { $0 != " " }) else {
      fail("\(subject): one text is needed here", "write it behind the colon", at: document.place)
      return nil
    }
    return text
  }

  /// One of a few words.
  mutating func word(_ entry: Document.Entry, _ words: [String]) -> String? {
    text(entry).flatMap { word($0, of: entry.key, words, at: entry.value.place) }
  }

  mutating func word(
    _ text: String, of subject: String, _ words: [String], at place: Document.Place
  ) -> String? {
    if words.contains(text.lowercased()) { return text.lowercased() }
    fail("\(subject): \"\(SafeText.shown(text))\" is not understood", remedy(text, words), at: place)
    return nil
  }

  /// A text, or a list of them.
  mutating func texts(_ document: Document, of subject: String) -> [(text: String, place: Document.Place)] {
    guard case .list(let items) = document.content else {
      return text(document, of: subject).map { [($0, document.place)] } ?? []
    }
    return items.compactMap { item in text(item, of: subject).map { ($0, item.place) } }
  }

  /// The nearest of the words, or of those that can be meant; or all of them.
  func remedy(_ typed: String, _ words: [String], meant: [String]? = nil) -> String {
    Vocabulary.nearest(to: typed, among: meant ?? words).map { "did you mean \"\($0)\"?" }
      ?? "known are " + words.joined(separator: ", ")
  }
}

extension SafeText {
  /// Text of a file in the middle of a message.
  static func shown(_ text: String) -> String { String(cells(text)) }
}
