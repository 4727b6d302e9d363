import Screen

/// Turns the bytes a terminal sends into keys and pastes. A value without a clock: who reads the terminal
/// says when the bytes have paused (`settle`).
///
/// In doubt it gives nothing: half a sequence, an unknown one, a key with Alt (but for those that edit a line by
/// words) and a reply nobody asked for are dropped whole, so that no part of them acts as a key.
struct InputDecoder {
  /// Bytes of a paste that are kept; the rest of it is dropped.
  static let pasteLimit = 16 * 1024
  /// Bytes of a control sequence that are looked at; a longer one is none we know.
  private static let sequenceLimit = 32
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  private static let escapeByte: UInt8 = 0x1B
  private static let mouseReport = Array("\u{1B}[<".utf8)

  private enum State {
    case ground
    /// After an escape byte; what follows tells a key from Esc.
    case escape
    /// Inside `ESC [`, up to its final byte.
    case control
    /// After `ESC O`.
    case singleShift
    /// After `ESC [ [`, the function keys of the Linux console.
    case linuxFunction
    /// The rest of an old mouse report.
    case skipping(Int)
    /// A reply of the terminal, up to its end mark.
    case reply(sawEscape: Bool)
    case paste
    /// A paste that stalled before its end mark: what still comes of it is no key, until the mark or a lone Esc.
    case stalledPaste
    /// What comes on the heels of a paste belongs to it, whatever end mark it carried inside.
    case discarding
  }

  private var state = State.ground
  private var sequence: [UInt8] = []
  private var scalar: [UInt8] = []
  private var scalarLength = 0
  private var dropsScalar = false
  private var pasted: [UInt8] = []
  private var matchedOfPasteEnd = 0
  /// Esc was told a moment ago; on a slow line its sequence may still arrive.
  private var toldEscape = false
  /// What was fed last held a sequence that gave nothing: what stood beside it came with it, and not alone.
  private(set) var hasDropped = false
  private let sequences: [[UInt8]: Key]

  /// `sequences`: what this terminal's keys send, beyond what all terminals agree on.
  init(sequences: [[UInt8]: Key] = [:]) { self.sequences = sequences }

  /// How long the bytes must pause before `settle` is due, in milliseconds; nil if nothing waits for it.
  var patienceMilliseconds: Int? {
    switch state {
    case .ground: toldEscape ? 150 : scalar.isEmpty ? nil : 25
    // Nobody types half a sequence; on a slow line its rest must not become keys, of which some act at once.
    case .control, .singleShift, .linuxFunction, .skipping: 1000
    case .escape: 25
    // An Alt key begins like a reply.
    case .reply: sequence.count == 2 ? 100 : 1000
    case .discarding: 250
    case .paste: 1000
    case .stalledPaste: matchedOfPasteEnd == 1 ? 25 : nil
    }
  }

  /// Takes what was read at once.
  mutating func feed(_ bytes: some Collection<UInt8>) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    if toldEscape, let first = bytes.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "O") {
      begin(.escape)
    }
    if !bytes.isEmpty { toldEscape = false }
    hasDropped = false
    for byte in bytes { take(byte, &inputs) }
    // A lone Esc may be the way out.
    if case .stalledPaste = state, inputs.isEmpty, matchedOfPasteEnd != 1 { inputs = [.unendedPaste] }
    return inputs
  }

  /// The bytes have paused for `patienceMilliseconds`.
  mutating func settle() -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    switch state {
    case .escape:
      inputs = [.key(.escape)]
      toldEscape = true
    case .control, .singleShift, .reply:
      // Esc and one more key in one packet: Esc is harmless, the other may not be.
      if sequence.count == 2 { inputs = [.key(.escape)] }
    case .paste:
      inputs = [.pasted(String(decoding: pasted, as: UTF8.self)), .unendedPaste]
      state = .stalledPaste
      matchedOfPasteEnd = 0
      return inputs
    case .stalledPaste:
      guard matchedOfPasteEnd == 1 else { return [] }
      inputs = [.key(.escape)]
      toldEscape = true
    case .ground, .linuxFunction, .skipping, .discarding: toldEscape = false
    }
    begin(.ground)
    scalar = []
    return inputs
  }

  /// Drops everything until the bytes pause: after keys were thrown away nobody knows where the next ones
  /// belong.
  mutating func discardUntilQuiet() {
    pasted = []
    scalar = []
    begin(.discarding)
  }

  private mutating func begin(_ next: State) {
    state = next
    if case .escape = next { sequence = [Self.escapeByte] }
  }

  private mutating func take(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch state {
    case .ground: takeGround(byte, &inputs)
    case .escape: takeEscape(byte, &inputs)
    case .control: takeControl(byte, &inputs)
    case .singleShift:
      if byte == Self.escapeByte { return begin(.escape) }
      finish(with: byte, builtIn: KeySequences.singleShift(byte), &inputs)
    case .linuxFunction:
      if byte == Self.escapeByte { return begin(.escape) }
      finish(with: byte, builtIn: KeySequences.linuxFunction(byte), &inputs)
    case .skipping(let count): begin(count > 1 ? .skipping(count - 1) : .ground)
    case .reply(let sawEscape): takeReply(byte, sawEscape: sawEscape, &inputs)
    case .paste: takePaste(byte, &inputs)
    case .stalledPaste: skipPaste(byte)
    case .discarding: break
    }
  }

  private mutating func takeEscape(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    sequence.append(byte)
    switch byte {
    case UInt8(ascii: "["): begin(.control)
    case UInt8(ascii: "O"): begin(.singleShift)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      begin(.reply(sawEscape: false))
    case Self.escapeByte:
      inputs.append(.key(.escape))
      begin(.escape)
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "d"), 0x7F:
      inputs.append(.key(.alt(Character(Unicode.Scalar(byte)))))
      begin(.ground)
    default:
      inputs.append(.key(.escape))
      begin(.ground)
      guard byte >= 0x80 else { return }
      beginScalar(byte)
      dropsScalar = true
    }
  }

  private mutating func takeControl(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case 0x20..<0x40:
      if sequence.count <= Self.sequenceLimit { sequence.append(byte) }
    case UInt8(ascii: "[") where sequence.count == 2:
      sequence.append(byte)
      begin(.linuxFunction)
    case UInt8(ascii: "M") where sequence.count == 2: begin(.skipping(3))
    case 0x40..<0x7F where sequence.count > Self.sequenceLimit:
      hasDropped = true
      begin(.ground)
    // The end of a paste whose beginning was lost.
    case UInt8(ascii: "~") where sequence.elementsEqual("\u{1B}[201".utf8): discardUntilQuiet()
    case UInt8(ascii: "~") where sequence.elementsEqual("\u{1B}[200".utf8):
      pasted = []
      matchedOfPasteEnd = 0
      begin(.paste)
    case 0x40..<0x7F: finish(with: byte, builtIn: KeySequences.control(sequence.dropFirst(2), byte), &inputs)
    case Self.escapeByte: begin(.escape)
    default: begin(.ground)
    }
  }

  private mutating func finish(with byte: UInt8, builtIn: Key?, _ inputs: inout [TerminalInput]) {
    sequence.append(byte)
    if let key = sequences[sequence] ?? builtIn { inputs.append(.key(key)) } else { hasDropped = true }
    begin(.ground)
  }

  private mutating func takeReply(_ byte: UInt8, sawEscape: Bool, _ inputs: inout [TerminalInput]) {
    if sequence.count <= Self.sequenceLimit { sequence.append(byte) }
    if byte == 0x07 || (sawEscape && byte == UInt8(ascii: "\\")) {
      if let isLight = BackgroundReport.isLight(sequence) {
        inputs.append(.background(isLight: isLight))
      } else {
        hasDropped = true
      }
      return begin(.ground)
    }
    state = .reply(sawEscape: byte == Self.escapeByte)
  }

  private mutating func takePaste(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if byte == Self.pasteEnd[matchedOfPasteEnd] {
      matchedOfPasteEnd += 1
      if matchedOfPasteEnd == Self.pasteEnd.count { finishPaste(&inputs) }
      return
    }
    keep(Self.pasteEnd.prefix(matchedOfPasteEnd))
    matchedOfPasteEnd = byte == Self.escapeByte ? 1 : 0
    if matchedOfPasteEnd == 0 { keep([byte]) }
  }

  private mutating func skipPaste(_ byte: UInt8) {
    if byte == Self.pasteEnd[matchedOfPasteEnd] {
      matchedOfPasteEnd += 1
      if matchedOfPasteEnd == Self.pasteEnd.count { discardUntilQuiet() }
    } else {
      matchedOfPasteEnd = byte == Self.escapeByte ? 1 : 0
    }
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    pasted.append(contentsOf: bytes.prefix(Self.pasteLimit - pasted.count))
  }

  private mutating func finishPaste(_ inputs: inout [TerminalInput]) {
    inputs.append(.pasted(String(decoding: pasted, as: UTF8.self)))
    discardUntilQuiet()
  }
}

// What is neither sequence nor paste: characters and control keys.
extension InputDecoder {
  private mutating func takeGround(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if !scalar.isEmpty {
      if byte & 0xC0 == 0x80 { return continueScalar(byte, &inputs) }
      scalar = []
    }
    switch byte {
    case Self.escapeByte: begin(.escape)
    case 0x09: inputs.append(.key(.tab))
    case 0x0D: inputs.append(.key(.enter))
    case 0x08, 0x7F: inputs.append(.key(.backspace))
    case 0x01...0x1A: inputs.append(.key(.control(Character(Unicode.Scalar(byte + 0x60)))))
    case 0x20..<0x7F: inputs.append(.key(.character(Character(Unicode.Scalar(byte)))))
    default: beginScalar(byte)
    }
  }

  private mutating func beginScalar(_ byte: UInt8) {
    switch byte {
    case 0xC2..<0xE0: scalarLength = 2
    case 0xE0..<0xF0: scalarLength = 3
    case 0xF0..<0xF5: scalarLength = 4
    default: return
    }
    scalar = [byte]
    dropsScalar = false
  }

  private mutating func continueScalar(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    scalar.append(byte)
    guard scalar.count == scalarLength else { return }
    defer { scalar = [] }
    guard !dropsScalar, let text = String(validating: scalar, as: UTF8.self), let character = text.first
    else { return }
    // Only what a cell could show, or show a sign for, counts as a key.
    if SafeText.kept(text) == [character] { inputs.append(.key(.character(character))) }
  }
}
