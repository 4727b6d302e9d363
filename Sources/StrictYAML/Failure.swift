import Trading
import Yams

extension SourceText {
  /// What the parser found, in its words, with a place in the text and what to do about it.
  func failure(_ error: YamlError) -> PlanError {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = clamped(Document.Place(mark))
      if problem == "but found another document" {
        return PlanError("a second document begins here", remedy: "keep one in a file", place: place)
      }
      if problem == "found undefined alias" {
        return PlanError("an alias", remedy: "write the value out", place: place)
      }
      let words = [context?.text, problem].compactMap { $0 }.joined(separator: ": ")
      return PlanError("not readable: " + words, remedy: Self.remedy(problem), place: place)
    case .reader(let problem, _, _, _):
      return PlanError("not readable: " + problem, remedy: "save the file as UTF-8 text", place: nil)
    default:
      return PlanError("not readable", remedy: "check indentation and quotes", place: nil)
    }
  }

  private static func remedy(_ problem: String) -> String {
    let remedies = [
      ("mapping values are not allowed", "put a text that holds `: ` in quotes, or check the indentation"),
      ("could not find expected ':'", "write `key: value`, with a space behind the colon"),
      ("cannot start any token", "put the value in quotes"),
      ("unexpected end of stream", "close the quote"),
      ("unexpected document indicator", "close the quote"),
      ("undefined tag handle", "every value is text here: take the tag away"),
      ("unknown escape character", "write the text in single quotes"),
      ("did not find expected ',' or", "close the bracket"),
    ]
    return remedies.first { problem.contains($0.0) }?.1 ?? "check indentation, quotes and brackets"
  }
}
