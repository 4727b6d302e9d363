import Screen
import Trading

/// `attention:`: a list of events and what is done about them.
extension ConfigurationReader {
  private static let mostRules = 32
  private static let mostArguments = 64

  mutating func readAttention(_ document: Document) {
    let remedy = "write \"- {on: stop hit, do: bell}\", one a line"
    guard case .list(let items) = document.content else {
      return fail("attention: this is a list", remedy, at: document.place)
    }
    guard items.count <= ConfigurationReader.mostRules else {
      return fail(
        "attention: more than \(ConfigurationReader.mostRules) lines", "one line may name many events",
        at: document.place)
    }
    for item in items {
      if let rule = rule(item) { configuration.attention.append(.init(rule, place: item.place)) }
    }
  }

  private mutating func rule(_ document: Document) -> AttentionRule? {
    var rule = AttentionRule(events: [])
    let before = errors.count
    let entries = entries(
      document, of: ["on", "do", "command"], "attention: a line says on what to do what")
    for entry in entries {
      switch entry.key {
      case "on": rule.events = events(entry.value)
      case "do": rule.signs = signs(entry.value)
      default: rule.command = command(entry)
      }
    }
    guard errors.count == before else { return nil }
    if rule.events.isEmpty {
      fail("attention: it does not say on what", "add \"on:\" and an event", at: document.place)
    } else if rule.signs.isEmpty, rule.command.isEmpty {
      fail(
        "attention: it does not say what to do", "add \"do:\" with bell, title or notify, or \"command:\"",
        at: document.place)
    }
    return errors.count == before ? rule : nil
  }

  private mutating func events(_ document: Document) -> [AttentionEvent] {
    let names = AttentionEvent.allCases.map(\.rawValue)
    var found: [AttentionEvent] = []
    for (text, place) in texts(document, of: "on") {
      if text.lowercased() == "all" {
        found = AttentionEvent.allCases
      } else if let name = word(text, of: "on", names, at: place), let event = AttentionEvent(rawValue: name),
        !found.contains(event)
      {
        found.append(event)
      }
    }
    return found
  }

  private mutating func signs(_ document: Document) -> [AttentionRule.Sign] {
    let names = AttentionRule.Sign.allCases.map(\.rawValue)
    var found: [AttentionRule.Sign] = []
    for (text, place) in texts(document, of: "do") {
      if let name = word(text, of: "do", names, at: place), let sign = AttentionRule.Sign(rawValue: name),
        !found.contains(sign)
      {
        found.append(sign)
      }
    }
    return found
  }

  private mutating func command(_ entry: Document.Entry) -> [String] {
    guard case .list(let items) = entry.value.content, !items.isEmpty,
      items.count <= ConfigurationReader.mostArguments
    else {
      fail(
        "command: this is a list of a program and its arguments",
        "write [notify-send, Tranche]; no shell reads it", at: entry.value.place)
      return []
    }
    var words: [String] = []
    for item in items {
      guard case .scalar(let text) = item.content else {
        fail("command: every argument is one text", "write it in quotes", at: item.place)
        continue
      }
      words.append(text)
    }
    if let program = words.first, program.isEmpty || program.hasPrefix("~") || program.hasPrefix("$") {
      fail(
        "command: \"\(SafeText.shown(program))\" is no program",
        "write its name, or its whole path: no shell reads this", at: items[0].place)
    }
    return words
  }
}
