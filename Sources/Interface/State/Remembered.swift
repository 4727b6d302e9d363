/// A person's own words, kept from one session to the next: the program hands them in and takes new ones out.
public struct Remembered: Hashable, Sendable {
  /// More of a kind are not kept; the oldest go first.
  public static let most = 200

  /// Sentences of the command line, the oldest first, each once.
  public private(set) var sentences: [String] = []
  /// Reasons that overrode a refusal, likewise.
  public private(set) var reasons: [String] = []

  public init(sentences: [String] = [], reasons: [String] = []) {
    for sentence in sentences { add(.sentence(sentence)) }
    for reason in reasons { add(.reason(reason)) }
  }

  /// Adds a line as the newest of its kind; an equal older one goes.
  public mutating func add(_ line: KeptLine) {
    switch line {
    case .sentence(let text): Remembered.add(text, to: &sentences)
    case .reason(let text): Remembered.add(text, to: &reasons)
    case .firstStepsDone: break
    }
  }

  private static func add(_ text: String, to lines: inout [String]) {
    guard !text.isEmpty else { return }
    lines.removeAll { $0 == text }
    lines.append(text)
    if lines.count > most { lines.removeFirst(lines.count - most) }
  }
}

/// What is to be kept for the next session.
public enum KeptLine: Hashable, Sendable {
  case sentence(String)
  case reason(String)
  /// The hints of a first rehearsal are not wanted any more.
  case firstStepsDone
}
