import Screen
import Testing

@testable import CursesTerminal

/// Everything the decoder says of bytes read at once and followed by a pause.
private func decode(_ text: String) -> [TerminalInput] { decode(Array(text.utf8)) }

private func decode(_ bytes: [UInt8]) -> [TerminalInput] {
  var decoder = InputDecoder()
  return decoder.feed(bytes) + decoder.settle()
}

@Suite struct InputDecoderTests {
  @Test(
    arguments: [
      ("q", .character("q")), ("é", .character("é")), ("Ж", .character("Ж")), ("€", .character("€")),
      (" ", .character(" ")), ("\r", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
      ("\u{1}", .control("a")), ("\u{1A}", .control("z")), ("\u{3}", .control("c")), ("\u{1B}", .escape),
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
      ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[8~", .end),
      ("\u{1B}[3~", .delete),
      ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab), ("\u{1B}OP", .function(1)),
      ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)),
      ("\u{1B}[25~", .function(13)), ("\u{1B}[28~", .function(15)), ("\u{1B}[34~", .function(20)),
      ("\u{1B}[[C", .function(3)), ("\u{1B}[1;1A", .up), ("\u{1B}[1;129A", .up), ("\u{1B}OM", .enter),
      ("\u{1B}Op", .character("0")), ("\u{1B}Ok", .character("+")), ("\u{1B}[<64;3;4M", .wheelUp),
      ("\u{1B}[<65;203;104M", .wheelDown),
    ] as [(String, Key)]) func keys(_ bytes: String, _ key: Key)
  {
    #expect(decode(bytes) == [.key(key)])
  }

  /// Buttons, releases, movement, the sideways wheel, and a wheel with Shift, Alt or Ctrl: swallowed whole.
  @Test(arguments: [
    "<0;3;4M", "<0;3;4m", "<1;3;4M", "<2;300;400M", "<3;3;4M", "<35;3;4M", "<66;3;4M", "<67;3;4M",
    "<68;3;4M", "<72;3;4M", "<80;3;4M", "<64;3;4m", "<65;3;4m", "<64;3M", "<64M", "<;;M", "<64;3;4;5M",
    "<64;3;4A", "<64;3;4~", "<64;3:4M", "64;3;4M", "<<64;3;4M", "?64;3;4M",
  ]) func noClickIsAKey(_ report: String) {
    #expect(decode("\u{1B}[" + report) == [])
    #expect(decode("a\u{1B}[" + report + "b") == [.key(.character("a")), .key(.character("b"))])
  }

  @Test func aWheelTurnedFastIsManyNotches() {
    let notch = "\u{1B}[<65;10;10M"
    #expect(decode(String(repeating: notch, count: 5)) == Array(repeating: .key(.wheelDown), count: 5))
    var decoder = InputDecoder()
    #expect(notch.utf8.flatMap { decoder.feed([$0]) } == [.key(.wheelDown)])
    #expect(decoder.feed("\u{1B}[<65;1".utf8) == [])
    #expect(decoder.patienceMilliseconds == 1000)
    #expect(decoder.feed("0;10M".utf8) == [.key(.wheelDown)])
  }

  @Test func aSequenceInPiecesIsOneKey() {
    var decoder = InputDecoder()
    let pieces = "\u{1B}[5~é".utf8.map { [$0] }
    #expect(pieces.flatMap { decoder.feed($0) } == [.key(.pageUp), .key(.character("é"))])
    #expect(decoder.patienceMilliseconds == nil)
  }

  @Test func whatTheTerminalsDescriptionSaysComesFirst() {
    var decoder = InputDecoder(sequences: [Array("\u{1B}[Q".utf8): .home])
    #expect(decoder.feed("\u{1B}[Q".utf8) == [.key(.home)])
  }

  @Test(arguments: [
    "\u{1B}[1;5A", "\u{1B}[3;2~", "\u{1B}[99~", "\u{1B}[?1;2c", "\u{1B}[12;40R", "\u{1B}[<0;3;4M", "\u{1B}[I",
    "\u{1B}[Mabc", "\u{1B}]10;rgb:ffff/0000/ffff\u{7}", "\u{1B}]0;F\u{1B}\\",
    "\u{1B}P1$r0m\u{1B}\\",
    "\u{1B}[" + String(repeating: "1;", count: 500) + "A", "\u{0}", "\u{9B}", "\u{202E}", "\u{1C}", "\u{301}",
  ]) func whatIsNoKeyOfOursGivesNothing(_ bytes: String) {
    #expect(decode(bytes) == [])
    #expect(decode(bytes + "q") == [.key(.character("q"))])
  }

  /// What two cells would show is typed text all the same.
  @Test func wideCharactersAreKeys() {
    #expect(decode("币") == [.key(.character("币"))])
    #expect(decode("a😀") == [.key(.character("a")), .key(.character("😀"))])
  }

  @Test(arguments: [
    [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
  ])
  func brokenUTF8GivesNothing(_ bytes: [UInt8]) {
    #expect(decode(bytes) == [])
    #expect(decode(bytes + [0x71]) == [.key(.character("q"))])
  }

  @Test(arguments: ["\u{1B}F", "\u{1B}é", "\u{1B}[", "\u{1B}O", "\u{1B}P"])
  func aKeyTogetherWithEscIsOnlyEsc(_ bytes: String) {
    #expect(decode(bytes) == [.key(.escape)])
  }

  /// Those that edit a line by words; whoever has no line takes them as Esc.
  @Test(arguments: ["b", "f", "d", "\u{7F}"]) func aKeyWithAltIsOneKey(_ letter: String) {
    #expect(decode("\u{1B}" + letter) == letter.map { .key(.alt($0)) })
    #expect(decode("\u{1B}" + letter + "q") == letter.map { .key(.alt($0)) } + [.key(.character("q"))])
  }

  @Test func escTwiceIsTwice() { #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)]) }

  @Test func aSequenceWhoseEscCameEarlyIsStillThatKey() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]) + decoder.settle() == [.key(.escape)])
    #expect(decoder.feed("[A".utf8) == [.key(.up)])
    #expect(decoder.feed([0x1B]) + decoder.settle() == [.key(.escape)])
    #expect(decoder.feed("O".utf8) == [])
    #expect(decoder.feed("F".utf8) == [.key(.end)], "byte by byte, too")
    #expect(decoder.feed([0x1B]) + decoder.settle() == [.key(.escape)])
    #expect(decoder.patienceMilliseconds != nil)
    #expect(decoder.settle() == [], "long after it they are keys")
    #expect(
      decoder.feed("[".utf8) + decoder.feed("F".utf8) == [.key(.character("[")), .key(.character("F"))])
  }

  /// Whatever the pause within it, the last letter of a sequence is none: some letters act at once.
  @Test(arguments: ["\u{1B}[1;2F", "\u{1B}[1;5C", "\u{1B}[1T", "\u{1B}[5;2~"]) func aTornSequenceGivesNoKey(
    _ bytes: String
  ) {
    var decoder = InputDecoder()
    for byte in bytes.utf8.dropLast() {
      #expect(decoder.feed([byte]) == [])
      // Only what follows a lone Esc is waited for less than anybody needs for the next key.
      #expect(byte == 0x1B || (decoder.patienceMilliseconds ?? 0) >= 1000)
    }
    #expect(decoder.feed([Array(bytes.utf8).last ?? 0]) == [])
    #expect(decoder.hasDropped)
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))] && !decoder.hasDropped)
  }

  /// What stands beside a sequence that gives nothing came with it.
  @Test(arguments: ["\u{1B}[I", "\u{1B}[99~", "\u{1B}]0;F\u{7}"]) func aKeyBesideADroppedSequenceIsNotAlone(
    _ bytes: String
  ) {
    var decoder = InputDecoder()
    #expect(decoder.feed((bytes + "C").utf8) == [.key(.character("C"))] && decoder.hasDropped)
  }

  @Test func theEndOfAPasteThatNobodySawBeginIsOne() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[201~C".utf8) == [])
    #expect(decoder.settle() == [])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }
}

@Suite struct PasteTests {
  @Test func aPasteIsOneText() {
    #expect(decode("\u{1B}[200~F\rq\u{1B}[A é\u{1B}[201~") == [.pasted("F\rq\u{1B}[A é")])
  }

  @Test func keysCountAgainAfterAPause() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~x\u{1B}[201~".utf8) == [.pasted("x")])
    #expect(decoder.feed("F".utf8) == [])
    #expect(decoder.settle() == [])
    #expect(decoder.feed("F".utf8) == [.key(.character("F"))])
  }

  @Test func anEndMarkInsideDoesNotLetTheRestBecomeKeys() {
    let hostile = "\u{1B}[200~note\u{1B}[201~\rF\rF\u{1B}[201~"
    #expect(decode(hostile) == [.pasted("note")])
  }

  @Test func halfAnEndMarkIsText() {
    #expect(decode("\u{1B}[200~a\u{1B}[20\u{1B}\u{1B}[201~") == [.pasted("a\u{1B}[20\u{1B}")])
  }

  /// Over a line that stalls the rest of a paste comes late; it is no key either.
  @Test func theRestOfAStalledPasteIsNoKey() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~ab".utf8) == [])
    #expect(decoder.settle() == [.pasted("ab"), .unendedPaste])
    #expect(decoder.patienceMilliseconds == nil)
    #expect(decoder.feed("F\rF\u{1B}[A".utf8) == [.unendedPaste], "told as long as it lasts")
    #expect(decoder.feed("\u{1B}".utf8) + decoder.feed("[201~".utf8) == [])
    #expect(decoder.feed("F".utf8) + decoder.settle() == [])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  /// Where the end mark was lost, Esc alone gives the keyboard back.
  @Test func escEndsAPasteWithoutEnd() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~ab".utf8) + decoder.settle() == [.pasted("ab"), .unendedPaste])
    #expect(decoder.feed("qF".utf8) + decoder.settle() == [.unendedPaste])
    #expect(decoder.feed("\u{1B}".utf8) == [])
    #expect(decoder.patienceMilliseconds != nil)
    #expect(decoder.settle() == [.key(.escape)])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test func aLongPasteIsCut() throws {
    let inputs = decode("\u{1B}[200~" + String(repeating: "x", count: 1_000_000) + "\u{1B}[201~")
    #expect(inputs == [.pasted(String(repeating: "x", count: InputDecoder.pasteLimit))])
  }

  /// Any bytes, cut anywhere, between the marks: never a key.
  @Test func randomBytesNeverBecomeKeys() {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      var decoder = InputDecoder()
      var bytes = Array("\u{1B}[200~".utf8)
      for _ in 0..<Int.random(in: 0..<400, using: &random) {
        bytes.append(.random(in: .min ... .max, using: &random))
      }
      if Bool.random(using: &random) { bytes.insert(contentsOf: "\u{1B}[201~".utf8, at: bytes.count / 2 + 3) }
      bytes += "\u{1B}[201~".utf8
      var inputs: [TerminalInput] = []
      while !bytes.isEmpty {
        let count = Int.random(in: 1...bytes.count, using: &random)
        inputs += decoder.feed(bytes.prefix(count))
        bytes.removeFirst(count)
      }
      #expect(
        inputs.count == 1 && inputs.allSatisfy { if case .pasted = $0 { true } else { false } },
        "seed \(seed)")
    }
  }

  @Test func afterDiscardingNothingCountsUntilAPause() {
    var decoder = InputDecoder()
    decoder.discardUntilQuiet()
    #expect(decoder.feed("F\r".utf8) == [])
    #expect(decoder.patienceMilliseconds != nil)
    #expect(decoder.settle() == [])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }
}

/// Random numbers that a seed repeats (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
