/// A configuration text as a tree of strings with their places: what a plan is read from, free of any format.
public struct Document: Sendable {
  /// Where something stands, both counted from 1.
  public struct Place: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  public enum Content: Sendable {
    case scalar(String)
    case list([Document])
    /// In the order of the text; a reader has made sure that no key repeats.
    case mapping([Entry])
  }

  public struct Entry: Sendable {
    public var key: String
    public var keyPlace: Place
    public var value: Document

    public init(key: String, keyPlace: Place, value: Document) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  public var content: Content
  public var place: Place

  public init(_ content: Content, place: Place) {
    self.content = content
    self.place = place
  }
}

/// What is wrong with a plan and what to do about it. `file:line:column: message; remedy`.
public struct PlanError: Error, Hashable, Sendable {
  public var place: Document.Place?
  public var message: String
  public var remedy: String

  public init(_ message: String, remedy: String, place: Document.Place?) {
    self.message = message
    self.remedy = remedy
    self.place = place
  }

  /// The one line a user sees.
  public func text(file: String) -> String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(position): \(message)" + (remedy.isEmpty ? "" : "; \(remedy)")
  }
}
