/// What is wrong with a recorded file, where, and what to do about it.
public struct RecordedFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  /// Counted from 1; nil if it is not about one line.
  public let line: Int?
  public let problem: String
  public let remedy: String

  public init(path: String, line: Int? = nil, problem: String, remedy: String) {
    self.path = path
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  /// `file.csv:17: the price is off the grid …; what to do`
  public var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): \(problem); \(remedy)"
  }
}
