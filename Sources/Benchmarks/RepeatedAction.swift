import Foundation

/// An action of a person that can be done a hundred times in one trade, each with a text of its own in the story.
///
/// The story is told of what is in the journal, and the journal is on the disk by then: the line in it is the
/// acknowledgement. What the footer says at once (`sent: …`) is none.
enum RepeatedAction: CaseIterable {
  /// `]` and Enter: a tick nearer, and the order that protects the position is replaced.
  case stopMove
  /// `n`, a text and Enter: an event, and nothing of the trade changes.
  case note

  var name: String {
    switch self {
    case .stopMove: "stop moved by a tick"
    case .note: "note"
    }
  }

  /// Opens what Enter will do, and lets it stand for as long as the safety rules ask; answers what the story will
  /// say then. Others may draw meanwhile.
  func prepare(_ number: Int, in program: ProgramOnScreen, beside others: [ProgramOnScreen] = []) throws
    -> String
  {
    let story: String
    switch self {
    case .stopMove:
      program.type("]")
      // The words behind the price: it is whole then.
      try program.wait(for: "  Esc changes nothing")
      guard let price = program.picture.word(after: "Enter stop to ") else {
        throw ProgramOnScreen.NeverCame(text: "a price", picture: program.picture.text)
      }
      story = "  stop at \(price): by hand"
    case .note:
      let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(number % 26)))
      let text = "\(String(repeating: letter, count: 4)) \(number)."
      program.type("n\(text)")
      try program.wait(for: " note: \(text) ")
      story = "  note: \(text)"
    }
    // Not in step with anything that the program does at intervals.
    ProgramOnScreen.follow([program] + others, for: Self.standing + Double(number * 7919 % 25) / 1000)
    return story
  }

  /// An Enter counts 150 ms after the last, and 100 ms after its panel stood on the screen.
  private static let standing = 0.17
}
