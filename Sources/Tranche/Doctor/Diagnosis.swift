/// One thing that was looked at: what was found, and what to do about it.
struct Diagnosis: Codable {
  enum Verdict: String, Codable {
    case ok, note
    case bad = "BAD"
  }

  var name: String
  var verdict: Verdict
  var text: String
  /// Nil where nothing is to be done.
  var remedy: String?
  /// The same for scripts; empty where the text is all there is.
  var figures: [String: String]

  static func ok(_ name: String, _ text: String, _ figures: [String: String] = [:]) -> Diagnosis {
    Diagnosis(name: name, verdict: .ok, text: text, remedy: nil, figures: figures)
  }

  static func note(
    _ name: String, _ text: String, remedy: String? = nil, _ figures: [String: String] = [:]
  ) -> Diagnosis {
    Diagnosis(name: name, verdict: .note, text: text, remedy: remedy, figures: figures)
  }

  static func bad(_ name: String, _ text: String, remedy: String, _ figures: [String: String] = [:])
    -> Diagnosis
  {
    Diagnosis(name: name, verdict: .bad, text: text, remedy: remedy, figures: figures)
  }

  /// Its lines: the verdict, the name, the text; a remedy on lines of its own.
  func lines(width: Int) -> [String] {
    let head = verdict.rawValue.padded(to: 4) + "  " + name.padded(to: 9) + "  "
    var lines = Diagnosis.wrapped(text, head: head, width: width)
    if let remedy {
      let margin = String(repeating: " ", count: head.count)
      lines += Diagnosis.wrapped(remedy, head: margin + "do: ", width: width)
    }
    return lines
  }

  /// Text broken between words, and within a word that is longer than a line: paths have no blanks.
  private static func wrapped(_ text: String, head: String, width: Int) -> [String] {
    let room = max(20, width - head.count)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
      while line.count > room {
        lines.append(String(line.prefix(room)))
        line = String(line.dropFirst(room))
      }
    }
    lines.append(line)
    let margin = String(repeating: " ", count: head.count)
    return lines.enumerated().map { ($0.offset == 0 ? head : margin) + $0.element }
  }
}
