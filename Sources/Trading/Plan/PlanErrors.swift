/// Everything that is wrong with a plan, in the order of its text.
public struct PlanErrors: Error, Hashable, Sendable {
  public var errors: [PlanError]

  /// Errors without a place stand last.
  public init(_ errors: [PlanError]) {
    let ranked = errors.enumerated().map { offset, error in
      (rank: (error.place?.line ?? .max, error.place?.column ?? .max, offset), error: error)
    }
    self.errors = ranked.sorted { $0.rank < $1.rank }.map(\.error)
  }

  /// One line an error, as a user sees them.
  public func text(file: String) -> String { errors.map { $0.text(file: file) }.joined(separator: "\n") }
}

extension PlanError {
  /// An error in a sentence that begins at a place. A plan's sentence is plain text there, so columns add up.
  init(_ error: SentenceError, in subject: String? = nil, at place: Document.Place?) {
    let message = subject.map { "\($0): \(error.message)" } ?? error.message
    let there = place.map { Document.Place(line: $0.line, column: $0.column + error.column - 1) }
    self.init(message, remedy: error.remedy, place: there)
  }
}
