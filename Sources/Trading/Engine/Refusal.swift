/// A refusal teaches: which number broke which limit, and the way on.
public struct Refusal: Error, Hashable, Sendable {
  public var sentence: String
  /// The guard that answers, where it is one.
  public var `guard`: Guard?
  public var message: String
  public var remedy: String

  public init(_ message: String, remedy: String, guard answering: Guard? = nil, sentence: String = "") {
    self.message = message
    self.remedy = remedy
    self.guard = answering
    self.sentence = sentence
  }

  public var canOverride: Bool { self.guard?.canOverride ?? false }

  public var view: RefusalView {
    RefusalView(sentence: sentence, message: message, remedy: remedy, canOverride: canOverride)
  }
}
