/// The keys of a plan and how their values are read. Errors gather; a value that is wrong is nil.
struct HeaderReader {
  static let keys = [
    "plan", "instrument", "side", "size", "risk", "equity", "leverage", "stop", "rules", "fees", "slippage",
    "fills", "trigger", "funding", "levels", "entries", "targets", "chase", "room", "first entry",
    "underwater",
    "fresh", "adopt", "news", "velocity", "repeat", "daily loss",
  ]

  private(set) var entries: [String: Document.Entry] = [:]
  var errors: [PlanError] = []
  let place: Document.Place
  private let keys: [String]

  init(_ document: Document) {
    self.init(
      document, keys: HeaderReader.keys,
      form: (message: "a plan is a list of keys with values", remedy: "begin with \"plan: NAME\""))
  }

  /// Another mapping than a plan's; `form` says what is wrong where there is none.
  init(_ document: Document, keys: [String], form: (message: String, remedy: String)) {
    place = document.place
    self.keys = keys
    guard case .mapping(let list) = document.content else {
      fail(form.message, form.remedy, at: place)
      return
    }
    for entry in list { take(entry, beside: list) }
  }

  private mutating func take(_ entry: Document.Entry, beside list: [Document.Entry]) {
    if !keys.contains(entry.key) {
      unknown(entry, among: keys, beside: list)
    } else if entries[entry.key] != nil {
      fail("\"\(entry.key)\" stands twice", "take one out", at: entry.keyPlace)
    } else {
      entries[entry.key] = entry
    }
  }

  mutating func fail(_ message: String, _ remedy: String, at place: Document.Place?) {
    errors.append(PlanError(message, remedy: remedy, place: place))
  }

  /// A key that stands there already was not meant.
  private mutating func unknown(
    _ entry: Document.Entry, among keys: [String], beside list: [Document.Entry]
  ) {
    let free = keys.filter { key in !list.contains { $0.key == key } }
    let nearest = Vocabulary.nearest(to: entry.key, among: free)
    let remedy = nearest.map { "did you mean \"\($0)\"?" } ?? "known are \(keys.joined(separator: ", "))"
    fail("unknown key \"\(SentenceText.visible(entry.key))\"", remedy, at: entry.keyPlace)
  }

  /// Names the required keys that are missing.
  ///
  /// `rangeStops`: the stop comes from a range.
  mutating func requireAll(rangeStops: Bool) {
    let remedies = [
      ("plan", "the plan's name"), ("instrument", "such as binance:BTCUSDT"), ("side", "long or short"),
      ("stop", "a price, a level or a distance such as 1%"),
    ]
    for (key, remedy) in remedies where entries[key] == nil && !(rangeStops && key == "stop") {
      fail("\"\(key)\" is missing", "add \"\(key):\", \(remedy)", at: place)
    }
    if entries["size"] == nil, entries["risk"] == nil {
      fail("the trade has no size", "add \"size:\", a quantity, or \"risk:\", such as 1% or 250", at: place)
    }
  }

  /// The text of a key's value; nil if the key is missing, an error if it is no text.
  mutating func text(_ key: String) -> (text: String, place: Document.Place)? {
    entries[key].flatMap { text($0) }
  }

  mutating func text(_ entry: Document.Entry) -> (text: String, place: Document.Place)? {
    guard case .scalar(let text) = entry.value.content else {
      fail("\(entry.key): the value must be one text", "", at: entry.value.place)
      return nil
    }
    guard text.contains(where: { $0 != " " }) else {
      fail("\(entry.key): the value is missing", "write one or take the line out", at: entry.value.place)
      return nil
    }
    return (text, entry.value.place)
  }

  /// Reads the whole text of a key by a part of the language.
  mutating func value<Value>(
    _ key: String, levels: [String] = [],
    _ read: (inout SentenceReader) throws(SentenceError) -> Value
  ) -> Value? {
    entries[key].flatMap { value($0, levels: levels, read) }
  }

  mutating func value<Value>(
    _ entry: Document.Entry, levels: [String] = [],
    _ read: (inout SentenceReader) throws(SentenceError) -> Value
  ) -> Value? {
    guard let (text, place) = text(entry) else { return nil }
    return value(of: text, entry.key, at: place, levels: levels, read)
  }

  /// A text without a place comes from the command line.
  mutating func value<Value>(
    of text: String, _ subject: String, at place: Document.Place?, levels: [String],
    _ read: (inout SentenceReader) throws(SentenceError) -> Value
  ) -> Value? {
    var reader = SentenceReader(text, levels: levels)
    do throws(SentenceError) {
      let value = try read(&reader)
      try reader.requireEnd()
      return value
    } catch {
      errors.append(PlanError(error, in: subject, at: place))
      return nil
    }
  }

  /// One of a few words.
  mutating func choice<Value>(_ key: String, _ choices: [String: Value]) -> Value? {
    guard let (text, place) = text(key) else { return nil }
    if let value = choices[text.lowercased()] { return value }
    let words = choices.keys.sorted()
    let nearest = Vocabulary.nearest(to: text, among: words)
    let remedy = nearest.map { "did you mean \"\($0)\"?" } ?? "write \(words.joined(separator: " or "))"
    fail("\(key): \"\(SentenceText.visible(text))\" is not understood", remedy, at: place)
    return nil
  }

  /// The values of a mapping, each under one of the given keys.
  mutating func mapping(_ entry: Document.Entry, keys: [String]) -> [Document.Entry] {
    guard case .mapping(let list) = entry.value.content else { return [] }
    return list.filter { inner in
      guard keys.contains(inner.key) else {
        unknown(inner, among: keys, beside: list)
        return false
      }
      return true
    }
  }
}
