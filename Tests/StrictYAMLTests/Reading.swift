import StrictYAML
import Trading

/// A document in one line, so that a test says what it expects as a user would write it.
func outline(_ document: Document) -> String {
  switch document.content {
  case .scalar(let text): return "‹\(text)›"
  case .list(let items): return "[" + items.map(outline).joined(separator: ", ") + "]"
  case .mapping(let entries):
    return "{" + entries.map { "\($0.key): \(outline($0.value))" }.joined(separator: ", ") + "}"
  }
}

func read(_ text: String) throws -> String { outline(try StrictYAML.document(text)) }

/// The line a user sees for a text that is refused, or what it was read as.
func refusal(_ text: String) -> String {
  do throws(PlanError) {
    return "accepted: " + outline(try StrictYAML.document(text))
  } catch {
    return error.text(file: "f")
  }
}
