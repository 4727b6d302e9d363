import StrictYAML
import Testing
import Trading

@Suite struct RefusalTests {
  @Test func aHashThatCutsASentence() {
    let remedy =
      "put the comment on a line of its own, or write it as `because \"…\"`; "
      + "a # that belongs to the text needs the whole sentence in single quotes"
    let cut = "a # cuts this sentence short; \(remedy)"
    #expect(refusal("rules:\n  - at 1R take 30% # first target\n") == "f:2:20: \(cut)")
    #expect(refusal("rules:\n  - at 1R take 30%    #first\n") == "f:2:23: \(cut)")
    #expect(refusal("- stop to 1R because \"see # 4\"") == "f:1:27: \(cut)")
    #expect(refusal("- note größe 币安 # x") == "f:1:17: \(cut)")
    #expect(refusal("- at 1R take 30%,\n  stop to breakeven # x\n") == "f:2:21: \(cut)")
    #expect(refusal("- at 1R take 30% # x\n  stop to breakeven\n").hasPrefix("f:2:"))
    #expect(refusal("rules: [close, # x\n  cancel entries # y\n]") == "f:2:18: \(cut)")
  }

  @Test func aRepeatedKeyIsMarkedAtItsSecondPlace() {
    #expect(
      refusal("stop: 1\nsize: 2\nstop: 3\n")
        == "f:3:1: the key `stop` stands twice; keep one of them; the first is on line 1")
    #expect(
      refusal("stop: 1\nsize: 2\nsize: 4\nstop: 3\n").hasSuffix(
        "stands twice; keep one of them; the first is on line 2"))
    #expect(
      refusal("fees: {maker: 1, taker: 2, maker: 3}")
        == "f:1:28: the key `maker` stands twice; keep one of them; the first is on line 1")
    #expect(
      refusal("- {größe: 1, b: 2, größe: 3, b: 4}").hasPrefix("f:1:30: the key `b` stands twice"))
    #expect(refusal("a: 1\n\"a\": 2\n").hasPrefix("f:2:1: the key `a` stands twice"))
    #expect(refusal("'a': 1\nb:\n  a: 1\na: 2\n").hasPrefix("f:4:1: the key `a` stands twice"))
    #expect(refusal("a: 1\na: 2\na: 3\n").hasPrefix("f:2:1: the key `a` stands twice"))
    #expect(refusal("x:\n  - k: 1\n    k: 2\n").hasPrefix("f:3:5: the key `k` stands twice"))
    let many = (0..<300).map { "k\($0): 1\n" }.joined()
    #expect(refusal(many + many).contains("stands twice"))
  }

  @Test func anchorsAliasesTagsAndMergeKeys() {
    #expect(refusal("a: &x 1\nb: *x\n") == "f:1:4: an anchor; write the value out where it is used")
    #expect(refusal("&x a: 1") == "f:1:1: an anchor; write the value out where it is used")
    #expect(refusal("a: &x [1]\n").hasPrefix("f:1:4: an anchor"))
    #expect(refusal("a: *x\n") == "f:1:4: an alias; write the value out")
    #expect(refusal("a: !!float 1\n").hasPrefix("f:1:4: a tag"))
    #expect(refusal("a: !!str \"1\"\n").hasPrefix("f:1:4: a tag"))
    #expect(refusal("a: !mine {b: 1}\n").hasPrefix("f:1:4: a tag"))
    #expect(refusal("a: ! 1\n").hasPrefix("f:1:4: a tag"))
    #expect(refusal("a: !other!x 1\n").hasPrefix("f:1:4: not readable"))
    #expect(refusal("<<: {a: 1}\n").hasPrefix("f:1:1: a merge key"))
  }

  @Test func anAliasBomb() {
    var bomb = "a0: &a0 [lol, lol]\n"
    for level in 1...12 {
      let row = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(row)]\n"
    }
    #expect(refusal(bomb).contains("too many words that begin with *"))
    let asKeys = "? &k [x]\n: 1\n? [*k, *k]\n: 2\n"
    #expect(refusal(asKeys).hasPrefix("f:1:3: an anchor"))
    #expect(refusal("- note 3 * 4 * 5\n") == "accepted: [‹note 3 * 4 * 5›]")
  }

  @Test func keysThatAreNoWords() {
    #expect(refusal("? [a]\n: 1\n").contains("a key that is not a word"))
    #expect(refusal("{[a]: 1, [a]: 2}").contains("a repeated key that is not a plain word"))
    #expect(refusal("'': 1\n").contains("a key that is not a word"))
  }

  @Test func moreThanOneDocumentAndNone() {
    #expect(refusal("a: 1\n---\nb: 2\n") == "f:2:1: a second document begins here; keep one in a file")
    #expect(refusal("---\na: 1\n") == "accepted: {a: ‹1›}")
    for text in ["", "\n\n", "# only this\n", "\u{FEFF}"] {
      #expect(refusal(text).contains("nothing but comments"))
    }
  }

  @Test func charactersThatCannotBeSeen() {
    #expect(refusal("a: 1\n\tb: 2\n") == "f:2:1: a tab; indent and separate with spaces")
    #expect(refusal("a:\t1") == "f:1:3: a tab; indent and separate with spaces")
    #expect(refusal("# a\tcomment\na: 1") == "accepted: {a: ‹1›}")
    #expect(refusal("a: x\u{0}y") == "f:1:5: the invisible character U+0000; delete it")
    #expect(refusal("a: \u{1B}[2J").contains("f:1:4: the invisible character U+001B"))
    #expect(refusal("a: 币\u{202E}1").contains("f:1:5: the invisible character U+202E"))
    #expect(refusal("a: 1\u{2028}b: 2").contains("U+2028"))
    #expect(refusal("a: 1\rb: 2") == "f:1:5: the invisible character U+000D; end lines with a line feed")
    #expect(refusal("a: \u{FEFF}1").contains("U+FEFF"))
    #expect(refusal(#"a: "x\e[2J""#).contains("f:1:4: a text with the character U+001B"))
    #expect(refusal(#"a: "x\0y""#).contains("f:1:4: a text with the character U+0000"))
    #expect(refusal("a: 'x\n\n  y'").contains("a text with the character U+000A"))
  }

  @Test func blockTexts() {
    #expect(refusal("a: |\n  text\n").hasPrefix("f:1:4: a block text"))
    #expect(refusal("rules:\n  - >\n    at 1R\n    take 30%\n").hasPrefix("f:2:5: a block text"))
  }

  @Test func sizeAndDepth() {
    let fits = "# " + String(repeating: "x", count: StrictYAML.byteLimit - 7) + "\na: 1"
    #expect(fits.utf8.count == StrictYAML.byteLimit)
    #expect(refusal(fits) == "accepted: {a: ‹1›}")
    #expect(refusal(fits + " ").hasPrefix("f: the text has 65537 bytes"))
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(refusal(nested(16)).hasPrefix("accepted"))
    #expect(refusal(nested(17)).hasPrefix("f:1:17: more than 16"))
    #expect(refusal(nested(900)).hasPrefix("f:1:17: more than 16"))
    #expect(refusal(nested(32_000)).hasPrefix("f:1:"))
    #expect(refusal(String(repeating: "- ", count: 32_000) + "x").hasPrefix("f:1:"))
    #expect(refusal(String(repeating: "{a: ", count: 16_000)).hasPrefix("f:1:"))
  }

  @Test func whatTheParserRefusesHasAPlaceAndARemedy() {
    #expect(refusal("plan: a: b").hasPrefix("f:1:8: not readable: mapping values are not allowed"))
    #expect(refusal("a: 'open").contains("close the quote"))
    #expect(refusal("a: [1, 2").contains("close the bracket"))
    #expect(refusal("a: 1\n b: 2\n").hasPrefix("f:2:3: not readable"))
    #expect(refusal("a: @x").contains("put the value in quotes"))
    #expect(refusal("a: 1\nb\n").contains("write `key: value`"))
  }

  /// Any text is read or refused: 3,000 cuts and changes of a plan.
  @Test func damagedPlansNeverCrash() {
    let seed = UInt64.random(in: 1...UInt64.max)
    var generator = SeededGenerator(state: seed)
    let plan = Array(
      """
      plan: "größe" # x
      fees: {maker: 0.02%, taker: 0.05%}
      rules:
        - enter 50% on break 30000
        - 'at 1R take 30%, stop to breakeven'
        - ? [a, b]
      """.unicodeScalars)
    let letters = Array("&*!|>{}[],:?-#'\"%@` \n\r\t~0a\u{0}\u{FEFF}\u{85}é币".unicodeScalars)
    var refused = 0
    for _ in 0..<3_000 {
      var text = plan
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        let letter = letters[Int.random(in: 0..<letters.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: text[place] = letter
        case 1: text.insert(letter, at: place)
        default: text.remove(at: place)
        }
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      do throws(PlanError) {
        _ = try StrictYAML.document(String(view))
      } catch {
        refused += 1
        #expect(!error.message.isEmpty && !error.remedy.isEmpty, "seed \(seed)")
        if let place = error.place { #expect(place.line >= 1 && place.column >= 1, "seed \(seed)") }
      }
    }
    #expect(refused > 1_000 && refused < 3_000, "seed \(seed)")
  }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
